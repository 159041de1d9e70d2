using System.Data.Common;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;

namespace Dateline.Store.Stories;

/// <summary>
/// Does what happens by time alone, at its moment, stories that templates make among it: one runner on every node, each thing once on all of them, because whoever does it holds the
/// log's head. After a crash it does at once what was missed. Ten minutes ahead it tells the desk of a planned story that could not go as things are.
/// </summary>
public sealed class TimetableRunner(NewsStore store)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooksAhead = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private Instant _lookedAhead = new(long.MinValue);
    private bool _clockTold;

    /// <summary>What went wrong last, for a log; null where the last round did its work.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Runs until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        store.Log.Changed += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await TryRunOnceAsync();
                await SleepAsync(stop);
            }
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            store.Log.Changed -= Wake;
        }
    }

    /// <summary>Does what is due now, and looks ahead; how much was done.</summary>
    public async Task<int> RunOnceAsync()
    {
        var done = 0;
        while (store.Read(Timetable.Next) is { } next && next <= store.Clock.Now())
        {
            var now = await store.Write(Timetable.RunDue);
            // Nothing was left: another node was quicker, or its clock is.
            if (now == 0) break;
            done += now;
        }
        while (store.Read(TemplatePlans.Next) is { } plan && plan <= store.Clock.Now())
        {
            var made = await store.Write(TemplatePlans.RunDue);
            if (made == 0) break;
            done += made;
        }
        await LookAheadAsync();
        await TellOfClockAsync();
        return done;
    }

    private async Task TryRunOnceAsync()
    {
        try
        {
            await RunOnceAsync();
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

    // A release may have set an earlier moment: it wakes the runner.
    private async Task SleepAsync(CancellationToken stop)
    {
        var sleep = LongestSleep;
        if (LastFailure is null && store.Read(Timetable.Next) is { } next && next - store.Clock.Now() is var left && left < sleep) sleep = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var timer = Task.Delay(sleep, store.Clock.Time, woken.Token);
        await Task.WhenAny(timer, _wake.WaitAsync(woken.Token));
        await woken.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private async Task LookAheadAsync()
    {
        var now = store.Clock.Now();
        if (now - _lookedAhead < BetweenLooksAhead && now >= _lookedAhead) return;
        _lookedAhead = now;
        var cant = store.Read(db => Timetable.Unwarned(db, now + Ahead).Where(row => Timetable.WhyNot(db, row) is not null).ToList());
        foreach (var row in cant) await store.Write(tx => Timetable.Warn(tx, row));
    }

    private async Task TellOfClockAsync()
    {
        var trusted = store.Clock.IsTrusted;
        if (!trusted && !_clockTold)
            await store.Write(tx => Alarms.Raise(tx, "clock", $"This machine's clock is off by {store.Clock.Offset.TotalSeconds:+0.0;-0.0} s. Nothing opens before the earlier of the two times. Set the clock right, or confirm it."));
        _clockTold = !trusted;
    }
}
