using Dateline.Formats.Atom;
using Dateline.Formats.Feeds;
using Dateline.Formats.JsonFeed;
using Dateline.Formats.Rss;
using Dateline.Site.Caching;

namespace Dateline.Site.Feeds;

/// <summary>A feed ready to be written in any of the formats.</summary>
internal sealed record Feed(Func<FeedKind, FeedHead> Head, IReadOnlyList<FeedStory> Stories);

/// <summary>A format of feeds, and its name at the end of an address.</summary>
internal sealed record FeedKind(string File, FeedWriter Writer)
{
    internal static IReadOnlyList<FeedKind> All { get; } =
        [new("/feed.rss", RssWriter.Instance), new("/feed.atom", AtomWriter.Instance), new("/feed.json", JsonFeedWriter.Instance)];

    internal SitePage Write(Feed feed)
    {
        // JSON states no charset: it is always UTF-8 (RFC 8259 §11).
        var type = Writer.ContentType.EndsWith("json", StringComparison.Ordinal) ? Writer.ContentType : Writer.ContentType + "; charset=utf-8";
        return new(Writer.Write(feed.Head(this), feed.Stories).ToArray(), type, "default-src 'none'; frame-ancestors 'none'");
    }
}
