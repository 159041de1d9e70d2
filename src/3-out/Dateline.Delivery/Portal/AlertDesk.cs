using System.Data.Common;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Portal;

/// <summary>
/// Tells the people of the clients by mail of what is new in their topics, at once or once a day. What is to be told is rows of the store; the gate is asked again when it is
/// told, and whoever is told has what the mail says, so that a withdrawal reaches them too.
/// </summary>
internal sealed class AlertDesk(NewsStore store, DeliveryOptions options, PortalHouse house) : IDisposable
{
    private const int MostOfMail = 100;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(4);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Runs until <paramref name="stop"/>. Without a relay nothing is planned, so that nothing old is told when there is one.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        store.Log.Changed += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                try { while (await TurnAsync(stop).ConfigureAwait(false) > 0) { } }
                catch (Exception e) when (e is StoreException or DbException) { /* the database does not answer; the next turn asks again */ }
                using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
                await Task.WhenAny(Task.Delay(LongestSleep, store.Clock.Time, woken.Token), _wake.WaitAsync(woken.Token)).ConfigureAwait(false);
                await woken.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            store.Log.Changed -= Wake;
        }
    }

    /// <summary>One turn: plans what is new, and writes one person. How many alerts were dealt with.</summary>
    internal async Task<int> TurnAsync(CancellationToken stop = default)
    {
        if (store.Read(AlertPlan.HasWork)) while (await store.Write(tx => AlertPlan.Follow(tx, house.Options)).ConfigureAwait(false) > 0) { }
        if (options.Mail is not { } relay || !store.Read(db => ClientAlerts.HasDue(db, store.Clock.Now()))) return 0;
        var due = await store.Write(tx => ClientAlerts.Take(tx, options.AttemptTimeout + Claims.Grace, MostOfMail)).ConfigureAwait(false);
        if (due.Count > 0) await Tell(relay, due, stop).ConfigureAwait(false);
        return due.Count;
    }

    private async Task Tell(MailRelay relay, List<ClientAlert> due, CancellationToken stop)
    {
        // Written down before a byte leaves, and the gate asked where it is.
        var (person, told) = await store.Write(tx => Told(tx, due)).ConfigureAwait(false);
        if (person is null || told.Count == 0) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = store.Clock.Time.CreateTimer(static cts => ((CancellationTokenSource)cts!).Cancel(), deadline, options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        using var mail = new AlertMail(house, person, store.Clock.Now()).Of([.. told.Select(static t => t.Entry)], relay, store.Ids.NewId());
        var result = await new MailPost(relay).Send(mail, [person.Login], deadline.Token).ConfigureAwait(false);
        await store.Write(tx => { foreach (var (alert, _) in told) Settle(tx, alert, result); return 0; }).ConfigureAwait(false);
    }

    private static (Person?, List<(ClientAlert Alert, PortalEntry Entry)>) Told(StoreTransaction tx, List<ClientAlert> due)
    {
        var told = new List<(ClientAlert, PortalEntry)>();
        var person = People.Find(tx.Db, due[0].Person) is { Ended: null, Client: not null } known && MailRelay.IsAddress(known.Login) ? known : null;
        var destination = person is null ? null : PullDeliveries.DestinationOf(tx.Db, person.Client!.Value, Destination.PortalChannel);
        foreach (var alert in due)
        {
            if (destination is null || Entry(tx.Db, destination, alert, tx.Now) is not { } entry)
            {
                ClientAlerts.Settle(tx, alert, DutyNoticeState.Skipped, "It is not theirs to read any more.", null);
                continue;
            }
            PullDeliveries.Give(tx, destination, [entry.Ready]);
            ClientReadings.Note(tx, person!, entry.Ready.Delivery.Story, entry.Version.Number, ReadingKind.Mailed);
            told.Add((alert, entry));
        }
        return (person, told);
    }

    private static PortalEntry? Entry(Db db, Destination destination, ClientAlert alert, Instant now)
    {
        if (DeliveryTable.Find(db, alert.Delivery) is not { Sequence: { } sequence } || WireAccess.Of(db, destination.Id, now) is not { } access) return null;
        // A newer version that came meanwhile is told of by itself.
        var row = PullDeliveries.After(db, destination.Id, sequence - 1, 1).Find(r => r.Delivery.Id == alert.Delivery);
        return row is { Delivery.IsWithdrawal: false } && WireFeed.May(db, access, row, now) ? PortalWire.Entry(db, row, now) : null;
    }

    private static void Settle(StoreTransaction tx, ClientAlert alert, AttemptResult result)
    {
        if (result.Outcome == AttemptOutcome.Arrived) ClientAlerts.Settle(tx, alert, DutyNoticeState.Sent, result.Detail.Text, null);
        else if (tx.Now - alert.Created < TooLate || alert.Attempts < 5) ClientAlerts.Settle(tx, alert, DutyNoticeState.Waiting, result.Detail.Text, tx.Now + RetrySchedule.After(alert.Attempts, false, TimeSpan.Zero, result.RetryAfter, 0.5)!.Value);
        else ClientAlerts.Settle(tx, alert, DutyNoticeState.GivenUp, result.Detail.Text, null);
    }

    private void Wake(IReadOnlyList<LogChange> changes)
    {
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will wake already */ }
    }

    public void Dispose() => _wake.Dispose();
}
