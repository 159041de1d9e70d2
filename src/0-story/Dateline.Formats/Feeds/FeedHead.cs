using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>What a feed says of itself. All addresses are whole.</summary>
public sealed record FeedHead
{
    /// <summary>The feed's name.</summary>
    public required string Title { get; init; }
    /// <summary>The page it is the feed of; null where there is none.</summary>
    public string? Home { get; init; }
    /// <summary>Its own address, and so its identity; null for a feed that is only handed over.</summary>
    public string? Address { get; init; }
    /// <summary>The hub by which readers are told of changes (WebSub); null: there is none.</summary>
    public string? Hub { get; init; }
    /// <summary>What it brings, in a sentence; the title where nothing is said.</summary>
    public string? Description { get; init; }
    /// <summary>Its language.</summary>
    public Language? Language { get; init; }
    /// <summary>When anything in it last changed: not when it was asked for, so that the same feed is the same bytes.</summary>
    public Instant? Updated { get; init; }
    /// <summary>Who stands for it.</summary>
    public string? Author { get; init; }
    /// <summary>The rights of all that does not say otherwise.</summary>
    public string? Rights { get; init; }
}

/// <summary>One story in a feed. All addresses are whole.</summary>
public sealed record FeedStory
{
    /// <summary>Its identity: the same for ever.</summary>
    public required string Id { get; init; }
    /// <summary>Its page; null where it has none.</summary>
    public string? Url { get; init; }
    /// <summary>The headline, as text; null where it has none.</summary>
    public string? Title { get; init; }
    /// <summary>What stands under the headline, as text.</summary>
    public string? Summary { get; init; }
    /// <summary>The text, as clean HTML; empty for none.</summary>
    public string Html { get; init; } = "";
    /// <summary>Its language.</summary>
    public string? Language { get; init; }
    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<Byline> Authors { get; init; } = [];
    /// <summary>When it was first published.</summary>
    public Instant? Published { get; init; }
    /// <summary>When it last changed.</summary>
    public Instant? Updated { get; init; }
    /// <summary>What it is about, by codes.</summary>
    public IReadOnlyList<Concept> Subjects { get; init; } = [];
    /// <summary>What it is about, in words.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];
    /// <summary>The rights, in words.</summary>
    public string? Rights { get; init; }
    /// <summary>Whose text it is, where it is somebody else's.</summary>
    public string? Credit { get; init; }
    /// <summary>What places it is about.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];
    /// <summary>Its pictures, with files at whole addresses.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
    /// <summary>Other files and pages that belong to it.</summary>
    public IReadOnlyList<ItemLink> Links { get; init; } = [];
    /// <summary>Whether it is taken back: only its identity is told, by formats that can.</summary>
    public bool IsGone { get; init; }
}
