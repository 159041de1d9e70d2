using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// Concept, knowledge, event and planning items: kept as what they are, with identity and name. What more they say waits for the calendar;
/// a note tells that it is there.
/// </summary>
internal static class G2Concepts
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        NoteNotRead(xml, item);
        string? name = null;
        var isOurs = false;
        foreach (var field in xml.Children)
        {
            if (field == "name") G2Names.Take(xml, item, ref name, ref isOurs);
            else if (field == "eventDetails") item.Kind = ItemKind.Event;
            else if (field == "type" && item.Code(xml) is { } type && G2Codes.Kind(type) == ItemKind.Event) item.Kind = ItemKind.Event;
        }
        item.Headline ??= Headline.From(name);
    }

    /// <summary>A set of concepts is vocabulary as a whole; it is named by its title.</summary>
    internal static void ReadSet(XmlCursor xml, G2Draft item) => NoteNotRead(xml, item);

    internal static void NoteNotRead(XmlCursor xml, G2Draft item) =>
        item.Note(NoteCodes.NotRead, "Of concepts, events and planned coverage only identity and name are read.", xml.Position, xml.Name);
}
