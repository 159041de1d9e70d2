using System.Text.Json;
using Dateline.News;

namespace Dateline.Newsroom.House;

/// <summary>What a profile asks of one field.</summary>
/// <param name="Required">Whether nothing is sent without it.</param>
/// <param name="Shortest">How long it should be at least: characters, of the text words, of a list its members; null: it may be short.</param>
/// <param name="Longest">How long it should be at most; null: it may be long.</param>
internal sealed record FieldRule(bool Required, int? Shortest, int? Longest)
{
    /// <summary>Whether it asks for nothing.</summary>
    internal bool IsEmpty => !Required && Shortest is null && Longest is null;
}

/// <summary>Something a profile asks for and a story has not.</summary>
/// <param name="Field">The field, as the API names it.</param>
/// <param name="Code">"profile-missing", "profile-short", "profile-long" or "second-reader-missing".</param>
/// <param name="Limit">How long it should be; null where that is not what is asked.</param>
internal sealed record Unmet(string Field, string Code, int? Limit)
{
    /// <summary>Whether nothing is sent until it is met.</summary>
    internal bool Stops => Code is "profile-missing" or "second-reader-missing";
}

/// <summary>
/// What a desk asks of its stories of one kind: which fields, how long, and whether a second person reads them. What is required stops the sending,
/// a length only warns. A flash (urgency 1) has no time for any of it.
/// </summary>
/// <param name="Fields">The fields it asks something of.</param>
/// <param name="SecondReader">Whether a second person must have read the text.</param>
internal sealed record ContentProfile(IReadOnlyDictionary<string, FieldRule> Fields, bool SecondReader)
{
    private const int UsualHeadline = 85;

    /// <summary>Every field that a profile may ask for, in the order in which they are written.</summary>
    internal static IReadOnlyList<string> AllFields { get; } = ["headline", "dek", "slugline", "dateline", "bylines", "body", "urgency", "subjects", "places", "keywords", "edNote"];

    /// <summary>What is asked where nobody has said anything.</summary>
    internal static ContentProfile Usual { get; } = new(new Dictionary<string, FieldRule>(StringComparer.Ordinal) { ["headline"] = new(Required: true, null, UsualHeadline) }, SecondReader: false);

    /// <summary>The profile that is kept as <paramref name="rules"/>; the usual one where there is none.</summary>
    internal static ContentProfile Read(string? rules)
    {
        if (rules is null) return Usual;
        using var json = JsonDocument.Parse(rules);
        var fields = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        if (json.RootElement.TryGetProperty("fields", out var kept))
            foreach (var field in kept.EnumerateObject())
                fields[field.Name] = new(field.Value.TryGetProperty("required", out var must) && must.GetBoolean(), Number(field.Value, "shortest"), Number(field.Value, "longest"));
        return new(fields, json.RootElement.TryGetProperty("secondReader", out var second) && second.GetBoolean());
    }

    /// <summary>As it is kept and as the API tells it.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("fields");
        foreach (var name in AllFields)
        {
            if (!Fields.TryGetValue(name, out var rule) || rule.IsEmpty) continue;
            json.WriteStartObject(name);
            if (rule.Required) json.WriteBoolean("required", true);
            if (rule.Shortest is { } shortest) json.WriteNumber("shortest", shortest);
            if (rule.Longest is { } longest) json.WriteNumber("longest", longest);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("secondReader", SecondReader);
        json.WriteEndObject();
    }

    /// <summary>What a text lacks, in the order of the fields.</summary>
    internal IEnumerable<Unmet> UnmetBy(StoryContent content, bool wasRead)
    {
        if (content.Urgency?.Value == 1) yield break;
        foreach (var name in AllFields)
        {
            if (!Fields.TryGetValue(name, out var rule)) continue;
            var length = LengthOf(content, name);
            if (length == 0) { if (rule.Required) yield return new(name, "profile-missing", null); }
            else if (rule.Shortest > length) yield return new(name, "profile-short", rule.Shortest);
            else if (rule.Longest < length) yield return new(name, "profile-long", rule.Longest);
        }
        if (SecondReader && !wasRead) yield return new("checks", "second-reader-missing", null);
    }

    private static int LengthOf(StoryContent content, string field) => field switch
    {
        "headline" => Characters(content.Headline?.Text),
        "dek" => Characters(content.Dek),
        "slugline" => Characters(content.Slugline?.Text),
        "dateline" => Characters(content.Placeline?.Text),
        "edNote" => Characters(content.EdNote),
        "bylines" => content.Bylines.Count,
        "subjects" => content.Subjects.Count,
        "places" => content.Places.Count,
        "keywords" => content.Keywords.Count,
        "urgency" => content.Urgency is null ? 0 : 1,
        _ => content.Body.WordCount,
    };

    private static int Characters(string? text) => text?.EnumerateRunes().Count() ?? 0;

    private static int? Number(JsonElement field, string name) => field.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;
}
