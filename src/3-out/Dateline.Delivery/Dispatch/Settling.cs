using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Writes down how an attempt ended and what follows: a receipt, another attempt, a destination that is left alone for a while, a person who must call.
/// </summary>
internal static class Settling
{
    private static readonly TimeSpan TellsAfter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PausesAfter = TimeSpan.FromHours(24);

    /// <summary>What was sent before a withdrawal may still be under way when its connection is dead: after this long it has landed or is lost (promises.md O3).</summary>
    internal static readonly TimeSpan LateLanding = TimeSpan.FromSeconds(60);

    /// <summary>Settles an attempt. What goes to its destination next is looked at after it, in the same transaction: <see cref="Claims.Take"/>.</summary>
    internal static void Settle(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        // A node that was thought dead may come back with its answer: the attempt's own row says whether it was settled already.
        if (tx.Db.Execute("""
            update delivery_attempt set ended = $3, outcome = $4, status = $5, bytes = $6, detail = $7, answer = $8, taken = $9 where delivery = $1 and number = $2 and ended is null
            """, delivery.Id, delivery.Attempts, tx.Now, result.Outcome, result.Status, result.Bytes, result.Detail.Kept(), result.Answer, result.TakenBy.Count == 0 ? null : string.Join('\n', result.TakenBy)) == 0)
        {
            if (result.Outcome == AttemptOutcome.Arrived) Arrived(tx, delivery, result);
            if (!delivery.IsWithdrawal && result.Outcome is AttemptOutcome.Arrived or AttemptOutcome.Unknown) RepeatWithdrawal(tx, delivery);
            return;
        }
        if (result.Outcome == AttemptOutcome.Arrived) Arrived(tx, delivery, result);
        else Failed(tx, delivery, result, chance);
        if (!delivery.IsWithdrawal && result.Outcome is AttemptOutcome.Arrived or AttemptOutcome.Unknown) RepeatWithdrawal(tx, delivery);
        CrashPoint.Pass("delivery.settled");
    }

    /// <summary>Attempts whose node is gone: they may have arrived. Whether there were any.</summary>
    internal static bool Recover(StoreTransaction tx, Destination destination)
    {
        var lapsed = DeliveryTable.Lapsed(tx.Db, destination.Id, tx.Now);
        foreach (var lost in lapsed)
            Settle(tx, lost, new AttemptResult(AttemptOutcome.Unknown, new Sentence("program-ended", "The program ended during the attempt. It may have arrived.")) { IsOfThisOne = true }, 0.5);
        return lapsed.Count > 0;
    }

    private static void Arrived(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result)
    {
        tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = $3 where id = $1 and state <> 6", delivery.Id, tx.Now, result.Status is { } status ? "answered " + status.ToString(System.Globalization.CultureInfo.InvariantCulture) : result.Detail.Text);
        tx.Db.Execute("update destination set failing_since = null, failures = 0, failing_told = 0, blocked_until = null where id = $1 and failures > 0", delivery.Destination);
        if (delivery.IsWithdrawal) DeliveryTable.CloseAlarm(tx, delivery.Id, "receipt");
        foreach (var same in DeliveryTable.OpenOthers(tx.Db, delivery).Where(d => IsSaidBy(delivery, d)))
        {
            tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = $3 where id = $1", same.Id, tx.Now, "as " + delivery.Id.ToString("D"));
            DeliveryTable.CloseAlarm(tx, same.Id, "receipt");
        }
    }

    /// <summary>
    /// Whether another sending of the same version, begun and not over, has nothing more to say: they have this one, which was begun after it. By their numbers: a clock may have been set back between them.
    /// </summary>
    private static bool IsSaidBy(Store.Deliveries.Delivery arrived, Store.Deliveries.Delivery other) => other.Sequence < arrived.Sequence;

    private static void Failed(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        if (result.IsGone) Gone(tx, delivery);
        var wait = result.IsGone ? null : RetrySchedule.After(delivery.Attempts, delivery.IsWithdrawal, Tried(tx, delivery), result.RetryAfter, chance);
        // It may be over by now: a late answer of an earlier attempt was its receipt, or a person confirmed.
        var isOpen = tx.Db.Execute("update delivery set state = $2, next_action = $3 where id = $1 and state = 1", delivery.Id, wait is null ? DeliveryState.GivenUp : DeliveryState.Waiting, wait is { } w ? tx.Now + w : null) == 1;
        if (isOpen && wait is null && delivery.IsWithdrawal) WithdrawalWatch.Raise(tx, delivery.Id);
        if (!result.IsOfThisOne && !result.IsGone && result.Outcome != AttemptOutcome.MadeBadly) Block(tx, delivery, result, chance);
        if (result.Outcome == AttemptOutcome.MadeBadly && delivery.Attempts == 1)
            Alarms.Raise(tx, "delivery-made-badly", $"A delivery could not be made for {CodeOf(tx, delivery)}: {result.Detail} It is tried again; the others go on.", delivery.Story);
    }

    /// <summary>The fault is the destination's: nothing but withdrawals is tried until its next turn. After 15 minutes the desk is told, after 24 hours it is paused.</summary>
    private static void Block(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        var destination = Destinations.Find(tx.Db, delivery.Destination)!;
        var since = destination.FailingSince ?? tx.Now;
        // What was on its way beside the one that failed first is the same failure, not one more.
        if (!(destination.BlockedUntil > tx.Now))
        {
            var failures = destination.Failures + 1;
            var wait = RetrySchedule.After(failures, false, TimeSpan.Zero, result.RetryAfter, chance)!.Value;
            tx.Db.Execute("update destination set failures = $2, failing_since = $3, blocked_until = $4 where id = $1", destination.Id, failures, since, tx.Now + wait);
        }
        if ((delivery.Lane < DeliveryLane.Usual ? tx.Now - since : OpenSince(tx, destination, since)) >= TellsAfter && tx.Db.Execute("update destination set failing_told = 1 where id = $1 and failing_told = 0", destination.Id) == 1)
            Alarms.Raise(tx, "destination-failing", $"{destination.Code} has taken nothing since {since}. {result.Detail} What waits for it is kept, and goes when it answers.");
        if (OpenSince(tx, destination, since) < PausesAfter || destination.State != DestinationState.On) return;
        Destinations.Set(tx, destination.Id, DestinationState.Paused, "failing for 24 hours", "dispatch");
        Alarms.Raise(tx, "destination-paused", $"{destination.Code} has taken nothing for 24 hours and is paused. Holds and kills are still tried. What waits is kept; resume it when it is well.");
    }

    /// <summary>How long a delivery has been tried: the hours in which its destination takes nothing are not hours in which it failed. Withdrawals are tried at any hour.</summary>
    private static TimeSpan Tried(StoreTransaction tx, Store.Deliveries.Delivery delivery)
    {
        if (delivery.FirstAttempt is not { } first) return TimeSpan.Zero;
        return delivery.IsWithdrawal || Destinations.Find(tx.Db, delivery.Destination) is not { } destination ? tx.Now - first : OpenSince(tx, destination, first);
    }

    private static TimeSpan OpenSince(StoreTransaction tx, Destination destination, Instant since) => SendingHours.Kept(destination.Hours)?.OpenBetween(since, tx.Now) ?? tx.Now - since;

    private static void Gone(StoreTransaction tx, Store.Deliveries.Delivery delivery)
    {
        Destinations.Set(tx, delivery.Destination, DestinationState.Off, "answered 410", "dispatch");
        Alarms.Raise(tx, "destination-gone", $"{CodeOf(tx, delivery)} answered that its address is gone for good. It is off. Ask the client for the new one.");
    }

    /// <summary>The story was withdrawn while an older version of it was on its way, and that one may land after the withdrawal: the withdrawal is sent once more.</summary>
    private static void RepeatWithdrawal(StoreTransaction tx, Store.Deliveries.Delivery older)
    {
        if (!DeliveryTable.HasWithdrawalAfter(tx.Db, older)) return;
        var all = DeliveryTable.OfStory(tx.Db, older.Story, older.Destination);
        foreach (var withdrawal in all.Where(d => d.IsWithdrawal && d.Version > older.Version && d.SentAs == older.SentAs && d.ReplayOf is null && d.State is not DeliveryState.Superseded))
            Repeat(tx, withdrawal, all, tx.Now + LateLanding);
    }

    /// <summary>A withdrawal goes out now, and an attempt of an older version ended a moment ago without an answer: it too may land after the withdrawal.</summary>
    internal static void RepeatAfterLost(StoreTransaction tx, Store.Deliveries.Delivery withdrawal)
    {
        var ended = tx.Db.One("""
            select max(a.ended) from delivery d join delivery_attempt a on a.delivery = d.id
            where d.story = $1 and d.destination = $2 and d.version < $3 and d.lane > 0 and coalesce(d.guid, '') = $5 and a.outcome = 4 and a.ended > $4
            """, static r => r.InstantOrNull(0), withdrawal.Story, withdrawal.Destination, withdrawal.Version, tx.Now - LateLanding, withdrawal.SentAs ?? "");
        if (ended is { } at) Repeat(tx, withdrawal, DeliveryTable.OfStory(tx.Db, withdrawal.Story, withdrawal.Destination), at + LateLanding);
    }

    /// <summary>Under a new id: the first would be taken for a repeat. One that waits already waits until then.</summary>
    private static void Repeat(StoreTransaction tx, Store.Deliveries.Delivery withdrawal, List<Store.Deliveries.Delivery> all, Instant at)
    {
        if (all.Find(d => d.ReplayOf == withdrawal.Id && d is { State: DeliveryState.Waiting, Attempts: 0 }) is not { } waiting) DeliveryTable.Replay(tx, withdrawal, at, null);
        else if (waiting.NextAction < at) tx.Db.Execute("update delivery set next_action = $2 where id = $1", waiting.Id, at);
    }

    private static string CodeOf(StoreTransaction tx, Store.Deliveries.Delivery delivery) => Destinations.Find(tx.Db, delivery.Destination)?.Code ?? "a destination";
}
