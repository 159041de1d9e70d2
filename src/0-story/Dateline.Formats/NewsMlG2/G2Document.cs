using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// A NewsML-G2 document: one item, or a news message that carries several (NewsML-G2 §"Exchanging news: news messages").
/// Each item stands for itself: one that is bad says why and leaves the others alone.
/// </summary>
internal static class G2Document
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var items = new List<ReadItem>(1);
        var document = new ReadResult { Format = "newsml-g2", FormatVersion = xml["standardversion"], Items = items, Notes = notes };
        if (xml.Name != "newsMessage")
        {
            var (item, dialect) = G2Item.Read(xml, new Aliases(), options, priority: null);
            items.Add(item);
            return document with { Dialect = dialect };
        }
        var (version, spoken) = ReadMessage(xml, notes, options, items);
        return document with { FormatVersion = version, Dialect = spoken };
    }

    private static (string? Version, string? Dialect) ReadMessage(XmlCursor xml, List<ReadNote> notes, ReadOptions options, List<ReadItem> items)
    {
        (string? Version, string? Dialect) said = default;
        int? priority = null;
        foreach (var part in xml.Children)
        {
            if (part == "header") priority = ReadHeader(xml);
            else if (part == "itemSet") said = ReadItems(xml, notes, options, items, priority);
        }
        return said;
    }

    // What the header says is about the transmission. Of that, an item keeps only its priority: not to be mixed up with urgency.
    private static int? ReadHeader(XmlCursor xml)
    {
        int? priority = null;
        foreach (var field in xml.Children)
            if (field == "priority" && Urgency.From(xml.Number() ?? 0) is { } stated) priority = stated.Value;
        return priority;
    }

    private static (string? Version, string? Dialect) ReadItems(XmlCursor xml, List<ReadNote> notes, ReadOptions options, List<ReadItem> items, int? priority)
    {
        string? version = null, dialect = null;
        foreach (var item in xml.Children)
        {
            if (!NewsMlG2Format.IsItem(item))
            {
                notes.Add(new(NoteCodes.NotRead, "Something in the message is not an item.", xml.Position, item));
                continue;
            }
            version ??= xml["standardversion"];
            var (read, spoken) = G2Item.Read(xml, new Aliases(), options, priority);
            items.Add(read);
            dialect ??= spoken;
        }
        return (version, dialect);
    }
}
