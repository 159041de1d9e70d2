using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Rss;

/// <summary>A feed: what it says of itself, and its entries. In RSS 1.0 entries stand beside the channel, in all others in it; either is read wherever it stands.</summary>
internal static class RssDocument
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var version = xml.Name == "RDF" ? "1.0" : xml["version"];
        var channel = new FeedChannel { Base = xml["xml:base"], Language = xml.Language };
        var entries = new List<FeedEntry>();
        ReadParts(xml, channel, entries);
        return new ReadResult { Format = RssFormat.FormatName, FormatVersion = version, Items = [.. entries.Select(e => FeedItem.Read(e, channel, options))], Notes = notes };
    }

    private static void ReadParts(XmlCursor xml, FeedChannel channel, List<FeedEntry> entries)
    {
        foreach (var part in xml.Children)
        {
            if (part == "channel") { channel.Base = FeedHtml.Base(xml["xml:base"], channel.Base); ReadParts(xml, channel, entries); }
            else if (part == "item") entries.Add(RssItem.Read(xml, channel.Base));
            else ReadOwn(xml, channel, part);
        }
    }

    private static void ReadOwn(XmlCursor xml, FeedChannel channel, string part)
    {
        switch (FeedSpaces.Of(xml.Namespace), part)
        {
            case (FeedSpace.Plain, "title"): channel.Title ??= FeedLine.Of(xml.Text()); break;
            case (FeedSpace.Plain, "link"): channel.Link ??= NewsText.OneLine(xml.Text()); break;
            case (FeedSpace.Plain, "language") or (FeedSpace.Dc, "language"): if (xml.Text().Trim() is { Length: > 0 } language) channel.Language = language; break;
            case (FeedSpace.Plain, "copyright") or (FeedSpace.Dc, "rights"): channel.Rights ??= NewsText.OneLine(xml.Text()); break;
            case (FeedSpace.Dc, "publisher"): channel.Publisher ??= xml.Text(); break;
        }
    }
}
