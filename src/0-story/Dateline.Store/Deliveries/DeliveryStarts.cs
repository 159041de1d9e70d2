using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>Counts what has just begun at a destination that takes only so many messages in any second or minute.</summary>
public static class DeliveryStarts
{
    /// <summary>An attempt begins. Nothing is written where there is no rate.</summary>
    public static void Note(StoreTransaction tx, Destination destination, Guid delivery, int number)
    {
        if (destination.Rate is not { } rate) return;
        tx.Db.Execute("delete from delivery_start where destination = $1 and at <= $2", destination.Id, tx.Now - rate.Span);
        tx.Db.Execute("insert into delivery_start (destination, at, delivery, number) values ($1, $2, $3, $4) on conflict do nothing", destination.Id, tx.Now, delivery, number);
    }

    /// <summary>How many more may begin now; as many as one likes where there is no rate.</summary>
    public static int Left(Db db, Destination destination, Instant now) =>
        destination.Rate is { } rate ? Math.Max(0, rate.Most - (int)(db.Number("select count(*) from delivery_start where destination = $1 and at > $2", destination.Id, now - rate.Span) ?? 0)) : int.MaxValue;

    /// <summary>When the next may begin; null: now.</summary>
    public static Instant? NextAt(Db db, Destination destination, Instant now)
    {
        if (destination.Rate is not { } rate) return null;
        var last = db.One("select at from delivery_start where destination = $1 and at > $2 order by at desc limit 1 offset $3", static r => r.InstantOrNull(0), destination.Id, now - rate.Span, rate.Most - 1);
        return last is { } at ? at + rate.Span : null;
    }
}
