namespace Dateline.News;

/// <summary>
/// What a story says: everything an editor can change. Wire items, drafts, saved revisions and sent versions all carry this one record,
/// so that copy which nobody touched can be told from copy which somebody did by comparing.
/// Nulls and empty lists mean "not stated".
/// </summary>
public sealed record StoryContent
{
    /// <summary>The language of the text.</summary>
    public Language? Language { get; init; }
    /// <summary>The headline.</summary>
    public Headline? Headline { get; init; }
    /// <summary>The summary under the headline, plain text.</summary>
    public string? Dek { get; init; }
    /// <summary>The slugline.</summary>
    public Slugline? Slugline { get; init; }
    /// <summary>Which new version this is, in the wire's words ("2nd Writethru").</summary>
    public string? TakeKey { get; init; }
    /// <summary>The writers.</summary>
    public IReadOnlyList<Byline> Bylines { get; init; } = [];
    /// <summary>The dateline, as text.</summary>
    public Placeline? Placeline { get; init; }
    /// <summary>Where it was filed.</summary>
    public Place? Located { get; init; }
    /// <summary>What places it is about.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];
    /// <summary>How urgent it is.</summary>
    public Urgency? Urgency { get; init; }
    /// <summary>What kinds of writing it is.</summary>
    public IReadOnlyList<Concept> Genres { get; init; } = [];
    /// <summary>What it is about.</summary>
    public IReadOnlyList<Concept> Subjects { get; init; } = [];
    /// <summary>Free keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];
    /// <summary>The text.</summary>
    public StoryHtml Body { get; init; } = StoryHtml.Empty;
    /// <summary>Whether line breaks and columns in the text matter (tables, agate).</summary>
    public bool Preformatted { get; init; }
    /// <summary>A note to clients' editors. Readers never see it.</summary>
    public string? EdNote { get; init; }
    /// <summary>A note to staff only. It never leaves the newsroom.</summary>
    public string? StaffNote { get; init; }
    /// <summary>The credit line of the text's owner.</summary>
    public string? Credit { get; init; }
    /// <summary>Contributors who are not in the byline.</summary>
    public IReadOnlyList<Contributor> WithFilesFrom { get; init; } = [];
    /// <summary>Rights and usage terms.</summary>
    public Rights Rights { get; init; } = Rights.None;
    /// <summary>The pictures, the main one first.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
    /// <summary>What a package holds; empty for everything else.</summary>
    public IReadOnlyList<PackageGroup> Groups { get; init; } = [];
}

/// <summary>
/// Anything that travels: one item as a provider sent it, or as Dateline writes it for a client.
/// <see cref="Guid"/> is verbatim; match by provider and <see cref="Identity"/>, order by <see cref="VersionCreated"/>, then <see cref="Version"/> (formats.md §1).
/// </summary>
public sealed record NewsItem
{
    /// <summary>The identity for life, as stated.</summary>
    public required string Guid { get; init; }
    /// <summary>
    /// What stays the same from version to version: the guid, save in formats that write the version into it (NewsML 1.2: "…:FXW86:1" is a version of "…:FXW86").
    /// Arrivals are matched, and kills find their story, by this.
    /// </summary>
    public string Identity
    {
        get => _identity ?? Guid;
        init => _identity = value == Guid ? null : value;
    }
    private readonly string? _identity;
    /// <summary>What kind of item it is.</summary>
    public ItemKind Kind { get; init; }
    /// <summary>The version as stated: an opaque text, often a number. Null: the wire did not say.</summary>
    public string? Version { get; init; }
    /// <summary>When this version was made.</summary>
    public Instant? VersionCreated { get; init; }
    /// <summary>When the first version was made.</summary>
    public Instant? FirstCreated { get; init; }
    /// <summary>Who sent it.</summary>
    public Provider? Provider { get; init; }
    /// <summary>What may be done with it.</summary>
    public PubStatus Status { get; init; }
    /// <summary>What it does to the version before.</summary>
    public IReadOnlyList<Signal> Signals { get; init; } = [];
    /// <summary>From when it is usable.</summary>
    public Embargo Embargo { get; init; }
    /// <summary>Whether it speaks to editors (a digest, a coverage note, a test): never public, whatever a route says.</summary>
    public bool IsAdvisory { get; init; }
    /// <summary>The transmission's priority, 1 to 9; not the editorial urgency.</summary>
    public int? Priority { get; init; }
    /// <summary>References to other items.</summary>
    public IReadOnlyList<ItemLink> Links { get; init; } = [];
    /// <summary>Notices to readers that the version carries, oldest first.</summary>
    public IReadOnlyList<PublicNotice> Notices { get; init; } = [];
    /// <summary>What it says.</summary>
    public StoryContent Content { get; init; } = new();

    /// <summary>Whether a structural signal says that this kills: the status, or a kill signal.</summary>
    public bool IsKill => Status == PubStatus.Canceled || Has(SignalKind.Kill);

    /// <summary>Whether it carries a signal of <paramref name="kind"/>.</summary>
    public bool Has(SignalKind kind)
    {
        foreach (var signal in Signals) if (signal.Kind == kind) return true;
        return false;
    }
}
