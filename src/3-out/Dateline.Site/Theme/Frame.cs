using Dateline.Site.Ads;
using Dateline.Site.Caching;
using Dateline.Site.Front;

namespace Dateline.Site.Theme;

/// <summary>The same thing in another language.</summary>
/// <param name="Language">The language's tag.</param>
/// <param name="Label">What the link says, in that language.</param>
/// <param name="Path">Its path, as it stands in an address.</param>
internal sealed record Alternate(string Language, string Label, string Path);

/// <summary>A picture as pages show it.</summary>
internal sealed record PhotoView(string Path, string? Width, string? Height, string Alt, string? Caption, string? Credit, bool IsTall, bool IsFirst, string ContentType, long Length)
{
    /// <summary>The sizes a browser may choose from, as its <c>srcset</c> says it; null: there is the one.</summary>
    public string? Sizes { get; init; }
    /// <summary>The same as WebP.</summary>
    public string? SizesWebp { get; init; }
    /// <summary>The shapes search engines ask for: path, width and height.</summary>
    public IReadOnlyList<(string Path, int Width, int Height)> Shapes { get; init; } = [];
}

/// <summary>What stands around a page's own part.</summary>
internal sealed record Frame
{
    public required HouseLanguage Language { get; init; }
    public required string Title { get; init; }
    public required Template Body { get; init; }
    public string? Description { get; init; }
    /// <summary>The page's own path, as it stands in an address; null: it has none to tell.</summary>
    public string? Path { get; init; }
    /// <summary>The whole address that counts for search engines, where it is on another site; null: the page's own.</summary>
    public string? Elsewhere { get; init; }
    public bool IsIndexed { get; init; } = true;
    /// <summary>Whether it is a front: then the site's name is its heading.</summary>
    public bool IsFront { get; init; }
    public string SkipTo { get; init; } = "story";
    /// <summary>The page in other languages. Where there are none the masthead leads to the other fronts.</summary>
    public IReadOnlyList<Alternate> Alternates { get; init; } = [];
    /// <summary>The address without a feed's name under which its own feeds are, and their title; null: it has none but the site's.</summary>
    public FeedLink? Feed { get; init; }
    /// <summary>The section whose place in the menu it has.</summary>
    public string? Section { get; init; }
    /// <summary>Whether the page has tools that only a script can offer.</summary>
    public bool HasTools { get; init; }
    /// <summary>Whether it needs the script that offers them.</summary>
    public bool NeedsScript => HasTools || Ads.Hosts.Any();
    /// <summary>Whether the page hears of changes while it is open.</summary>
    public bool IsLive { get; init; }
    /// <summary>The hosts that may be asked when a reader wants to see what is elsewhere.</summary>
    public IReadOnlyCollection<string> FrameHosts { get; init; } = [];
    public PhotoView? Photo { get; init; }
    /// <summary>What stands in its places for advertisements; that at the top stands here, the others in the page's own part.</summary>
    public PageAds Ads { get; init; } = PageAds.None;
    /// <summary>A line over everything else; null: none.</summary>
    public BarLine? Bar { get; init; }
    /// <summary>The page id of the story it shows; null: it is no story's page.</summary>
    public string? Story { get; init; }
    public ArticleFacts? Article { get; init; }
    public JsonBlock? JsonLd { get; init; }
}

/// <summary>Where a page's own feeds are.</summary>
internal sealed record FeedLink(string Path, string Title);

/// <summary>What a story's page tells programs that preview links.</summary>
internal sealed record ArticleFacts(string Published, string Updated, IReadOnlyList<string> Authors, string? Section);

/// <summary>The layout's model.</summary>
internal sealed record LayoutView(House House, Look Look, Frame Frame)
{
    public Words Words => Frame.Language.Words;
    public string FullTitle => Frame.Title == House.Name ? House.Name : $"{Frame.Title} – {House.Name}";
    public string? Canonical => Frame.Elsewhere ?? Own;
    private string? Own => Frame.Path is { } path ? House.Base + path : null;

    /// <summary>Where the masthead's language links lead.</summary>
    public IEnumerable<Alternate> LanguageLinks => Frame.Alternates.Count > 0
        ? Frame.Alternates
        : House.Languages.Where(l => l != Frame.Language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Front));

    /// <summary>The page's translations, for search engines: a page that counts elsewhere names none.</summary>
    public IReadOnlyList<Alternate> Alternates => Frame.Elsewhere is null ? Frame.Alternates : [];

    public string? Current(string path) => Frame.Path == path ? "page" : null;

    /// <summary>A story of a section stands in it, and its front is the page itself.</summary>
    public string? CurrentSection(SiteSection section) => Frame.Section != section.Slug ? null : Current($"{Frame.Language.Root}/{section.Slug}") ?? "true";

    /// <summary>Which of the translations someone gets whose language there is none in: that of the site's first language.</summary>
    public string? XDefault => Frame.Alternates.Count == 0 ? null : Words.Language == House.Default.Tag ? Canonical : Frame.Alternates.FirstOrDefault(a => a.Language == House.Default.Tag) is { } main ? House.Base + main.Path : Canonical;
}

/// <summary>Pages in their frame.</summary>
internal static class Layout
{
    internal static SitePage Page(House house, Frame frame)
    {
        var look = house.Look;
        var bytes = new AspNetCoreGeneratedDocument.Theme_Layout { Model = new LayoutView(house, look, frame) }.ToBytes();
        return new(bytes, "text/html; charset=utf-8", look.ContentSecurityOf(frame.IsLive, [.. frame.FrameHosts, .. frame.Ads.Hosts])) { Story = frame.Story };
    }
}
