using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>A story that somebody at a client is to be told of.</summary>
/// <param name="Person">Whom.</param>
/// <param name="Delivery">What lies ready for their client.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="Created">Since when.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record ClientAlert(Guid Person, Guid Delivery, string Topic, Instant Created, int Attempts);

/// <summary>Alerts as rows: each story is told to each person once, however many of their topics hold it, on whichever node.</summary>
public static class ClientAlerts
{
    private const string Reader = "portal-alerts:";

    /// <summary>Up to which number a portal's deliveries were looked at.</summary>
    public static long Seen(Db db, Destination destination) => Cursors.Get(db, Reader + destination.Code);

    /// <summary>Notes up to which number they were looked at, in the transaction that plans what they hold.</summary>
    public static void SetSeen(StoreTransaction tx, Destination destination, long sequence) => Cursors.Set(tx, Reader + destination.Code, sequence);

    /// <summary>Plans one.</summary>
    public static void Add(StoreTransaction tx, Guid person, Guid delivery, string topic, Instant at) =>
        tx.Db.Execute("insert into client_alert (person, delivery, topic, state, created, next_action, attempts) values ($1, $2, $3, 0, $4, $5, 0) on conflict do nothing", person, delivery, topic, tx.Now, at);

    /// <summary>Whether one is due.</summary>
    public static bool HasDue(Db db, Instant now) => db.Number("select 1 from client_alert where next_action <= $1 limit 1", now) is not null;

    /// <summary>Takes all that is due for the person whose turn is longest ago: this node's until <paramref name="lease"/> has passed. Empty: nothing is due.</summary>
    public static List<ClientAlert> Take(StoreTransaction tx, TimeSpan lease, int most)
    {
        if (tx.Db.One("select person from client_alert where next_action <= $1 order by next_action, person limit 1", static r => (Guid?)r.Id(0), tx.Now) is not { } person) return [];
        var due = tx.Db.Many("select delivery, topic, created, attempts from client_alert where person = $1 and next_action <= $2 order by created, delivery limit $3",
            r => new ClientAlert(person, r.Id(0), r.Text(1), r.Instant(2), r.Int(3) + 1), person, tx.Now, most);
        foreach (var alert in due) tx.Db.Execute("update client_alert set state = 1, attempts = $3, next_action = $4 where person = $1 and delivery = $2", person, alert.Delivery, alert.Attempts, tx.Now + lease);
        return due;
    }

    /// <summary>Writes down how it ended: sent, skipped or given up; or when it is tried again.</summary>
    public static void Settle(StoreTransaction tx, ClientAlert alert, DutyNoticeState state, string detail, Instant? next) =>
        tx.Db.Execute("update client_alert set state = $3, detail = $4, next_action = $5 where person = $1 and delivery = $2 and attempts = $6", alert.Person, alert.Delivery, state, detail, next, alert.Attempts);

    /// <summary>A backup was restored: nobody is told again of what happened before.</summary>
    internal static void AfterRestore(StoreTransaction tx)
    {
        tx.Db.Execute("update client_alert set state = 4, next_action = null where state < 2");
        foreach (var destination in Destinations.OfChannel(tx.Db, Destination.PortalChannel)) SetSeen(tx, destination, PullDeliveries.Head(tx.Db, destination.Id));
    }
}
