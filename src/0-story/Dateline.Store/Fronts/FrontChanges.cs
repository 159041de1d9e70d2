using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Fronts;

/// <summary>A change of a front.</summary>
/// <param name="Place">Which front.</param>
/// <param name="Number">1, 2, 3 … at that place.</param>
/// <param name="Starts">From when it holds.</param>
/// <param name="Made">When someone decided it.</param>
/// <param name="Who">Who, by pseudonym.</param>
/// <param name="Plan">How the front is arranged from then on.</param>
/// <param name="Undone">When it was taken back; null: it was not.</param>
/// <param name="UndoneBy">Who took it back.</param>
public sealed record FrontChange(string Place, long Number, Instant Starts, Instant Made, string Who, FrontPlan Plan, Instant? Undone, string? UndoneBy);

/// <summary>
/// What people put on fronts, as changes that follow one another: what holds at a moment is the one that began last and was not taken back. So a change can be made for Friday, a front can be shown as it
/// will be, and taking a change back brings the one before it again. A place is a language and, for the front of a section, its word: "en", "fr/world"; on a further site of the newsroom, with the site's code
/// before it: "courrier:fr/monde". A plan opens nothing: whoever shows it asks the gate, and what is not open takes no place.
/// </summary>
public static class FrontChanges
{
    private const string Columns = "place, number, starts, made, who, plan, undone, undone_by";

    /// <summary>What holds at a moment; null: nothing is arranged.</summary>
    public static FrontChange? At(Db db, string place, Instant at) =>
        db.One($"select {Columns} from front_change where place = $1 and starts <= $2 and undone is null order by starts desc, number desc limit 1", Read, place, at);

    /// <summary>The next moment after <paramref name="at"/> at which another change holds; null: none does.</summary>
    public static Instant? NextAfter(Db db, string place, Instant at) =>
        db.One("select min(starts) from front_change where place = $1 and starts > $2 and undone is null", static r => r.InstantOrNull(0), place, at);

    /// <summary>Those that are still to come, the next first.</summary>
    public static List<FrontChange> Coming(Db db, string place, Instant now) =>
        db.Many($"select {Columns} from front_change where place = $1 and starts > $2 and undone is null order by starts, number", Read, place, now);

    /// <summary>The last changes of a place, the newest first, those that were taken back among them.</summary>
    public static List<FrontChange> History(Db db, string place, int count) =>
        db.Many($"select {Columns} from front_change where place = $1 order by number desc limit $2", Read, place, count);

    /// <summary>The change of that number; null: there is none.</summary>
    public static FrontChange? Find(Db db, string place, long number) =>
        db.One($"select {Columns} from front_change where place = $1 and number = $2", Read, place, number);

    /// <summary>What holds now wherever anything was ever arranged.</summary>
    public static List<FrontChange> Holding(Db db, Instant now) =>
        [.. db.Many("select distinct place from front_change order by place", static r => r.Text(0)).Select(p => At(db, p, now)).OfType<FrontChange>()];

    /// <summary>Arranges a front, from now on or from a moment to come.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="place">Which front.</param>
    /// <param name="plan">How.</param>
    /// <param name="from">From when; null, or a moment that is over: from now on.</param>
    /// <param name="by">Who, by pseudonym.</param>
    public static FrontChange Set(StoreTransaction tx, string place, FrontPlan plan, Instant? from, string by)
    {
        var number = (tx.Db.Number("select max(number) from front_change where place = $1", place) ?? 0) + 1;
        var starts = from is { } later && later > tx.Now ? later : tx.Now;
        var kept = plan.Write();
        tx.Db.Execute("insert into front_change (place, number, starts, made, who, plan) values ($1, $2, $3, $4, $5, $6)", place, number, starts, tx.Now, by, kept);
        tx.Audit(by, "front", place, starts > tx.Now ? $"from {starts}: {kept}" : kept);
        return new(place, number, starts, tx.Now, by, plan, null, null);
    }

    /// <summary>Takes a change back; null: there is no such change, or it was taken back before.</summary>
    public static FrontChange? Undo(StoreTransaction tx, string place, long number, string by)
    {
        if (Find(tx.Db, place, number) is not { Undone: null } change) return null;
        tx.Db.Execute("update front_change set undone = $3, undone_by = $4 where place = $1 and number = $2", place, number, tx.Now, by);
        tx.Audit(by, "front-undo", place, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return change with { Undone = tx.Now, UndoneBy = by };
    }

    private static FrontChange Read(Row r) => new(r.Text(0), r.Long(1), r.Instant(2), r.Instant(3), r.Text(4), FrontPlan.Read(r.Text(5)), r.InstantOrNull(6), r.TextOrNull(7));
}
