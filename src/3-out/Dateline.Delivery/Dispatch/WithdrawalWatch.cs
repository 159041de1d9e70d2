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

    /// <summary>Whether there is something to raise at this moment: asked before a turn of the writer is taken.</summary>
    internal static bool HasWork(Store.Database.Db db, Instant now) =>
        db.Number("select 1 from delivery where lane = 0 and receipt_at is null and state in (0, 1, 5) and ((created <= $1 and alarm is null) or (created <= $2 and escalated is null)) limit 1", now - AlarmAfter, now - EscalateAfter) is not null;

    /// <summary>Raises what is due; how many.</summary>
    internal static int Look(StoreTransaction tx)
    {
        var late = tx.Db.Many("select id, created, alarm from delivery where lane = 0 and receipt_at is null and state in (0, 1, 5) and ((created <= $1 and alarm is null) or (created <= $2 and escalated is null)) order by created limit 200",
            static r => (Id: r.Id(0), Created: r.Instant(1), HasAlarm: r.IdOrNull(2) is not null), tx.Now - AlarmAfter, tx.Now - EscalateAfter);
        foreach (var (id, created, hasAlarm) in late)
        {
            if (!hasAlarm) Raise(tx, id);
            if (tx.Now - created >= EscalateAfter) Escalate(tx, id);
        }
        return late.Count;
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
