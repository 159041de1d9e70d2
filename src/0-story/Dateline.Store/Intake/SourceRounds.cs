using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>How a source that is asked again and again stands.</summary>
/// <param name="Source">The source's number.</param>
/// <param name="NextLook">When it is asked next.</param>
/// <param name="LeasedUntil">Until when a node is asking it; null: none is.</param>
/// <param name="Place">How far what it has is taken in; only its connector reads it. Null: nothing is.</param>
/// <param name="LastSuccess">When it last answered as it should, with something new or without.</param>
/// <param name="Failures">How many looks have failed in a row.</param>
/// <param name="FailingSince">Since when every look has failed; null: the last one went well, or there was none.</param>
/// <param name="ErrorCode">Why the last failed look failed, as a stable code.</param>
/// <param name="Error">The same in plain words.</param>
/// <param name="ErrorAt">When that was.</param>
public sealed record SourceRound(long Source, Instant NextLook, Instant? LeasedUntil, string? Place, Instant? LastSuccess, int Failures, Instant? FailingSince, string? ErrorCode, string? Error, Instant? ErrorAt);

/// <summary>
/// The rounds of sources as rows. One node at a time asks a source: whoever has its lease. The place moves after what it stands for is durable, and only for the holder of the lease:
/// a node that stood still and comes back finds that it has lost it, and ends.
/// </summary>
public static class SourceRounds
{
    private const string Columns = "source, next_look, leased_until, place, last_success, failures, failing_since, error_code, error, error_at";

    /// <summary>How that source stands; null: it was never asked.</summary>
    public static SourceRound? Find(Db db, long source) => db.One($"select {Columns} from source_round where source = $1", Read, source);

    /// <summary>How each stands that was ever asked, by its number.</summary>
    public static Dictionary<long, SourceRound> All(Db db) => db.Many($"select {Columns} from source_round", Read).ToDictionary(r => r.Source);

    /// <summary>Asks for the source at the next opportunity, as if it had never failed. How far it is taken in stays.</summary>
    public static void AskAgain(StoreTransaction tx, long source) =>
        tx.Db.Execute("insert into source_round (source, next_look, failures) values ($1, $2, 0) on conflict (source) do update set next_look = $2, failures = 0, failing_since = null", source, tx.Now);

    /// <summary>Takes the lease of a source that is due; null where it is not, or where another has it.</summary>
    public static string? Claim(StoreTransaction tx, long source, TimeSpan life)
    {
        var lease = tx.Ids.NewToken(20);
        tx.Db.Execute("insert into source_round (source, next_look, failures) values ($1, $2, 0) on conflict do nothing", source, tx.Now);
        var done = tx.Db.Execute("update source_round set lease = $2, leased_until = $3 where source = $1 and next_look <= $4 and (leased_until is null or leased_until <= $4)", source, lease, tx.Now + life, tx.Now);
        return done == 1 ? lease : null;
    }

    /// <summary>Notes how far it is taken in, and holds on to the lease. False: the lease is another's by now, and nothing was noted.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="source">The source.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="life">How much longer it is held.</param>
    /// <param name="place">Where it stands; null: where it stood.</param>
    /// <param name="mark">What was taken in, for a place that can't say what is new; null: nothing is to be marked.</param>
    public static bool Remember(StoreTransaction tx, long source, string lease, TimeSpan life, string? place, string? mark = null)
    {
        if (tx.Db.Execute("update source_round set place = coalesce($3, place), leased_until = $4 where source = $1 and lease = $2", source, lease, place, tx.Now + life) == 0) return false;
        if (mark is not null) tx.Db.Execute("insert into source_seen (source, mark, at) values ($1, $2, $3) on conflict do nothing", source, mark, tx.Now);
        return true;
    }

    /// <summary>It went well; the lease is given back. False: the lease is another's by now.</summary>
    public static bool Succeeded(StoreTransaction tx, long source, string lease, Instant next) =>
        tx.Db.Execute("update source_round set lease = null, leased_until = null, next_look = $3, last_success = $4, failures = 0, failing_since = null where source = $1 and lease = $2", source, lease, next, tx.Now) == 1;

    /// <summary>It failed; the lease is given back. False: the lease is another's by now.</summary>
    public static bool Failed(StoreTransaction tx, long source, string lease, Refusal why, Instant next) =>
        tx.Db.Execute("""
            update source_round set lease = null, leased_until = null, next_look = $3, failures = failures + 1, failing_since = coalesce(failing_since, $4), error_code = $5, error = $6, error_at = $4
            where source = $1 and lease = $2
            """, source, lease, next, tx.Now, why.Code, why.Message) == 1;

    /// <summary>Gives the lease back without a word on how it went: the source was paused, or the server stops.</summary>
    public static void GiveBack(StoreTransaction tx, long source, string lease) =>
        tx.Db.Execute("update source_round set lease = null, leased_until = null where source = $1 and lease = $2", source, lease);

    /// <summary>Ends every lease: whoever held one is known to be gone, for this process alone has the store.</summary>
    public static void FreeAll(StoreTransaction tx) => tx.Db.Execute("update source_round set lease = null, leased_until = null where lease is not null");

    /// <summary>What was marked as taken in.</summary>
    public static HashSet<string> Seen(Db db, long source) => db.Many("select mark from source_seen where source = $1", static r => r.Text(0), source).ToHashSet(StringComparer.Ordinal);

    /// <summary>Forgets marks of what is not there any more.</summary>
    public static void Forget(StoreTransaction tx, long source, IEnumerable<string> marks)
    {
        foreach (var mark in marks) tx.Db.Execute("delete from source_seen where source = $1 and mark = $2", source, mark);
    }

    /// <summary>A backup was restored: no node asks anybody any more, and each source is asked from where the backup knows it to stand.</summary>
    internal static void AfterRestore(StoreTransaction tx) => tx.Db.Execute("update source_round set lease = null, leased_until = null, next_look = $1", tx.Now);

    private static SourceRound Read(Row r) => new(r.Long(0), r.Instant(1), r.InstantOrNull(2), r.TextOrNull(3), r.InstantOrNull(4), r.Int(5), r.InstantOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.InstantOrNull(9));
}
