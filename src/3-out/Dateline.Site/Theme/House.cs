using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Site.Events;
using Dateline.Site.Pages;

namespace Dateline.Site.Theme;

/// <summary>One of the site's languages: its words, its times, and where its pages begin.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Times">Its times.</param>
/// <param name="Root">"" for the default language, "/fr" for the others.</param>
internal sealed record HouseLanguage(Words Words, TimeText Times, string Root)
{
    internal string Tag => Words.Language;
    internal string Front => Root.Length == 0 ? "/" : Root;
}

/// <summary>An entry of the menu.</summary>
internal sealed record MenuEntry(string Path, string Label, SiteSection? Section);

/// <summary>The house: its name and languages, its style sheet, and the headers that go with every page. Made once.</summary>
internal sealed class House
{
    internal House(SiteOptions options)
    {
        Options = options;
        Languages = [.. options.Languages.Select(Known).OfType<Words>().DefaultIfEmpty(Words.All["en"]).DistinctBy(w => w.Language).Select((w, i) => Speak(w, i == 0))];
        Style = Minify(Resource("site.css") + options.Theme.Style(Resource));
        Mark = Encoding.UTF8.GetBytes(Resource("mark.svg"));
        Logo = options.Logo;
        Script = Resource("reader.js");
        LiveScript = Resource("live.js");
        ContentSecurity = Policy($"'sha256-{Hash(Script)}'", "trusted-types 'none'");
        LiveContentSecurity = Policy($"'sha256-{Hash(Script)}' 'sha256-{Hash(LiveScript)}'", "trusted-types live");
        Base = options.BaseUrl.GetLeftPart(UriPartial.Authority);
        Folder = PageFolder.Read(this);
    }

    /// <summary>The menu in a language: where each entry leads, what it says, and the section it is of.</summary>
    internal IEnumerable<MenuEntry> Menu(HouseLanguage language) => Options.MenuWords.Select(w => Entry(w, language)).OfType<MenuEntry>();

    private MenuEntry? Entry(string word, HouseLanguage language) => word switch
    {
        SiteOptions.MenuLatest => new(language.Front, language.Words.Latest, null),
        SiteOptions.MenuCorrections => new(language.Root + "/corrections", language.Words.Corrections, null),
        SiteOptions.MenuTopics => new(language.Root + "/topics", language.Words.Topics, null),
        SiteOptions.MenuEvents => new(language.Root + EventPages.Folder, language.Words.Events, null),
        SiteOptions.MenuObituaries => new(language.Root + ObituaryListings.Folder, language.Words.Obituaries, null),
        SiteOptions.MenuArchive => new(language.Root + "/archive", language.Words.Archive, null),
        _ when Options.Sections.FirstOrDefault(s => s.Slug == word) is { } section => new($"{language.Root}/{section.Slug}", section.NameIn(language.Tag), section),
        _ => Folder.In(language).FirstOrDefault(p => p.Name == word) is { } page ? new(page.Path, page.Title, null) : null,
    };

    // What may be asked is this site and nobody else; those who measure pages ask for robots.txt in the page's name.
    private string Policy(string scripts, string more) =>
        $"default-src 'none'; img-src 'self'; style-src 'sha256-{Hash(Style)}'; script-src {scripts}; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; {more}";

    /// <summary>The policy that goes with a page.</summary>
    /// <param name="isLive">Whether it hears of changes.</param>
    /// <param name="frames">The hosts that may be asked when a reader wants to see what is elsewhere.</param>
    internal string ContentSecurityOf(bool isLive, IReadOnlyCollection<string> frames)
    {
        var policy = isLive ? LiveContentSecurity : ContentSecurity;
        return frames.Count == 0 ? policy : policy + "; frame-src " + string.Join(' ', frames.Order(StringComparer.Ordinal).Select(h => "https://" + h));
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal SiteOptions Options { get; }
    internal string Name => Options.Name;
    internal string Organisation => Options.Organisation ?? Options.Name;

    /// <summary>Whether a credit line names the house itself.</summary>
    internal bool IsOurs(string? credit) => string.Equals(credit, Name, StringComparison.OrdinalIgnoreCase) || string.Equals(credit, Organisation, StringComparison.OrdinalIgnoreCase);

    /// <summary>Scheme and host, without a slash at the end.</summary>
    internal string Base { get; }

    /// <summary>The languages, the default one first.</summary>
    internal IReadOnlyList<HouseLanguage> Languages { get; }
    internal HouseLanguage Default => Languages[0];

    /// <summary>The style sheet. It stands in every page: one trip to the server is all a reader waits for, and it is 3 KB of the compressed page.</summary>
    internal string Style { get; }

    /// <summary>The little picture browsers put on a tab.</summary>
    internal byte[] Mark { get; }

    /// <summary>The logo in the masthead; null: the name stands there in letters.</summary>
    internal SiteLogo? Logo { get; }

    /// <summary>The reader's tools: text size, sharing, keeping for later. It stands at the end of the pages that have them, and no page needs it.</summary>
    internal string Script { get; }

    /// <summary>What keeps the page of a live story current.</summary>
    internal string LiveScript { get; }

    /// <summary>The pages the house wrote of itself.</summary>
    internal PageFolder Folder { get; }

    /// <summary>Nothing but our own pictures, this very style sheet and this very script.</summary>
    internal string ContentSecurity { get; }

    /// <summary>As <see cref="ContentSecurity"/>, for a page that hears of changes: it may ask this site, and read the answer as a page.</summary>
    internal string LiveContentSecurity { get; }

    /// <summary>The house language for a story's language, or the default.</summary>
    internal HouseLanguage For(string? language) =>
        Languages.FirstOrDefault(l => string.Equals(l.Tag, language, StringComparison.OrdinalIgnoreCase)) ?? Default;

    /// <summary>The language whose part of the site a path lies in.</summary>
    internal HouseLanguage ForPath(string path) =>
        Languages.FirstOrDefault(l => l.Root.Length > 0 && path.StartsWith(l.Root, StringComparison.Ordinal) && (path.Length == l.Root.Length || path[l.Root.Length] == '/')) ?? Default;

    internal string CorrectionsPath(HouseLanguage language) => Options.CorrectionsPolicy ?? language.Root + "/corrections";

    /// <summary>"rtl" for scripts that run from the right; null for the others.</summary>
    internal static string? Direction(string language) => Language.From(language)?.Primary is "ar" or "he" or "fa" or "ur" or "ps" or "yi" or "dv" ? "rtl" : null;

    private static Words? Known(string tag) => Words.All.GetValueOrDefault(Language.From(tag)?.Primary ?? "");

    private HouseLanguage Speak(Words words, bool isDefault) =>
        new(words, new TimeText(Options.TimeZone, Options.TimeZoneNames.GetValueOrDefault(words.Language), words), isDefault ? "" : "/" + words.Language);

    private static string Resource(string name)
    {
        var full = typeof(House).Assembly.GetManifestResourceNames().Single(n => n.EndsWith(".Theme." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(typeof(House).Assembly.GetManifestResourceStream(full)!);
        return reader.ReadToEnd();
    }

    /// <summary>Comments, line ends and indents out; nothing cleverer, so that what is served can be read beside its source.</summary>
    private static string Minify(string css)
    {
        var small = new StringBuilder(css.Length);
        for (var at = 0; at < css.Length; at++)
        {
            if (css[at] == '/' && at + 1 < css.Length && css[at + 1] == '*') at = css.IndexOf("*/", at, StringComparison.Ordinal) + 1;
            else if (css[at] == '\n') while (at + 1 < css.Length && css[at + 1] is ' ' or '\n') at++;
            else small.Append(css[at]);
        }
        return small.Replace(" {", "{").Replace(": ", ":").Replace("; ", ";").Replace(";}", "}").ToString();
    }
}
