using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Dispatch;

/// <summary>A delivery that this node may send now, once.</summary>
/// <param name="Delivery">The delivery, with this attempt counted.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Guid">The story's guid.</param>
/// <param name="Status">What may be done with the version.</param>
internal sealed record Claim(Store.Deliveries.Delivery Delivery, Destination Destination, string Guid, PubStatus Status);

/// <summary>
/// Decides, in one transaction, what goes to a destination next, and writes down that it is about to go before a byte leaves: who was ever attempted
/// with what must be known even if this machine dies in the attempt. Here an older version yields to a newer, and the gate is asked.
/// </summary>
internal static class Claims
{
    private const int LookedAt = 64;

    /// <summary>A lease ends this long after the attempt's own deadline: then its node is gone, and the attempt may have arrived.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Claims what may go to a destination now, and says when there is next something to do for it.</summary>
    internal static List<Claim> Take(StoreTransaction tx, Guid id, TimeSpan attemptTimeout)
    {
        var claims = new List<Claim>();
        if (Destinations.Find(tx.Db, id) is not { } destination) return claims;
        Settling.Recover(tx, destination);
        destination = Destinations.Find(tx.Db, id)!;
        var client = Clients.Find(tx.Db, destination.Client) is { } known ? known.StatusAt(tx.Now) : ClientStatus.Ended;
        var slots = Slots(tx.Db, destination);
        foreach (var delivery in DeliveryTable.Ready(tx.Db, id, tx.Now, LookedAt))
        {
            if (!delivery.IsWithdrawal && (slots <= 0 || !IsOpen(destination, client, tx.Now))) continue;
            if (StoryTable.Find(tx.Db, delivery.Story) is not { } story) continue;
            if (End(tx, destination, client, delivery, story) is { } state) { Close(tx, delivery, state); continue; }
            if (!delivery.IsWithdrawal && IsBusy(tx.Db, delivery)) continue;
            claims.Add(Begin(tx, destination, delivery, story, attemptTimeout));
            if (!delivery.IsWithdrawal) slots--;
        }
        PlanNext(tx, id, hasLooked: true);
        CrashPoint.Pass("delivery.claimed");
        return claims;
    }

    /// <summary>How many more may be on their way; a destination that fails is probed with one.</summary>
    private static int Slots(Db db, Destination destination) =>
        (destination.Failures > 0 ? 1 : destination.Concurrency) - (int)(db.Number("select count(*) from delivery where destination = $1 and state = 1 and lane > 0", destination.Id) ?? 0);

    private static bool IsOpen(Destination destination, ClientStatus client, Instant now) =>
        destination.State == DestinationState.On && client != ClientStatus.Paused && !(destination.BlockedUntil > now);

    /// <summary>Why it is not to go any more: something newer went or is to go, the gate has closed, or the contract is over. Null: it goes.</summary>
    private static DeliveryState? End(StoreTransaction tx, Destination destination, ClientStatus client, Store.Deliveries.Delivery delivery, Story story)
    {
        if (delivery.IsWithdrawal) return destination.State == DestinationState.Off ? DeliveryState.GivenUp : NewerWithdrawal(tx.Db, delivery) ? DeliveryState.Superseded : null;
        if (Newer(tx.Db, delivery)) return DeliveryState.Superseded;
        if (client is ClientStatus.Suspended or ClientStatus.Ended) return DeliveryState.Withdrawn;
        if (story.Standing.Status != PubStatus.Usable) return DeliveryState.Superseded;
        var hasIt = tx.Db.Number("select 1 from recipient where destination = $1 and story = $2 limit 1", destination.Code, story.Id) is not null;
        return Audiences.MayHave(story.Standing, destination, delivery.Action, hasIt, tx.Now) ? null : DeliveryState.Withdrawn;
    }

    /// <summary>A newer version went, is going, or waits: this one is not sent after it.</summary>
    private static bool Newer(Db db, Store.Deliveries.Delivery delivery) =>
        db.Number("select 1 from delivery where story = $1 and destination = $2 and version > $3 and state <> 4 limit 1", delivery.Story, delivery.Destination, delivery.Version) is not null;

    private static bool NewerWithdrawal(Db db, Store.Deliveries.Delivery delivery) =>
        db.Number("select 1 from delivery where story = $1 and destination = $2 and version > $3 and (lane = 0 or first_attempt is not null) limit 1", delivery.Story, delivery.Destination, delivery.Version) is not null;

    /// <summary>Another version of the story is on its way: two at once could arrive in either order. Only a withdrawal does not wait.</summary>
    private static bool IsBusy(Db db, Store.Deliveries.Delivery delivery) =>
        db.Number("select 1 from delivery where story = $1 and destination = $2 and state = 1 limit 1", delivery.Story, delivery.Destination) is not null;

    private static Claim Begin(StoreTransaction tx, Destination destination, Store.Deliveries.Delivery delivery, Story story, TimeSpan attemptTimeout)
    {
        var sequence = delivery.Sequence ?? tx.Db.Number("update destination set sequence = sequence + 1 where id = $1 returning sequence", destination.Id)!.Value;
        delivery = delivery with
        {
            State = DeliveryState.Sending,
            Attempts = delivery.Attempts + 1,
            FirstAttempt = delivery.FirstAttempt ?? tx.Now,
            LastAttempt = tx.Now,
            NextAction = tx.Now + attemptTimeout + Grace,
            Sequence = sequence,
        };
        tx.Db.Execute("update delivery set state = 1, attempts = $2, first_attempt = $3, last_attempt = $4, next_action = $5, sequence = $6 where id = $1",
            delivery.Id, delivery.Attempts, delivery.FirstAttempt, delivery.LastAttempt, delivery.NextAction, sequence);
        tx.Db.Execute("insert into delivery_attempt (delivery, number, started) values ($1, $2, $3)", delivery.Id, delivery.Attempts, tx.Now);
        Recipients.Note(tx, destination.Code, delivery.Story, delivery.Version);
        var status = StoryTable.Version(tx.Db, delivery.Story, delivery.Version)?.Status ?? story.Standing.Status;
        return new Claim(delivery, destination, story.Guid, status);
    }

    private static void Close(StoreTransaction tx, Store.Deliveries.Delivery delivery, DeliveryState state)
    {
        tx.Db.Execute("update delivery set state = $2, next_action = null where id = $1", delivery.Id, state);
        if (state == DeliveryState.GivenUp && delivery.IsWithdrawal) WithdrawalWatch.Raise(tx, delivery.Id);
    }

    /// <summary>When there is next something to do for a destination: the earliest of what is open, nothing but withdrawals while it is paused or blocked.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="id">The destination.</param>
    /// <param name="hasLooked">Whether what is due was just looked at: what was not claimed then can't be, before something else changes.</param>
    internal static void PlanNext(StoreTransaction tx, Guid id, bool hasLooked)
    {
        var destination = Destinations.Find(tx.Db, id)!;
        var isPaused = destination.State != DestinationState.On || Clients.Find(tx.Db, destination.Client)?.StatusAt(tx.Now) == ClientStatus.Paused;
        var withdrawals = Earliest(tx.Db, id, "lane = 0 and state < 2");
        // Where every slot is taken, the next thing to do is the end of an attempt, at the latest that of its lease.
        var others = isPaused || Slots(tx.Db, destination) <= 0 ? Earliest(tx.Db, id, "lane > 0 and state = 1") : Earliest(tx.Db, id, "lane > 0 and state < 2");
        if (others is { } at && destination.BlockedUntil > at) others = destination.BlockedUntil;
        // What is due and was not claimed waits for another version of its story to land.
        if (hasLooked && others <= tx.Now) others = tx.Now + TimeSpan.FromMilliseconds(250);
        var next = withdrawals is { } w && others is { } o ? Instant.Min(w, o) : withdrawals ?? others;
        tx.Db.Execute("update destination set next_action = $2 where id = $1", id, next);
    }

    private static Instant? Earliest(Db db, Guid id, string which) =>
        db.One($"select min(next_action) from delivery where destination = $1 and {which}", static r => r.InstantOrNull(0), id);
}
