namespace Dateline.News;

/// <summary>Where a story stands in the newsroom (product.md, "States and actions").</summary>
public enum StoryState
{
    /// <summary>Begun, or arrived and untouched.</summary>
    Draft,
    /// <summary>Someone works on it.</summary>
    Working,
    /// <summary>Done, waiting to be sent.</summary>
    Ready,
    /// <summary>It goes by itself at its send-at.</summary>
    Scheduled,
    /// <summary>It is on the wire (perhaps under an embargo).</summary>
    Published,
    /// <summary>It is on the wire and withheld until someone decides.</summary>
    OnHold,
    /// <summary>It was killed. It never comes back under its guid.</summary>
    Killed,
    /// <summary>It was taken down for legal reasons; its versions are sealed.</summary>
    TakenDown,
    /// <summary>It was quietly taken off our own outputs and may return.</summary>
    Unpublished,
    /// <summary>Binned before it went; it can be restored.</summary>
    Spiked,
}

/// <summary>What can be done to a story that puts a row on the wire log.</summary>
public enum ReleaseAction
{
    /// <summary>The first version goes out.</summary>
    Publish,
    /// <summary>The embargo is set, moved, or made to stand until further notice.</summary>
    ChangeEmbargo,
    /// <summary>The embargo ends now.</summary>
    Lift,
    /// <summary>A new full version, same guid.</summary>
    Writethru,
    /// <summary>A new story continues a running one in the same chain.</summary>
    NewLead,
    /// <summary>A new version corrects a fact and tells readers so.</summary>
    Correct,
    /// <summary>A new version changes a comma or a code: clients' editors are told, readers are not.</summary>
    Refile,
    /// <summary>A new story corrects one of an earlier day.</summary>
    Corrective,
    /// <summary>Nobody may use it until someone decides.</summary>
    Hold,
    /// <summary>A hold ends: it may be used as it was.</summary>
    SendAsWas,
    /// <summary>Nobody may ever use it.</summary>
    Kill,
    /// <summary>A kill for legal reasons; the versions are sealed.</summary>
    Takedown,
    /// <summary>Quietly off our own outputs.</summary>
    Unpublish,
    /// <summary>Back on our own outputs after <see cref="Unpublish"/>.</summary>
    Republish,
    /// <summary>A killed story comes back as a new one, by two people.</summary>
    Reinstate,
    /// <summary>Not a person's act: the moment has come from which an embargoed release is usable.</summary>
    Due,
}

/// <summary>
/// All that the gate and the rules need to know of a story: how it stands now on the wire. Everything follows from the newest release.
/// The default is a draft that was never sent.
/// </summary>
public sealed record Standing
{
    /// <summary>A draft that was never sent.</summary>
    public static Standing NeverSent { get; } = new();

    /// <summary>The newsroom's state.</summary>
    public StoryState State { get; init; }
    /// <summary>The newest version on the wire; 0: never sent.</summary>
    public int Version { get; init; }
    /// <summary>What may be done with it.</summary>
    public PubStatus Status { get; init; }
    /// <summary>From when it is usable.</summary>
    public Embargo Embargo { get; init; }
    /// <summary>Whether it speaks to editors only.</summary>
    public bool IsAdvisory { get; init; }
    /// <summary>Whether its usage terms forbid the web.</summary>
    public bool NoWeb { get; init; }
    /// <summary>When its usage terms end; null: never.</summary>
    public Instant? Expires { get; init; }
    /// <summary>
    /// From when the public may see the newest version: in the past or to come. Null where the public may not, whatever the time.
    /// </summary>
    public Instant? PublicSince { get; init; }
    /// <summary>
    /// After a restore: nobody but a person knows whether its embargo still stands or was moved. Until one has confirmed it, or set another, it stays closed to everyone but staff.
    /// </summary>
    public bool AwaitsPerson { get; init; }
    /// <summary>When the public could first see any version, where a release since has known it; see <see cref="WasPublic"/>.</summary>
    public Instant? FirstPublic { get; init; }

    /// <summary>Whether the public could see any version at some moment up to <paramref name="now"/>. It decides between 410 and 404 after a kill.</summary>
    public bool WasPublic(Instant now) => FirstPublic is not null || PublicSince is { } since && since <= now;

    /// <summary>Whether it is on the wire and not withdrawn for good.</summary>
    public bool IsOut => Version > 0 && State is StoryState.Published or StoryState.OnHold or StoryState.Unpublished;
}
