using System.Text;
using Dateline.News;
using Dateline.Site.Events;
using Dateline.Site.Pages;
using Dateline.Site.Sections;
using Dateline.Site.Sites;
using Dateline.Store.Database;

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

/// <summary>The house: its name and languages, its scripts and pages, made once; and how it looks, which somebody may change.</summary>
internal sealed class House
{
    private readonly Lock _gate = new();
    private readonly SiteBook _book;
    private volatile Look _look;

    internal House(SiteBook book)
    {
        var options = book.Options;
        (_book, Options) = (book, options);
        Languages = [.. options.Languages.Select(Known).OfType<Words>().DefaultIfEmpty(Words.All["en"]).DistinctBy(w => w.Language).Select((w, i) => Speak(w, i == 0))];
        Mark = Encoding.UTF8.GetBytes(Resource("mark.svg"));
        Script = Resource("reader.js");
        LiveScript = Resource("live.js");
        Base = options.BaseUrl.GetLeftPart(UriPartial.Authority);
        Folder = PageFolder.Read(this);
        Files = new OwnFiles(options, book.Folder);
        _look = Look.OfSettings(this);
    }

    // The same house in other clothes.
    private House(House house, Func<House, Look> look)
    {
        (_book, Options, Languages, Mark, Script, LiveScript, Base, Folder, Files) = (house._book, house.Options, house.Languages, house.Mark, house.Script, house.LiveScript, house.Base, house.Folder, house.Files);
        _look = look(this);
    }

    /// <summary>How it looks now.</summary>
    internal Look Look => _look;

    /// <summary>Takes over what was changed of its looks. Called with the look at the store that a page is made from, so that no page is older than its look.</summary>
    /// <param name="db">The store.</param>
    /// <param name="revision">How often the site was changed, read from it before.</param>
    internal void Follow(Db db, long revision)
    {
        if (revision <= _look.Revision) return;
        var look = Look.Holding(this, db, revision);
        lock (_gate)
            if (revision > _look.Revision) _look = look;
    }

    /// <summary>The same house as it would look with a theme.</summary>
    internal House Trying(Db db, SiteTheme theme, bool dark) => new(this, house => Look.Tried(house, db, theme, dark));

    /// <summary>The whole style sheet of a theme.</summary>
    internal string StyleOf(SiteTheme theme) => Minify(Resource("site.css") + theme.Style(Resource));

    /// <summary>The menu in a language: where each entry leads, what it says, and the section it is of.</summary>
    internal IEnumerable<MenuEntry> Menu(HouseLanguage language)
    {
        var sections = _book.Sections;
        return sections.Menu(Options).Select(w => Entry(w, language, sections)).OfType<MenuEntry>();
    }

    private MenuEntry? Entry(string word, HouseLanguage language, SectionSet sections) => word switch
    {
        SiteOptions.MenuLatest => new(language.Front, language.Words.Latest, null),
        SiteOptions.MenuCorrections => new(language.Root + "/corrections", language.Words.Corrections, null),
        SiteOptions.MenuTopics => new(language.Root + "/topics", language.Words.Topics, null),
        SiteOptions.MenuEvents => new(language.Root + EventPages.Folder, language.Words.Events, null),
        SiteOptions.MenuObituaries => new(language.Root + ObituaryListings.Folder, language.Words.Obituaries, null),
        SiteOptions.MenuArchive => new(language.Root + "/archive", language.Words.Archive, null),
        _ when sections.Find(word) is { } section => new($"{language.Root}/{section.Slug}", section.NameIn(language.Tag), section),
        _ => Folder.In(language).FirstOrDefault(p => p.Name == word) is { } page ? new(page.Path, page.Title, null) : null,
    };

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

    /// <summary>The little picture browsers put on a tab.</summary>
    internal byte[] Mark { get; }

    /// <summary>The reader's tools: text size, sharing, keeping for later. It stands at the end of the pages that have them, and no page needs it.</summary>
    internal string Script { get; }

    /// <summary>What keeps the page of a live story current.</summary>
    internal string LiveScript { get; }

    /// <summary>The pages the house wrote of itself.</summary>
    internal PageFolder Folder { get; }

    /// <summary>The site's own files.</summary>
    internal OwnFiles Files { get; }

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
