using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>What all writers of feeds do alike: choose what may stand in a feed, and say what was left out.</summary>
public abstract class FeedWriter : IWireWriter
{
    private protected FeedWriter() { }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string ContentType { get; }

    /// <summary>Whether the format can tell that something is taken back.</summary>
    private protected virtual bool CanTakeBack => false;

    /// <summary>Writes a feed of this one item: of none, where a feed must not have it.</summary>
    public WriteResult Write(NewsItem item, WriteOptions options) => WriteFeed(FeedStories.HeadOf(item), [item], options);

    /// <summary>Writes a feed of items in the order given; those that a feed must not have are left out, each with its note.</summary>
    public WriteResult WriteFeed(FeedHead head, IEnumerable<NewsItem> items, WriteOptions options)
    {
        var notes = new List<ReadNote>();
        var stories = items.Select(i => FeedStories.Of(i, options, notes, CanTakeBack)).OfType<FeedStory>().ToList();
        return new(Write(head, stories, options.Indented), notes);
    }

    /// <summary>Writes a feed of stories that are ready for it.</summary>
    public abstract ReadOnlyMemory<byte> Write(FeedHead head, IReadOnlyList<FeedStory> stories, bool indented = false);
}
