using System.Threading.Channels;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Kills;
using Dateline.Store.Wire;

namespace Dateline.Store.Writing;

/// <summary>
/// The one writer of a node. Commands that wait are taken together into one transaction, each in a savepoint of its own, and one commit
/// makes them all durable: the disk's sync is what a write costs, so sharing it is what makes Dateline fast.
/// Each caller is answered after the commit, never before. The head row of the wire log is locked first, so writers on several nodes take turns.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MostPerCommit = 256;

    private readonly StoreDatabase _database;
    private readonly StoreClock _clock;
    private readonly IdSource _ids;
    private readonly LogFollower _log;
    private readonly KillJournal _kills;
    private readonly Channel<Job> _waiting = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _isInline;
    private Db? _db;

    /// <param name="database">The tables.</param>
    /// <param name="clock">The time.</param>
    /// <param name="ids">Where ids come from.</param>
    /// <param name="log">Is told of what was committed.</param>
    /// <param name="kills">The kill journal.</param>
    /// <param name="isInline">Whether each command is committed at once, on the thread of its caller: for simulations on one thread.</param>
    internal GroupCommit(StoreDatabase database, StoreClock clock, IdSource ids, LogFollower log, KillJournal kills, bool isInline = false)
    {
        (_database, _clock, _ids, _log, _kills, _isInline) = (database, clock, ids, log, kills, isInline);
        if (!isInline) new Thread(Loop) { IsBackground = true, Name = "dateline-writer" }.Start();
    }

    /// <summary>Commits so far that held at least one command: for the bench and the metrics.</summary>
    internal long Commits { get; private set; }

    /// <summary>Runs <paramref name="command"/> in the next batch; the task ends after its commit.</summary>
    internal Task<T> Run<T>(Func<StoreTransaction, T> command)
    {
        var job = new Job<T>(command);
        if (_isInline) Commit([job]);
        else if (!_waiting.Writer.TryWrite(job)) job.Fail(new StoreException("store-closed", "The store is closing. Nothing was written. Try again when Dateline is up."));
        return job.Task;
    }

    private void Loop()
    {
        var batch = new List<Job>(MostPerCommit);
        while (WaitForWork())
        {
            batch.Clear();
            while (batch.Count < MostPerCommit && _waiting.Reader.TryRead(out var job)) batch.Add(job);
            if (batch.Count > 0) Commit(batch);
        }
        Reopen();
        _ended.SetResult();
    }

    // A thread of its own that has nothing else to do may wait.
    private bool WaitForWork() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Commit(List<Job> batch)
    {
        IReadOnlyList<LogChange> changes;
        try
        {
            changes = CommitOnce(batch);
        }
        catch (Exception broken)
        {
            Reopen();
            // The database may have kept it all the same: the log says.
            _log.Look();
            var told = new StoreException("store-unavailable", "The database did not take the write. What was not acknowledged may not be kept; what was acknowledged is. Check the disk and the database, then try again.", broken);
            foreach (var job in batch) job.Fail(told);
            return;
        }
        if (changes.Count > 0) _log.Committed(changes);
        CrashPoint.Pass("store.answer");
        foreach (var job in batch) job.Answer();
        CrashPoint.Pass("store.answered");
    }

    private IReadOnlyList<LogChange> CommitOnce(List<Job> batch)
    {
        var db = _db ??= _database.OpenWriter();
        Begin(db);
        CrashPoint.Pass("store.begun");
        var transaction = new StoreTransaction(db, _clock, _ids);
        foreach (var job in batch)
        {
            job.Failed = transaction.Attempt(() => job.Execute(transaction));
            CrashPoint.Pass("store.command-done");
        }
        _kills.Write(transaction);
        CrashPoint.Pass("store.before-head");
        transaction.WriteHead();
        CrashPoint.Pass("store.before-commit");
        End(db);
        CrashPoint.Pass("store.after-commit");
        _kills.Committed();
        Commits++;
        return transaction.Changes;
    }

    private static void Begin(Db db)
    {
        if (db.IsPostgres) db.Transaction = db.Connection.BeginTransaction();
        else db.Execute("begin immediate");
    }

    private static void End(Db db)
    {
        if (!db.IsPostgres) { db.Execute("commit"); return; }
        db.Transaction!.Commit();
        db.Transaction.Dispose();
        db.Transaction = null;
    }

    private void Reopen()
    {
        try { _db?.Dispose(); }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException) { /* it is broken already */ }
        _db = null;
    }

    /// <summary>Finishes what waits and closes.</summary>
    public ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_isInline) { Reopen(); _ended.TrySetResult(); }
        return new ValueTask(_ended.Task);
    }

    private abstract class Job
    {
        internal Exception? Failed { get; set; }
        internal abstract void Execute(StoreTransaction transaction);
        internal abstract void Answer();
        internal abstract void Fail(Exception exception);
    }

    private sealed class Job<T>(Func<StoreTransaction, T> command) : Job
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _value = default!;

        internal Task<T> Task => _answer.Task;

        internal override void Execute(StoreTransaction transaction) => _value = command(transaction);

        internal override void Answer()
        {
            if (Failed is null) _answer.TrySetResult(_value);
            else _answer.TrySetException(Failed);
        }

        internal override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
