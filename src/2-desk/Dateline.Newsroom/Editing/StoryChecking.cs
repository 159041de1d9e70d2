using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>
/// Who must have looked at a story before it goes: the lawyers, once somebody asked for them, whose flag stops every sending until a named clearance;
/// and a second reader beside the writer. Both look at a text: when that is changed, the screen says so.
/// </summary>
internal static class StoryChecking
{
    private const string Tag = "Editing";

    internal static Shape LegalShape => Shape.Object(
        ("by", Shape.Text("Who asked for it")),
        ("name", Shape.Text("By name, where it is a person")),
        ("at", Shape.Time("When")),
        ("note", Shape.Text("Why")),
        ("open", Shape.Flag("It stops the story")),
        ("clearedBy", Shape.Text("Who cleared it, as it was written down")),
        ("clearedAt", Shape.Time("When that was written down")),
        ("current", Shape.Flag("The story still says what was cleared")));

    internal static Shape ReadingShape => Shape.Object(
        ("by", Shape.Text("Who read it")),
        ("name", Shape.Text("By name, where it is a person")),
        ("at", Shape.Time("When")),
        ("current", Shape.Flag("The story still says what was read")));

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/legal", Scopes.Write, Flag, new("legalFlag", Tag, "Stop a story until the lawyers have cleared it")
        {
            Description = "No text of it is sent, no embargo of it lifted or moved forward, no hold on it ended, until somebody writes down whose clearance there is; what is scheduled does not go either. Holds and kills never wait for it. What is out stays out: hold it.",
            Body = Shape.Object(("note", Shape.Text("Why"))),
            Example = """{"note":"Names the minister as a suspect"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown"],
        });
        api.Post("stories/{id}/legal/clear", Scopes.Publish, Clear, new("legalClear", Tag, "Write down who has cleared a story")
        {
            Body = Shape.Object(("clearedBy", Shape.Text("The name of who cleared it"))).Needing("clearedBy"),
            Example = """{"clearedBy":"R. Okafor, counsel"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "legal-closed"],
        });
        api.Post("stories/{id}/reading", Scopes.Write, Read, new("secondReading", Tag, "Say that you have read a story that another wrote")
        {
            Description = "It stands for the text as it is; who saved that text can't be its second reader.",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "second-reader-same"],
        });
    }

    private static async Task<Answer> Flag(ApiCall call)
    {
        var body = call.Body;
        var note = body.Line("note", 1000);
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) =>
        {
            StoryChecks.Flag(tx, story, call.Who, note);
            return Told(tx.Db, call, story);
        }).ConfigureAwait(false);
    }

    private static async Task<Answer> Clear(ApiCall call)
    {
        var body = call.Body;
        var clearedBy = body.Required("clearedBy");
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) => StoryChecks.Clear(tx, story, call.Who, clearedBy)
            ? Told(tx.Db, call, story)
            : new Problem("legal-closed", "The story does not wait for a clearance. Nothing has changed. Somebody may have written it down already.")).ConfigureAwait(false);
    }

    private static Task<Answer> Read(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (WriterOf(tx.Db, story) == call.Who) return new Problem("second-reader-same", "You saved this text yourself: a second reader is somebody else. Nothing has changed. Ask a colleague to read it.");
        StoryChecks.Read(tx, story, call.Who);
        return Told(tx.Db, call, story);
    });

    // Who saved the text as it is; what only another wrote beside it does not count.
    private static string? WriterOf(Db db, Story story) =>
        StoryTable.Revisions(db, story.Id).FirstOrDefault(r => StoryTable.Revision(db, story.Id, r.Number) is { } text && StoryTable.Hash(text).AsSpan().SequenceEqual(story.ContentHash)).Who;

    private static Answer Told(Db db, ApiCall call, Story story) => Answer.Ok(json => call.Stories(db).Whole(json, StoryTable.Find(db, story.Id)!));

    /// <summary>What is known of it, as members of a story's answer.</summary>
    internal static void Write(Utf8JsonWriter json, Db db, Story story)
    {
        json.WriteNumber("openRemarks", Remarks.Open(db, story.Id));
        var (legal, reading) = (StoryChecks.Legal(db, story.Id), StoryChecks.Reading(db, story.Id));
        if (legal is null && reading is null) return;
        var names = People.Names(db);
        if (legal is not null)
        {
            json.WriteStartObject("legal");
            By(json, legal.Who, names);
            json.WriteString("at", legal.At.ToString());
            if (legal.Note is not null) json.WriteString("note", legal.Note);
            json.WriteBoolean("open", legal.IsOpen);
            if (legal.ClearedBy is not null) json.WriteString("clearedBy", legal.ClearedBy);
            StoryAnswer.Time(json, "clearedAt", legal.ClearedAt);
            if (!legal.IsOpen) json.WriteBoolean("current", legal.Content.AsSpan().SequenceEqual(StoryTable.Hash(story.Content)));
            json.WriteEndObject();
        }
        if (reading is null) return;
        json.WriteStartObject("secondReader");
        By(json, reading.Who, names);
        json.WriteString("at", reading.At.ToString());
        json.WriteBoolean("current", reading.IsOf(story));
        json.WriteEndObject();
    }

    private static void By(Utf8JsonWriter json, string who, Dictionary<string, string> names)
    {
        json.WriteString("by", who);
        if (names.TryGetValue(who, out var name)) json.WriteString("name", name);
    }
}
