namespace Dateline.Site;

/// <summary>What makes a site this site. Everything else follows from the wire.</summary>
public sealed record SiteOptions
{
    /// <summary>The name in the masthead ("The Harbour Ledger").</summary>
    public required string Name { get; init; }
    /// <summary>Where readers reach it, without a path: canonical addresses and feeds are built from it, never from what a request says.</summary>
    public required Uri BaseUrl { get; init; }
    /// <summary>The zone in which times are told.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
    /// <summary>What readers call the zone, by language ("en" → "ET"); where nothing is said, the offset from UTC.</summary>
    public IReadOnlyDictionary<string, string> TimeZoneNames { get; init; } = new Dictionary<string, string>();
    /// <summary>The languages of the site's own words, the default one first. Each has a front and feeds. Stories in any other language have a page.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en", "fr"];
    /// <summary>Who publishes it; null: <see cref="Name"/>.</summary>
    public string? Organisation { get; init; }
    /// <summary>Where readers write to; null: no address is shown.</summary>
    public string? ContactMail { get; init; }
    /// <summary>The path of the page that says how mistakes are corrected; null: the site's own list of corrections.</summary>
    public string? CorrectionsPolicy { get; init; }
    /// <summary>The sections, in the order of the menu; none: the site has a front and no sections.</summary>
    public IReadOnlyList<SiteSection> Sections { get; init; } = [];
    /// <summary>What programs that read for artificial intelligence may do.</summary>
    public AiRights AiRights { get; init; } = AiRights.NoTraining;
    /// <summary>A folder of Markdown files that become pages: <c>about.md</c> is <c>/about</c>, <c>about.fr.md</c> is <c>/fr/about</c>. Read at the start; null: there are none.</summary>
    public string? PagesFolder { get; init; }
    /// <summary>How many bytes of rendered pages are kept in memory at most.</summary>
    public long CacheBytes { get; init; } = 64 * 1024 * 1024;
}
