using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dateline.News;

/// <summary>What a JSON text has that the vocabulary can't take.</summary>
/// <param name="Pointer">Where (RFC 6901).</param>
/// <param name="Message">What was expected there.</param>
public sealed record JsonProblem(string Pointer, string Message);

/// <summary>
/// The one JSON form of the vocabulary: what the store keeps, what the API speaks, what the samples of the tests expect.
/// Not stated means not written; the same value always gives the same bytes, so two contents are equal when their bytes are.
/// </summary>
public static partial class StoryJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The content as UTF-8 JSON.</summary>
    public static byte[] Write(StoryContent content) => Write(content, static (json, c) => WriteContent(json, c));

    /// <summary>The item as UTF-8 JSON.</summary>
    public static byte[] Write(NewsItem item) => Write(item, static (json, i) => WriteItem(json, i));

    private static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Compact)) write(json, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads content written by <see cref="Write(StoryContent)"/>. An exception here is a damaged store, not bad input.</summary>
    public static StoryContent ReadContent(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return TryReadContent(document.RootElement, out var content, out var problem) ? content : throw new FormatException($"Stored content is damaged at {problem!.Pointer}: {problem.Message}");
    }

    /// <summary>Reads an item written by <see cref="Write(NewsItem)"/>. An exception here is a damaged store, not bad input.</summary>
    public static NewsItem ReadItem(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return TryReadItem(document.RootElement, out var item, out var problem) ? item : throw new FormatException($"Stored item is damaged at {problem!.Pointer}: {problem.Message}");
    }

    /// <summary>Reads content from outside. False with the first problem where a member has another type or form than the vocabulary's; unknown members are a problem too.</summary>
    public static bool TryReadContent(JsonElement json, out StoryContent content, out JsonProblem? problem)
    {
        var reader = new Reader();
        content = reader.Content(json, "");
        problem = reader.Problem;
        return problem is null;
    }

    /// <summary>Reads an item from outside, as <see cref="TryReadContent"/>.</summary>
    public static bool TryReadItem(JsonElement json, out NewsItem item, out JsonProblem? problem)
    {
        var reader = new Reader();
        item = reader.Item(json);
        problem = reader.Problem;
        return problem is null;
    }

    /// <summary>Writes the content as a JSON object.</summary>
    public static void WriteContent(Utf8JsonWriter json, StoryContent c)
    {
        json.WriteStartObject();
        Text(json, "language", c.Language?.Tag);
        Text(json, "headline", c.Headline?.Text);
        Text(json, "dek", c.Dek);
        Text(json, "slugline", c.Slugline?.Text);
        Text(json, "takeKey", c.TakeKey);
        List(json, "bylines", c.Bylines, static (j, b) => { j.WriteStartObject(); Text(j, "name", b.Name); Text(j, "title", b.Title); Text(j, "code", b.Code); j.WriteEndObject(); });
        Text(json, "dateline", c.Placeline?.Text);
        if (c.Located is not null) { json.WritePropertyName("located"); WritePlace(json, c.Located); }
        List(json, "places", c.Places, WritePlace);
        if (c.Urgency is { } urgency) json.WriteNumber("urgency", urgency.Value);
        List(json, "genres", c.Genres, WriteConcept);
        List(json, "subjects", c.Subjects, WriteConcept);
        List(json, "keywords", c.Keywords, static (j, k) => j.WriteStringValue(k));
        if (!c.Body.IsEmpty) json.WriteString("body", c.Body.Markup);
        if (c.Preformatted) json.WriteBoolean("preformatted", true);
        Text(json, "edNote", c.EdNote);
        Text(json, "staffNote", c.StaffNote);
        Text(json, "credit", c.Credit);
        List(json, "withFilesFrom", c.WithFilesFrom, static (j, f) => { j.WriteStartObject(); Text(j, "name", f.Name); Text(j, "place", f.Place); j.WriteEndObject(); });
        WriteRights(json, "rights", c.Rights);
        List(json, "pictures", c.Pictures, WritePicture);
        List(json, "groups", c.Groups, WriteGroup);
        json.WriteEndObject();
    }

    /// <summary>Writes the item as a JSON object.</summary>
    public static void WriteItem(Utf8JsonWriter json, NewsItem i)
    {
        json.WriteStartObject();
        json.WriteString("guid", i.Guid);
        if (i.Identity != i.Guid) json.WriteString("identity", i.Identity);
        json.WriteString("kind", Name(i.Kind));
        Text(json, "version", i.Version);
        Time(json, "versionCreated", i.VersionCreated);
        Time(json, "firstCreated", i.FirstCreated);
        if (i.Provider is { } p) { json.WriteStartObject("provider"); Text(json, "code", p.Code); Text(json, "name", p.Name); json.WriteEndObject(); }
        json.WriteString("pubStatus", Name(i.Status));
        List(json, "signals", i.Signals, static (j, s) => { j.WriteStartObject(); j.WriteString("kind", Name(s.Kind)); j.WriteString("raw", s.Raw); j.WriteEndObject(); });
        if (!i.Embargo.IsNone) WriteEmbargo(json, "embargo", i.Embargo);
        if (i.IsAdvisory) json.WriteBoolean("advisory", true);
        if (i.Priority is { } priority) json.WriteNumber("priority", priority);
        List(json, "links", i.Links, WriteLink);
        List(json, "notices", i.Notices, WriteNotice);
        json.WritePropertyName("content");
        WriteContent(json, i.Content);
        json.WriteEndObject();
    }

    /// <summary>Writes a notice as a JSON object.</summary>
    public static void WriteNotice(Utf8JsonWriter json, PublicNotice notice)
    {
        json.WriteStartObject();
        json.WriteString("kind", Name(notice.Kind));
        json.WriteString("text", notice.Text);
        Time(json, "at", notice.At);
        json.WriteEndObject();
    }

    /// <summary>Writes an embargo: its instant, or an object where it has none.</summary>
    public static void WriteEmbargo(Utf8JsonWriter json, string name, Embargo embargo)
    {
        if (embargo.Until is { } until) { json.WriteString(name, until.ToString()); return; }
        json.WriteString(name, embargo.Ambiguous ? "unclear" : "until-further-notice");
    }

    /// <summary>An enum member as JSON and URLs write it: camelCase.</summary>
    public static string Name<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The enum member of that name, as <see cref="Name{T}"/> writes it; false where there is none.</summary>
    public static bool TryName<T>(string? name, out T value) where T : struct, Enum
    {
        value = default;
        return name is not null && Names<T>.ByName.TryGetValue(name, out value);
    }

    private static class Names<T> where T : struct, Enum
    {
        internal static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
        internal static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);
    }

    private static void WritePlace(Utf8JsonWriter json, Place place)
    {
        json.WriteStartObject();
        Text(json, "name", place.Name);
        Text(json, "code", place.Code);
        Text(json, "country", place.Country);
        json.WriteEndObject();
    }

    private static void WriteConcept(Utf8JsonWriter json, Concept concept)
    {
        json.WriteStartObject();
        Text(json, "code", concept.Code);
        Text(json, "name", concept.Name);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, ItemLink link)
    {
        json.WriteStartObject();
        json.WriteString("kind", Name(link.Kind));
        Text(json, "guid", link.Guid);
        Text(json, "version", link.Version);
        Text(json, "href", link.Href);
        Text(json, "title", link.Title);
        Text(json, "rel", link.Rel);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, PackageGroup group)
    {
        json.WriteStartObject();
        Text(json, "id", group.Id);
        Text(json, "role", group.Role);
        if (group.IsRoot) json.WriteBoolean("root", true);
        List(json, "items", group.Items, WriteLink);
        List(json, "groups", group.Groups, static (j, g) => j.WriteStringValue(g));
        json.WriteEndObject();
    }

    private static void WriteRights(Utf8JsonWriter json, string name, Rights rights)
    {
        if (rights is { Holder: null, Notice: null, UsageTerms: null, NoWeb: false, Expires: null, MandatoryCredit: null, Territories.Count: 0, NotForClientClasses.Count: 0 }) return;
        json.WriteStartObject(name);
        Text(json, "holder", rights.Holder);
        Text(json, "notice", rights.Notice);
        Text(json, "usageTerms", rights.UsageTerms);
        if (rights.NoWeb) json.WriteBoolean("noWeb", true);
        Time(json, "expires", rights.Expires);
        Text(json, "mandatoryCredit", rights.MandatoryCredit);
        List(json, "territories", rights.Territories, static (j, t) => j.WriteStringValue(t));
        List(json, "notForClientClasses", rights.NotForClientClasses, static (j, t) => j.WriteStringValue(t));
        json.WriteEndObject();
    }

    private static void WritePicture(Utf8JsonWriter json, Picture picture)
    {
        json.WriteStartObject();
        Text(json, "guid", picture.Guid);
        Text(json, "caption", picture.Caption);
        Text(json, "credit", picture.Credit);
        Text(json, "alt", picture.Alt);
        Text(json, "headline", picture.Headline);
        WriteRights(json, "rights", picture.Rights);
        List(json, "renditions", picture.Renditions, static (j, r) =>
        {
            j.WriteStartObject();
            Text(j, "href", r.Href);
            Text(j, "name", r.Name);
            Text(j, "contentType", r.ContentType);
            if (r.Width is { } width) j.WriteNumber("width", width);
            if (r.Height is { } height) j.WriteNumber("height", height);
            if (r.Size is { } size) j.WriteNumber("size", size);
            j.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Time(Utf8JsonWriter json, string name, Instant? value)
    {
        if (value is { } time) json.WriteString(name, time.ToString());
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var value in values) write(json, value);
        json.WriteEndArray();
    }
}
