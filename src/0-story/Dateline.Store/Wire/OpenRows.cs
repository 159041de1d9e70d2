using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;

namespace Dateline.Store.Wire;

/// <summary>
/// Which rows of the wire log are not done with: what is failing, what waits, and what has an open alarm. Asked of what is open, destination by destination, and never of the whole log:
/// it is as fast on a log of years. What lies ready for a client to fetch waits for nothing of ours and is none of it.
/// </summary>
public static class OpenRows
{
    /// <summary>Rows before a position that somebody did not get at one attempt at least, the newest first: it is tried again, or was given up and they have nothing newer of the story since. Of those that are asked for.</summary>
    public static List<LoggedRow> Failing(Db db, long before, LogFilter filter, int count)
    {
        var triedAgain = db.Many($"""
            select distinct d.position from destination x {Lanes} cross join delivery d
            where {Open(db, "d", failed: true, filter)} order by d.position desc limit $2
            """, static r => r.Long(0), [before, count, .. filter.Arguments]);
        // Given up, it has its number at its destination: asked in the words of the index delivery_given. A withdrawal may be given up before it was ever tried.
        var givenUp = db.Many($"""
            select distinct d.position from destination x cross join delivery d
            where d.destination = x.id and d.state in (1, 5) and d.sequence is not null and d.state = 5 and d.position < $1 {NothingNewer} {filter.AndDelivery(db, "d", 3)} order by d.position desc limit $2
            """, static r => r.Long(0), [before, count, .. filter.Arguments]);
        var never = db.Many($"""
            select d.position from delivery d where d.lane = 0 and d.receipt_at is null and d.state = 5 and +d.position < $1 {NothingNewer} {filter.AndDelivery(db, "d", 2)}
            """, static r => r.Long(0), [before, .. filter.Arguments]);
        return WireLog.Among(db, [.. triedAgain, .. givenUp, .. never], LogFilter.All, count);
    }

    /// <summary>Rows before a position that are still to be tried for somebody, or are on their way for the first time, the newest first. Of those that are asked for.</summary>
    public static List<LoggedRow> Waiting(Db db, long before, LogFilter filter, int count) => WireLog.Among(db, db.Many($"""
        select distinct d.position from destination x {Lanes} cross join delivery d
        where {Open(db, "d", failed: false, filter)}
          and d.position >= coalesce((select o.position from delivery o where {Open(db, "o", failed: false, filter)} order by o.position desc limit 1 offset $2), 0)
        order by d.position desc limit $2
        """, static r => r.Long(0), [before, count, .. filter.Arguments]), LogFilter.All, count);

    /// <summary>Rows before a position with an open alarm, the newest first. Of those that are asked for.</summary>
    public static List<LoggedRow> WithAlarm(Db db, long before, LogFilter filter, int count) => WireLog.Among(db, Alarmed(db).Where(p => p < before), filter, count);

    /// <summary>
    /// Where an alarm is open: a hold, a kill or a takedown that somebody has not confirmed, or that somebody outside who has read the story was not told of;
    /// and the newest row of each story about which there is an alarm that nobody has seen.
    /// </summary>
    public static HashSet<long> Alarmed(Db db) =>
    [
        .. DeliveryTable.OpenWithdrawals(db).Select(d => d.Position),
        .. db.Many("select (select max(w.position) from wire_log w where w.story = a.story) from alarm a where a.acknowledged_at is null and a.story is not null", static r => r.LongOrNull(0)).OfType<long>(),
        .. DraftLinks.WithdrawnUntold(db).Select(static untold => untold.Position),
    ];

    // A newer version, or a withdrawal that came later, has arrived: what was given up is no matter any more. Of a withdrawal, under the guid that it was to withdraw.
    private const string NothingNewer = """
        and not exists (select 1 from delivery n where n.story = d.story and n.destination = d.destination and (n.version > d.version or n.lane = 0 and n.position > d.position)
          and n.receipt_at is not null and (d.lane > 0 or coalesce(n.guid, '') = coalesce(d.guid, '')))
        """;

    private const string Lanes = "cross join (select 0 as lane union all select 1 union all select 2) l";

    // The attempt that is on its way (state 1) is counted already, and has not failed.
    // What is open at a destination, lane by lane, as its index has it. What waits is asked for no further back than it is wanted: a destination that is paused for weeks has a long list.
    private static string Open(Db db, string row, bool failed, LogFilter filter) =>
        $"x.channel not in {Destination.ReadChannels} and {row}.destination = x.id and {row}.lane = l.lane and {row}.state < 2 and {row}.position < $1 and {row}.attempts {(failed ? ">" : "<=")} {row}.state {filter.AndDelivery(db, row, 3)}";
}
