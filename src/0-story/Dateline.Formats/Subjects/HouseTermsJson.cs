using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>A house's terms as JSON.</summary>
internal static class HouseTermsJson
{
    internal static Outcome<IReadOnlyList<PlacedTerm>> Read(ReadOnlyMemory<byte> bytes)
    {
        using var reading = WireJson.Read(bytes);
        if (reading.Value is not { } json) return new Refusal(reading.Failure!.Code, $"{reading.Failure.Message} The list is as it was.");
        if (json["terms"] is not { Kind: JsonKind.Array } list) return new Refusal("vocabulary-form", "There is no list \"terms\" in it. The list is as it was. Export the vocabulary to see its form.", "/terms");
        var terms = new List<PlacedTerm>();
        foreach (var (value, at) in list.Values.Select((v, i) => (v, $"/terms/{i}")))
        {
            if (value.Kind != JsonKind.Object || Text(value["code"]) is not { } code) return new Refusal("vocabulary-form", $"{at}: A term is an object with a code, a field and names. The list is as it was.", at);
            if (HouseTermsCsv.Field(Text(value["field"]) ?? "subject") is not { } field) return new Refusal("vocabulary-field", $"{at}: A term is for a field: subject or genre. The list is as it was.", at);
            var names = (value["names"]?.Members ?? []).Select(n => (Language: n.Name, Name: Text(n.Value))).Where(n => n.Name is not null).ToDictionary(n => n.Language, n => n.Name!, StringComparer.OrdinalIgnoreCase);
            terms.Add(new(new() { Code = code, Field = field, Broader = Text(value["broader"]), IsRetired = value["retired"] is { Kind: JsonKind.Boolean, Text: "true" }, Names = names }, at));
        }
        return terms;
    }

    internal static byte[] Write(IReadOnlyList<HouseTerm> terms)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("terms");
            foreach (var term in terms) Write(json, term);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, HouseTerm term)
    {
        json.WriteStartObject();
        json.WriteString("code", term.Code);
        json.WriteString("field", HouseTermCheck.Name(term.Field));
        if (term.Broader is not null) json.WriteString("broader", term.Broader);
        if (term.IsRetired) json.WriteBoolean("retired", true);
        json.WriteStartObject("names");
        foreach (var (language, name) in term.Names.OrderBy(n => n.Key, StringComparer.Ordinal)) json.WriteString(language, name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String, Text: var text } ? NewsText.OneLine(text) : null;
}
