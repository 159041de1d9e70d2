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

    /// <summary>Settles an attempt.</summary>
    internal static void Settle(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        // A node that was thought dead may come back with its answer: the attempt's own row says whether it was settled already.
        if (tx.Db.Execute("""
            update delivery_attempt set ended = $3, outcome = $4, status = $5, bytes = $6, detail = $7, answer = $8, taken = $9 where delivery = $1 and number = $2 and ended is null
            """, delivery.Id, delivery.Attempts, tx.Now, result.Outcome, result.Status, result.Bytes, result.Detail, result.Answer, result.TakenBy.Count == 0 ? null : string.Join('\n', result.TakenBy)) == 0)
        {
            if (result.Outcome == AttemptOutcome.Arrived) Arrived(tx, delivery, result);
            if (!delivery.IsWithdrawal && result.Outcome is AttemptOutcome.Arrived or AttemptOutcome.Unknown) RepeatWithdrawal(tx, delivery);
            return;
        }
        if (result.Outcome == AttemptOutcome.Arrived) Arrived(tx, delivery, result);
        else Failed(tx, delivery, result, chance);
        if (!delivery.IsWithdrawal && result.Outcome is AttemptOutcome.Arrived or AttemptOutcome.Unknown) RepeatWithdrawal(tx, delivery);
        Claims.PlanNext(tx, delivery.Destination, hasLooked: false);
        CrashPoint.Pass("delivery.settled");
    }

    /// <summary>Attempts whose node is gone: they may have arrived.</summary>
    internal static void Recover(StoreTransaction tx, Destination destination)
    {
        foreach (var lost in DeliveryTable.Open(tx.Db, destination.Id, 1000).Where(d => d.State == DeliveryState.Sending && d.NextAction <= tx.Now))
            Settle(tx, lost, new AttemptResult(AttemptOutcome.Unknown, "The program ended during the attempt. It may have arrived."), 0.5);
    }

    private static void Arrived(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result)
    {
        tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = $3 where id = $1 and state <> 6", delivery.Id, tx.Now, result.Status is { } status ? "answered " + status.ToString(System.Globalization.CultureInfo.InvariantCulture) : result.Detail);
        tx.Db.Execute("update destination set failing_since = null, failures = 0, failing_told = 0, blocked_until = null where id = $1 and failures > 0", delivery.Destination);
        if (delivery.IsWithdrawal) DeliveryTable.CloseAlarm(tx, delivery.Id, "receipt");
    }

    private static void Failed(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        if (result.IsGone) Gone(tx, delivery);
        var wait = result.IsGone ? null : RetrySchedule.After(delivery.Attempts, delivery.IsWithdrawal, tx.Now - (delivery.FirstAttempt ?? tx.Now), result.RetryAfter, chance);
        tx.Db.Execute("update delivery set state = $2, next_action = $3 where id = $1 and state = 1", delivery.Id, wait is null ? DeliveryState.GivenUp : DeliveryState.Waiting, wait is { } w ? tx.Now + w : null);
        if (wait is null && delivery.IsWithdrawal) WithdrawalWatch.Raise(tx, delivery.Id);
        if (!result.IsOfThisOne && !result.IsGone && result.Outcome != AttemptOutcome.MadeBadly) Block(tx, delivery, result, chance);
        if (result.Outcome == AttemptOutcome.MadeBadly && delivery.Attempts == 1)
            Alarms.Raise(tx, "delivery-made-badly", $"A delivery could not be made for {CodeOf(tx, delivery)}: {result.Detail} It is tried again; the others go on.", delivery.Story);
    }

    /// <summary>The fault is the destination's: nothing but withdrawals is tried until its next turn. After 15 minutes the desk is told, after 24 hours it is paused.</summary>
    private static void Block(StoreTransaction tx, Store.Deliveries.Delivery delivery, AttemptResult result, double chance)
    {
        var destination = Destinations.Find(tx.Db, delivery.Destination)!;
        var failures = destination.Failures + 1;
        var since = destination.FailingSince ?? tx.Now;
        var wait = RetrySchedule.After(failures, false, TimeSpan.Zero, result.RetryAfter, chance)!.Value;
        tx.Db.Execute("update destination set failures = $2, failing_since = $3, blocked_until = $4 where id = $1", destination.Id, failures, since, tx.Now + wait);
        if (tx.Now - since >= TellsAfter && tx.Db.Execute("update destination set failing_told = 1 where id = $1 and failing_told = 0", destination.Id) == 1)
            Alarms.Raise(tx, "destination-failing", $"{destination.Code} has taken nothing since {since}. {result.Detail} What waits for it is kept, and goes when it answers.");
        if (tx.Now - since < PausesAfter || destination.State != DestinationState.On) return;
        Destinations.Set(tx, destination.Id, DestinationState.Paused, "failing for 24 hours", "dispatch");
        Alarms.Raise(tx, "destination-paused", $"{destination.Code} has taken nothing for 24 hours and is paused. Holds and kills are still tried. What waits is kept; resume it when it is well.");
    }

    private static void Gone(StoreTransaction tx, Store.Deliveries.Delivery delivery)
    {
        Destinations.Set(tx, delivery.Destination, DestinationState.Off, "answered 410", "dispatch");
        Alarms.Raise(tx, "destination-gone", $"{CodeOf(tx, delivery)} answered that its address is gone for good. It is off. Ask the client for the new one.");
    }

    /// <summary>The story was withdrawn while an older version of it was on its way, and that one may land after the withdrawal: the withdrawal is sent once more.</summary>
    private static void RepeatWithdrawal(StoreTransaction tx, Store.Deliveries.Delivery older)
    {
        foreach (var withdrawal in DeliveryTable.OfStory(tx.Db, older.Story, older.Destination).Where(d => d.IsWithdrawal && d.Version > older.Version && d.ReplayOf is null && d.State is not DeliveryState.Superseded))
            DeliveryTable.Replay(tx, withdrawal, tx.Now + LateLanding, null);
    }

    private static string CodeOf(StoreTransaction tx, Store.Deliveries.Delivery delivery) => Destinations.Find(tx.Db, delivery.Destination)?.Code ?? "a destination";
}
