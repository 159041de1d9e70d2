using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary>
/// <c>dateline story …</c>: the newsroom's work as verbs, over the API of a running server. What the server refuses is printed with its code
/// and a sentence, and the verb ends with 1; with 2 where the command line is wrong, with 3 where no server answers.
/// </summary>
internal static class StoryCommands
{
    private static readonly Argument<string> Id = new("story") { Description = "Its id, its guid, or how its slugline begins." };
    private static readonly Argument<string> TextFile = new("file") { Description = "Text (lines like \"slugline: Port-Strike\", then \"# Headline\", then paragraphs), HTML or JSON; - is the standard input." };

    internal static Command Create()
    {
        var story = new Command("story", "Work on stories: list, search, write, send, correct, hold, kill.") { List(), Search(), Show(), New(), Save(), Move(), Simple("spike", "Bin a story that was never sent."), Simple("restore", "Take a story back from the spike."), Actions() };
        foreach (var action in StoryActionVerbs.All) story.Add(action);
        return story;
    }

    /// <summary>The story's id, however it was named.</summary>
    internal static async Task<string> Find(RemoteServer server, string named)
    {
        if (Guid.TryParse(named.Replace("urn:uuid:", "", StringComparison.Ordinal), out var id)) return id.ToString("D");
        var found = Printed.Items(await server.Get("stories?limit=20&slugline=" + Uri.EscapeDataString(named))).ToList();
        if (found.Count == 1) return Printed.Text(found[0], "id");
        if (found.Count == 0) throw new RemoteRefusal(ExitCodes.Refused, $"story-unknown: No story has a slugline that begins with \"{named}\". Look with: dateline story list");
        foreach (var one in found) Printed.Row(one);
        throw new RemoteRefusal(ExitCodes.Usage, $"\"{named}\" can be any of these. Nothing was done. Name one by its id.");
    }

    private static Command List()
    {
        Option<string?>[] filters =
        [
            new("--state") { Description = "draft, working, ready, scheduled, published, onHold, killed …; several with commas." },
            new("--desk") { Description = "The desk that has it." },
            new("--stage") { Description = "The step of its work." },
            new("--language") { Description = "en, fr …" },
            new("--source") { Description = "The source it came from." },
            new("--slugline") { Description = "How the slugline begins." },
            new("--limit") { Description = "At most so many (1 to 200)." },
        ];
        return RemoteOptions.Verb("list", "List stories, the last changed first.", filters, async (arguments, server) =>
            Printed.Answer(server, await server.Get("stories?" + string.Join('&', Stated(arguments, filters))), Rows));
    }

    private static Command Search()
    {
        var words = new Argument<string?>("words") { Description = "All of them; \"in quotes\" together, start*, -without.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?>[] filters =
        [
            new("--language") { Description = "en, fr …" },
            new("--slugline") { Description = "How the slugline begins." },
            new("--subject") { Description = "The code of a subject." },
            new("--place") { Description = "A place's name or code." },
            new("--person") { Description = "A name in the byline." },
            new("--source") { Description = "The source it came from." },
            new("--desk") { Description = "The desk that has it." },
            new("--state") { Description = "draft, working, published …; several with commas." },
            new("--kind") { Description = "text, picture …" },
            new("--from") { Description = "Changed on or after this day or time." },
            new("--before") { Description = "Changed before this day or time." },
            new("--order") { Description = "latest or relevance." },
            new("--after") { Description = "Where the page before said that the next begins." },
            new("--limit") { Description = "At most so many (1 to 200)." },
        ];
        return RemoteOptions.Verb("search", "Search all stories, drafts included, the last changed first.", [words, .. filters], async (arguments, server) =>
        {
            var query = Stated(arguments, filters);
            if (arguments.GetValue(words) is { } q) query = query.Prepend("q=" + Uri.EscapeDataString(q));
            return Printed.Answer(server, await server.Get("search?" + string.Join('&', query)), answer =>
            {
                Rows(answer);
                if (Printed.Text(answer, "next") is { Length: > 0 } next) Console.Error.WriteLine("more: --after " + next);
                if (Printed.Text(answer, "behind") is { Length: > 0 } behind) Console.Error.WriteLine($"the search has still to take in {behind} changes");
            });
        });
    }

    private static IEnumerable<string> Stated(ParseResult arguments, IEnumerable<Option<string?>> options) =>
        options.Select(o => (Name: o.Name.TrimStart('-'), Value: arguments.GetValue(o))).Where(o => o.Value is not null).Select(o => $"{o.Name}={Uri.EscapeDataString(o.Value!)}");

    private static void Rows(JsonNode answer)
    {
        foreach (var story in Printed.Items(answer)) Printed.Row(story);
    }

    private static Command Show()
    {
        var version = new Option<int?>("--version-number") { Description = "A version on the wire instead of the draft." };
        var format = new Option<string?>("--format") { Description = "That version as it goes over the wire (newsml-g2 …)." };
        return RemoteOptions.Verb("show", "Show a story, or one of its versions.", [Id, version, format], async (arguments, server) =>
        {
            var id = await Find(server, arguments.GetValue(Id)!);
            var number = arguments.GetValue(version);
            if (arguments.GetValue(format) is { } wire)
            {
                number ??= (int?)(await server.Get("stories/" + id))["version"];
                await using var output = Console.OpenStandardOutput();
                await output.WriteAsync(await server.Bytes($"stories/{id}/versions/{number}?format={Uri.EscapeDataString(wire)}"));
                return ExitCodes.Done;
            }
            return number is null ? Printed.Answer(server, await server.Get("stories/" + id), Printed.Story) : Printed.Json(await server.Get($"stories/{id}/versions/{number}"));
        });
    }

    private static Command New()
    {
        var desk = new Option<string?>("--desk") { Description = "The desk." };
        var follows = new Option<string?>("--follows") { Description = "The story it continues, as a new lead." };
        var corrects = new Option<string?>("--corrects") { Description = "The story of an earlier day that it corrects." };
        var advisory = new Option<bool>("--advisory") { Description = "It speaks to editors only." };
        return RemoteOptions.Verb("new", "Begin a story from a file.", [TextFile, desk, follows, corrects, advisory], async (arguments, server) =>
        {
            var body = new JsonObject { ["content"] = StoryFile.Read(arguments.GetValue(TextFile)!) };
            if (arguments.GetValue(desk) is { } d) body["desk"] = d;
            if (arguments.GetValue(advisory)) body["advisory"] = true;
            if (arguments.GetValue(follows) is { } f) body["follows"] = await Find(server, f);
            if (arguments.GetValue(corrects) is { } c) body["corrects"] = await Find(server, c);
            return Printed.Answer(server, await server.Post("stories", body), Printed.Story);
        });
    }

    private static Command Save() => RemoteOptions.Verb("save", "Save a story's text from a file. What somebody else saved meanwhile is never written over: both are kept.", [Id, TextFile], async (arguments, server) =>
    {
        var id = await Find(server, arguments.GetValue(Id)!);
        var story = await server.Get("stories/" + id);
        var content = (JsonObject)story["content"]!.DeepClone();
        foreach (var (name, value) in StoryFile.Read(arguments.GetValue(TextFile)!)) content[name] = value?.DeepClone();
        return Printed.Answer(server, await server.Send(HttpMethod.Put, $"stories/{id}/content", content, ("If-Match", Printed.Text(story, "contentTag"))), answer => Console.WriteLine($"saved as revision {Printed.Text(answer, "revision")}"));
    });

    private static Command Move()
    {
        var desk = new Option<string?>("--desk") { Description = "The desk." };
        var stage = new Option<string?>("--stage") { Description = "incoming, working, ready …" };
        return RemoteOptions.Verb("move", "Send a story to another desk or stage.", [Id, desk, stage], async (arguments, server) =>
        {
            var body = new JsonObject();
            if (arguments.GetValue(desk) is { } d) body["desk"] = d;
            if (arguments.GetValue(stage) is { } s) body["stage"] = s;
            return Printed.Answer(server, await server.Post($"stories/{await Find(server, arguments.GetValue(Id)!)}/move", body), Printed.Row);
        });
    }

    private static Command Simple(string name, string description) => RemoteOptions.Verb(name, description, [Id], async (arguments, server) =>
        Printed.Answer(server, await server.Post($"stories/{await Find(server, arguments.GetValue(Id)!)}/{name}"), Printed.Row));

    private static Command Actions() => RemoteOptions.Verb("actions", "What may be done to a story now, and who would have to hear of a kill.", [Id], async (arguments, server) =>
        Printed.Answer(server, await server.Get($"stories/{await Find(server, arguments.GetValue(Id)!)}/actions"), answer =>
        {
            foreach (var action in Printed.Items(answer, "actions"))
                Console.WriteLine($"{(action["legal"]!.GetValue<bool>() ? "yes" : "no "),-4} {Printed.Text(action, "action"),-16} {Printed.Text(action, "code")}");
            foreach (var had in answer["had"] as JsonArray ?? []) Console.WriteLine($"had it: {had}");
            foreach (var other in Printed.Items(answer, "chain")) Console.WriteLine($"{Printed.Text(other, "why")}: {Printed.Text(other["story"]!, "id")} {Printed.Text(other["story"]!, "slugline")}");
        }));
}
