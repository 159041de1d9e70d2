using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Editing;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Sending;

/// <summary>
/// Sends, corrects, holds and kills: every action of the table, each at an address of its own with a scope of its own.
/// The rules decide; here the order is read, the second person is proven, and what was done is told.
/// </summary>
internal static class StoryActions
{
    private const string Tag = "Sending";

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/actions", Scopes.Read, LegalActions.Read, LegalActions.Doc);
        foreach (var action in SendAction.All)
            api.Post($"stories/{{id}}/actions/{action.Name}", action.Scope, call => Run(call, action), DocOf(action));
    }

    private static async Task<Answer> Run(ApiCall call, SendAction action)
    {
        var (order, problem) = SendOrder.Read(call, action);
        if (order is null) return problem!;
        if (action.AsksForProof && call.AsksForProof() is { } asked) return asked;
        return await call.WriteStory((tx, story) =>
        {
            if (action.Action is null) return Cancelled(tx, call, story);
            if (WhyNot(tx, call, story, action, order) is { } refused) return refused;
            if (SendsText(action)) Outputs.SiteLimits.BeginAtHome(call, tx, story, order.Content);
            if (SendsText(action) && Outputs.SiteLimits.WhyNotLive(call, tx.Db, story, order.Content) is { } limited) return limited;
            if (action.Action == ReleaseAction.Reinstate && Reinstating.Agree(tx, call, story, ref order) is { } alone) return alone;
            if (order.Content is { } content && action.Action != ReleaseAction.Reinstate) story = StoryEdit.Saved(tx, story, content, call.Who, "sent");
            if (SendsText(action) && (order.ExpectedVersion ?? story.Standing.Version) == story.Standing.Version && House.ProfileList.WhyNot(tx.Db, story) is { } lacking) return lacking;
            var request = Request(story, order, action);
            if (order.SendAt is { } at) return Planned(tx, call, request, at, order);
            return Waits(call, story, order) ? Planned(tx, call, request, tx.Now + call.Options.UndoWindow, order) : Sent(tx, call, request, order);
        }).ConfigureAwait(false);
    }

    private static bool SendsText(SendAction action) => action.Takes.HasFlag(Takes.Content) && action.Action != ReleaseAction.Reinstate;

    /// <summary>Whether it is kept for a few seconds so that it can be taken back. A flash is not.</summary>
    private static bool Waits(ApiCall call, Story story, SendOrder order) =>
        order.IsUndoable && call.Options.UndoWindow > TimeSpan.Zero && (order.Content ?? story.Content).Urgency?.Value != 1;

    private static ReleaseRequest Request(Story story, SendOrder order, SendAction action) => new()
    {
        Story = story.Id,
        Order = order.Order,
        ExpectedVersion = order.ExpectedVersion,
        Content = action.Action == ReleaseAction.Reinstate && order.Content is { } content ? StoryEdit.InItsLanguage(content, story) : order.TakeKey is { } key ? story.Content with { TakeKey = key } : null,
        Also = order.Also,
    };

    private static Problem? WhyNot(StoreTransaction tx, ApiCall call, Story story, SendAction action, SendOrder order)
    {
        if (order.Order.UsableFrom is { } from && story.Standing.Embargo.IsTighterThan(from) && !call.Rights.May(Scopes.Embargo, story.Desk))
            return new("scope-missing", "The story came with an embargo, and this would lift or shorten it: the key lacks the scope \"embargo\". Nothing was sent.", "/usableFrom");
        if (order.ExpectedVersion is { } expected && expected != story.Standing.Version) return null;
        if (order.Content is { } content && action.Action != ReleaseAction.Reinstate) return StoryEdit.WhyNot(tx, call, story, content, order.ContentTag);
        if (order.ContentTag is { } tag && tag != StoryAnswer.Tag(story))
            return new("revision-stale", "The text has changed since you looked at it. Nothing was sent. Read the newest text and decide again.", "/contentTag");
        return null;
    }

    private static Answer Sent(StoreTransaction tx, ApiCall call, ReleaseRequest request, SendOrder order)
    {
        var outcome = Releases.Release(tx, request);
        if (!outcome.IsDone) return outcome.Refusal;
        var released = outcome.Value;
        return Answer.Ok(json =>
        {
            var answer = call.Stories(tx.Db);
            json.WriteStartObject();
            json.WriteStartArray("released");
            foreach (var one in released) WriteReleased(json, one);
            json.WriteEndArray();
            WriteLeftOut(json, tx, request, released);
            StoryAnswer.Notes(json, TheirWords.Of(call.Http, order.Notes));
            json.WritePropertyName("story");
            answer.Whole(json, released[0].Story);
            json.WriteEndObject();
        });
    }

    private static Answer Planned(StoreTransaction tx, ApiCall call, ReleaseRequest request, Instant at, SendOrder order)
    {
        var planned = Releases.Plan(tx, request, at, isUndoable: order.SendAt is null);
        return planned.IsDone ? Told(tx, call, planned.Value, json =>
        {
            json.WriteString(order.SendAt is null ? "undoUntil" : "scheduled", at.ToString());
            StoryAnswer.Notes(json, TheirWords.Of(call.Http, order.Notes));
        }) : planned.Refusal;
    }

    private static Answer Cancelled(StoreTransaction tx, ApiCall call, Story story)
    {
        var cancelled = Releases.CancelPlan(tx, story.Id, call.Who);
        return cancelled.IsDone ? Told(tx, call, cancelled.Value, _ => { }) : cancelled.Refusal;
    }

    private static Answer Told(StoreTransaction tx, ApiCall call, Story story, Action<Utf8JsonWriter> more) => Answer.Ok(json =>
    {
        json.WriteStartObject();
        more(json);
        json.WritePropertyName("story");
        call.Stories(tx.Db).Whole(json, story);
        json.WriteEndObject();
    });

    private static void WriteReleased(Utf8JsonWriter json, Released released)
    {
        json.WriteStartObject();
        json.WriteString("story", released.Story.Id);
        json.WriteString("guid", released.Story.Guid);
        json.WriteNumber("version", released.Story.Standing.Version);
        json.WriteNumber("position", released.Position);
        json.WriteString("action", SendAction.NameOf(released.Action));
        json.WriteEndObject();
    }

    /// <summary>Stories that were named to go the same way and did not, each with its reason: nothing is dropped in silence.</summary>
    private static void WriteLeftOut(Utf8JsonWriter json, StoreTransaction tx, ReleaseRequest request, IReadOnlyList<Released> released)
    {
        var left = request.Also.Distinct().Where(id => released.All(r => r.Story.Id != id)).ToList();
        if (left.Count == 0) return;
        json.WriteStartArray("leftOut");
        foreach (var id in left)
        {
            var why = StoryTable.Find(tx.Db, id) is { } story ? Releases.WhyNot(tx.Db, story, request.Order, tx.Now) : new Refusal("story-unknown", "There is no such story.");
            json.WriteStartObject();
            json.WriteString("story", id);
            json.WriteString("code", why?.Code ?? "story-unknown");
            json.WriteString("detail", why?.Message ?? "It could not be done.");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static ApiDoc DocOf(SendAction action) => new("action" + string.Concat(action.Name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..])), Tag, action.Summary)
    {
        Description = Describe(action),
        Body = action.Action is null ? null : BodyOf(action),
        Example = action.Action is null ? null : ExampleOf(action),
        Headers = action.Action == ReleaseAction.Reinstate ? [(Reinstating.SecondKey, "The key of the second person, with the scope kill; not needed where somebody else has asked for it")] : [],
        Answers = Shapes.Released,
        Codes = ["story-unknown", .. action.AsksForProof ? new[] { "proof-needed" } : [], .. CodesOf(action)],
    };

    private static string Describe(SendAction action) =>
        (action.IsQuick ? "It must be quick: which version the person saw is not asked." : "expectedVersion is the version the person saw: where the story has gone on, nothing is done (409 version-changed).")
        + (action.Takes.HasFlag(Takes.SendAt) ? " With sendAt it is scheduled: what the story says now is what will go." : "");

    private static Shape BodyOf(SendAction action)
    {
        var members = new List<(string, Shape)> { ("expectedVersion", Shape.Number("The version the person saw; 0: never sent")) };
        void Add(Takes takes, string name, Shape shape) { if (action.Takes.HasFlag(takes)) members.Add((name, shape)); }
        Add(Takes.Content, "content", Shapes.Content);
        Add(Takes.Content, "contentTag", Shape.Text("The text the person saw; another one is not sent (409 revision-stale)"));
        Add(Takes.Content, "takeKey", Shape.Text("What this version is called on the wire; the text's own where it is not stated"));
        Add(Takes.UsableFrom, "usableFrom", Shape.Text("A time with zone, \"until-further-notice\" or \"none\""));
        Add(Takes.SendAt, "sendAt", Shape.Time("Nothing leaves before"));
        Add(Takes.SendAt, "undo", Shape.Flag("It may be taken back for a few seconds by cancel-schedule: until undoUntil of the answer, where it has one"));
        Add(Takes.Reason, "reason", Shape.Text("Why"));
        Add(Takes.EdNote, "edNote", Shape.Text("The note to clients' editors"));
        Add(Takes.Notice, "notice", Shape.Object(("kind", Shape.OneOf("Which kind; correction if not stated", Shapes.Names<NoticeKind>())), ("text", Shape.Text("What readers are told"))).Needing("text"));
        Add(Takes.Also, "also", Shape.List(Shape.Id("A story of the chain, or a package"), "What goes the same way; GET …/actions offers it"));
        return Shape.Object([.. members]).Needing([.. action.Needs, .. action.IsQuick ? Array.Empty<string>() : ["expectedVersion"]]);
    }

    private static string ExampleOf(SendAction action) => Answer.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("expectedVersion", action.Takes.HasFlag(Takes.UsableFrom) && action.Action == ReleaseAction.Publish ? 0 : 1);
        foreach (var need in action.Needs)
            switch (need)
            {
                case "notice": json.WriteStartObject("notice"); json.WriteString("kind", "correction"); json.WriteString("text", "An earlier version misstated the sum. It is 22 million."); json.WriteEndObject(); break;
                case "edNote": json.WriteString("edNote", "CORRECTS sum in 2nd graf"); break;
                case "reason": json.WriteString("reason", "The interview was forged"); break;
                default: json.WriteString(need, "2026-08-24T19:00:00Z"); break;
            }
        json.WriteEndObject();
    }).Text;

    private static IEnumerable<string> CodesOf(SendAction action)
    {
        if (action.Action is null) return ["not-scheduled"];
        List<string> codes = action.IsQuick ? [] : ["expected-version-missing", "version-changed"];
        if (action.Takes.HasFlag(Takes.Content)) codes.AddRange(["site-not-yours", "revision-stale", "locked", "headline-missing", "legal-open", "profile-missing", "second-reader-missing"]);
        if (action.Takes.HasFlag(Takes.SendAt)) codes.AddRange(["send-at-past", .. action.Needs.Contains("sendAt") ? new[] { "send-at-missing" } : []]);
        codes.AddRange(action.Action switch
        {
            ReleaseAction.Publish => action.Name == "embargo" ? ["already-sent", "spiked", "embargo-missing", "scope-missing"] : ["already-sent", "spiked", "scope-missing"],
            ReleaseAction.NewLead => ["already-sent", "spiked", "predecessor-missing", "predecessor-unsent", "predecessor-killed"],
            ReleaseAction.Corrective => ["already-sent", "spiked", "predecessor-missing", "predecessor-unsent", "ed-note-missing"],
            ReleaseAction.ChangeEmbargo => ["never-sent", "legal-open", "on-hold", "unpublished", "already-killed", "taken-down", "embargo-missing", "embargo-same"],
            ReleaseAction.Lift => ["never-sent", "legal-open", "on-hold", "already-killed", "taken-down", "no-embargo"],
            ReleaseAction.Writethru => ["never-sent", "on-hold", "unpublished", "already-killed", "taken-down"],
            ReleaseAction.Correct => ["never-sent", "unpublished", "already-killed", "taken-down", "notice-missing", "ed-note-missing"],
            ReleaseAction.Refile => ["never-sent", "on-hold", "unpublished", "already-killed", "taken-down", "ed-note-missing"],
            ReleaseAction.Hold => ["never-sent", "already-held", "already-killed", "taken-down", "reason-missing"],
            ReleaseAction.SendAsWas => ["never-sent", "legal-open", "not-held", "already-killed", "taken-down"],
            ReleaseAction.Kill => ["never-sent", "already-killed", "taken-down", "reason-missing"],
            ReleaseAction.Takedown => ["never-sent", "taken-down", "reason-missing"],
            ReleaseAction.Unpublish => ["never-sent", "on-hold", "unpublished", "already-killed", "taken-down", "client-has-it"],
            ReleaseAction.Republish => ["never-sent", "legal-open", "not-unpublished", "already-killed", "taken-down"],
            ReleaseAction.Reinstate => ["not-killed", "second-person-missing", "second-key-bad", "reason-missing"],
            _ => Array.Empty<string>(),
        });
        return codes;
    }
}
