using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// Concept, knowledge, event and planning items: kept as what they are, with identity, name and definition; of an event also when and where it is,
/// of planned coverage what is to come and when, as a note to editors. What more they say waits for the calendar; a note tells that it is there.
/// </summary>
internal static class G2Concepts
{
    private const int MostNames = 3;

    internal static void Read(XmlCursor xml, G2Draft item)
    {
        NoteNotRead(xml, item);
        item.Headline ??= Headline.From(ReadConcept(xml, item));
    }

    /// <summary>A set of concepts is vocabulary as a whole; it is named by its title, or else by what it begins with.</summary>
    internal static void ReadSet(XmlCursor xml, G2Draft item)
    {
        NoteNotRead(xml, item);
        var names = new List<string>();
        foreach (var field in xml.Children)
            if (field == "concept" && ReadConcept(xml, item) is { } name && names.Count <= MostNames) names.Add(name);
        if (item.Title is null && item.Headline is null && names.Count > 0) item.Headline = Headline.From(string.Join("; ", names.Take(MostNames)) + (names.Count > MostNames ? " …" : ""));
    }

    internal static void NoteNotRead(XmlCursor xml, G2Draft item) =>
        item.Note(NoteCodes.NotRead, "Of concepts, events and planned coverage only identity, name, definition, time and place are read.", xml.Position, xml.Name);

    // ---- a concept, perhaps an event ----------------------------------------------------------------------------------------------

    private static string? ReadConcept(XmlCursor xml, G2Draft item)
    {
        string? name = null, definition = null;
        var (isOurs, isOurDefinition) = (false, false);
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "name": G2Names.Take(xml, item, ref name, ref isOurs); break;
                case "definition": G2Names.Take(xml, item, ref definition, ref isOurDefinition); break;
                case "eventDetails": ReadEvent(xml, item); break;
                case "type" when item.Kind == ItemKind.Concept && item.Code(xml) is { } type && G2Codes.Kind(type) == ItemKind.Event: item.Kind = ItemKind.Event; break;
            }
        }
        if (item.Kind is ItemKind.Concept or ItemKind.Event) item.Dek ??= definition;
        return name;
    }

    private static void ReadEvent(XmlCursor xml, G2Draft item)
    {
        if (item.Kind == ItemKind.Concept) item.Kind = ItemKind.Event;
        foreach (var field in xml.Children)
        {
            if (field == "dates") item.AddEdNote(ReadDates(xml));
            else if (field == "location" && G2Places.Read(xml, item) is { } place)
            {
                ItemDraft.AddOnce(item.Places ??= [], place);
                item.Located ??= place;
            }
        }
    }

    private static string? ReadDates(XmlCursor xml)
    {
        var dates = new List<string>();
        foreach (var field in xml.Children)
        {
            if (field is not ("start" or "end" or "duration") || NewsText.OneLine(xml.Text()) is not { } stated) continue;
            dates.Add(field switch { "start" => "Begins " + stated, "end" => "ends " + stated, _ => "lasts " + stated });
        }
        return dates.Count == 0 ? null : string.Join(", ", dates) + ".";
    }

    // ---- planned coverage -----------------------------------------------------------------------------------------------------------

    /// <summary>What coverage is planned: a line of the note to editors for each item that is to come.</summary>
    internal static void ReadCoverage(XmlCursor xml, G2Draft item)
    {
        NoteNotRead(xml, item);
        foreach (var coverage in xml.Children)
        {
            if (coverage != "newsCoverage") continue;
            foreach (var part in xml.Children) if (part == "planning") ReadPlanning(xml, item);
        }
    }

    private static void ReadPlanning(XmlCursor xml, G2Draft item)
    {
        string? kind = null, when = null, note = null, headline = null;
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "itemClass" or "g2contentType" when item.Code(xml) is { } code: kind ??= G2Codes.Local(code).ToString(); break;
                case "scheduled": when ??= NewsText.OneLine(xml.Text()); break;
                case "edNote": note = XmlLines.Read(xml) is { } words ? note is null ? words : XmlLines.Join(note, words) : note; break;
                case "headline": headline ??= NewsText.OneLine(xml.Text()); break;
            }
        }
        item.Title ??= headline;
        var planned = string.Join(", ", new[] { kind, when, headline, note }.OfType<string>());
        if (planned.Length > 0) item.AddEdNote("Planned: " + planned);
    }
}
