using Dateline.News;

namespace Dateline.Site;

/// <summary>What makes a site this site. Everything else follows from the wire.</summary>
public sealed record SiteOptions
{
    internal const string MenuLatest = "latest", MenuCorrections = "corrections", MenuTopics = "topics", MenuArchive = "archive", MenuEvents = "events", MenuObituaries = "obituaries";

    /// <summary>The code of the newsroom's first site where one is needed.</summary>
    public const string Main = "main";

    /// <summary>Its code, by which the newsroom speaks of it; null: it is the newsroom's first site.</summary>
    public string? Code { get; init; }
    /// <summary>The name in the masthead ("The Harbour Ledger").</summary>
    public required string Name { get; init; }
    /// <summary>Where readers reach it, without a path: canonical addresses and feeds are built from it, never from what a request says.</summary>
    public required Uri BaseUrl { get; init; }
    /// <summary>More host names at which a further site answers. The first site answers at every name that no other has.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
    /// <summary>The zone in which times are told, and days counted.</summary>
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
    /// <summary>The sections, in the order of the menu, until somebody puts others in force on a screen; none: the site has a front and no sections.</summary>
    public IReadOnlyList<SiteSection> Sections { get; init; } = [];
    /// <summary>The menu, in its order: "latest", "corrections", "topics", "archive", "events", "obituaries", the words of sections and the names of the site's own pages; none: latest, every section, corrections.</summary>
    public IReadOnlyList<string> Menu { get; init; } = [];
    /// <summary>Which stories the site has; null: all that the newsroom publishes.</summary>
    public NewsFilter? Takes { get; init; }
    /// <summary>Of the stories it has, those whose one address for search engines is here, whatever other sites have them; null: those that no site before it has.</summary>
    public NewsFilter? Home { get; init; }
    /// <summary>Of the stories it has, those whose one address for search engines is where their source has them, as far as the source said where that is; null: none.</summary>
    public NewsFilter? AtSource { get; init; }
    /// <summary>The country its readers are in, as usage terms count ("CA"); null: none is stated, and what may be used in certain countries alone is not shown.</summary>
    public string? Country { get; init; }
    /// <summary>What the wire may publish here by itself.</summary>
    public WireLimits Wire { get; init; } = WireLimits.None;
    /// <summary>How many of the stories that were read most in the last day a front shows, 0 to 10; 0: nothing is counted.</summary>
    public int MostRead { get; init; } = 5;
    /// <summary>The hub that is told of each change of the site's and its sections' feeds, and that those feeds name (WebSub); null: there is none.</summary>
    public Uri? Hub { get; init; }
    /// <summary>The desk that what readers tell the newsroom goes to; null: there is no form for it.</summary>
    public string? TipDesk { get; init; }
    /// <summary>How it looks, until somebody chooses on a screen.</summary>
    public SiteTheme Theme { get; init; } = SiteTheme.Plain;
    /// <summary>What stands in the masthead; null: the name, in letters.</summary>
    public SiteLogo? Logo { get; init; }
    /// <summary>What programs that read for artificial intelligence may do.</summary>
    public AiRights AiRights { get; init; } = AiRights.NoTraining;
    /// <summary>A folder of Markdown files that become pages: <c>about.md</c> is <c>/about</c>, <c>about.fr.md</c> is <c>/fr/about</c>. Read at the start; null: there are none.</summary>
    public string? PagesFolder { get; init; }
    /// <summary>A folder of files that the site has at <c>/files/</c>. Its names are read at the start; null: there is none.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>Whether terms that allow certain countries alone allow this site.</summary>
    internal bool IsWithin(Rights rights) => rights.Territories.Count == 0 || Country is { } here && rights.Territories.Contains(here, StringComparer.OrdinalIgnoreCase);

    /// <summary>Its code, "main" for the newsroom's first.</summary>
    internal string CodeOrMain => Code ?? Main;

    /// <summary>The day a moment lies in where the site is.</summary>
    internal DateOnly DayOf(Instant at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), TimeZone).DateTime);

    /// <summary>The moment at which a calendar day begins where the site is. Where its midnight does not exist, the first moment after it.</summary>
    internal Instant StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (TimeZone.IsInvalidTime(local)) local = local.AddMinutes(30);
        // Of a midnight that comes twice, the first.
        var offset = TimeZone.IsAmbiguousTime(local) ? TimeZone.GetAmbiguousTimeOffsets(local).Max() : TimeZone.GetUtcOffset(local);
        return Instant.From(new DateTimeOffset(local, offset));
    }
}
