using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Pages;

/// <summary>A page that says what the house wrote of itself.</summary>
/// <param name="Name">Its name in addresses ("about"), the same in every language.</param>
/// <param name="Language">In this language.</param>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its first heading, else its name.</param>
/// <param name="Text">Its text.</param>
internal sealed record StaticPage(string Name, HouseLanguage Language, string Path, string Title, StoryHtml Text);

/// <summary>
/// About, contact, policies: a folder of Markdown files, read when the site starts. <c>about.md</c> is <c>/about</c>, <c>about.fr.md</c> its French page;
/// a file whose name is no word, or the name of something else, is no page. <c>house.md</c> is what the house has to say under each story and front, and no page. <c>ads.txt</c> in the folder is served as it is.
/// </summary>
internal sealed partial record PageFolder(IReadOnlyList<StaticPage> Pages, IReadOnlyList<StaticPage> House, string? AdsTxt)
{
    private const string HouseName = "house";

    internal static PageFolder Read(House house)
    {
        if (house.Options.PagesFolder is not { } folder) return new([], [], null);
        var all = Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(f => Read(house, f)).OfType<StaticPage>().ToList();
        var ads = Path.Combine(folder, "ads.txt");
        return new([.. all.Where(p => p.Name != HouseName)], [.. all.Where(p => p.Name == HouseName)], File.Exists(ads) ? File.ReadAllText(ads) : null);
    }

    /// <summary>What the house has to say in a language; null: nothing.</summary>
    internal StaticPage? HouseIn(HouseLanguage language) => House.FirstOrDefault(p => p.Language == language);

    internal IEnumerable<StaticPage> In(HouseLanguage language) => Pages.Where(p => p.Language == language);

    private static StaticPage? Read(House house, string file)
    {
        var parts = Path.GetFileName(file).Split('.');
        var language = parts.Length == 3 ? house.Languages.FirstOrDefault(l => l.Tag == parts[1]) : parts.Length == 2 ? house.Default : null;
        if (language is null || !Word().IsMatch(parts[0]) || SiteSection.IsTaken(parts[0]) || house.Options.Sections.Any(s => s.Slug == parts[0])) return null;
        var (title, text) = MarkdownPage.Read(File.ReadAllText(file), house.Base);
        return new(parts[0], language, $"{language.Root}/{parts[0]}", title ?? parts[0], text);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Word();
}

/// <summary>The pages of the folder.</summary>
internal sealed class StaticPages(House house)
{
    internal PageAnswer? Paint(string path, PublicView view) => house.Folder.Pages.FirstOrDefault(p => p.Path == path) is not { } page ? null : PageAnswer.Show(Layout.Page(house, new Frame
    {
        Language = page.Language,
        Title = page.Title,
        Description = NewsText.OneLine(page.Text.FirstParagraph),
        Path = page.Path,
        SkipTo = "page",
        Alternates = [.. house.Folder.Pages.Where(p => p.Name == page.Name && p != page).Select(p => new Alternate(p.Language.Tag, p.Language.Words.Name, p.Path))],
        Body = new AspNetCoreGeneratedDocument.Pages_StaticPage { Model = page },
    }));
}
