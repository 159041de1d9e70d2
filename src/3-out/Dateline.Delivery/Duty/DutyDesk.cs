using System.Data.Common;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.HttpPush;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Dispatch;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Duty;

/// <summary>
/// Tells those on duty, apart from all deliveries, so that a person hears of a kill though every machine at the client's is down. What is to be told is rows of
/// the store: it is told once, whichever node does it and however often that node starts anew; only an answer that never came is asked for again, with the same id.
/// </summary>
internal sealed class DutyDesk : IDisposable
{
    private const int AtOnce = 100;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly NewsStore _store;
    private readonly DeliveryOptions _options;
    private readonly HttpPushChannel _push;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Over this store.</summary>
    public DutyDesk(NewsStore store, DeliveryOptions options) => (_store, _options, _push) = (store, options, new HttpPushChannel(options.AllowedNetworks));

    /// <summary>What went wrong last; null where the last turn did its work.</summary>
    internal Exception? LastFailure { get; private set; }

    /// <summary>Runs until <paramref name="stop"/>.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        _store.Log.Changed += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await TryTurn(stop).ConfigureAwait(false);
                await Sleep(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            _store.Log.Changed -= Wake;
        }
    }

    /// <summary>One turn: plans what is new, and tells what is due. How many were told, or tried to be.</summary>
    internal async Task<int> TurnAsync(CancellationToken stop = default)
    {
        var now = _store.Clock.Now();
        if (_store.Read(db => DutyPlan.HasWork(db, now, _options)))
        {
            while (await _store.Write(tx => DutyPlan.Follow(tx, _options)).ConfigureAwait(false) > 0) { }
            await _store.Write(tx => DutyPlan.Escalate(tx, _options) + DutyPlan.Page(tx, _options)).ConfigureAwait(false);
        }
        if (!_store.Read(db => DutyNotices.HasDue(db, now))) return 0;
        var due = await _store.Write(tx => DutyNotices.Take(tx, _options.AttemptTimeout + Claims.Grace, AtOnce)).ConfigureAwait(false);
        await Task.WhenAll(due.Select(notice => Tell(notice, stop))).ConfigureAwait(false);
        return due.Count;
    }

    private async Task Tell(DutyNotice notice, CancellationToken stop)
    {
        // Somebody has it meanwhile: nobody is woken for it.
        if (notice.Alarm is { } alarm && _store.Read(db => Alarms.Find(db, alarm)) is { AcknowledgedAt: not null })
        {
            await _store.Write(tx => { DutyNotices.Settle(tx, notice, DutyNoticeState.Skipped, "Somebody has it.", null); return true; }).ConfigureAwait(false);
            return;
        }
        var result = _store.Clock.Now() - notice.Created >= DutyPlan.TooLate ? new AttemptResult(AttemptOutcome.NotConnected, new Sentence("too-late", "It could not be told within the hour.")) : await Send(notice, stop).ConfigureAwait(false);
        CrashPoint.Pass("duty.sent");
        await _store.Write(tx => { Settle(tx, notice, result); return true; }).ConfigureAwait(false);
    }

    private async Task<AttemptResult> Send(DutyNotice notice, CancellationToken stop)
    {
        if (_store.Read(db => DutyWords.Of(db, notice, _options)) is not { } words) return new(AttemptOutcome.MadeBadly, "The story is not here.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = _store.Clock.Time.CreateTimer(static cts => ((CancellationTokenSource)cts!).Cancel(), deadline, _options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        if (notice.Way == DutyWay.Webhook) return await Call(notice, words, deadline.Token).ConfigureAwait(false);
        if (_options.Mail is not { } relay) return new(AttemptOutcome.MadeBadly, "There is no mail relay: mail:host is not set.");
        using var mail = words.Mail(notice, relay, _store.Clock.Now());
        return await new MailPost(relay).Send(mail, [notice.Address], deadline.Token).ConfigureAwait(false);
    }

    private async Task<AttemptResult> Call(DutyNotice notice, DutyWords words, CancellationToken cancel)
    {
        if (_options.Webhook is not { } webhook) return new(AttemptOutcome.MadeBadly, "There is no webhook: duty:url is not set.");
        return await _push.Send(new Parcel
        {
            Id = notice.Id,
            Sequence = 0,
            Attempt = notice.Attempts,
            Options = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["url"] = webhook.Url.AbsoluteUri }),
            Secret = webhook.Secret,
            Guid = notice.Id.ToString("D"),
            Version = 1,
            Status = PubStatus.Usable,
            Bytes = words.Json,
            ContentType = "application/json",
            At = _store.Clock.Now(),
        }, cancel).ConfigureAwait(false);
    }

    private static void Settle(StoreTransaction tx, DutyNotice notice, AttemptResult result)
    {
        var kind = notice.Kind switch { DutyNoticeKind.Withdrawal => "duty-withdrawal", DutyNoticeKind.Escalation => "duty-escalation", _ => "duty-unattended" };
        var subject = (notice.Alarm ?? notice.Story).ToString("D");
        var whom = notice.Way == DutyWay.Webhook ? "webhook" : notice.Client ?? "house";
        if (result.Outcome == AttemptOutcome.Arrived)
        {
            DutyNotices.Settle(tx, notice, DutyNoticeState.Sent, result.Detail.Text, null);
            tx.Audit("dispatch", kind, subject, $"told {whom} as {notice.Id:D}");
            return;
        }
        var next = tx.Now + RetrySchedule.After(notice.Attempts, isWithdrawal: true, tx.Now - notice.Created, result.RetryAfter, 0.5)!.Value;
        if (next - notice.Created < DutyPlan.TooLate)
        {
            DutyNotices.Settle(tx, notice, DutyNoticeState.Waiting, result.Detail.Text, next);
            return;
        }
        DutyNotices.Settle(tx, notice, DutyNoticeState.GivenUp, result.Detail.Text, null);
        tx.Audit("dispatch", kind, subject, $"could not tell {whom} as {notice.Id:D}");
        Alarms.Raise(tx, "duty-not-told", $"{(notice.Client is { } client ? $"The duty editor of {client}" : notice.Way == DutyWay.Webhook ? "The house's webhook" : "The house's duty desk")} could not be told of {(notice.Alarm is null ? "a withdrawal" : "something that came in and that nobody has")}: {result.Detail} Call by phone.", notice.Story == Guid.Empty ? null : notice.Story);
    }

    private async Task TryTurn(CancellationToken stop)
    {
        try
        {
            await TurnAsync(stop).ConfigureAwait(false);
            LastFailure = null;
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            LastFailure = e;
        }
    }

    private void Wake(IReadOnlyList<LogChange> changes)
    {
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will wake already */ }
    }

    private async Task Sleep(CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(LongestSleep, _store.Clock.Time, woken.Token), _wake.WaitAsync(woken.Token)).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _push.Dispose();
        _wake.Dispose();
    }
}
