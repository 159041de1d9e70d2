using System.Globalization;
using System.Text;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.App.Commands.Wires;

/// <summary>An inspected item for a person: a field a line, what is absent left out, then the notes.</summary>
internal static class InspectedText
{
    private const int LabelWidth = 12;
    private const int MostOfText = 400;

    internal static void Write(Stream output, InspectedItem inspected)
    {
        var text = new StringBuilder();
        text.AppendLine(Terminal.Bold(Terminal.Clean(inspected.File)) + (inspected.Number is { } number ? $", item {number} of {inspected.Read.Items.Count}" : ""));
        Field(text, "format", string.Join(' ', new[] { inspected.Read.Format, inspected.Read.FormatVersion, inspected.Read.Dialect is { } dialect ? $"({dialect})" : null }.OfType<string>()));
        if (inspected.Item is { } item) Write(text, inspected, item);
        else if (inspected.Failure is null) Field(text, "items", "none");
        if (inspected.Failure is { } failure) text.AppendLine(CultureInfo.InvariantCulture, $"  {Terminal.Red("error".PadRight(LabelWidth))}{Terminal.Red(failure.Code)}{Where(failure.Position)}: {Terminal.Clean(failure.Message)}");
        foreach (var note in inspected.Notes) text.AppendLine(CultureInfo.InvariantCulture, $"  {Terminal.Yellow("note".PadRight(LabelWidth))}{Terminal.Yellow(note.Code)}{Where(note.Position)}: {Terminal.Clean(note.Message)}{(note.Text is { } said ? Terminal.Dim($" \"{Terminal.Clean(said)}\"") : "")}");
        text.AppendLine();
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Write(StringBuilder text, InspectedItem inspected, NewsItem item)
    {
        var content = item.Content;
        Field(text, "guid", inspected.Guid ?? $"none stated; for matching: {item.Guid}");
        Field(text, "version", item.Version);
        Field(text, "kind", StoryJson.Name(item.Kind) + (item.IsAdvisory ? ", for editors" : ""));
        Field(text, "status", StoryJson.Name(item.Status));
        Field(text, "signals", Joined(item.Signals.Select(s => $"{StoryJson.Name(s.Kind)} ({s.Raw})")));
        Field(text, "embargo", inspected.Embargo);
        Field(text, "created", item.VersionCreated?.ToString());
        Field(text, "provider", item.Provider?.Name ?? item.Provider?.Code);
        Field(text, "slugline", content.Slugline?.Text);
        Field(text, "headline", content.Headline?.Text);
        Field(text, "dek", content.Dek);
        Field(text, "byline", inspected.Byline);
        Field(text, "dateline", content.Placeline?.Text);
        Field(text, "located", content.Located?.Name);
        Field(text, "language", content.Language?.Tag);
        Field(text, "urgency", content.Urgency?.ToString());
        Field(text, "subjects", Joined(content.Subjects.Select(Named)));
        Field(text, "genres", Joined(content.Genres.Select(Named)));
        Field(text, "keywords", Joined(content.Keywords));
        Field(text, "places", Joined(content.Places.Select(p => p.Name)));
        Field(text, "take", content.TakeKey);
        Field(text, "for editors", content.EdNote);
        Field(text, "for staff", content.StaffNote);
        Field(text, "pictures", Joined(content.Pictures.Select(p => p.Headline ?? p.Caption ?? p.Guid ?? "without words")));
        Field(text, "links", Joined(item.Links.Select(l => $"{StoryJson.Name(l.Kind)} {l.Guid ?? l.Href}")));
        if (content.Body.IsEmpty) return;
        var body = content.Body.PlainText;
        Field(text, "body", string.Create(CultureInfo.InvariantCulture, $"{content.Body.WordCount} words"));
        Field(text, "", body.Length > MostOfText ? body[..MostOfText] + " …" : body);
    }

    private static void Field(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value)) text.AppendLine(CultureInfo.InvariantCulture, $"  {Terminal.Blue(label.PadRight(LabelWidth))}{Terminal.Clean(value)}");
    }

    private static string Joined(IEnumerable<string> values) => string.Join(", ", values);

    private static string Named(Concept concept) => concept.Name is { } name ? $"{name} ({concept.Code})" : concept.Code;

    private static string Where(WirePosition at)
    {
        var where = at.Line is { } line ? $" at {line}:{at.Column ?? 1}" : "";
        if (at.Offset is { } offset) where += $" (byte {offset})";
        return at.Pointer is { Length: > 0 } pointer ? $"{where} {Terminal.Clean(pointer)}" : where;
    }
}
