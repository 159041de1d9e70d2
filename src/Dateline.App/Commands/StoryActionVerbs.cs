using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary>The actions of the table as verbs: <c>dateline story kill PORT-STRIKE --reason "…"</c>.</summary>
internal static class StoryActionVerbs
{
    private static readonly Option<string?> UsableFrom = new("--usable-from") { Description = "A time with zone, until-further-notice, or none." };
    private static readonly Option<string?> SendAt = new("--send-at") { Description = "Nothing leaves before this time (with zone)." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why." };
    private static readonly Option<string?> Note = new("--note") { Description = "The note to clients' editors." };
    private static readonly Option<string?> Notice = new("--notice") { Description = "What readers are told." };
    private static readonly Option<string?> NoticeKind = new("--notice-kind") { Description = "correction (if not stated), clarification or editorsNote." };
    private static readonly Option<string?> File = new("--file") { Description = "The text that goes: text, HTML or JSON. Without it: what the story says." };
    private static readonly Option<bool> Alone = new("--alone") { Description = "Only this story, not its chain and packages." };
    private static readonly Option<string?> SecondKeyFile = new("--second-key-file") { Description = "A file that holds the second person's key." };
    private static readonly Option<int?> Expected = new("--expected-version") { Description = "The version you saw (if not stated: the one it has now)." };

    internal static IEnumerable<Command> All =>
    [
        Verb("publish", "Send the first version.", File, UsableFrom, SendAt, Note),
        Verb("schedule", "Send the first version later.", SendAt, File, UsableFrom, Note),
        Verb("embargo", "Send the first version under an embargo.", UsableFrom, File, SendAt, Note),
        Verb("change-embargo", "Set the embargo earlier, later, or until further notice.", UsableFrom, Note),
        Verb("lift", "End the embargo now.", Note),
        Verb("writethru", "Send a new full version.", File, SendAt, Note),
        Verb("new-lead", "Send this story as the new lead of the one it follows.", File, UsableFrom, SendAt, Note),
        Verb("correct", "Send a correction, and tell readers what was wrong.", Notice, NoticeKind, Note, File, SendAt),
        Verb("refile", "Send again with a comma or a code changed.", Note, File, SendAt),
        Verb("corrective", "Send this story as the corrective of one of an earlier day.", Note, Notice, NoticeKind, File, UsableFrom, SendAt),
        Verb("hold", "Put on hold, with its chain: nobody may use it until someone decides.", Reason, Note, Alone),
        Verb("send-as-was", "End a hold.", Note),
        Verb("kill", "Kill, with its chain: nobody may ever use it.", Reason, Note, Alone),
        Verb("takedown", "Take down for legal reasons, with its chain.", Reason, Note, Alone),
        Verb("unpublish", "Take off our own outputs, quietly.", Reason),
        Verb("republish", "Bring back on our own outputs.", Reason),
        Verb("reinstate", "Bring a killed story back as a new one; takes two people.", SecondKeyFile, Reason, Note, UsableFrom, File),
        Verb("cancel-schedule", "Take back what was scheduled."),
    ];

    private static Command Verb(string name, string description, params Option[] options)
    {
        var id = new Argument<string>("story") { Description = "Its id, its guid, or how its slugline begins." };
        var isQuick = options.Contains(Alone) || options.Length == 0;
        return RemoteOptions.Verb(name, description, [id, .. options, .. isQuick ? Array.Empty<Symbol>() : [Expected]], async (arguments, server) =>
        {
            var story = await StoryCommands.Find(server, arguments.GetValue(id)!);
            var order = Order(arguments, options);
            if (!isQuick) order["expectedVersion"] = arguments.GetValue(Expected) ?? (int?)(await server.Get("stories/" + story))["version"];
            if (options.Contains(Alone) && !arguments.GetValue(Alone)) order["also"] = await Chain(server, story);
            return Printed.Answer(server, await server.Post($"stories/{story}/actions/{name}", options.Length == 0 ? null : order, SecondKey(arguments, options)), Printed.Released);
        });
    }

    private static JsonObject Order(ParseResult arguments, Option[] options)
    {
        var order = new JsonObject();
        void Add(Option<string?> option, string name) { if (options.Contains(option) && arguments.GetValue(option) is { } value) order[name] = value; }
        Add(UsableFrom, "usableFrom");
        Add(SendAt, "sendAt");
        Add(Reason, "reason");
        Add(Note, "edNote");
        if (options.Contains(Notice) && arguments.GetValue(Notice) is { } text) order["notice"] = new JsonObject { ["kind"] = arguments.GetValue(NoticeKind) ?? "correction", ["text"] = text };
        if (options.Contains(File) && arguments.GetValue(File) is { } file) order["content"] = StoryFile.Read(file);
        return order;
    }

    /// <summary>Everything that a kill offers is taken, as the screen has it ticked.</summary>
    private static async Task<JsonArray> Chain(RemoteServer server, string story) =>
        [.. Printed.Items(await server.Get($"stories/{story}/actions"), "chain").Select(o => JsonValue.Create(Printed.Text(o["story"]!, "id")))];

    private static (string, string)[] SecondKey(ParseResult arguments, Option[] options)
    {
        if (!options.Contains(SecondKeyFile) || arguments.GetValue(SecondKeyFile) is not { } file) return [];
        return RemoteOptions.ReadKey(file, out var complaint) is { } key ? [("Dateline-Second-Key", key)] : throw new RemoteRefusal(ExitCodes.Usage, complaint!);
    }
}
