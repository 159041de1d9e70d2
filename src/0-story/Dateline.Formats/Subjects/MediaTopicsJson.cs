using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// A release of Media Topics as IPTC's server hands it out: JSON with a <c>conceptSet</c>, each concept with qcode, prefLabel by language, broader, exactMatch and, where
/// it is not to be used any more, retired. A document for each language adds its names to those of the first.
/// </summary>
internal static class MediaTopicsJson
{
    private const string Scheme = "/mediatopic/", SubjectScheme = "/subjectcode/", WikidataScheme = "wikidata.org/entity/";

    private sealed class Topic
    {
        internal string? Broader, Subject, Near, Wikidata;
        internal bool IsRetired;
        internal Dictionary<string, string> Labels { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    internal static Outcome<MediaTopics> Read(IReadOnlyList<ReadOnlyMemory<byte>> documents)
    {
        var topics = new SortedDictionary<string, Topic>(StringComparer.Ordinal);
        var languages = new List<string>();
        string? release = null;
        foreach (var document in documents)
        {
            using var reading = WireJson.Read(document);
            if (reading.Value is not { } json) return new Refusal(reading.Failure!.Code, $"{reading.Failure.Message} The list of topics is as it was. Fetch the file from IPTC again.");
            if (json["conceptSet"] is not { Kind: JsonKind.Array } set) return new Refusal(FailureCodes.UnknownFormat, "That is no list of IPTC's: it has no conceptSet. The list of topics is as it was.");
            release ??= Text(json["dateReleased"]) ?? Text(json["modified"]);
            foreach (var concept in set.Values) Take(concept, topics, languages);
        }
        if (topics.Count == 0) return new Refusal(FailureCodes.Empty, "There are no Media Topics in it. The list of topics is as it was.");
        languages.Sort((a, b) => Order(a).CompareTo(Order(b)) is var order and not 0 ? order : string.CompareOrdinal(a, b));
        return MediaTopicTable.Index(release ?? "", languages, Table(topics, languages));
    }

    internal static byte[] Write(MediaTopics topics)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("uri", "http://cv.iptc.org/newscodes/mediatopic/");
            if (topics.Release.Length > 0) json.WriteString("dateReleased", topics.Release);
            json.WriteStartArray("conceptSet");
            foreach (var topic in topics.All) Write(json, topic);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, MediaTopic topic)
    {
        json.WriteStartObject();
        json.WriteString("qcode", topic.Code);
        json.WriteStartObject("prefLabel");
        foreach (var (language, name) in topic.Names) json.WriteString(language, name);
        json.WriteEndObject();
        Links(json, "broader", topic.Broader);
        Links(json, "exactMatch", topic.SubjectCode, topic.Wikidata is { } item ? "http://www." + WikidataScheme + item : null);
        Links(json, "closeMatch", topic.NearSubjectCode);
        if (topic.IsRetired) json.WriteBoolean("retired", true);
        json.WriteEndObject();
    }

    private static void Links(Utf8JsonWriter json, string name, params string?[] codes)
    {
        if (codes.All(c => c is null)) return;
        json.WriteStartArray(name);
        foreach (var code in codes) if (code is not null) json.WriteStringValue(code);
        json.WriteEndArray();
    }

    private static int Order(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? 0 : 1;

    private static void Take(JsonValue concept, SortedDictionary<string, Topic> topics, List<string> languages)
    {
        if (Local(Text(concept["qcode"]), "medtop:") is not { } code && (code = Local(Text(concept["uri"]), Scheme)) is null) return;
        if (!topics.TryGetValue(code, out var topic)) topics.Add(code, topic = new Topic());
        topic.IsRetired |= concept["retired"] is { Kind: JsonKind.String } or { Kind: JsonKind.Boolean, Text: "true" };
        foreach (var broader in List(concept["broader"])) topic.Broader ??= Local(Address(broader), Scheme) ?? Local(Address(broader), "medtop:");
        foreach (var match in List(concept["exactMatch"])) TakeMatch(topic, Address(match), isExact: true);
        foreach (var match in List(concept["closeMatch"]).Concat(List(concept["broadMatch"]))) TakeMatch(topic, Address(match), isExact: false);
        foreach (var (language, label) in concept["prefLabel"]?.Members ?? [])
        {
            if (NewsText.OneLine(label.Text) is not { } name) continue;
            topic.Labels[language] = name;
            if (!languages.Contains(language, StringComparer.OrdinalIgnoreCase)) languages.Add(language);
        }
    }

    private static void TakeMatch(Topic topic, string? address, bool isExact)
    {
        if (Local(address, SubjectScheme) is { } subject || (subject = Local(address, "subj:")) is not null)
        {
            if (isExact) topic.Subject ??= subject; else topic.Near ??= subject;
        }
        else if (isExact && address?.IndexOf(WikidataScheme, StringComparison.Ordinal) is { } at and >= 0) topic.Wikidata ??= address[(at + WikidataScheme.Length)..].Replace('|', '/');
    }

    private static byte[] Table(SortedDictionary<string, Topic> topics, List<string> languages)
    {
        var table = new StringBuilder();
        foreach (var (code, topic) in topics)
            MediaTopicTable.Write(table, code, topic.Broader, topic.Subject, topic.Near, topic.Wikidata, topic.IsRetired, languages.Select(l => topic.Labels.GetValueOrDefault(l)));
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    // A code is eight digits behind its scheme, whatever else the address says.
    private static string? Local(string? address, string scheme)
    {
        var at = address?.LastIndexOf(scheme, StringComparison.Ordinal) ?? -1;
        return at >= 0 && address![(at + scheme.Length)..] is { Length: 8 } code && code.All(char.IsAsciiDigit) ? code : null;
    }

    private static string? Address(JsonValue value) => value.Kind == JsonKind.Object ? Text(value["uri", "qcode"]) : Text(value);

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String, Text: var text } ? NewsText.OneLine(text) : null;

    private static IEnumerable<JsonValue> List(JsonValue? value) => value is not { } one ? [] : one.Kind == JsonKind.Array ? one.Values : [one];
}
