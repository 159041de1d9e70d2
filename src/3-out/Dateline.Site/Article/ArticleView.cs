using Dateline.Site.Ads;
using Dateline.Site.Events;
using Dateline.Site.Lists;
using Dateline.Site.Live;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Article;

/// <summary>A moment as a page shows it: for machines and for people.</summary>
internal readonly record struct Moment(string Iso, string Text);

/// <summary>A notice to readers.</summary>
internal sealed record NoticeLine(string Label, Moment At, string Text);

/// <summary>A link to another story.</summary>
internal sealed record StoryLink(string Path, string Headline, Moment At, string? Language);

/// <summary>A writer as the byline names them.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">Title or organisation.</param>
/// <param name="Path">The page of what they wrote, as it stands in an address; null: they have none.</param>
internal sealed record Writer(string Name, string? Title, string? Path = null);

/// <summary>What a story is about, and the page of it; null: there is none.</summary>
internal sealed record TopicLink(string Name, string? Path);

/// <summary>Everything an article shows, in the order in which it stands on the page.</summary>
internal sealed record ArticleView
{
    public required HouseLanguage Language { get; init; }
    /// <summary>The text's own language where the page around it speaks another; null where they are one.</summary>
    public string? TextLanguage { get; init; }
    public string? Direction { get; init; }
    public required string Headline { get; init; }
    public string? Dek { get; init; }
    public required IReadOnlyList<Writer> Writers { get; init; }
    public string? Credit { get; init; }
    /// <summary>The agency that goes with the writers' names; null where they are the house's own, or say it themselves.</summary>
    public string? BylineCredit { get; init; }
    public required Moment Published { get; init; }
    public Moment? Updated { get; init; }
    /// <summary>Whether that is another minute than the one it came out in: else a reader is told the same time twice.</summary>
    public bool ShowsUpdated { get; init; }
    public int ReadMinutes { get; init; }
    public required IReadOnlyList<NoticeLine> Notices { get; init; }
    public PhotoView? Photo { get; init; }
    /// <summary>What the page is beside an article; null: nothing.</summary>
    public PageFacts? Kind { get; init; }
    /// <summary>What is to be known of it, line by line.</summary>
    public IReadOnlyList<FactLine> Facts { get; init; } = [];
    /// <summary>What the site says before the text, in its own name; null: nothing.</summary>
    public (string Site, string Text)? Local { get; init; }
    public required CleanHtml Text { get; init; }
    public bool IsPreformatted { get; init; }
    public required IReadOnlyList<PhotoView> MorePhotos { get; init; }
    public required IReadOnlyList<StoryLink> Parts { get; init; }
    public string? WithFilesFrom { get; init; }
    public required string FirstPublished { get; init; }
    public string? MandatoryCredit { get; init; }
    public string? Copyright { get; init; }
    public required IReadOnlyList<TopicLink> Topics { get; init; }
    public required IReadOnlyList<TopicLink> Places { get; init; }
    /// <summary>Its section; null where none takes it.</summary>
    public ListLink? Section { get; init; }
    public required string Path { get; init; }
    public required string CorrectionsPath { get; init; }
    public required IReadOnlyList<StoryLink> Related { get; init; }
    /// <summary>What stands in its place for an advertisement; null: nothing.</summary>
    public PageAds Ads { get; init; } = PageAds.None;
    /// <summary>Its entries, where it is told live; null: it is not.</summary>
    public LiveView? Live { get; init; }
}
