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
/// <param name="Guid">The guid under which it goes.</param>
/// <param name="Story">The story's own guid.</param>
/// <param name="Status">What may be done with the version.</param>
/// <param name="HadIt">Whether the destination was attempted with the story before.</param>
internal sealed record Claim(Store.Deliveries.Delivery Delivery, Destination Destination, string Guid, string Story, PubStatus Status, bool HadIt);

/// <summary>
/// Decides, in one transaction, what goes to a destination next, and writes down that it is about to go before a byte leaves: who was ever attempted
/// with what must be known even if this machine dies in the attempt. Here an older version yields to a newer, and the gate is asked.
/// </summary>
internal static class Claims
{
    // Beyond what may be claimed: what is over is closed on the way.
    private const int LookedAt = 2;

    /// <summary>A lease ends this long after the attempt's own deadline: then its node is gone, and the attempt may have arrived.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Claims what may go to a destination now, and says when there is next something to do for it.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="id">The destination.</param>
    /// <param name="attemptTimeout">How long an attempt may take.</param>
    /// <param name="withdrawalsOnly">Whether nothing else may go: the node has as much on its way as it can bear.</param>
    internal static List<Claim> Take(StoreTransaction tx, Guid id, TimeSpan attemptTimeout, bool withdrawalsOnly = false)
    {
        var claims = new List<Claim>();
        if (Destinations.Find(tx.Db, id) is not { } destination) return claims;
        if (Settling.Recover(tx, destination)) destination = Destinations.Find(tx.Db, id)!;
        var client = Clients.StatusOf(tx.Db, destination.Client, tx.Now);
        var slots = withdrawalsOnly || !IsOpen(destination, client, tx.Now) ? 0 : Slots(tx.Db, destination);
        var pace = Pace.Of(tx.Db, destination, tx.Now);
        while (Look(tx, destination, client, pace, attemptTimeout, claims, ref slots)) { }
        PlanNext(tx, destination, client, withdrawalsOnly);
        CrashPoint.Pass("delivery.claimed");
        return claims;
    }

    /// <summary>Looks at the first of what is ready; whether there may be more to claim.</summary>
    private static bool Look(StoreTransaction tx, Destination destination, ClientStatus client, Pace pace, TimeSpan attemptTimeout, List<Claim> claims, ref int slots)
    {
        // What another version keeps waiting stays at the head of what is ready: there is at most one for each that is on its way.
        var most = Math.Max(slots, 0) + destination.Concurrency + LookedAt;
        var ready = slots <= 0 ? DeliveryTable.ReadyWithdrawals(tx.Db, destination.Id, tx.Now, most)
            : pace.HoldsBack ? DeliveryTable.ReadyUnheld(tx.Db, destination.Id, tx.Now, most, pace.TakesCorrections)
            : DeliveryTable.Ready(tx.Db, destination.Id, tx.Now, most);
        var isFewer = false;
        foreach (var due in ready)
        {
            var delivery = due.Delivery;
            if (!delivery.IsWithdrawal && slots <= 0) return false;
            var story = StoryTable.StandingOf(tx.Db, delivery.Story);
            var hadIt = HadIt(tx.Db, destination, delivery);
            if (End(tx, destination, client, due, story, hadIt) is { } state)
            {
                if (state == DeliveryState.Withdrawn && IsServed(client) && ClockIsBehind(tx, delivery.Story, story) is { } until) { Postpone(tx, delivery, until); isFewer = true; continue; }
                Close(tx, delivery, state);
                // What is withdrawn is no newer version any more: the others are looked at again.
                if (state == DeliveryState.Withdrawn) return true;
            }
            else if (!delivery.IsWithdrawal && (due.IsBusy || claims.Exists(c => c.Delivery.Story == delivery.Story))) continue;
            else if (!pace.Takes(delivery.Lane, () => IsCorrection(tx.Db, destination, delivery, hadIt))) continue;
            else
            {
                claims.Add(Begin(tx, destination, delivery, story!, hadIt, attemptTimeout, ref slots));
                pace.Begin();
            }
            isFewer = true;
        }
        return isFewer && ready.Count == most;
    }

    /// <summary>How many more may be on their way; a destination that fails is probed with one.</summary>
    private static int Slots(Db db, Destination destination) =>
        (destination.Failures > 0 ? 1 : destination.Concurrency) - (int)(db.Number("select count(*) from delivery where destination = $1 and state = 1 and lane > 0", destination.Id) ?? 0);

    /// <summary>Whether anything but a withdrawal may go to it.</summary>
    internal static bool IsOpen(Destination destination, ClientStatus client, Instant now) =>
        destination.State == DestinationState.On && client != ClientStatus.Paused && !(destination.BlockedUntil > now);

    private static bool HadIt(Db db, Destination destination, Store.Deliveries.Delivery delivery) =>
        db.Number("select 1 from recipient where destination = $1 and story = $2 limit 1", destination.Code, delivery.Story) is not null;

    /// <summary>Whether it corrects what the destination has, in the story itself or in the one that this corrects.</summary>
    private static bool IsCorrection(Db db, Destination destination, Store.Deliveries.Delivery delivery, bool hadIt) => delivery.Action switch
    {
        ReleaseAction.Correct => hadIt,
        ReleaseAction.Corrective => Audiences.HadLinked(db, delivery.Story).Contains(destination.Code),
        _ => false,
    };

    /// <summary>Why it is not to go any more: something newer went or is to go, the gate has closed, or the contract is over. Null: it goes.</summary>
    private static DeliveryState? End(StoreTransaction tx, Destination destination, ClientStatus client, DueDelivery due, StoryStanding? story, bool hadIt)
    {
        var delivery = due.Delivery;
        if (delivery.IsWithdrawal) return destination.State == DestinationState.Off ? DeliveryState.GivenUp : due.HasNewerToHold ? DeliveryState.Superseded : null;
        if (due.HasNewer) return DeliveryState.Superseded;
        if (!IsServed(client)) return DeliveryState.Withdrawn;
        if (story is null) return DeliveryState.Withdrawn;
        if (story.Standing.Status != PubStatus.Usable) return DeliveryState.Superseded;
        return Audiences.MayHave(story.Standing, destination, delivery.Action, hadIt, tx.Now) ? null : DeliveryState.Withdrawn;
    }

    /// <summary>Whether its contract stands, paused or not.</summary>
    internal static bool IsServed(ClientStatus client) => client is not (ClientStatus.Suspended or ClientStatus.Ended);

    /// <summary>
    /// When an embargo ends that has ended once before: the clock was set back behind it. Nothing would bring the delivery back a second time, so it waits. Null: its moment is still to come, and brings it then.
    /// </summary>
    private static Instant? ClockIsBehind(StoreTransaction tx, Guid id, StoryStanding? story) =>
        story is { Standing: { AwaitsPerson: false, Embargo.Until: { } until } } && until > tx.Now && Timetable.HasEnded(tx.Db, id, until) ? until : null;

    private static void Postpone(StoreTransaction tx, Store.Deliveries.Delivery delivery, Instant until) => tx.Db.Execute("update delivery set next_action = $2 where id = $1", delivery.Id, until);

    private static Claim Begin(StoreTransaction tx, Destination destination, Store.Deliveries.Delivery delivery, StoryStanding story, bool hadIt, TimeSpan attemptTimeout, ref int slots)
    {
        if (!delivery.IsWithdrawal) slots--;
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
        delivery = Named(tx, destination, delivery, story.Guid);
        tx.Db.Execute("update delivery set state = 1, attempts = $2, first_attempt = $3, last_attempt = $4, next_action = $5, sequence = $6, guid = $7, follows = $8 where id = $1",
            delivery.Id, delivery.Attempts, delivery.FirstAttempt, delivery.LastAttempt, delivery.NextAction, sequence, delivery.SentAs, delivery.Follows);
        if (delivery.SentAs is { } sentAs) SentGuids.Note(tx, destination.Code, delivery.Story, sentAs, delivery.Version);
        tx.Db.Execute("insert into delivery_attempt (delivery, number, started) values ($1, $2, $3)", delivery.Id, delivery.Attempts, tx.Now);
        if (!delivery.IsWithdrawal)
            foreach (var photo in StoryPhotos.Of(tx.Db, destination, delivery.Story, delivery.Version, delivery.SentAs ?? story.Guid, tx.Now))
                SentPhotos.Note(tx, destination.Code, delivery.Story, delivery.Version, photo.Name, photo.Item);
        DeliveryStarts.Note(tx, destination, delivery.Id, delivery.Attempts);
        Recipients.Note(tx, destination.Code, delivery.Story, delivery.Version);
        if (delivery is { IsWithdrawal: true, Attempts: 1, ReplayOf: null }) Settling.RepeatAfterLost(tx, delivery);
        var status = StoryTable.StatusOf(tx.Db, delivery.Story, delivery.Version) ?? story.Standing.Status;
        return new Claim(delivery, destination, delivery.SentAs ?? story.Guid, story.Guid, status, hadIt);
    }

    /// <summary>
    /// Under which guid it goes, decided once: what it was first tried as it is in every attempt and replay. The first version that a destination sees has the story's own;
    /// where a new version is a new item there, each later one has its own, and says which it evolved from.
    /// </summary>
    private static Store.Deliveries.Delivery Named(StoreTransaction tx, Destination destination, Store.Deliveries.Delivery delivery, string guid)
    {
        if (delivery.IsWithdrawal || delivery.SentAs is not null || delivery.Attempts > 1 || delivery.ReplayOf is not null) return delivery;
        if (destination.Writethrus != WritethruMapping.NewGuid || !SentGuids.HadOlder(tx.Db, destination.Code, delivery.Story, delivery.Version)) return delivery;
        var before = SentGuids.Before(tx.Db, destination, delivery.Story, delivery.Version);
        return delivery with { SentAs = ChainGuid.Of(guid, delivery.Version), Follows = before is "" ? guid : before };
    }

    private static void Close(StoreTransaction tx, Store.Deliveries.Delivery delivery, DeliveryState state)
    {
        tx.Db.Execute("update delivery set state = $2, next_action = null where id = $1", delivery.Id, state);
        if (!delivery.IsWithdrawal) return;
        if (state == DeliveryState.GivenUp) WithdrawalWatch.Raise(tx, delivery.Id);
        else DeliveryTable.HandOverAlarms(tx, delivery.Story);
    }

    /// <summary>
    /// When there is next something to do for a destination whose ready deliveries were just looked at: the earliest end of a lease, or of a wait.
    /// What is ready and was not claimed waits for one that is on its way, or for the destination to be open again: its next turn comes with that.
    /// </summary>
    private static void PlanNext(StoreTransaction tx, Destination destination, ClientStatus client, bool withdrawalsOnly)
    {
        var next = Min(Earliest(tx.Db, destination.Id, tx.Now, "state = 1"), Earliest(tx.Db, destination.Id, tx.Now, "lane = 0 and state < 2 and state = 0"));
        if (destination.State == DestinationState.On && client != ClientStatus.Paused)
        {
            // Where nothing else was looked at, what was ready before is ready still.
            var since = withdrawalsOnly || destination.BlockedUntil > tx.Now ? new Instant(0) : tx.Now;
            var others = NextUsual(tx.Db, destination, since, Pace.Of(tx.Db, destination, tx.Now));
            if (others < destination.BlockedUntil) others = destination.BlockedUntil;
            next = Min(next, others);
        }
        tx.Db.Execute("update destination set next_action = $2 where id = $1", destination.Id, next);
    }

    /// <summary>What its pace holds back is ready, and goes when that lets it; what it does not hold back is as ever.</summary>
    private static Instant? NextUsual(Db db, Destination destination, Instant since, Pace pace)
    {
        if (pace.Until is not { } until) return Earliest(db, destination.Id, since, "+lane > 0 and state < 2 and state = 0");
        var unheld = Earliest(db, destination.Id, since, $"(+lane = 1 or (+lane = 2 and action in ({(int)ReleaseAction.Correct}, {(int)ReleaseAction.Corrective}))) and state < 2 and state = 0");
        var held = Earliest(db, destination.Id, new Instant(0), "+lane = 2 and state < 2 and state = 0");
        return Min(unheld, held < until ? until : held);
    }

    private static Instant? Min(Instant? a, Instant? b) => a is { } one && b is { } other ? Instant.Min(one, other) : a ?? b;

    private static Instant? Earliest(Db db, Guid id, Instant after, string which) =>
        db.One($"select next_action from delivery where destination = $1 and next_action > $2 and {which} order by next_action limit 1", static r => r.InstantOrNull(0), id, after);
}
