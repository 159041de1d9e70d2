using System.Collections.Concurrent;
using System.Threading.Channels;
using Dateline.Store;
using Dateline.Store.Database;

namespace Dateline.Newsroom.Room;

/// <summary>What a screen shows, so that it hears of nothing else. Both null: whatever changes concerns it.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Chain">The story, with those it belongs together with, by their chain.</param>
internal readonly record struct ScreenSubject(string? Desk, Guid? Chain);

/// <summary>
/// Tells open screens that something has changed which they show: on their desk, in their story, or in what stands over every screen. That somebody types a story of another desk is no
/// event: a hundred people who write would otherwise have two hundred screens ask four times a second. One look at the store a quarter of a second serves all of them, on every node; while nobody has a screen open, nothing looks.
/// </summary>
internal sealed class DeskFeed(NewsStore store) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Channel<string>, ScreenSubject> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Lock _reading = new();
    private Task? _watch;
    private DeskMoment? _known;

    /// <summary>What names the state of all screens: stories, alarms, receipts that are owed, and who outside was told. The same name, nothing to do.</summary>
    internal static string StateOf(Db db) => db.One(
        "select change_seq, (select count(*) from alarm where acknowledged_at is null), (select coalesce(max(at), 0) from alarm), (select count(*) from delivery where lane = 0 and receipt_at is null and state in (0, 1, 5)), (select coalesce(max(told), 0) from draft_link where told is not null) from log_head where id = 1",
        static r => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{r.Long(0)}.{r.Long(1)}.{r.Long(2)}.{r.Long(3)}.{r.Long(4)}"))!;

    /// <summary>The change of a story that a state knows of last; null where it is no state.</summary>
    internal static long? ChangeOf(string? state) =>
        state?.Split('.') is [var change, ..] && long.TryParse(change, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What all screens share in the state that <paramref name="db"/> shows: read once, however many ask.</summary>
    internal DeskMoment Moment(Db db)
    {
        var state = StateOf(db);
        var known = Volatile.Read(ref _known);
        if (known?.State == state) return known;
        // One reads it; who asks meanwhile waits that long, and has it too.
        lock (_reading)
        {
            if (_known?.State == state) return _known;
            known = DeskMoment.Read(db, state);
            Volatile.Write(ref _known, known);
            return known;
        }
    }

    /// <summary>The states in which <paramref name="subject"/> has changed, as they come, from the one after <paramref name="since"/>; a slow reader gets only the newest.</summary>
    internal async IAsyncEnumerable<string> Follow(string? since, ScreenSubject subject, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _open.TryAdd(channel, subject);
        try
        {
            Watch();
            var now = store.Read(StateOf);
            if (now != since) yield return now;
            await foreach (var state in channel.Reader.ReadAllAsync(stop).ConfigureAwait(false)) yield return state;
        }
        finally
        {
            _open.TryRemove(channel, out _);
        }
    }

    private void Watch()
    {
        lock (_gate)
            _watch ??= Task.Run(Look);
    }

    private async Task Look()
    {
        var watch = new DeskWatch();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            // A screen that opens now finds either this watch going on, or none and begins one.
            lock (_gate)
                if (_open.IsEmpty)
                {
                    _watch = null;
                    return;
                }
            try
            {
                var (state, news) = store.Read(db => StateOf(db) is var now ? (now, watch.Look(db, now)) : default);
                if (news is not null)
                    foreach (var (channel, subject) in _open)
                        if (news.Concerns(subject)) channel.Writer.TryWrite(state);
            }
            catch (Exception e) when (e is StoreException or System.Data.Common.DbException)
            {
                // The screens keep what they show; the next look may succeed.
            }
        }
        while (await Next(timer).ConfigureAwait(false));
    }

    private async Task<bool> Next(PeriodicTimer timer)
    {
        try { return await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false); }
        catch (OperationCanceledException) { return false; }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
