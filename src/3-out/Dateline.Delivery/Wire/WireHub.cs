using System.Collections.Concurrent;
using System.Data.Common;
using Dateline.Delivery.Dispatch;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Wire;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery.Wire;

/// <summary>
/// Wakes those who wait for what is new: at once for what this node releases, within a quarter of a second for what another does. Every two seconds it wakes
/// everyone, so that an open stream sees that its key was revoked and none needs a timer of its own.
/// </summary>
internal sealed class WireHub(NewsStore store, Dispatcher dispatcher) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private const int TurnsBetweenTicks = 8;
    private readonly ConcurrentDictionary<Guid, WireLine> _lines = new();
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Where a destination's readers wait.</summary>
    internal WireLine Line(Guid destination) => _lines.GetOrAdd(destination, static _ => new WireLine());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Log.Changed += Woken;
        dispatcher.Expanded += Woken;
        try
        {
            for (var turn = 1; !stoppingToken.IsCancellationRequested; turn++)
            {
                await Sleep(stoppingToken).ConfigureAwait(false);
                Look(turn % TurnsBetweenTicks == 0);
            }
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            store.Log.Changed -= Woken;
            dispatcher.Expanded -= Woken;
            foreach (var line in _lines.Values) line.Wake();
        }
    }

    /// <summary>Looks whether anyone's deliveries have grown.</summary>
    /// <param name="all">Whether everyone is woken all the same.</param>
    internal void Look(bool all)
    {
        if (_lines.IsEmpty) return;
        try
        {
            foreach (var (destination, head) in store.Read(PullDeliveries.Heads))
                if (_lines.TryGetValue(destination, out var line)) line.Reached(head, all);
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            // The database does not answer; whoever waits asks it himself, and is told so.
            if (all) foreach (var line in _lines.Values) line.Wake();
        }
    }

    private async Task Sleep(CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(Interval, store.Clock.Time, woken.Token), _wake.WaitAsync(woken.Token)).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    private void Woken(IReadOnlyList<LogChange> changes) => Woken();

    private void Woken()
    {
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will look already */ }
    }
}

/// <summary>Where the readers of one destination wait, and the frames that they share: made once for all who stand at the same place.</summary>
internal sealed class WireLine
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();
    private (long After, Task<WireFrames> Frames)? _shared;
    private long _head;
    private int _open;

    /// <summary>Ends when there is something new, or it is time to look whether one may still wait. Take it before looking.</summary>
    internal Task Changed { get { lock (_gate) return _changed.Task; } }

    /// <summary>The number of the last delivery, as far as is known.</summary>
    internal long Head => Interlocked.Read(ref _head);

    internal void Reached(long head, bool all)
    {
        var isNew = Interlocked.Exchange(ref _head, head) != head;
        if (isNew || all) Wake();
    }

    internal void Wake()
    {
        TaskCompletionSource before;
        lock (_gate) (before, _changed, _shared) = (_changed, New(), null);
        before.TrySetResult();
    }

    /// <summary>The frames after a number, made once for all who were woken together and stand at the same place; the next waking makes them anew.</summary>
    internal Task<WireFrames> Frames(long after, Func<long, Task<WireFrames>> make)
    {
        TaskCompletionSource<WireFrames> mine;
        lock (_gate)
        {
            if (_shared is { } shared && shared.After == after && !shared.Frames.IsFaulted) return shared.Frames;
            mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _shared = (after, mine.Task);
        }
        return Share(mine, after, make);
    }

    // Outside of the gate: who is woken with the one that asks the database waits for the frames, and holds no thread.
    private static async Task<WireFrames> Share(TaskCompletionSource<WireFrames> mine, long after, Func<long, Task<WireFrames>> make)
    {
        try
        {
            var frames = await make(after).ConfigureAwait(false);
            mine.SetResult(frames);
            return frames;
        }
        catch (Exception e)
        {
            mine.SetException(e);
            _ = mine.Task.Exception;
            throw;
        }
    }

    /// <summary>Takes one of so many places; false where none is left.</summary>
    internal bool Enter(int most)
    {
        if (Interlocked.Increment(ref _open) <= most) return true;
        Leave();
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _open);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Entries as a stream carries them.</summary>
/// <param name="Bytes">The bytes; none where there is nothing.</param>
/// <param name="Next">Up to which number they go.</param>
/// <param name="More">Whether there is more.</param>
internal sealed record WireFrames(ReadOnlyMemory<byte> Bytes, long Next, bool More);
