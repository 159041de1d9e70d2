using Dateline.News;

namespace Dateline.Store.Stories;

/// <summary>A story as the newsroom has it: its draft, where it came from, and how it stands on the wire.</summary>
public sealed record Story
{
    /// <summary>Its id inside.</summary>
    public required Guid Id { get; init; }
    /// <summary>Its guid on the wire, for life.</summary>
    public required string Guid { get; init; }
    /// <summary>The chain it belongs to: its new leads, translations and other forms share it.</summary>
    public required Guid Chain { get; init; }
    /// <summary>What kind of item it is.</summary>
    public ItemKind Kind { get; init; }
    /// <summary>When it was begun or came in.</summary>
    public Instant Created { get; init; }
    /// <summary>When it last changed in any way.</summary>
    public Instant Updated { get; init; }
    /// <summary>The desk that has it.</summary>
    public string Desk { get; init; } = "news";
    /// <summary>The step of the desk's work.</summary>
    public string Stage { get; init; } = "incoming";
    /// <summary>The number of the newest saved revision; 0: none.</summary>
    public int Revision { get; init; }
    /// <summary>What it says now, sent or not.</summary>
    public required StoryContent Content { get; init; }
    /// <summary>SHA-256 of the content's JSON.</summary>
    public byte[] ContentHash { get; init; } = [];
    /// <summary>References to other items.</summary>
    public IReadOnlyList<ItemLink> Links { get; init; } = [];
    /// <summary>Whether a person has changed what the wire sent.</summary>
    public bool Touched { get; init; }
    /// <summary>Who edits it now; null: nobody.</summary>
    public string? LockedBy { get; init; }
    /// <summary>Since when.</summary>
    public Instant? LockedAt { get; init; }
    /// <summary>For whom it is marked, by pseudonym; null: for nobody.</summary>
    public string? MarkedFor { get; init; }
    /// <summary>The source it came from; null: it is our own.</summary>
    public long? Source { get; init; }
    /// <summary>Its guid at that source.</summary>
    public string? SourceGuid { get; init; }
    /// <summary>The source's version that <see cref="Content"/> was made from.</summary>
    public string? SourceVersion { get; init; }
    /// <summary>When the source made that version.</summary>
    public Instant? SourceVersionCreated { get; init; }
    /// <summary>Whether a route sends what comes for it by itself.</summary>
    public bool AutoSend { get; init; }
    /// <summary>How it stands on the wire.</summary>
    public Standing Standing { get; init; } = Standing.NeverSent;
    /// <summary>The log position of its newest release.</summary>
    public long? Position { get; init; }
    /// <summary>When its first version was sent.</summary>
    public Instant? FirstSent { get; init; }
    /// <summary>When its newest version was sent.</summary>
    public Instant? LastSent { get; init; }
    /// <summary>The id of its public address; null where it has none.</summary>
    public string? Page { get; init; }

    /// <summary>Whether it is a kind that has a page of its own: text, or several media bound into one.</summary>
    public bool HasPage => Kind is ItemKind.Text or ItemKind.Composite or ItemKind.Package;
}

/// <summary>A version on the wire: numbered, never changed.</summary>
public sealed record StoryVersion
{
    /// <summary>The story.</summary>
    public required Guid Story { get; init; }
    /// <summary>1, 2, 3 …</summary>
    public required int Number { get; init; }
    /// <summary>The log row that sent it.</summary>
    public required long Position { get; init; }
    /// <summary>When it was sent.</summary>
    public required Instant At { get; init; }
    /// <summary>By which action.</summary>
    public required ReleaseAction Action { get; init; }
    /// <summary>What may be done with it.</summary>
    public required PubStatus Status { get; init; }
    /// <summary>Its signals, as the wire writes them.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];
    /// <summary>From when it is usable.</summary>
    public Embargo Embargo { get; init; }
    /// <summary>Whether it speaks to editors only.</summary>
    public bool IsAdvisory { get; init; }
    /// <summary>What it says; null where it is sealed.</summary>
    public StoryContent? Content { get; init; }
    /// <summary>SHA-256 of the content's JSON: what the log row vouches for.</summary>
    public required byte[] ContentHash { get; init; }
    /// <summary>The note to clients' editors.</summary>
    public string? EdNote { get; init; }
    /// <summary>Why it was held, killed or taken down.</summary>
    public string? Reason { get; init; }
    /// <summary>The notice readers got with it.</summary>
    public PublicNotice? Notice { get; init; }
    /// <summary>The source's version it was made from.</summary>
    public string? SourceVersion { get; init; }
}
