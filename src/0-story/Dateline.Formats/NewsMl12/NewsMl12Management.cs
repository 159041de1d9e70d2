using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary><c>NewsManagement</c> (NewsML 1.2 §5.5): status, embargo, instructions: the block that must never be misread.</summary>
internal static class NewsMl12Management
{
    internal static void Read(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "NewsItemType": ReadType(NewsText.OneLine(xml["FormalName"]), item); break;
                case "FirstCreated": item.FirstCreated = item.Date(xml); break;
                case "ThisRevisionCreated": item.VersionCreated = item.Date(xml); break;
                case "Status": ReadStatus(xml, item); break;
                case "StatusWillChange": ReadChange(xml, item); break;
                case "Urgency": ReadUrgency(xml, item); break;
                case "Instruction": ReadInstruction(xml, item); break;
                case "AssociatedWith": ReadLink(xml, item, LinkKind.SeeAlso); break;
                case "DerivedFrom": ReadLink(xml, item, LinkKind.DerivedFrom); break;
            }
        }
    }

    private static void ReadType(string? type, NewsMl12Draft item)
    {
        if (type is null) return;
        item.IsAdvisory |= StatusWords.IsAdvisory(type) || type.Equals("test", StringComparison.OrdinalIgnoreCase) || type.StartsWith("NewsAdvisory", StringComparison.OrdinalIgnoreCase);
    }

    // Empty is not stated; what is not known is never taken for usable.
    private static void ReadStatus(XmlCursor xml, NewsMl12Draft item)
    {
        item.StatusPosition = xml.Position;
        if ((NewsText.OneLine(xml["FormalName"]) ?? NewsText.OneLine(xml.Text())) is not { } stated) return;
        if (StatusWords.IsEmbargoed(stated)) item.IsEmbargoed = true;
        else if (StatusWords.Status(stated) is { } status) item.Status = status;
        else item.Fail(FailureCodes.UnknownStatus, $"The status \"{stated}\" is not known.", item.StatusPosition);
    }

    private static void ReadChange(XmlCursor xml, NewsMl12Draft item)
    {
        string? future = null, when = null;
        var position = xml.Position;
        foreach (var field in xml.Children)
        {
            if (field == "FutureStatus") future = NewsText.OneLine(xml["FormalName"]);
            else if (field == "DateAndTime") (position, when) = (xml.Position, xml.Text());
        }
        if (future is null || StatusWords.Status(future) == PubStatus.Usable) item.Change = (when, position);
        else if (StatusWords.Status(future) == PubStatus.Canceled && WireDate.Read(when, item.Options.DefaultZone).At is { } end) item.Rights = item.Rights with { Expires = end };
    }

    private static void ReadUrgency(XmlCursor xml, NewsMl12Draft item)
    {
        var (position, stated) = (xml.Position, NewsText.OneLine(xml["FormalName"]));
        item.Urge(stated ?? xml.Text(), position);
    }

    // Words inside are for editors; the name may be a signal.
    private static void ReadInstruction(XmlCursor xml, NewsMl12Draft item)
    {
        var name = NewsText.OneLine(xml["FormalName"]);
        if (name is not null && StatusWords.Signal(name) is not SignalKind.Other and var kind) item.Signal(kind, "Instruction=" + name);
        item.IsAdvisory |= StatusWords.IsAdvisory(name);
        item.AddNote(NewsText.OneLine(xml.Text(lines: true)));
    }

    private static void ReadLink(XmlCursor xml, NewsMl12Draft item, LinkKind kind)
    {
        if ((NewsText.OneLine(xml["NewsItem"]) ?? NewsText.OneLine(xml["FormalName"])) is { } other) (item.Links ??= []).Add(new ItemLink(kind, other, Rel: xml.Name));
    }

    /// <summary>An embargo is a status, or a status that becomes usable later.</summary>
    internal static void Settle(NewsMl12Draft item)
    {
        // Newer profiles leave the urgency out and state it only as the envelope's priority.
        if (item is { Urgency: null, Priority: { } priority }) item.Urgency = Urgency.From(priority);
        if (item.IsEmbargoed) item.Hold(item.Change?.Text, item.Change?.Position ?? item.StatusPosition);
        else if (item.Status != PubStatus.Usable && item.Change is { } change) item.Hold(change.Text, change.Position);
    }
}
