using System.Diagnostics;

namespace Dateline.Bench;

/// <summary>How fast one thing is done over and over on this thread, and what it leaves for the collector.</summary>
/// <param name="PerSecond">How many a second.</param>
/// <param name="Allocated">Bytes allocated for each.</param>
internal readonly record struct Pace(double PerSecond, double Allocated)
{
    /// <summary>
    /// Does <paramref name="one"/> at least 500 times and for as long as <paramref name="time"/>, and on until it gets no faster, so that what is measured later is code compiled
    /// in full: on a busy machine the compiler, which works beside, takes its time.
    /// </summary>
    internal static void Warm(TimeSpan time, Action<int> one)
    {
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < 500 || clock.Elapsed < time; n++) one(n);
        var best = double.MaxValue;
        for (int turn = 0, idle = 0; turn < MostTurns && idle < 3; turn++)
        {
            var cost = 1 / Of(WarmTurn, one).PerSecond;
            idle = cost < 0.95 * best ? 0 : idle + 1;
            best = Math.Min(best, cost);
        }
    }

    private const int MostTurns = 24;
    private static readonly TimeSpan WarmTurn = TimeSpan.FromSeconds(0.2);

    /// <summary>Does <paramref name="one"/> with 0, 1, 2 … for as long as <paramref name="time"/>.</summary>
    internal static Pace Of(TimeSpan time, Action<int> one)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var done = 0;
        while (clock.Elapsed < time)
        {
            for (var n = 0; n < 20; n++) one(done + n);
            done += 20;
        }
        var seconds = clock.Elapsed.TotalSeconds;
        return new(done / seconds, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)done);
    }

    /// <summary>The faster of two turns: what slows a turn down is the machine.</summary>
    internal Pace Or(Pace other) => other.PerSecond > PerSecond ? other : this;
}
