using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>What a feed calls its text: plain, HTML in characters, or not said, in which case RSS means HTML and writes either.</summary>
internal enum FeedTextKind { Unsaid, Plain, Html }

/// <summary>A text of a feed as it stands there.</summary>
/// <param name="Text">The characters, once freed of XML's or JSON's escapes.</param>
/// <param name="Kind">What they are said to be.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Base">What its relative addresses are relative to, where it says so.</param>
internal sealed record FeedText(string Text, FeedTextKind Kind, WirePosition Position, string? Base = null)
{
    internal bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}

/// <summary>A time as a feed states it.</summary>
internal sealed record FeedTime(string Text, WirePosition Position);

/// <summary>A category: a word, perhaps of a named vocabulary. Only RSS writes markup and entities where a word should be.</summary>
internal sealed record FeedCategory(string Term, string? Scheme = null, string? Label = null, FeedTextKind Kind = FeedTextKind.Plain);

/// <summary>A file that hangs on an entry, with what is said of it. Several of one group are one picture in several sizes.</summary>
internal sealed record FeedMedia
{
    internal required string Href { get; init; }
    internal string? Type { get; init; }
    internal string? Medium { get; init; }
    internal int? Width { get; init; }
    internal int? Height { get; init; }
    internal long? Size { get; init; }
    internal string? Title { get; init; }
    internal string? Caption { get; init; }
    internal string? Credit { get; init; }
    internal string? Rights { get; init; }
    internal string? Alt { get; init; }
    internal string? Guid { get; init; }
    /// <summary>Which of a group it is; null for one that stands alone.</summary>
    internal int? Group { get; init; }
    /// <summary>Whether it is only a small stand-in for another.</summary>
    internal bool IsThumbnail { get; init; }
    internal WirePosition Position { get; init; }

    internal bool IsPicture => Medium is "image" || Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true || Medium is null && Type is null && (IsThumbnail || HasEndingOfPicture);

    private bool HasEndingOfPicture
    {
        get
        {
            var path = Href.AsSpan();
            if (path.IndexOfAny('?', '#') is var end and >= 0) path = path[..end];
            foreach (var ending in (ReadOnlySpan<string>)[".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff"])
                if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }
}

/// <summary>One entry of a feed while it is being read, in the feed's own words. <see cref="FeedItem"/> makes a news item of it.</summary>
internal sealed class FeedEntry(WirePosition position)
{
    internal WirePosition Position { get; } = position;

    internal string? Guid { get; set; }
    /// <summary>Whether the guid is the entry's address too (RSS: <c>isPermaLink</c>, which is true where it is not said).</summary>
    internal bool GuidIsAddress { get; set; }
    internal string? Link { get; set; }
    internal string? Base { get; set; }
    internal FeedText? Title { get; set; }
    internal FeedText? Summary { get; set; }
    internal FeedText? Content { get; set; }
    internal FeedTime? Published { get; set; }
    internal FeedTime? Updated { get; set; }
    internal List<Byline> Authors { get; } = [];
    internal List<FeedCategory> Categories { get; } = [];
    internal List<string> Keywords { get; } = [];
    internal List<FeedMedia> Media { get; } = [];
    internal List<Place> Places { get; } = [];
    internal List<ItemLink> Links { get; } = [];
    internal string? Coordinates { get; set; }
    internal string? Latitude { get; set; }
    internal string? Longitude { get; set; }
    internal string? PlaceName { get; set; }
    internal string? Language { get; set; }
    internal string? Rights { get; set; }
    internal string? Licence { get; set; }
    internal string? Source { get; set; }
    internal ItemKind Kind { get; set; }
    internal PubStatus Status { get; set; }
    internal Embargo Embargo { get; set; }
    internal string? EdNote { get; set; }
    internal string? StaffNote { get; set; }
    internal List<ReadNote> Notes { get; } = [];

    /// <summary>What is said of the entry's media as a whole, outside any of them.</summary>
    internal FeedMedia? AboutMedia { get; set; }
}

/// <summary>What a feed says of itself, and so of entries that don't say otherwise.</summary>
internal sealed class FeedChannel
{
    internal string? Title { get; set; }
    internal string? Link { get; set; }
    internal string? Base { get; set; }
    internal string? Language { get; set; }
    internal string? Rights { get; set; }
    internal string? Publisher { get; set; }
    internal List<Byline> Authors { get; } = [];
}
