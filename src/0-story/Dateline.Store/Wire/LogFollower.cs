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
public sealed class LogFollower : IDisposable
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
    public bool IsConfirmed => _watch is null || Stopwatch.GetElapsedTime(Interlocked.Read(ref _confirmedAt)) <= Fresh;

    /// <summary>Rows were committed. Called in the log's order, on the writer's thread or the watcher's; be quick.</summary>
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
        Changed?.Invoke(changes);
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
                _clock.Compare(_database.Read(static db => db.One("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", static r => r.Instant(0))));
                var asked = Stopwatch.GetTimestamp();
                CatchUp();
                Interlocked.Exchange(ref _confirmedAt, asked);
                await listener.WaitAsync(Interval, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) { break; }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or System.IO.IOException)
            {
                listener?.Dispose();
                listener = null;
                await Task.Delay(Interval, CancellationToken.None).ConfigureAwait(false);
            }
        }
        listener?.Dispose();
    }

    private static NpgsqlConnection Listen(PostgresStoreDatabase postgres)
    {
        var connection = postgres.OpenListener();
        using var command = new NpgsqlCommand("listen dateline", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        try { _watch?.GetAwaiter().GetResult(); }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        _stop.Dispose();
    }
}
