using System.Text;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Formats.Tests;

/// <summary>Items and results as text, to compare and to read: the vocabulary's own JSON form, indented.</summary>
internal static class ItemJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(NewsItem item) => Indented(StoryJson.Write(item));

    /// <summary>Everything a reader says: items, failures, and each note with its place.</summary>
    public static string Of(ReadResult result)
    {
        var text = new StringBuilder();
        text.Append($"format: {result.Format} {result.FormatVersion}\n");
        if (result.Dialect is { } dialect) text.Append($"dialect: {dialect}\n");
        if (result.Failure is { } failure) text.Append($"failure: {failure.Code} at {Place(failure.Position)}\n");
        Append(text, result.Notes);
        foreach (var item in result.Items)
        {
            if (item.Failure is { } bad) text.Append($"item failure: {bad.Code} at {Place(bad.Position)}\n");
            if (item.Item is { } good) text.Append(Of(good)).Append('\n');
            Append(text, item.Notes);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<ReadNote> notes)
    {
        foreach (var note in notes) text.Append($"note: {note.Code} at {Place(note.Position)}: {note.Message}{(note.Text is null ? "" : $" [{note.Text}]")}\n");
    }

    private static string Place(WirePosition at) => at.Pointer ?? (at.Line is null ? $"offset {at.Offset}" : $"{at.Line}:{at.Column}");

    private static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Readable).ReplaceLineEndings("\n");
    }
}
