using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Watches over holds and kills that have no receipt: an alarm after five minutes, an escalation after fifteen. Nothing closes one but a receipt or a named
/// person's word, so that at every moment the audience is the receipts and the open alarms together, and nobody in between.
/// </summary>
internal static class WithdrawalWatch
{
    private static readonly TimeSpan AlarmAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EscalateAfter = TimeSpan.FromMinutes(15);

    // What two nodes' clocks may be apart.
    private static readonly TimeSpan Skew = TimeSpan.FromMilliseconds(500);

    // In its first hour a withdrawal is tried again within this.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(75);

    private const string Late = "lane = 0 and receipt_at is null and state in (0, 1, 5) and (((created <= $1 or created > $3) and alarm is null) or ((created <= $2 or created > $4) and escalated is null))";
    private const string Behind = "lane = 0 and receipt_at is null and state = 0 and replay_of is null and next_action > $1 and (last_attempt is null and created > $2 or last_attempt > $2 and next_action > $3)";

    /// <summary>Whether there is something to raise or to bring forward at this moment: asked before a turn of the writer is taken.</summary>
    internal static bool HasWork(Store.Database.Db db, Instant now) =>
        db.Number($"select 1 from delivery where {Late} limit 1", now - AlarmAfter, now - EscalateAfter, now + AlarmAfter, now + EscalateAfter) is not null
        || db.Number($"select 1 from delivery where {Behind} limit 1", now, now + Skew, now + LongestPause) is not null;

    /// <summary>Raises what is due; how many.</summary>
    internal static int Look(StoreTransaction tx)
    {
        BringForward(tx);
        var late = tx.Db.Many($"select id, created, alarm from delivery where {Late} order by created limit 200",
            static r => (Id: r.Id(0), Created: r.Instant(1), HasAlarm: r.IdOrNull(2) is not null), tx.Now - AlarmAfter, tx.Now - EscalateAfter, tx.Now + AlarmAfter, tx.Now + EscalateAfter);
        foreach (var (id, created, hasAlarm) in late)
        {
            if (!hasAlarm) Raise(tx, id);
            if ((tx.Now - created).Duration() >= EscalateAfter) Escalate(tx, id);
        }
        return late.Count;
    }

    /// <summary>
    /// A clock that was set back keeps what opens closed for as long; it keeps no hold or kill back. What was made or last tried at a moment that is still to come goes now.
    /// </summary>
    private static void BringForward(StoreTransaction tx)
    {
        foreach (var (id, destination) in tx.Db.Many($"select id, destination from delivery where {Behind}", static r => (Id: r.Id(0), Destination: r.Id(1)), tx.Now, tx.Now + Skew, tx.Now + LongestPause))
        {
            tx.Db.Execute("update delivery set next_action = $2 where id = $1", id, tx.Now);
            Destinations.Wake(tx, destination);
        }
    }

    /// <summary>Raises the alarm of one, where it has none yet.</summary>
    internal static void Raise(StoreTransaction tx, Guid id)
    {
        if (tx.Db.Number("select 1 from delivery where id = $1 and alarm is not null", id) is not null || DeliveryTable.Find(tx.Db, id) is not { } delivery) return;
        var alarm = Alarms.Raise(tx, "withdrawal-open", Words(tx, delivery, "has not confirmed"), delivery.Story);
        tx.Db.Execute("update delivery set alarm = $2 where id = $1", id, alarm);
    }

    private static void Escalate(StoreTransaction tx, Guid id)
    {
        if (DeliveryTable.Find(tx.Db, id) is not { } delivery) return;
        tx.Db.Execute("update delivery set escalated = $2 where id = $1", id, tx.Now);
        if (tx.Db.One("select alarm from delivery where id = $1", static r => r.IdOrNull(0), id) is { } alarm) Alarms.Escalate(tx, alarm, "withdrawal-escalated", Words(tx, delivery, "has still not confirmed"));
    }

    private static string Words(StoreTransaction tx, Store.Deliveries.Delivery delivery, string what)
    {
        var destination = Destinations.Find(tx.Db, delivery.Destination);
        var client = destination is null ? null : Clients.Find(tx.Db, destination.Client);
        var duty = client?.Contacts.FirstOrDefault(c => c.OnDuty) ?? (client?.Contacts.Count > 0 ? client.Contacts[0] : null);
        var call = duty is null ? "There is no contact to call." : $"Call {duty.Name}{(duty.Phone is null ? "" : ", " + duty.Phone)}.";
        var slug = StoryTable.Find(tx.Db, delivery.Story)?.Content.Slugline?.Text ?? "a story";
        return $"{client?.Name ?? destination?.Code ?? "A client"} {what} the {StoryJson.Name(delivery.Action)} of {slug} ({destination?.Code}). {call} Then confirm it here.";
    }
}
