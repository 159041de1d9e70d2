using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Atom;

/// <summary>A feed: what it says of itself, its entries, and what it takes back.</summary>
internal static class AtomDocument
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var version = xml.Namespace == FeedSpaces.AtomNamespace ? "1.0" : xml["version"] ?? "0.3";
        var channel = new FeedChannel { Base = xml["xml:base"], Language = xml.Language };
        var entries = new List<FeedEntry>();
        if (xml.Name == "entry") entries.Add(AtomEntry.Read(xml, channel.Base));
        else foreach (var part in xml.Children) ReadPart(xml, channel, entries, part);
        return new ReadResult { Format = AtomFormat.FormatName, FormatVersion = version, Items = [.. entries.Select(e => FeedItem.Read(e, channel, options))], Notes = notes };
    }

    private static void ReadPart(XmlCursor xml, FeedChannel channel, List<FeedEntry> entries, string part)
    {
        switch (part)
        {
            case "entry": entries.Add(AtomEntry.Read(xml, channel.Base)); break;
            case "deleted-entry": entries.Add(ReadTombstone(xml)); break;
            case "title" when FeedSpaces.Of(xml.Namespace) == FeedSpace.Atom: channel.Title ??= FeedLine.Of(AtomText.Read(xml, channel.Base)); break;
            case "link" when xml["rel"] is null or FeedNames.Alternate: channel.Link ??= NewsText.OneLine(xml["href"]); break;
            case "link" when xml["rel"] is "self": channel.Base ??= NewsText.OneLine(xml["href"]); break;
            case "rights" or "copyright": channel.Rights ??= FeedLine.Of(AtomText.Read(xml, channel.Base)); break;
            case "author": if (FeedPerson.Read(xml) is { } author) channel.Authors.Add(author); break;
        }
    }

    // RFC 6721: the entry of this id is gone. Nothing else that a feed does takes anything back.
    private static FeedEntry ReadTombstone(XmlCursor xml)
    {
        var entry = new FeedEntry(xml.Position) { Guid = xml["ref"], Status = PubStatus.Canceled, Updated = new(xml["when"] ?? "", xml.Position) };
        foreach (var part in xml.Children)
        {
            if (part == "comment") entry.EdNote = FeedLine.Lines(AtomText.Read(xml, null));
        }
        return entry;
    }
}
