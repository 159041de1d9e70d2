using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// Writes NewsML-G2 2.35 at conformance level "power": text, pictures and packages, alone or several in a news message.
/// What is written passes IPTC's schema, and what the schema can't see is held too: every alias resolves, every time has its zone.
/// </summary>
public sealed class NewsMlG2Writer : IWireWriter
{
    /// <summary>The one writer: it keeps nothing from call to call.</summary>
    public static NewsMlG2Writer Instance { get; } = new();

    private NewsMlG2Writer() { }

    /// <inheritdoc/>
    public string Name => "newsml-g2";

    /// <inheritdoc/>
    public string ContentType => "application/vnd.iptc.g2.newsitem+xml";

    /// <inheritdoc/>
    public WriteResult Write(NewsItem item, WriteOptions options)
    {
        var xml = XmlUtf8Writer.Begin(options.Indented);
        var notes = new List<ReadNote>(0);
        if (item.Priority is not null) G2ItemWriter.Note(notes, "An item by itself has no priority of transmission.", "priority");
        new G2ItemWriter(xml, item, options, notes, []).Write();
        return new WriteResult(xml.End(), notes);
    }

    /// <summary>Writes <paramref name="items"/> as one news message. Each stands for itself in it, with its own catalogues.</summary>
    public WriteResult WriteMessage(IReadOnlyList<NewsItem> items, MessageEnvelope envelope, WriteOptions options)
    {
        var xml = XmlUtf8Writer.Begin(options.Indented);
        var notes = new List<ReadNote>(0);
        var usedIds = new HashSet<string>(StringComparer.Ordinal);
        var priority = envelope.Priority ?? items.FirstOrDefault()?.Priority;
        xml.Start("newsMessage").Attribute("xmlns", NewsMlG2Format.Namespace);
        xml.Start("header").Element("sent", envelope.Sent.ToString()).Element("sender", envelope.Sender).Element("transmitId", envelope.TransmitId);
        if (priority is { } stated) xml.Element("priority", stated.ToString(System.Globalization.CultureInfo.InvariantCulture));
        xml.Close().Start("itemSet");
        foreach (var item in items)
        {
            if (item.Priority is { } own && own != priority) G2ItemWriter.Note(notes, "A message has one priority for all its items.", item.Guid);
            new G2ItemWriter(xml, item, options, notes, usedIds).Write();
        }
        return new WriteResult(xml.End(), notes);
    }
}
