using Dateline.Store.Database;
using Dateline.Store.Wire;

namespace Dateline.Store.Search;

/// <summary>
/// The two searches of a store and the indexer that feeds them. Nothing is indexed in a request: the indexer follows what was committed, woken by the wire log
/// and four times a second, on one node at a time. On SQLite the indexes are files of their own in the data folder; deleting one loses nothing.
/// </summary>
public sealed class StoreSearch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // While stories keep coming, the newsroom's index gathers for so long: a commit of many costs far less than many of a few. The public one never waits.
    // By the clock of the wait above, which is the machine's and not the newsroom's.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);

    private readonly NewsStore _store;
    private readonly IndexFeed[] _feeds;
    private readonly NewsroomFeed _newsroom;
    private readonly PublicFeed _public;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Lock _turn = new();
    private long? _gatheringSince;

    internal StoreSearch(NewsStore store, StoreDatabase database)
    {
        _store = store;
        _newsroom = new NewsroomFeed(store, Open(store, database, "newsroom", 7_461_747));
        _public = new PublicFeed(store, Open(store, database, "public", 7_461_748, keepsSpelling: true));
        _feeds = [_public, _newsroom];
        Newsroom = new NewsroomSearch(store, _newsroom);
        Public = new PublicSearch(store, _public);
    }

    /// <summary>The newsroom's search: everything the newsroom may see.</summary>
    public NewsroomSearch Newsroom { get; }

    /// <summary>The readers' search: what is public at this instant, and nothing else.</summary>
    public PublicSearch Public { get; }

    /// <summary>What went wrong with an index last; null where both do their work.</summary>
    public Exception? LastFailure => _feeds.Select(f => f.LastFailure).FirstOrDefault(f => f is not null);

    /// <summary>Follows until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _store.Log.Changed += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
                if (await Task.Run(StepAndGather, CancellationToken.None) == 0) await _wake.WaitAsync(Interval, stop);
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            _store.Log.Changed -= Wake;
        }
    }

    /// <summary>Takes in everything that is committed now, and returns when it is done.</summary>
    public void CatchUp()
    {
        while (Step() > 0) { }
    }

    // A kill must not wait behind a heap of arrivals: the public index has the first turn each time.
    internal int Step()
    {
        lock (_turn) return _feeds.Sum(f => f.Step());
    }

    private int StepAndGather()
    {
        lock (_turn)
        {
            var done = _public.Step();
            if (_gatheringSince is { } since && TimeProvider.System.GetElapsedTime(since) < Gather) return done;
            var more = _newsroom.Step();
            _gatheringSince = more > 0 && !_newsroom.IsFull ? TimeProvider.System.GetTimestamp() : null;
            return done + more;
        }
    }

    /// <summary>Closes the writers' connections until the next step opens them again.</summary>
    internal void Suspend()
    {
        lock (_turn)
            foreach (var feed in _feeds) feed.Index.Close();
    }

    private void Wake(IReadOnlyList<LogChange> changes)
    {
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will wake already */ }
    }

    private static SearchIndex Open(NewsStore store, StoreDatabase database, string name, long lockKey, bool keepsSpelling = false) => database is PostgresStoreDatabase postgres
        ? new PostgresSearchIndex(postgres, "search_" + name, lockKey, keepsSpelling)
        : new SqliteSearchIndex(Path.Combine(store.Options.Folder, $"search-{name}.db"), keepsSpelling);

    /// <summary>Closes both indexes. End <see cref="RunAsync"/> first.</summary>
    public void Dispose()
    {
        lock (_turn)
            foreach (var feed in _feeds) feed.Index.Dispose();
        _wake.Dispose();
    }
}
