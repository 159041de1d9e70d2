using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Sending;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>What went out, what will go by time alone, and who did what.</summary>
internal static class WireLogRead
{
    private const string Tag = "Log";

    internal static void Map(ApiMap api)
    {
        api.Get("log", Scopes.Log, Rows, new("logRead", Tag, "Read the wire log in order")
        {
            Description = "Rows after a position, oldest first. Positions have no gaps: read on from the last one. hash = SHA-256(hash of the row before ‖ canonical).",
            Query = [("after", "The last position you have; 0 if not stated"), ("limit", "1 to 500; 50 if not stated"), ("newest", "true: the newest rows, newest first")],
            Answers = Shape.Page(Shapes.LogRow),
            Codes = ["query-bad"],
        });
        api.Get("log/head", Scopes.Log, Head, new("logHead", Tag, "Read the head of the wire log")
        {
            Answers = Shape.Object(("epoch", Shape.Number("Raised when a backup is restored")), ("position", Shape.Number("The newest row; 0: none")), ("hash", Shape.Text("The chain's hash after it, hex"))),
        });
        api.Get("stories/{id}/log", Scopes.Log, OfStory, new("storyLog", Tag, "Read a story's rows on the wire log, oldest first") { Answers = Shape.Page(Shapes.LogRow), Codes = ["story-unknown"] });
        api.Get("timetable", Scopes.Log, Coming, new("timetableRead", Tag, "What will happen by time alone, the nearest first")
        {
            Query = [("waiting", "true: what waits for a person instead: after a restore, or because it could not be done"), ("limit", "1 to 200; 50 if not stated")],
            Answers = Shape.Page(Shape.Object(("id", Shape.Id("Its id: to confirm or drop what waits")), ("kind", Shape.OneOf("usable: an embargo ends; send: a story goes; expires: usage terms end", Shapes.Names<TimetableKind>())), ("at", Shape.Time("When")), ("story", Shapes.Summary))),
            Codes = ["query-bad"],
        });
        api.Get("audit", Scopes.Log, Audit, new("auditRead", Tag, "Read who did what, newest first")
        {
            Query = [("before", "Where the page begins: next of the page before"), ("subject", "A guid, a source, a key: only what was done to it"), ("limit", "1 to 500; 50 if not stated")],
            Answers = Shape.Page(Shape.Object(("seq", Shape.Number("1, 2, 3 …")), ("at", Shape.Time("When")), ("who", Shape.Text("Who, by pseudonym")), ("what", Shape.Text("The act")), ("subject", Shape.Text("To what")), ("detail", Shape.Text("More")), ("hash", Shape.Text("The chain's hash after it, hex")))),
            Codes = ["query-bad"],
        });
    }

    private static Task<Answer> Rows(ApiCall call) => call.Read(db =>
    {
        var (after, limit) = (call.Number("after", 0, 0, long.MaxValue), call.Limit(500));
        if (!after.IsDone) return after.Refusal;
        if (!limit.IsDone) return limit.Refusal;
        if (call.Query("newest") == "true") return Answer.List(WireLog.Newest(db, (int)limit.Value), (json, row) => Write(json, call, db, row));
        var rows = WireLog.After(db, after.Value, (int)limit.Value);
        var next = rows.Count == limit.Value ? rows[^1].Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Answer.List(rows, (json, row) => Write(json, call, db, row), next);
    });

    private static Task<Answer> OfStory(ApiCall call) => call.ReadStory((db, story) => Answer.List(WireLog.OfStory(db, story.Id), (json, row) => Write(json, call, db, row)));

    private static Task<Answer> Head(ApiCall call) => call.Read(db =>
    {
        var (epoch, position, hash) = WireLog.Head(db);
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch);
            json.WriteNumber("position", position);
            json.WriteString("hash", Convert.ToHexStringLower(hash));
            json.WriteEndObject();
        });
    });

    private static Task<Answer> Coming(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        if (!limit.IsDone) return limit.Refusal;
        var answer = call.Stories(db);
        return Answer.List(call.Query("waiting") == "true" ? [.. Timetable.Waiting(db).Take((int)limit.Value)] : Timetable.Coming(db, (int)limit.Value), (json, row) =>
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("kind", StoryJson.Name(row.Kind));
            json.WriteString("at", row.At.ToString());
            json.WritePropertyName("story");
            answer.Summary(json, StoryTable.Find(db, row.Story)!);
            json.WriteEndObject();
        });
    });

    private static Task<Answer> Audit(ApiCall call) => call.Read(db =>
    {
        var (before, limit) = (call.Number("before", long.MaxValue, 1, long.MaxValue), call.Limit(500));
        if (!before.IsDone) return before.Refusal;
        if (!limit.IsDone) return limit.Refusal;
        var rows = AuditLog.Before(db, before.Value, call.Query("subject"), (int)limit.Value);
        var next = rows.Count == limit.Value ? rows[^1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Answer.List(rows, WriteAudit, next);
    });

    private static void WriteAudit(Utf8JsonWriter json, AuditRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", row.Seq);
        json.WriteString("at", row.At.ToString());
        json.WriteString("who", row.Who);
        json.WriteString("what", row.What);
        if (row.Subject is not null) json.WriteString("subject", row.Subject);
        if (row.Detail is not null) json.WriteString("detail", row.Detail);
        json.WriteString("hash", Convert.ToHexStringLower(row.Hash));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ApiCall call, Db db, LoggedRow row)
    {
        var fields = row.Fields;
        json.WriteStartObject();
        json.WriteNumber("position", row.Position);
        json.WriteString("at", row.At.ToString());
        json.WriteString("action", SendAction.NameOf(row.Action));
        json.WriteString("story", row.Story);
        json.WriteString("guid", fields["guid"]);
        json.WriteNumber("version", row.Version);
        json.WriteString("status", fields["status"]);
        if (fields["usable-from"] != "-" && long.TryParse(fields["usable-from"], out var from)) StoryJson.WriteEmbargo(json, "usableFrom", from >= Instant.FarFuture.Microseconds ? Embargo.FurtherNotice : Embargo.At(new Instant(from)));
        json.WriteString("by", fields["by"]);
        var story = StoryTable.Find(db, row.Story);
        var isOpen = story is null || call.Sees(story);
        if (fields["reason"] != "-" && isOpen) json.WriteString("reason", fields["reason"]);
        if (isOpen && story is { Standing.State: not StoryState.TakenDown })
        {
            if (story.Content.Slugline is { } slugline) json.WriteString("slugline", slugline.Text);
            if (story.Content.Headline is { } headline) json.WriteString("headline", headline.Text);
        }
        json.WriteString("hash", Convert.ToHexStringLower(row.Hash));
        if (isOpen) json.WriteBase64String("canonical", row.Bytes);
        json.WriteEndObject();
    }
}
