using System.Diagnostics;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;
using Npgsql;

namespace Dateline.Store.Wire;

/// <summary>
/// Knows the head of the wire log and tells caches and indexes what changed, in order, without gaps. On one machine the writer tells it at once.
/// On PostgreSQL other nodes write too: a notice from the database is a hint, a look every 200 ms is the truth, and
/// <see cref="IsConfirmed"/> says whether the head was confirmed within the last second. Caches are bypassed while it was not.
/// </summary>
public sealed class LogFollower : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly StoreDatabase _database;
    private readonly StoreClock _clock;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task? _watch;
    private long _head;
    private long _confirmedAt;

    internal LogFollower(StoreDatabase database, StoreClock clock)
    {
        (_database, _clock) = (database, clock);
        _head = database.Read(static db => db.Number("select position from log_head where id = 1")) ?? 0;
        _confirmedAt = Stopwatch.GetTimestamp();
        if (database is PostgresStoreDatabase postgres) _watch = Task.Run(() => Watch(postgres));
    }

    /// <summary>The newest position that everyone told by <see cref="Changed"/> knows.</summary>
    public long Head => Interlocked.Read(ref _head);

    /// <summary>Whether the head is known to be the newest.</summary>
    public bool IsConfirmed => Failure is null && (_watch is null || Stopwatch.GetElapsedTime(Interlocked.Read(ref _confirmedAt)) <= Fresh);

    /// <summary>
    /// What a listener of <see cref="Changed"/> threw, if one did: it may have missed a kill, so nothing it keeps is believed until a restart.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <summary>Rows were committed. Called in the log's order, on the writer's thread or the watcher's; be quick, and do not throw.</summary>
    public event Action<IReadOnlyList<LogChange>>? Changed;

    /// <summary>The local writer committed these rows.</summary>
    internal void Committed(IReadOnlyList<LogChange> changes)
    {
        lock (_gate)
        {
            if (changes[0].Position == _head + 1) Tell(changes);
            else CatchUp();
        }
    }

    /// <summary>Asks the database what is new, after a commit whose end is not known.</summary>
    internal void Look()
    {
        try { CatchUp(); }
        catch (Exception e) when (Trouble.IsOfDatabase(e)) { /* the next commit or the next look finds it */ }
    }

    private void CatchUp()
    {
        lock (_gate)
        {
            var rows = _database.Read(db => db.Many("select position, story, page, action, at from wire_log where position > $1 order by position",
                static r => new LogChange(r.Long(0), r.Id(1), r.TextOrNull(2), r.Enum<ReleaseAction>(3), r.Instant(4)), _head));
            if (rows.Count > 0) Tell(rows);
        }
    }

    private void Tell(IReadOnlyList<LogChange> changes)
    {
        foreach (var listener in Changed?.GetInvocationList().Cast<Action<IReadOnlyList<LogChange>>>() ?? [])
        {
            try { listener(changes); }
            catch (Exception e) { Failure ??= e; }
        }
        Interlocked.Exchange(ref _head, changes[^1].Position);
    }

    private async Task Watch(PostgresStoreDatabase postgres)
    {
        NpgsqlConnection? listener = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                listener ??= Listen(postgres);
                // A simulated time knows nothing of the database's.
                if (_clock.Time == TimeProvider.System) _clock.Follow(_database.Read(static db => db.One("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", static r => r.Instant(0))));
                var asked = Stopwatch.GetTimestamp();
                CatchUp();
                Interlocked.Exchange(ref _confirmedAt, asked);
                await listener.WaitAsync(Interval, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) { break; }
            catch (Exception)
            {
                // Whatever it was, going on is the only way to learn of the next kill; IsConfirmed tells meanwhile.
                if (listener is not null) await listener.DisposeAsync().ConfigureAwait(false);
                listener = null;
                await Task.Delay(Interval, CancellationToken.None).ConfigureAwait(false);
            }
        }
        if (listener is not null) await listener.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlConnection Listen(PostgresStoreDatabase postgres)
    {
        var connection = postgres.OpenListener();
        using var command = new NpgsqlCommand("listen dateline", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_watch is not null) await _watch;
        _stop.Dispose();
    }
}
