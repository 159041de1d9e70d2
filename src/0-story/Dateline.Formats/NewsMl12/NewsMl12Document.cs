using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// A NewsML document: an envelope, and one item or several (NewsML 1.2 §5.2). Items may hold items; each stands for itself,
/// and one that is bad leaves the others alone.
/// </summary>
internal static class NewsMl12Document
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var document = new Reading(options, notes);
        var version = NewsText.OneLine(xml["Version"]);
        if (xml.Name == "NewsItem") document.ReadItem(xml);
        else
            foreach (var part in xml.Children)
            {
                if (part == "NewsEnvelope") document.ReadEnvelope(xml);
                else if (part == "NewsItem") document.ReadItem(xml);
            }
        return new ReadResult { Format = NewsMl12Format.FormatName, FormatVersion = version, Dialect = document.Dialect, Items = document.Items, Notes = notes };
    }

    /// <summary>What has been read of a document so far.</summary>
    internal sealed class Reading(ReadOptions options, List<ReadNote> notes)
    {
        private string? _sent;
        private WirePosition _sentAt;
        private int? _priority;
        private string? _service;

        internal List<ReadItem> Items { get; } = new(1);

        internal string? Dialect { get; private set; }

        // What the envelope says is about the transmission. An item keeps of it its priority, and its time where it states none of its own.
        internal void ReadEnvelope(XmlCursor xml)
        {
            foreach (var field in xml.Children)
            {
                switch (field)
                {
                    case "DateAndTime": (_sentAt, _sent) = (xml.Position, xml.Text()); break;
                    case "Priority" when int.TryParse(xml["FormalName"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var priority): _priority = Urgency.From(priority)?.Value; break;
                    case "NewsService" or "NewsProduct": _service = NewsText.OneLine(_service + " " + xml["FormalName"]); break;
                    case "TransmissionId" when xml["Repeat"] is { Length: > 0 }: notes.Add(new(NoteCodes.OddValue, "The transmission is a repetition.", xml.Position, xml["Repeat"])); break;
                }
            }
        }

        internal void ReadItem(XmlCursor xml)
        {
            var item = new NewsMl12Draft(options) { Priority = _priority, Service = _service, Kind = ItemKind.Text, RootLanguage = xml.Language };
            var (position, place) = (xml.Position, Items.Count);
            foreach (var part in xml.Children)
            {
                switch (part)
                {
                    case "Comment": item.AddNote(NewsText.OneLine(xml.Text())); break;
                    case "Identification": NewsMl12Identity.Read(xml, item); break;
                    case "NewsManagement": NewsMl12Management.Read(xml, item); break;
                    case "NewsComponent": item.Root = NewsMl12Component.Read(xml, item, null, ReadItem); break;
                    case "Update": item.Note(NoteCodes.NotRead, "Updates of parts of an item are not read; the next whole version is.", xml.Position, part); break;
                }
            }
            if (item.VersionCreated is null && _sent is not null) item.VersionCreated = item.Date(_sent, _sentAt);
            var (read, dialect) = NewsMl12Item.Settle(item, position);
            Items.InsertRange(Math.Min(place, Items.Count), read);
            Dialect ??= dialect;
        }
    }
}
