using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Newsroom.Persons;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Sending;

/// <summary>
/// Two people bring a killed story back: one asks for it, with the reason and the text, and another, who may kill too, agrees in a session of their own.
/// Programs may give the second person's key instead.
/// </summary>
internal static class Reinstating
{
    /// <summary>The header that carries the second person's key.</summary>
    internal const string SecondKey = "Dateline-Second-Key";

    private const string Tag = "Sending";

    /// <summary>What is asked, as a member of a story.</summary>
    internal static readonly Shape AskedShape = Shape.Object(
        ("by", Shape.Text("Who asks that the killed story come back, by pseudonym")),
        ("name", Shape.Text("Who asks, by name")),
        ("at", Shape.Time("Since when")),
        ("until", Shape.Time("When it ends by itself")),
        ("reason", Shape.Text("Why it may come back: what the advisory tells clients' editors")),
        ("edited", Shape.Flag("Whether the text is to go as it reads now; false: as it last went out")));

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/reinstatement", Scopes.Kill, Ask, new("reinstateAsk", Tag, "Ask that a killed story come back: a second person agrees by the action reinstate")
        {
            Description = "It stands for 24 hours, raises an alarm for the others, and takes the place of what was asked before.",
            Body = Shape.Object(("reason", Shape.Text("Why it may come back: the advisory tells clients' editors")), ("contentTag", Shape.Text("The text is to go as it reads now, with this tag; not stated: as it last went out"))).Needing("reason"),
            Example = """{"reason":"The court has confirmed the sum"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "proof-needed", "not-killed", "reason-missing", "revision-stale"],
        });
        api.Delete("stories/{id}/reinstatement", Scopes.Kill, End, new("reinstateDecline", Tag, "Take back, or decline, what was asked for a killed story") { Answers = Shapes.Story, Codes = ["story-unknown", "reinstate-unasked"] });
    }

    private static async Task<Answer> Ask(ApiCall call)
    {
        var body = call.Body;
        var (reason, tag) = (body.Text("reason", 2000), body.Line("contentTag"));
        if (body.End() is { } problem) return problem;
        if (call.AsksForProof() is { } proof) return proof;
        return await call.WriteStory((tx, story) =>
        {
            if (story.Standing.State != StoryState.Killed) return new Problem("not-killed", "Only a killed story can be reinstated. Nothing has changed.");
            if (string.IsNullOrWhiteSpace(reason)) return NoReason;
            if (tag is not null && tag != StoryAnswer.Tag(story)) return OtherText;
            ReinstateRequests.Ask(tx, story, call.Who, reason, tag);
            return StoryDesk.Changed(tx, call, story, "reinstate-ask", reason);
        }).ConfigureAwait(false);
    }

    private static Task<Answer> End(ApiCall call) => call.WriteStory((tx, story) => ReinstateRequests.End(tx, story.Id, call.Who)
        ? StoryDesk.Changed(tx, call, story, "reinstate-decline")
        : new Problem("reinstate-unasked", "Nobody asks for it any more. Nothing has changed."));

    /// <summary>
    /// Completes an order with the second person, the text they agreed to and why; what was asked for is over with it. Null: it is complete, else why not.
    /// A story that was killed under an embargo comes back under it, unless the order says otherwise.
    /// </summary>
    internal static Problem? Agree(StoreTransaction tx, ApiCall call, Story story, ref SendOrder order)
    {
        var secret = call.Http.Request.Headers[SecondKey].ToString();
        var (agreed, missing) = secret.Length > 0 ? ByKey(tx.Db, secret, order) : ByRequest(tx, call, story, order);
        if (missing is not null) return missing;
        var what = agreed!.Order;
        if (string.IsNullOrWhiteSpace(what.Reason)) return NoReason;
        var embargo = story.Standing.Embargo;
        // Who takes no advisories reads in the story itself why it is back.
        order = agreed with { Order = what with { EdNote = what.EdNote ?? what.Reason, UsableFrom = what.UsableFrom ?? (embargo.IsUsable(tx.Now) ? null : embargo) } };
        return null;
    }

    private static (SendOrder?, Problem?) ByKey(Db db, string secret, SendOrder order)
    {
        var key = ApiKeys.Check(db, secret);
        return key is null || !key.May(Scopes.Kill)
            ? (null, new("second-key-bad", "The second key is not known, was revoked, or lacks the scope \"kill\". Nothing has changed."))
            : (With(order, key.Pseudonym), null);
    }

    private static (SendOrder?, Problem?) ByRequest(StoreTransaction tx, ApiCall call, Story story, SendOrder order)
    {
        if (ReinstateRequests.Of(tx.Db, story.Id, tx.Now) is not { } asked || asked.Who == call.Who || DeskRights.OfDoer(tx.Db, asked.Who)?.May(Scopes.Kill, story.Desk) != true)
            return (null, new("second-person-missing", $"Two people must agree: somebody else who may kill asks for it first, or send their key as {SecondKey}. Nothing has changed."));
        // What the first person has not seen is not what they asked for.
        if (order.Content is not null || asked.Text is not null && asked.Text != StoryAnswer.Tag(story)) return (null, OtherText);
        ReinstateRequests.End(tx, story.Id, call.Who);
        if (asked.Text is not null) order = order with { Content = story.Content };
        return (With(order, asked.Who, asked.Reason), null);
    }

    private static SendOrder With(SendOrder order, string second, string? reason = null) => order with { Order = order.Order with { SecondPerson = second, Reason = order.Order.Reason ?? reason } };

    private static Problem NoReason => new("reason-missing", "Say why it may come back: clients' editors are told. Nothing has changed.", "/reason");

    private static Problem OtherText => new("revision-stale", "The text is not the one that was asked for. Nothing was sent. Read it, and ask again.", "/contentTag");

    /// <summary>What is asked for a killed story, as a member of its answer; none where nobody asks.</summary>
    internal static void Write(Utf8JsonWriter json, Db db, Story story, Instant now)
    {
        if (story.Standing.State != StoryState.Killed || ReinstateRequests.Of(db, story.Id, now) is not { } asked) return;
        json.WriteStartObject("reinstatement");
        json.WriteString("by", asked.Who);
        if (DoerNames.Of(db).TryGetValue(asked.Who, out var name)) json.WriteString("name", name);
        json.WriteString("at", asked.At.ToString());
        json.WriteString("until", asked.Until.ToString());
        json.WriteString("reason", asked.Reason);
        json.WriteBoolean("edited", asked.Text is not null);
        json.WriteEndObject();
    }
}
