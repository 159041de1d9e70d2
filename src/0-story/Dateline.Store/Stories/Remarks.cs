using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>What somebody says of a story to those who work on it. It never leaves the newsroom.</summary>
public sealed record Remark
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The story.</summary>
    public required Guid Story { get; init; }
    /// <summary>When.</summary>
    public Instant At { get; init; }
    /// <summary>Who, by pseudonym.</summary>
    public required string Who { get; init; }
    /// <summary>What.</summary>
    public required string Text { get; init; }
    /// <summary>The words it is about; null: the story as a whole.</summary>
    public string? Quote { get; init; }
    /// <summary>The words before them, by which they are found again.</summary>
    public string? Before { get; init; }
    /// <summary>The words after them.</summary>
    public string? After { get; init; }
    /// <summary>Who has seen to it; null: nobody yet.</summary>
    public string? ResolvedBy { get; init; }
    /// <summary>When.</summary>
    public Instant? ResolvedAt { get; init; }
}

/// <summary>Remarks as rows.</summary>
public static class Remarks
{
    private const string Columns = "id, story, at, who, text, quote, before_quote, after_quote, resolved_by, resolved_at";

    /// <summary>All of a story, the oldest first.</summary>
    public static List<Remark> Of(Db db, Guid story) => db.Many($"select {Columns} from story_remark where story = $1 order by at, id", Read, story);

    /// <summary>How many of a story nobody has seen to.</summary>
    public static int Open(Db db, Guid story) => (int)(db.Number("select count(*) from story_remark where story = $1 and resolved_at is null", story) ?? 0);

    /// <summary>Writes one down.</summary>
    public static Remark Add(StoreTransaction tx, Story story, string who, string text, string? quote, string? before, string? after)
    {
        var remark = new Remark { Id = tx.Ids.NewId(), Story = story.Id, At = tx.Now, Who = who, Text = text, Quote = quote, Before = before, After = after };
        tx.Db.Execute("insert into story_remark (id, story, at, who, text, quote, before_quote, after_quote) values ($1, $2, $3, $4, $5, $6, $7, $8)", remark.Id, remark.Story, remark.At, who, text, quote, before, after);
        Tell(tx, story, who, "remark-add", remark.Id);
        return remark;
    }

    /// <summary>Somebody has seen to it, or (<paramref name="isDone"/> false) it is open again. Null where the story has no such remark.</summary>
    public static Remark? Resolve(StoreTransaction tx, Story story, Guid id, string who, bool isDone)
    {
        if (tx.Db.Execute("update story_remark set resolved_by = $3, resolved_at = $4 where id = $1 and story = $2", id, story.Id, isDone ? who : null, isDone ? tx.Now : null) == 0) return null;
        Tell(tx, story, who, isDone ? "remark-resolve" : "remark-reopen", id);
        return tx.Db.One($"select {Columns} from story_remark where id = $1", Read, id);
    }

    // The story is written as it is, so that open screens hear of it.
    private static void Tell(StoreTransaction tx, Story story, string who, string what, Guid id)
    {
        StoryTable.Update(tx, story);
        tx.Audit(who, what, story.Guid, id.ToString("D"));
    }

    private static Remark Read(Row r) => new()
    {
        Id = r.Id(0),
        Story = r.Id(1),
        At = r.Instant(2),
        Who = r.Text(3),
        Text = r.Text(4),
        Quote = r.TextOrNull(5),
        Before = r.TextOrNull(6),
        After = r.TextOrNull(7),
        ResolvedBy = r.TextOrNull(8),
        ResolvedAt = r.InstantOrNull(9),
    };
}
