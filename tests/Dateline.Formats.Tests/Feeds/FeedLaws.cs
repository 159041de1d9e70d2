using CsCheck;
using Dateline.News;

namespace Dateline.Formats.Tests.Feeds;

/// <summary>The laws for all kinds of feeds: what a feed can say comes back as it was meant.</summary>
public abstract class FeedLaws : WireFormatLaws
{
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format, "not-a-feed");

    // A feed is for everyone: no embargo, no hold, nothing kept from the web. It has words for less than an agency has.
    private protected override Gen<NewsItem> Items => Gen.Select(ItemGen.Texts.Where(i => !i.Content.Body.IsEmpty), Gen.Int[1, 99999], (item, number) => item with
    {
        Status = PubStatus.Usable,
        Embargo = Embargo.None,
        IsAdvisory = false,
        Signals = [],
        Notices = [],
        FirstCreated = item.VersionCreated,
        Version = null,
        Provider = item.Provider is { } provider ? new Provider(null, provider.Name) : null,
        Links = [],
        Content = item.Content with
        {
            Placeline = null,
            Slugline = null,
            TakeKey = null,
            Urgency = null,
            Genres = [],
            Located = null,
            Places = [],
            EdNote = null,
            WithFilesFrom = [],
            Rights = Rights.None,
            Credit = null,
            Keywords = [.. item.Content.Keywords.Distinct()],
            Bylines = [.. item.Content.Bylines.Select((b, i) => new Byline($"Mara Varga {i}"))],
            Subjects = [.. item.Content.Subjects.Select((s, i) => new Concept($"medtop:2{number:0000000}", "topic " + i))],
            Pictures = [.. item.Content.Pictures.Where(p => p.Renditions.Count > 0).Select((p, i) => new Picture
            {
                Caption = p.Caption,
                Renditions = [new Rendition($"https://media.np.example/{i}.jpg", null, "image/jpeg", null, null, p.Renditions[0].Size)],
            })],
        },
    });

    // Feeds say times to the second, and their text has its placeline in it.
    protected override NewsItem Comparable(NewsItem item) => base.Comparable(item) with
    {
        FirstCreated = null,
        VersionCreated = item.VersionCreated is { } at ? new Instant(at.Microseconds / 1_000_000 * 1_000_000) : null,
    };

    [Fact]
    public void What_a_feed_can_not_keep_back_is_not_written() => Assert.All(FormatWriters, writer => Assert.All(Kept, item =>
    {
        var written = writer.Write(item, WriteOptions.Default);
        Assert.DoesNotContain("kesselcanary", System.Text.Encoding.UTF8.GetString(written.Bytes.Span), StringComparison.OrdinalIgnoreCase);
        Assert.True(item.IsKill && writer.Name == "atom" || written.Notes.Any(n => n.Code == NoteCodes.CannotSay));
    }));

    private static IEnumerable<NewsItem> Kept
    {
        get
        {
            var item = new NewsItem { Guid = "urn:x:1", Content = new StoryContent { Headline = Headline.From("Kesselcanary"), Body = StoryHtml.FromParagraphs(["kesselcanary"]) } };
            yield return item with { Status = PubStatus.Withheld };
            yield return item with { Status = PubStatus.Canceled };
            yield return item with { Signals = [new Signal(SignalKind.Kill, "sig:kill")] };
            yield return item with { Embargo = Embargo.At(new Instant(4_000_000_000_000_000)) };
            yield return item with { Embargo = Embargo.FurtherNotice };
            yield return item with { IsAdvisory = true };
            yield return item with { Content = item.Content with { Rights = new Rights { NoWeb = true } } };
        }
    }
}

public sealed class RssLaws : FeedLaws
{
    protected override string Format => "rss";
    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("rss")!];
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format, "not-a-feed", "-titles", "-press");
}

public sealed class AtomLaws : FeedLaws
{
    protected override string Format => "atom";
    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("atom")!];
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format, "-source");
}

public sealed class JsonFeedLaws : FeedLaws
{
    protected override string Format => "json-feed";
    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("json-feed")!];
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format, "-ids", "-wrong-types");
}

public sealed class WordPressLaws : WireFormatLaws
{
    protected override string Format => "wordpress-wxr";
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format);
}
