using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>One line of a day's budget: a story that is to come.</summary>
public sealed record BudgetLine
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The desk.</summary>
    public required string Desk { get; init; }
    /// <summary>The desk's own day, yyyy-MM-dd.</summary>
    public required string Day { get; init; }
    /// <summary>The story it is about; null: it is not begun.</summary>
    public Guid? Story { get; init; }
    /// <summary>The slug.</summary>
    public required string Slug { get; init; }
    /// <summary>What it will say, in a line.</summary>
    public required string Line { get; init; }
    /// <summary>How long, in words; null: nobody knows yet.</summary>
    public int? Words { get; init; }
    /// <summary>When it is promised; null: nothing is.</summary>
    public Instant? Due { get; init; }
    /// <summary>Whether there are photos.</summary>
    public bool Photos { get; init; }
}

/// <summary>What a desk leaves to its next shift.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Who">Who wrote it, by pseudonym.</param>
/// <param name="Text">What is to be known.</param>
public sealed record HandoverNote(Instant At, string Who, string Text);

/// <summary>Budgets and handover notes as rows.</summary>
public static class Handovers
{
    private const string Columns = "id, desk, day, story, slug, line, words, due, photos";

    /// <summary>A day's budget: what is promised first comes first.</summary>
    public static List<BudgetLine> Budget(Db db, string desk, string day) =>
        db.Many($"select {Columns} from budget_line where desk = $1 and day = $2 order by case when due is null then 1 else 0 end, due, created, id", Read, desk, day);

    /// <summary>A line of a desk; null where it has none of that id.</summary>
    public static BudgetLine? Line(Db db, string desk, Guid id) => db.One($"select {Columns} from budget_line where id = $1 and desk = $2", Read, id, desk);

    /// <summary>Writes a line, new or changed.</summary>
    public static void Save(StoreTransaction tx, BudgetLine line, string who)
    {
        tx.Db.Execute("""
            insert into budget_line (id, desk, day, story, slug, line, words, due, photos, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update set slug = excluded.slug, line = excluded.line, words = excluded.words, due = excluded.due, photos = excluded.photos
            """, line.Id, line.Desk, line.Day, line.Story, line.Slug, line.Line, line.Words, line.Due, line.Photos, tx.Now);
        tx.Audit(who, "budget-line", $"{line.Desk} {line.Day}", NameOf(line));
    }

    /// <summary>Takes a line of a desk away; false where it has none of that id.</summary>
    public static bool Remove(StoreTransaction tx, string desk, Guid id, string who)
    {
        if (Line(tx.Db, desk, id) is not { } line) return false;
        tx.Db.Execute("delete from budget_line where id = $1", id);
        tx.Audit(who, "budget-remove", $"{line.Desk} {line.Day}", NameOf(line));
        return true;
    }

    /// <summary>A desk's notes, the newest first.</summary>
    public static List<HandoverNote> Notes(Db db, string desk, int count) =>
        db.Many("select at, who, text from handover_note where desk = $1 order by at desc limit $2", static r => new HandoverNote(r.Instant(0), r.Text(1), r.Text(2)), desk, count);

    /// <summary>Leaves a note; the ones before are kept.</summary>
    public static void Leave(StoreTransaction tx, string desk, string who, string text)
    {
        tx.Db.Execute("insert into handover_note (desk, at, who, text) values ($1, $2, $3, $4) on conflict (desk, at) do update set who = excluded.who, text = excluded.text", desk, tx.Now, who, text);
        tx.Audit(who, "handover-note", desk);
    }

    // The audit is read by more than those to whom a story is there: it says which, and not what of.
    private static string NameOf(BudgetLine line) => line.Story?.ToString("D") ?? line.Slug;

    private static BudgetLine Read(Row r) => new()
    {
        Id = r.Id(0),
        Desk = r.Text(1),
        Day = r.Text(2),
        Story = r.IdOrNull(3),
        Slug = r.Text(4),
        Line = r.Text(5),
        Words = r.LongOrNull(6) is { } words ? (int)words : null,
        Due = r.InstantOrNull(7),
        Photos = r.Flag(8),
    };
}
