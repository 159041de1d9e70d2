namespace Dateline.App.Serving;

/// <summary>
/// Gives memory back when a burst is over. The collector lets garbage lie, and keeps what it has freed, for as long as nobody allocates: a server that built an
/// index, or took in a morning's wire, and then rests would hold all of it the whole night. Once the process has been calm for two looks in a row and holds much
/// more than after the last time, one compacting collection runs; while there is work, none.
/// </summary>
internal sealed class IdleMemory : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private const long Calm = 1 << 20;
    private const long Much = 16 << 20;

    private long _allocated;
    private long _held;
    private int _calmLooks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!IsWorthwhile(GC.GetTotalAllocatedBytes(), Held())) continue;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                _held = Held();
            }
        }
        catch (OperationCanceledException) { /* the server stops */ }
    }

    /// <summary>Whether to collect at this look.</summary>
    /// <param name="allocated">Bytes allocated since the start.</param>
    /// <param name="held">Bytes the heap holds, in use or not.</param>
    internal bool IsWorthwhile(long allocated, long held)
    {
        _calmLooks = allocated - _allocated < Calm ? _calmLooks + 1 : 0;
        _allocated = allocated;
        return _calmLooks >= 2 && held - _held >= Much;
    }

    // What was committed is known as of the last collection, what is in use as of now.
    private static long Held() => Math.Max(GC.GetGCMemoryInfo().TotalCommittedBytes, GC.GetTotalMemory(forceFullCollection: false));
}
