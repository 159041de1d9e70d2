using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>
/// Whom a hold, a kill or a takedown must reach: everyone who was ever attempted with any version of the story, whatever has become of their filters
/// or their contract. Written in the transaction of the withdrawal itself, together with the end of every older version that has not gone yet,
/// and once for each guid under which they were sent it; so that there is no moment in which a story is killed and its older version may still be sent.
/// </summary>
internal static class Withdrawals
{
    internal static bool Is(ReleaseAction action) => action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown;

    internal static void Expand(StoreTransaction tx, Guid story, int version, long position, ReleaseAction action)
    {
        tx.Db.Execute("update delivery set state = 3, next_action = null where story = $1 and version < $2 and state = 0", story, version);
        foreach (var (id, code) in tx.Db.Many("select distinct d.id, d.code from recipient r join destination d on d.code = r.destination where r.story = $1", static r => (r.Id(0), r.Text(1)), story))
        {
            DeliveryTable.Add(tx, id, story, version, position, action, DeliveryLane.Withdrawal);
            // To them each guid is an item of its own: each is withdrawn, and each has a receipt or an alarm.
            foreach (var guid in SentGuids.Of(tx.Db, code, story)) DeliveryTable.Add(tx, id, story, version, position, action, DeliveryLane.Withdrawal, guid);
        }
        DeliveryTable.HandOverAlarms(tx, story);
    }
}
