using Dateline.News;
using Dateline.Store;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>Verifies the wire log and the audit while people go on working: one run at a time, its progress and its result for whoever looks.</summary>
internal sealed class LogCheck(NewsStore store)
{
    private readonly Lock _gate = new();
    private long _rows;

    /// <summary>Whether a run is on its way.</summary>
    internal bool IsRunning { get; private set; }

    /// <summary>How many rows it has read until now.</summary>
    internal long Rows => Interlocked.Read(ref _rows);

    /// <summary>What the last run found; null: there was none since the program began, or it broke off.</summary>
    internal LogVerification? Found { get; private set; }

    /// <summary>When it was asked for.</summary>
    internal Instant? At { get; private set; }

    /// <summary>Why the last run broke off; null: it did not.</summary>
    internal string? Broken { get; private set; }

    /// <summary>Begins a run; false where one is on its way.</summary>
    internal bool Start()
    {
        lock (_gate)
        {
            if (IsRunning) return false;
            (IsRunning, At, Found, Broken) = (true, store.Clock.Now(), null, null);
            Interlocked.Exchange(ref _rows, 0);
            _ = Task.Run(Run);
            return true;
        }
    }

    private void Run()
    {
        try
        {
            Found = LogVerifier.Verify(store, progress: new Counter(this));
        }
        catch (Exception e) when (e is StoreException or System.Data.Common.DbException or IOException or ObjectDisposedException)
        {
            Broken = e.Message;
        }
        finally
        {
            lock (_gate) IsRunning = false;
        }
    }

    private sealed class Counter(LogCheck check) : IProgress<long>
    {
        public void Report(long value) => Interlocked.Exchange(ref check._rows, value);
    }
}
