using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>Somebody asks for a story that another has. Who has it hands it over, or says "not now"; nothing is taken from them by asking, and what is asked ends by itself.</summary>
internal static class StoryAsking
{
    private const string Tag = "Editing";

    /// <summary>What is asked, as the members of a story say it.</summary>
    internal static readonly Shape AskedShape = Shape.List(
        Shape.Object(
            ("by", Shape.Text("Who asks, by pseudonym")),
            ("name", Shape.Text("Who asks, by name, where it is a person")),
            ("at", Shape.Time("Since when")),
            ("until", Shape.Time("When it ends by itself")),
            ("declined", Shape.Flag("Whoever has the story said \"not now\""))),
        "Who asks for it");

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/lock/request", Scopes.Write, Ask, new("lockAsk", Tag, "Ask for a story that another has")
        {
            Description = "It stands for three minutes. Asking again asks anew. Nothing is taken from whoever has it.",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "not-locked", "lock-yours"],
        });
        api.Delete("stories/{id}/lock/request", Scopes.Write, Withdraw, new("lockAskNoMore", Tag, "Ask for it no more") { Answers = Shapes.Story, Codes = ["story-unknown", "not-asked"] });
        api.Post("stories/{id}/lock/hand-over", Scopes.Write, HandOver, new("lockHandOver", Tag, "Hand one's story over to somebody who asks for it")
        {
            Body = Shape.Object(("to", Shape.Text("Their pseudonym"))).Needing("to"),
            Example = Example,
            Answers = Shapes.Story,
            Codes = ["story-unknown", "not-locked", "locked", "not-asked"],
        });
        api.Post("stories/{id}/lock/not-now", Scopes.Write, Decline, new("lockNotNow", Tag, "Tell somebody who asks for one's story: not now")
        {
            Body = Shape.Object(("to", Shape.Text("Their pseudonym"))).Needing("to"),
            Example = Example,
            Answers = Shapes.Story,
            Codes = ["story-unknown", "not-locked", "locked", "not-asked"],
        });
    }

    private const string Example = """{"to":"person:7d1c9a52"}""";

    private static Problem NotAsked => new("not-asked", "That is not asked any more. Nothing has changed.");

    private static Task<Answer> Ask(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (story.LockedBy is not { } holder) return StoryLock.Free;
        if (holder == call.Who) return new Problem("lock-yours", "You have the story yourself. Nothing has changed.");
        StoryRequests.Ask(tx, story.Id, call.Who);
        return StoryDesk.Changed(tx, call, story, "lock-ask", "of " + holder);
    });

    private static Task<Answer> Withdraw(ApiCall call) => call.WriteStory((tx, story) =>
        StoryRequests.End(tx, story.Id, call.Who) ? StoryDesk.Changed(tx, call, story, "lock-ask-no-more") : NotAsked);

    private static Task<Answer> HandOver(ApiCall call) => Reply(call, (tx, story, to) =>
        StoryLock.Has(tx, call, story with { LockedBy = to, LockedAt = tx.Now }, "lock-hand-over", "to " + to));

    private static Task<Answer> Decline(ApiCall call) => Reply(call, (tx, story, to) =>
        StoryRequests.Decline(tx, story.Id, to) ? StoryDesk.Changed(tx, call, story, "lock-not-now", "to " + to) : NotAsked);

    /// <summary>Only whoever has the story replies, and only to somebody who still asks.</summary>
    private static async Task<Answer> Reply(ApiCall call, Func<Dateline.Store.Writing.StoreTransaction, Story, string, Answer> reply)
    {
        var body = call.Body;
        var to = body.Required("to", 80);
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) =>
        {
            if (story.LockedBy is not { } holder) return StoryLock.Free;
            if (holder != call.Who) return StoryLock.Taken(tx.Db, story);
            return StoryRequests.Of(tx.Db, story.Id, tx.Now).Exists(r => r.Who == to) ? reply(tx, story, to) : NotAsked;
        }).ConfigureAwait(false);
    }

    /// <summary>Who asks for it, as a member of a story's answer; none where nobody does.</summary>
    internal static void Write(Utf8JsonWriter json, Db db, Story story, Instant now)
    {
        if (story.LockedBy is null || StoryRequests.Of(db, story.Id, now) is not { Count: > 0 } asked) return;
        var names = People.Names(db);
        json.WriteStartArray("asked");
        foreach (var request in asked)
        {
            json.WriteStartObject();
            json.WriteString("by", request.Who);
            if (names.TryGetValue(request.Who, out var name)) json.WriteString("name", name);
            json.WriteString("at", request.At.ToString());
            json.WriteString("until", request.Until.ToString());
            json.WriteBoolean("declined", request.Declined is not null);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
