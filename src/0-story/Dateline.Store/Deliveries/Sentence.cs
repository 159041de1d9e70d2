using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Store.Deliveries;

/// <summary>
/// What a channel says of an attempt: a code that stays, its words in English, and the values in them, so that a screen can say the same in its reader's language.
/// A text without a code stands for itself: what others said, and what was kept before there were codes.
/// </summary>
public sealed record Sentence
{
    private const string Begin = "{\"code\":";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string _english;

    private Sentence(string text) => _english = text;

    /// <summary>A sentence of ours.</summary>
    /// <param name="code">Its code: what it means, whatever it is called in a language.</param>
    /// <param name="english">Its words in English, with <c>{0}</c> for the first value.</param>
    /// <param name="values">The values: texts, or sentences within this one.</param>
    public Sentence(string code, string english, params IReadOnlyList<Sentence> values) => (Code, _english, Values) = (code, english, values);

    /// <summary>Its code; null: it stands for itself.</summary>
    public string? Code { get; }

    /// <summary>The values in it.</summary>
    public IReadOnlyList<Sentence> Values { get; } = [];

    /// <summary>The whole of it in English.</summary>
    public string Text => Code is null ? _english : string.Format(CultureInfo.InvariantCulture, _english, [.. Values.Select(static v => v.Text)]);

    /// <summary>What a refusal says, under its code.</summary>
    public static Sentence Of(Refusal refusal) => new(refusal.Code, "{0}", refusal.Message);

    /// <summary>A text that stands for itself.</summary>
    public static implicit operator Sentence(string text) => new(text);

    /// <summary>A number as it stands.</summary>
    public static implicit operator Sentence(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The whole of it in English.</summary>
    public static implicit operator string(Sentence sentence) => sentence.Text;

    /// <summary>As it is kept with an attempt.</summary>
    public string Kept()
    {
        if (Code is null) return Text;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain)) Write(json);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads what was kept; what was kept before there were codes is a text that stands for itself.</summary>
    public static Sentence Read(string kept)
    {
        if (!kept.StartsWith(Begin, StringComparison.Ordinal)) return kept;
        try
        {
            using var json = JsonDocument.Parse(kept);
            return Read(json.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return kept;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private void Write(Utf8JsonWriter json)
    {
        if (Code is null)
        {
            json.WriteStringValue(_english);
            return;
        }
        json.WriteStartObject();
        json.WriteString("code", Code);
        json.WriteString("english", _english);
        json.WriteStartArray("values");
        foreach (var value in Values) value.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Sentence Read(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? new(json.GetString()!)
        : new(json.GetProperty("code").GetString()!, json.GetProperty("english").GetString()!, [.. json.GetProperty("values").EnumerateArray().Select(Read)]);
}
