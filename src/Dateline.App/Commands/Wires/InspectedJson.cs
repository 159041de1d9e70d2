using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.App.Commands.Wires;

/// <summary>An inspected item as one line of JSON. What is absent is null; the keys are always there, but for <c>item</c> and <c>error</c>.</summary>
internal static class InspectedJson
{
    // It is no part of a web page: letters of every language stay letters. What breaks a line is escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream output, InspectedItem inspected)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", inspected.File);
            if (inspected.Number is { } number) json.WriteNumber("item", number);
            json.WriteString("format", inspected.Read.Format);
            WriteItem(json, inspected, inspected.Item);
            json.WriteStartArray("notes");
            foreach (var note in inspected.Notes) WriteNote(json, note);
            json.WriteEndArray();
            if (inspected.Failure is { } failure) WriteError(json, failure);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteItem(Utf8JsonWriter json, InspectedItem inspected, NewsItem? item)
    {
        var content = item?.Content;
        json.WriteString("guid", inspected.Guid);
        json.WriteString("version", item?.Version);
        json.WriteString("headline", content?.Headline?.Text);
        json.WriteString("slugline", content?.Slugline?.Text);
        json.WriteString("byline", inspected.Byline);
        json.WriteString("dateline", content?.Placeline?.Text);
        json.WriteString("located", content?.Located?.Name);
        json.WriteString("language", content?.Language?.Tag);
        WriteNumber(json, "urgency", content?.Urgency?.Value);
        json.WriteString("pubStatus", item is null ? null : StoryJson.Name(item.Status));
        json.WriteStartArray("signals");
        foreach (var signal in item?.Signals ?? []) WriteSignal(json, signal);
        json.WriteEndArray();
        json.WriteString("embargo", inspected.Embargo);
        json.WriteString("body", inspected.Body?.Markup);
        json.WriteString("bodyText", inspected.Body?.PlainText);
    }

    private static void WriteSignal(Utf8JsonWriter json, Signal signal)
    {
        json.WriteStartObject();
        json.WriteString("kind", StoryJson.Name(signal.Kind));
        json.WriteString("raw", signal.Raw);
        json.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter json, ReadNote note)
    {
        json.WriteStartObject();
        json.WriteString("code", note.Code);
        json.WriteString("message", note.Message);
        WriteNumber(json, "line", note.Position.Line);
        WriteNumber(json, "column", note.Position.Column);
        WriteNumber(json, "offset", note.Position.Offset);
        if (note.Position.Pointer is { } pointer) json.WriteString("pointer", pointer);
        if (note.Text is { } text) json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, ReadFailure failure)
    {
        json.WriteStartObject("error");
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Message);
        WriteNumber(json, "line", failure.Position.Line);
        WriteNumber(json, "column", failure.Position.Column);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
