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
            items.Add(G2Item.Read(xml, new Aliases(), options, priority: null));
            return document;
        }
        return document with { FormatVersion = ReadMessage(xml, notes, options, items) };
    }

    private static string? ReadMessage(XmlCursor xml, List<ReadNote> notes, ReadOptions options, List<ReadItem> items)
    {
        string? version = null;
        int? priority = null;
        foreach (var part in xml.Children)
        {
            if (part == "header") priority = ReadHeader(xml);
            else if (part == "itemSet") version = ReadItems(xml, notes, options, items, priority);
        }
        return version;
    }

    // What the header says is about the transmission. Of that, an item keeps only its priority: not to be mixed up with urgency.
    private static int? ReadHeader(XmlCursor xml)
    {
        int? priority = null;
        foreach (var field in xml.Children)
            if (field == "priority" && Urgency.From(xml.Number() ?? 0) is { } stated) priority = stated.Value;
        return priority;
    }

    private static string? ReadItems(XmlCursor xml, List<ReadNote> notes, ReadOptions options, List<ReadItem> items, int? priority)
    {
        string? version = null;
        foreach (var item in xml.Children)
        {
            if (!NewsMlG2Format.IsItem(item))
            {
                notes.Add(new(NoteCodes.NotRead, "Something in the message is not an item.", xml.Position, item));
                continue;
            }
            version ??= xml["standardversion"];
            items.Add(G2Item.Read(xml, new Aliases(), options, priority));
        }
        return version;
    }
}
