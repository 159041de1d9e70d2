using System.Text.Json.Nodes;

namespace Dateline.Newsroom.Wires;

/// <summary>One route as a person reads and writes it. What it means, and whether it can be meant, the intake says.</summary>
internal sealed class RouteForm
{
    /// <summary>The steps of a desk's work in which an item can land.</summary>
    internal static readonly IReadOnlyList<string> Stages = ["incoming", "working", "ready"];

    public string? Id { get; set; }
    public string? Name { get; set; }
    public bool Enabled { get; set; }
    public string? When { get; set; }
    public string? Desk { get; set; }
    public string? Stage { get; set; }
    public bool Send { get; set; }
    public bool Stop { get; set; }
    public string? MostPerHour { get; set; }
    public string? Language { get; set; }
    public string? Urgency { get; set; }
    public string? Credit { get; set; }
    public string? EdNote { get; set; }
    public string? StaffNote { get; set; }
    public string? Keywords { get; set; }
    public string? Genres { get; set; }
    public string? Subjects { get; set; }

    /// <summary>Whether it sets a field.</summary>
    internal bool Sets => new[] { Language, Urgency, Credit, EdNote, StaffNote, Keywords, Genres, Subjects }.Any(static f => !string.IsNullOrWhiteSpace(f));

    /// <summary>The routes of a JSON array whose conditions are in words.</summary>
    internal static List<RouteForm> Read(string json) => JsonNode.Parse(json) is JsonArray routes ? [.. routes.OfType<JsonObject>().Select(Of)] : [];

    /// <summary>The routes as a JSON array, in order.</summary>
    internal static string Write(IEnumerable<RouteForm> routes) => new JsonArray([.. routes.Select(static r => r.ToJson())]).ToJsonString();

    private static RouteForm Of(JsonObject route)
    {
        var actions = route["actions"] as JsonObject;
        var set = actions?["set"] as JsonObject;
        return new()
        {
            Id = Text(route, "id"),
            Name = Text(route, "name"),
            Enabled = Text(route, "enabled") != "false",
            When = Text(route, "when"),
            MostPerHour = Text(route, "mostPerHour"),
            Desk = Text(actions, "desk"),
            Stage = Text(actions, "stage"),
            Send = Text(actions, "send") == "true",
            Stop = Text(actions, "stop") == "true",
            Language = Text(set, "language"),
            Urgency = Text(set, "urgency"),
            Credit = Text(set, "credit"),
            EdNote = Text(set, "edNote"),
            StaffNote = Text(set, "staffNote"),
            Keywords = List(set, "keywords"),
            Genres = List(set, "genres"),
            Subjects = List(set, "subjects"),
        };
    }

    private JsonObject ToJson()
    {
        var set = new JsonObject().With("language", Language).WithNumber("urgency", Urgency).With("credit", Credit).With("edNote", EdNote).With("staffNote", StaffNote);
        foreach (var (name, typed) in new[] { ("keywords", Keywords), ("genres", Genres), ("subjects", Subjects) })
            if (Split(typed) is { Count: > 0 } values) set[name] = values;
        var actions = new JsonObject { ["send"] = Send, ["stop"] = Stop }.With("desk", Desk).With("stage", Stage);
        if (set.Count > 0) actions["set"] = set;
        return new JsonObject { ["name"] = Name?.Trim() ?? "", ["enabled"] = Enabled, ["when"] = string.IsNullOrWhiteSpace(When) ? "everything" : When.Trim(), ["actions"] = actions }.With("id", Id).WithNumber("mostPerHour", MostPerHour);
    }

    private static JsonArray Split(string? typed) => [.. (typed ?? "").Split((char[])[',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static v => JsonValue.Create(v))];

    private static string? Text(JsonObject? json, string name) => json.TextOf(name);

    private static string? List(JsonObject? json, string name) => json?[name] is JsonArray { Count: > 0 } list ? string.Join(", ", list.Select(static v => v?.ToString())) : null;
}
