using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>What a timetable row waits for.</summary>
public enum TimetableKind
{
    /// <summary>An embargo ends.</summary>
    Usable,
    /// <summary>A story goes at its send-at.</summary>
    Send,
    /// <summary>Usage terms end.</summary>
    Expires,
}

/// <summary>One thing that will happen by time alone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Story">The story.</param>
/// <param name="Kind">What happens.</param>
/// <param name="At">When.</param>
/// <param name="Position">The release it belongs to; null for what is planned.</param>
/// <param name="Order">The planned order as JSON; null for what follows from a release.</param>
public sealed record TimetableRow(Guid Id, Guid Story, TimetableKind Kind, Instant At, long? Position, string? Order);

/// <summary>
/// What happens by time alone. When an embargo ends one <c>due</c> row goes on the wire log, once for each release and instant:
/// outputs that send (they passed the embargoed row long ago) send from it. What is read needs no row: the gate asks the clock.
/// </summary>
public static class Timetable
{
    private const string Columns = "id, story, kind, at, position, story_order";

    /// <summary>What is to come, the nearest first.</summary>
    public static List<TimetableRow> Coming(Db db, int count) => db.Many($"select {Columns} from timetable where state = 0 order by at limit $1", Read, count);

    /// <summary>What is to come for one story, the nearest first.</summary>
    public static List<TimetableRow> OfStory(Db db, Guid story) => db.Many($"select {Columns} from timetable where story = $1 and state = 0 order by at", Read, story);

    /// <summary>Whether a story's embargo of that end was once over, whatever the clock says now.</summary>
    public static bool HasEnded(Db db, Guid story, Instant until) =>
        db.Number("select 1 from timetable where story = $1 and kind = $2 and state = 1 and at = $3 limit 1", story, TimetableKind.Usable, until) is not null;

    /// <summary>What is planned to be sent of one story; null: nothing.</summary>
    internal static TimetableRow? Planned(Db db, Guid story) => db.One($"select {Columns} from timetable where story = $1 and state = 0 and kind = $2 order by at limit 1", Read, story, TimetableKind.Send);

    /// <summary>Until when what is sent of one story can be taken back by whoever thinks better of it; null: nothing is on its way.</summary>
    public static Instant? UndoableUntil(Db db, Guid story) => Planned(db, story) is { } row && PlannedOrder.StateBefore(row) is not null ? row.At : null;

    /// <summary>When the next row is due; null: nothing is planned.</summary>
    public static Instant? Next(Db db) => db.One("select at from timetable where state = 0 order by at limit 1", static r => r.InstantOrNull(0));

    /// <summary>Does what is due by the transaction's moment, at most 50 rows; how many.</summary>
    public static int RunDue(StoreTransaction tx)
    {
        var due = tx.Db.Many($"select {Columns} from timetable where state = 0 and at <= $1 order by at, kind limit 50", Read, tx.Now);
        foreach (var row in due)
            if (tx.Attempt(() => Run(tx, row)) is { } broken) PutAside(tx, row, broken);
        return due.Count;
    }

    /// <summary>What waits for a person: after a restore nobody but a person knows whether it went.</summary>
    public static List<TimetableRow> Waiting(Db db) => db.Many($"select {Columns} from timetable where state = 3 order by at", Read);

    /// <summary>A person says that it is to happen after all; at once where its moment is over. False where it does not wait.</summary>
    public static bool Resume(StoreTransaction tx, Guid id, string by) => Decide(tx, id, 0, by, "timetable-resume");

    /// <summary>A person says that it is not to happen. False where it does not wait.</summary>
    public static bool Drop(StoreTransaction tx, Guid id, string by) => Decide(tx, id, 2, by, "timetable-drop");

    private static bool Decide(StoreTransaction tx, Guid id, int state, string by, string what)
    {
        var done = tx.Db.Execute("update timetable set state = $2 where id = $1 and state = 3", id, state) == 1;
        if (!done) return false;
        Decided(tx, tx.Db.One($"select {Columns} from timetable where id = $1", Read, id)!, isToHappen: state == 0);
        tx.Audit(by, what, id.ToString("D"));
        return true;
    }

    // What waited closed a story to the public, or stood for a plan: the story follows the decision.
    private static void Decided(StoreTransaction tx, TimetableRow row, bool isToHappen)
    {
        if (StoryTable.Find(tx.Db, row.Story) is not { } story) return;
        if (isToHappen && row.Kind == TimetableKind.Usable && story.Standing.AwaitsPerson && story.Position == row.Position)
            StoryTable.Update(tx, story with { Standing = ReleaseRules.Confirm(story.Standing, tx.Now), Updated = tx.Now });
        else if (!isToHappen && row.Kind == TimetableKind.Send && story.Standing.State == StoryState.Scheduled)
            StoryTable.Update(tx, story with { Standing = story.Standing with { State = StoryState.Ready }, Updated = tx.Now });
    }

    /// <summary>
    /// After a restore: nothing that would show or send goes by itself. Plans wait for a person, and so does every embargo that stood when the backup was made:
    /// in between a plan may have been taken back, an embargo moved. What only takes away, the end of usage terms, goes on.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="backedUp">The moment of the backup.</param>
    /// <returns>How many plans and how many embargoes wait.</returns>
    internal static (int Plans, int Embargoes) AwaitPersons(StoreTransaction tx, Instant backedUp)
    {
        var closed = tx.Db.Many("select id from story where head_version > 0 and usable_from > $1 and usable_from < $2", static r => r.Id(0), backedUp, Instant.FarFuture.Microseconds);
        foreach (var id in closed)
            if (StoryTable.Find(tx.Db, id) is { } story) StoryTable.Update(tx, story with { Standing = ReleaseRules.Await(story.Standing) });
        var plans = tx.Db.Execute("update timetable set state = 3 where state = 0 and kind = $1", TimetableKind.Send);
        return (plans, tx.Db.Execute("update timetable set state = 3 where state = 0 and kind = $1", TimetableKind.Usable));
    }

    // One row that can't be done must not keep the others back: it waits for a person, and an alarm says so.
    private static void PutAside(StoreTransaction tx, TimetableRow row, Exception broken)
    {
        tx.Db.Execute("update timetable set state = 3 where id = $1", row.Id);
        Alarms.Raise(tx, "scheduled-cant-go", $"Something that was to happen at {row.At} could not be done ({broken.GetType().Name}). Nothing was sent. Look at the story and decide.", row.Story);
    }

    internal static void Plan(StoreTransaction tx, Guid story, Instant at, string order) =>
        tx.Db.Execute("insert into timetable (id, story, kind, at, story_order, state) values ($1, $2, $3, $4, $5, 0)", tx.Ids.NewId(), story, TimetableKind.Send, at, order);

    internal static int CancelPlans(StoreTransaction tx, Guid story) =>
        tx.Db.Execute("update timetable set state = 2, done = $2 where story = $1 and kind = 1 and state in (0, 3)", story, tx.Now);

    /// <summary>After a release: what waits now is the newest release's own moments, nothing older.</summary>
    internal static void Follow(StoreTransaction tx, Story story, long position)
    {
        tx.Db.Execute("update timetable set state = 2, done = $2 where story = $1 and kind in (0, 2) and state in (0, 3)", story.Id, tx.Now);
        if (story.Standing.Status != PubStatus.Usable) return;
        if (story.Standing.Embargo.Until is { } until && (until > tx.Now || story.Standing.AwaitsPerson)) Wait(tx, story.Id, TimetableKind.Usable, until, position, story.Standing.AwaitsPerson);
        if (story.Standing.Expires is { } expires && expires > tx.Now) Wait(tx, story.Id, TimetableKind.Expires, expires, position);
    }

    private static void Wait(StoreTransaction tx, Guid story, TimetableKind kind, Instant at, long position, bool awaitsPerson = false) =>
        tx.Db.Execute("insert into timetable (id, story, kind, at, position, state) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", tx.Ids.NewId(), story, kind, at, position, awaitsPerson ? 3 : 0);

    private static void Run(StoreTransaction tx, TimetableRow row)
    {
        tx.Db.Execute("update timetable set state = 1, done = $2 where id = $1", row.Id, tx.Now);
        if (row.Kind == TimetableKind.Send) Send(tx, row);
        else AppendDue(tx, row);
        CrashPoint.Pass("timetable.run");
    }

    private static void AppendDue(StoreTransaction tx, TimetableRow row)
    {
        if (StoryTable.Find(tx.Db, row.Story) is not { } story || story.Position != row.Position) return;
        if (story.Standing is { FirstPublic: null } standing && standing.WasPublic(tx.Now)) StoryTable.Update(tx, story = story with { Standing = standing with { FirstPublic = standing.PublicSince } });
        var content = tx.Db.One("select content_hash from version where story = $1 and number = $2", static r => r.Bytes(0), story.Id, story.Standing.Version)!;
        tx.Append((position, epoch) => new LogRow
        {
            Position = position,
            Epoch = epoch,
            At = tx.RowTime,
            Action = ReleaseAction.Due,
            Story = story.Id,
            Guid = story.Guid,
            Chain = story.Chain,
            Version = story.Standing.Version,
            Status = story.Standing.Status,
            UsableFrom = story.Standing.Embargo,
            IsAdvisory = story.Standing.IsAdvisory,
            Page = story.Page,
            Content = content,
            By = "clock",
            Reason = row.Kind == TimetableKind.Expires ? "usage terms ended" : null,
        });
        CrashPoint.Pass("timetable.due-appended");
    }

    private static void Send(StoreTransaction tx, TimetableRow row)
    {
        if (WhyNot(tx.Db, row) is { Code: "locked" } locked) { CantGo(tx, row, locked.Message); return; }
        var released = Releases.Release(tx, PlannedOrder.Request(tx.Db, row));
        if (!released.IsDone) CantGo(tx, row, released.Refusal.Message);
    }

    private static void CantGo(StoreTransaction tx, TimetableRow row, string why)
    {
        Alarms.Raise(tx, "scheduled-cant-go", $"A scheduled story could not be sent. {why}", row.Story);
        if (StoryTable.Find(tx.Db, row.Story) is { Standing.State: StoryState.Scheduled } story)
            StoryTable.Update(tx, story with { Standing = story.Standing with { State = StoryState.Ready }, Updated = tx.Now });
    }

    /// <summary>Why a planned story could not go as things are; null: it could.</summary>
    internal static Refusal? WhyNot(Db db, TimetableRow row)
    {
        if (StoryTable.Find(db, row.Story) is not { } story) return new Refusal("story-unknown", "There is no such story.");
        // What was sent now and only waits to be taken back goes whoever has the story open: mostly whoever sent it.
        if (story.LockedBy is { } who && PlannedOrder.StateBefore(row) is null) return new Refusal("locked", $"{who} is editing it. Close the story, then send or schedule it again.");
        return Releases.WhyNot(db, story, PlannedOrder.Request(db, row), row.At);
    }

    /// <summary>The planned stories that go before <paramref name="until"/> and of which the desk was not warned.</summary>
    internal static List<TimetableRow> Unwarned(Db db, Instant until) =>
        db.Many($"select {Columns} from timetable where state = 0 and at <= $1 and kind = $2 and warned = 0 order by at limit 100", Read, until, TimetableKind.Send);

    /// <summary>Warns the desk of a planned story that can't go as things are, once; false where it can by now, or another node has warned.</summary>
    internal static bool Warn(StoreTransaction tx, TimetableRow row)
    {
        if (WhyNot(tx.Db, row) is not { } why || tx.Db.Execute("update timetable set warned = 1 where id = $1 and state = 0 and warned = 0", row.Id) == 0) return false;
        Alarms.Raise(tx, "scheduled-may-not-go", $"A story is to be sent at {row.At}, but could not be as things are. {why.Message}", row.Story);
        return true;
    }

    private static TimetableRow Read(Row r) => new(r.Id(0), r.Id(1), r.Enum<TimetableKind>(2), r.Instant(3), r.LongOrNull(4), r.TextOrNull(5));
}

/// <summary>A planned order as the timetable keeps it.</summary>
internal static class PlannedOrder
{
    internal static string Write(ReleaseOrder order, Story story, string? sourceVersion, StoryState? undoTo)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("action", StoryJson.Name(order.Action));
            json.WriteString("by", order.By);
            json.WriteNumber("revision", story.Revision);
            json.WriteNumber("version", story.Standing.Version);
            if (order.UsableFrom is { IsNone: false } from) StoryJson.WriteEmbargo(json, "usableFrom", from);
            if (order.EdNote is not null) json.WriteString("edNote", order.EdNote);
            if (order.Reason is not null) json.WriteString("reason", order.Reason);
            if (order.Notice is not null) { json.WriteString("notice", order.Notice); json.WriteString("noticeKind", StoryJson.Name(order.NoticeKind)); }
            if (sourceVersion is not null) json.WriteString("sourceVersion", sourceVersion);
            if (undoTo is { } before) json.WriteString("undoTo", StoryJson.Name(before));
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The order as it was planned: what the story said then, over the version that stood then. A version sent since refuses it.</summary>
    internal static ReleaseRequest Request(Db db, TimetableRow row)
    {
        using var document = JsonDocument.Parse(row.Order!);
        var json = document.RootElement;
        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
        StoryJson.TryName<ReleaseAction>(Text("action"), out var action);
        StoryJson.TryName<NoticeKind>(Text("noticeKind"), out var kind);
        return new ReleaseRequest
        {
            Story = row.Story,
            Order = new ReleaseOrder { Action = action, By = Text("by")!, UsableFrom = From(Text("usableFrom")), EdNote = Text("edNote"), Reason = Text("reason"), Notice = Text("notice"), NoticeKind = kind },
            ExpectedVersion = json.GetProperty("version").GetInt32(),
            Content = StoryTable.Revision(db, row.Story, json.GetProperty("revision").GetInt32()),
            SourceVersion = Text("sourceVersion"),
        };
    }

    /// <summary>Where the story stood before a release that can be taken back for a few seconds; null: it is an ordinary plan.</summary>
    internal static StoryState? StateBefore(TimetableRow row)
    {
        if (row.Order is null) return null;
        using var document = JsonDocument.Parse(row.Order);
        return document.RootElement.TryGetProperty("undoTo", out var name) && StoryJson.TryName<StoryState>(name.GetString(), out var state) ? state : null;
    }

    private static Embargo? From(string? text) => text switch
    {
        null => null,
        "unclear" => Embargo.Unclear,
        _ when Instant.TryParse(text, out var instant) => Embargo.At(instant),
        _ => Embargo.FurtherNotice,
    };
}
