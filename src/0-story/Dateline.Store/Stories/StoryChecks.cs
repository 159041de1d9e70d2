using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>That the lawyers must clear a story before any text of it goes.</summary>
/// <param name="Who">Who asked for it, by pseudonym.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why; null: nothing was said.</param>
/// <param name="ClearedBy">Who cleared it, as a person wrote it down; null: nobody yet.</param>
/// <param name="NotedBy">Who wrote that down, by pseudonym.</param>
/// <param name="ClearedAt">When.</param>
/// <param name="Content">The hash of the text that was cleared.</param>
public sealed record LegalFlag(string Who, Instant At, string? Note, string? ClearedBy, string? NotedBy, Instant? ClearedAt, byte[]? Content)
{
    /// <summary>Whether it still stops the story.</summary>
    public bool IsOpen => ClearedAt is null;
}

/// <summary>That a second person has read a story.</summary>
/// <param name="Who">Who, by pseudonym.</param>
/// <param name="At">When.</param>
/// <param name="Content">The hash of the text that was read.</param>
public sealed record SecondReading(string Who, Instant At, byte[]? Content)
{
    /// <summary>Whether the story still says what was read.</summary>
    public bool IsOf(Story story) => Content is not null && Content.AsSpan().SequenceEqual(StoryTable.Hash(story.Content));
}

/// <summary>Who must have looked at a story before it goes, as rows.</summary>
public static class StoryChecks
{
    private const int LegalKind = 0;
    private const int ReadingKind = 1;

    /// <summary>Whether the lawyers must clear it, or did; null: nobody asked for it.</summary>
    public static LegalFlag? Legal(Db db, Guid story) =>
        db.One("select who, at, note, cleared_by, done_by, done_at, content from story_check where story = $1 and kind = 0", static r => new LegalFlag(r.Text(0), r.Instant(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.InstantOrNull(5), r.BytesOrNull(6)), story);

    /// <summary>Who has read it beside its writer; null: nobody.</summary>
    public static SecondReading? Reading(Db db, Guid story) =>
        db.One("select who, at, content from story_check where story = $1 and kind = 1", static r => new SecondReading(r.Text(0), r.Instant(1), r.BytesOrNull(2)), story);

    /// <summary>All stories that wait for the lawyers.</summary>
    public static HashSet<Guid> WaitingForLegal(Db db) => [.. db.Many("select story from story_check where kind = 0 and done_at is null", static r => r.Id(0))];

    internal static bool StopsSending(Db db, Guid story) => db.Number("select 1 from story_check where story = $1 and kind = 0 and done_at is null", story) is not null;

    /// <summary>Stops the story until it is cleared; what was cleared before is to be cleared again.</summary>
    public static void Flag(StoreTransaction tx, Story story, string who, string? note)
    {
        tx.Db.Execute("""
            insert into story_check (story, kind, at, who, note) values ($1, $2, $3, $4, $5)
            on conflict (story, kind) do update set at = excluded.at, who = excluded.who, note = excluded.note, done_at = null, done_by = null, cleared_by = null, content = null
            """, story.Id, LegalKind, tx.Now, who, note);
        Tell(tx, story, who, "legal-flag", note);
    }

    /// <summary>Writes down whose clearance there is. False where the story does not wait for any.</summary>
    public static bool Clear(StoreTransaction tx, Story story, string who, string clearedBy)
    {
        if (tx.Db.Execute("update story_check set done_at = $3, done_by = $4, cleared_by = $5, content = $6 where story = $1 and kind = $2 and done_at is null", story.Id, LegalKind, tx.Now, who, clearedBy, StoryTable.Hash(story.Content)) == 0) return false;
        Tell(tx, story, who, "legal-clear", clearedBy);
        return true;
    }

    /// <summary>Writes down that somebody has read the story as it is.</summary>
    public static void Read(StoreTransaction tx, Story story, string who)
    {
        tx.Db.Execute("""
            insert into story_check (story, kind, at, who, done_at, done_by, content) values ($1, $2, $3, $4, $3, $4, $5)
            on conflict (story, kind) do update set at = excluded.at, who = excluded.who, done_at = excluded.done_at, done_by = excluded.done_by, content = excluded.content
            """, story.Id, ReadingKind, tx.Now, who, StoryTable.Hash(story.Content));
        Tell(tx, story, who, "second-reading", null);
    }

    private static void Tell(StoreTransaction tx, Story story, string who, string what, string? detail)
    {
        StoryTable.Update(tx, story with { Updated = tx.Now });
        tx.Audit(who, what, story.Guid, detail);
    }
}
