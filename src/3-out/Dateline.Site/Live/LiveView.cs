using Dateline.Site.Article;
using Dateline.Site.Theme;

namespace Dateline.Site.Live;

/// <summary>One entry of a live story.</summary>
internal sealed record LiveEntry
{
    /// <summary>Its anchor on the page ("e-…"): it stays the same for the entry's life.</summary>
    public required string Anchor { get; init; }
    public required Moment At { get; init; }
    public Moment? Updated { get; init; }
    public required string Headline { get; init; }
    public required CleanHtml Text { get; init; }
    /// <summary>Its words without markup, for machines.</summary>
    public required string Words { get; init; }
    public string? Credit { get; init; }
    public string? TextLanguage { get; init; }
    public required IReadOnlyList<PhotoView> Photos { get; init; }
    /// <summary>Whether somebody pinned it over the others.</summary>
    public bool IsPinned { get; init; }
}

/// <summary>What an article has beside its own text where it is told live.</summary>
/// <param name="IsRunning">Whether more is to come.</param>
/// <param name="Entries">The entries, the newest first.</param>
/// <param name="Stream">Where the page hears that something changed.</param>
/// <param name="Ended">When the last entry came, where it is over.</param>
internal sealed record LiveView(bool IsRunning, IReadOnlyList<LiveEntry> Entries, string Stream, Moment? Ended);
