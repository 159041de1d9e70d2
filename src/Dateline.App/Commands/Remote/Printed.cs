using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dateline.App.Commands.Remote;

/// <summary>What the server answers, as lines for a person.</summary>
internal static class Printed
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static int Json(JsonNode node)
    {
        Console.WriteLine(node.ToJsonString(Readable));
        return ExitCodes.Done;
    }

    /// <summary>Prints as JSON where that was asked for, else line by line.</summary>
    internal static int Answer(RemoteServer server, JsonNode answer, Action<JsonNode> lines)
    {
        if (server.PrintsJson) return Json(answer);
        lines(answer);
        return ExitCodes.Done;
    }

    internal static void Row(JsonNode story) =>
        Console.WriteLine($"{Text(story, "state"),-11} v{Text(story, "version"),-3} {Short(Text(story, "updated")),-8} {Text(story, "id")}  {Text(story, "slugline"),-24} {Text(story, "headline")}{Lock(story)}");

    internal static void Story(JsonNode story)
    {
        Console.WriteLine(Text(story, "headline") is { Length: > 0 } headline ? headline : "(no headline)");
        foreach (var name in new[] { "slugline", "state", "version", "stage", "desk", "language", "usableFrom", "source", "id", "guid", "page", "updated" })
            if (Text(story, name) is { Length: > 0 } value) Console.WriteLine($"  {name,-11} {value}");
        if (story["actions"] is JsonArray actions) Console.WriteLine($"  {"may",-11} {string.Join(' ', actions.Select(a => (string?)a))}");
        Notes(story);
        if (story["content"]?["body"] is { } body) Console.WriteLine("\n" + PlainText((string)body!));
    }

    /// <summary>What an action did: each release in a line, then what was left out and why.</summary>
    internal static void Released(JsonNode answer)
    {
        foreach (var one in Items(answer, "released")) Console.WriteLine($"{Text(one, "action")} v{Text(one, "version")}, position {Text(one, "position")}: {Text(one, "story")}");
        foreach (var left in Items(answer, "leftOut")) Console.WriteLine($"left out {Text(left, "story")}: {Text(left, "code")}: {Text(left, "detail")}");
        if (answer["scheduled"] is { } at) Console.WriteLine($"scheduled for {(string?)at}: {Text(answer["story"]!, "id")}");
        else if (answer["released"] is null && answer["story"] is { } story) Console.WriteLine($"{Text(story, "state")}: {Text(story, "id")}");
        Notes(answer);
    }

    internal static void LogRow(JsonNode row) =>
        Console.WriteLine($"{Text(row, "position"),6} {Short(Text(row, "at"))} {Text(row, "action"),-15} v{Text(row, "version"),-3} {Text(row, "story")}  {Text(row, "slugline"),-24} {Text(row, "headline")}");

    internal static IEnumerable<JsonNode> Items(JsonNode node, string name = "items") => (node[name] as JsonArray ?? []).OfType<JsonNode>();

    internal static string Text(JsonNode node, string name) => node[name]?.ToString() ?? "";

    private static void Notes(JsonNode answer)
    {
        foreach (var note in Items(answer, "notes")) Console.Error.WriteLine($"note: {Text(note, "code")}: {Text(note, "detail")} [{Text(note, "pointer")}]");
    }

    private static string Lock(JsonNode story) => story["lock"] is { } held ? $"  [{Text(held, "by")} has it]" : "";

    private static string Short(string time) => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : time;

    private static string PlainText(string markup) => News.StoryHtml.TryRead(markup, out var html) ? html.PlainText : markup;
}
