using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Editing;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Desks;

/// <summary>The desk's work on stories as wholes: look them up, begin one, send one to another desk, spike and restore.</summary>
internal static class StoryDesk
{
    private const string Tag = "Desk";

    internal static void Map(ApiMap api)
    {
        api.Get("stories", Scopes.Read, List, new("storyList", Tag, "List stories, the last changed first")
        {
            Query = [("state", "One or several, separated by commas"), ("desk", "The desk that has it"), ("stage", "The step of its work"), ("language", "The primary subtag (\"en\")"), ("source", "The code of the source it came from"), ("slugline", "How the slugline begins"), ("after", "Where the page begins: next of the page before"), ("limit", "1 to 200; 50 if not stated")],
            Answers = Shape.Page(Shapes.Summary),
            Codes = ["query-bad"],
        });
        api.Post("stories", Scopes.Write, Create, new("storyCreate", Tag, "Begin a story")
        {
            Description = "A draft of our own. With \"follows\" it is a new lead of that story and joins its chain; with \"corrects\" it is a corrective of a story of an earlier day. An advisory speaks to editors and is never public.",
            Status = 201,
            Body = Shape.Object(("content", Shapes.Content), ("kind", Shape.OneOf("What it is; text if not stated", Shapes.Names<ItemKind>())), ("desk", Shape.Text("The desk; news if not stated")), ("advisory", Shape.Flag("It speaks to editors only")), ("follows", Shape.Text("Id or guid of the story it continues")), ("corrects", Shape.Text("Id or guid of the story it corrects"))).Needing("content"),
            Example = """{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers and port resume talks","body":"<p>Talks resumed on Monday.</p>"}}""",
            Answers = Shapes.Story,
            Codes = ["link-unknown", "idempotency-mismatch"],
        });
        api.Get("stories/{id}", Scopes.Read, Read, new("storyRead", Tag, "Read a story: its text, how it stands, and what may be done with it") { Answers = Shapes.Story, Codes = ["story-unknown"] });
        api.Post("stories/{id}/move", Scopes.Write, Move, new("storyMove", Tag, "Send a story to another desk or stage")
        {
            Body = Shape.Object(("desk", Shape.Text("The desk")), ("stage", Shape.Text("The step: incoming, working, ready …"))),
            Example = """{"desk":"world","stage":"ready"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "spiked"],
        });
        api.Put("stories/{id}/mark", Scopes.Write, Mark, new("storyMark", Tag, "Mark a story for a colleague, or for nobody")
        {
            Body = Shape.Object(("for", Shape.Text("Their pseudonym; not there: nobody"))),
            Example = """{"for":"person:7d1c9a52"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "unknown"],
        });
        api.Post("stories/{id}/spike", Scopes.Write, Spike, new("storySpike", Tag, "Bin a story that was never sent") { Answers = Shapes.Story, Codes = ["story-unknown", "already-sent", "spiked", "locked"] });
        api.Post("stories/{id}/restore", Scopes.Write, Restore, new("storyRestore", Tag, "Take a story back from the spike") { Answers = Shapes.Story, Codes = ["story-unknown", "not-spiked"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        if (!limit.IsDone) return limit.Refusal;
        if (!TryStates(call.Query("state"), out var states)) return new Problem("query-bad", $"\"state\" takes {string.Join(", ", Shapes.Names<StoryState>())}. Nothing was done.");
        StoryListPlace? after = null;
        if (call.Query("after") is { } text)
        {
            if (!TryPlace(text, out var place)) return new Problem("query-bad", "\"after\" must be the \"next\" of the page before. Nothing was done.");
            after = place;
        }
        long? source = null;
        if (call.Query("source") is { } code)
        {
            if (Sources.Find(db, code) is not { } known) return Answer.List(Array.Empty<Story>(), (_, _) => { });
            source = known.Id;
        }
        var filter = new StoryFilter { States = states, Desk = call.Query("desk"), Stage = call.Query("stage"), Language = call.Query("language"), Source = source, Slugline = call.Query("slugline") };
        var stories = StoryList.Filtered(db, filter, after, (int)limit.Value + 1);
        var more = stories.Count > limit.Value;
        if (more) stories.RemoveAt(stories.Count - 1);
        // A page may be shorter than was asked for: what is not there for this person is left out of it.
        var last = stories.Count > 0 ? stories[^1] : null;
        stories.RemoveAll(s => !call.Sees(s));
        return Answer.List(stories, call.Stories(db).Summary, more ? Place(last!) : null);
    });

    private static Task<Answer> Read(ApiCall call) =>
        call.ReadStory((db, story) => Answer.Ok(json => call.Stories(db).Whole(json, story)) with { Headers = [("ETag", $"\"{StoryAnswer.Tag(story)}\"")] });

    private static async Task<Answer> Create(ApiCall call)
    {
        var body = call.Body;
        var notes = new List<ContentNote>();
        var content = body.Content("content", notes) ?? new StoryContent();
        var kind = body.Member<ItemKind>("kind") ?? ItemKind.Text;
        var desk = body.Slug("desk") ?? "news";
        var advisory = body.Flag("advisory");
        var (follows, corrects) = (body.Line("follows"), body.Line("corrects"));
        if (body.End() is { } problem) return problem;
        if (call.WhyNotOn(desk, Scopes.Write) is { } refused) return refused;
        content = content with { Language = content.Language ?? call.Options.Language };

        return await call.Write(tx =>
        {
            var story = Releases.NewStory(tx, kind, content) with { Desk = desk, Standing = Standing.NeverSent with { IsAdvisory = advisory } };
            foreach (var (kindOf, to) in new[] { (LinkKind.EvolvedFrom, follows), (LinkKind.Corrects, corrects) })
            {
                if (to is null) continue;
                var linked = StoryLinks.Link(tx, story, kindOf, to, call);
                if (!linked.IsDone) return linked.Refusal;
                story = linked.Value;
            }
            story = StoryTable.Keep(tx, story, call.Who, "save");
            StoryTable.Insert(tx, story);
            MediaFiles.Bind(tx, story);
            tx.Audit(call.Who, "story-create", story.Guid);
            return Answer.Created($"{ApiMap.Root}stories/{story.Id:D}", json =>
            {
                json.WriteStartObject();
                call.Stories(tx.Db).WholeMembers(json, story);
                StoryAnswer.Notes(json, TheirWords.Of(call.Http, notes));
                json.WriteEndObject();
            });
        }).ConfigureAwait(false);
    }

    private static async Task<Answer> Move(ApiCall call)
    {
        var body = call.Body;
        var (desk, stage) = (body.Slug("desk"), body.Slug("stage"));
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) =>
        {
            if (story.Standing.State == StoryState.Spiked) return new Problem("spiked", "The story is in the spike. Nothing has changed. Restore it first.");
            var moved = story with { Desk = desk ?? story.Desk, Stage = stage ?? story.Stage, Updated = tx.Now };
            if (stage is not null) moved = moved with { Standing = moved.Standing with { State = StateAt(stage, story.Standing) } };
            return Changed(tx, call, moved, "story-move", $"{moved.Desk} {moved.Stage}");
        }).ConfigureAwait(false);
    }

    private static async Task<Answer> Mark(ApiCall call)
    {
        var body = call.Body;
        var who = body.Line("for", 80);
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) => who is not null && People.All(tx.Db).TrueForAll(p => p.Pseudonym != who || p.Ended is not null)
            ? new Problem("unknown", "Nobody of that pseudonym works here. Nothing has changed.", "/for")
            : Changed(tx, call, story with { MarkedFor = who, Updated = tx.Now }, "story-mark", who)).ConfigureAwait(false);
    }

    private static Task<Answer> Spike(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (story.Standing.Version > 0) return new Problem("already-sent", "The story is out, so it can't be binned. Nothing has changed. Kill it, or take it off our own outputs.");
        if (story.Standing.State == StoryState.Spiked) return new Problem("spiked", "The story is in the spike already. Nothing has changed.");
        if (story.LockedBy is { } other && other != call.Who) return StoryLock.Taken(tx.Db, story);
        if (story.Standing.State == StoryState.Scheduled && Releases.CancelPlan(tx, story.Id, call.Who) is { IsDone: true } cancelled) story = cancelled.Value;
        return Changed(tx, call, story with { Standing = story.Standing with { State = StoryState.Spiked }, LockedBy = null, LockedAt = null, Updated = tx.Now }, "story-spike");
    });

    private static Task<Answer> Restore(ApiCall call) => call.WriteStory((tx, story) => story.Standing.State != StoryState.Spiked
        ? new Problem("not-spiked", "The story is not in the spike. Nothing has changed.")
        : Changed(tx, call, story with { Standing = story.Standing with { State = StoryState.Working }, Updated = tx.Now }, "story-restore"));

    /// <summary>Writes a changed story, notes it in the audit, and answers with it.</summary>
    internal static Answer Changed(StoreTransaction tx, ApiCall call, Story story, string what, string? detail = null, bool linksChanged = false)
    {
        StoryTable.Update(tx, story, linksChanged);
        tx.Audit(call.Who, what, story.Guid, detail);
        return Answer.Ok(json => call.Stories(tx.Db).Whole(json, story));
    }

    /// <summary>The stages that say where a draft stands; all others are the desk's own steps.</summary>
    private static StoryState StateAt(string stage, Standing standing)
    {
        if (standing.State is not (StoryState.Draft or StoryState.Working or StoryState.Ready)) return standing.State;
        return stage switch { "ready" => StoryState.Ready, "working" => StoryState.Working, _ => standing.State };
    }

    /// <summary>Several states by name, separated by commas.</summary>
    internal static bool TryStates(string? text, out List<StoryState> states)
    {
        states = [];
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!StoryJson.TryName<StoryState>(name, out var state)) return false;
            states.Add(state);
        }
        return true;
    }

    private static string Place(Story story) => string.Create(CultureInfo.InvariantCulture, $"{story.Updated.Microseconds}.{story.Id:N}");

    private static bool TryPlace(string text, out StoryListPlace place)
    {
        place = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) || !Guid.TryParseExact(text[(dot + 1)..], "N", out var id)) return false;
        place = new(new Instant(microseconds), id);
        return true;
    }
}
