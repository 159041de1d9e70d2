using Dateline.News;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>
/// Time that passes only when the simulation says so, and everything that is to happen in it, in order. The machine's clock may be set to something else;
/// what has really passed is not touched by that.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 8, 24, 6, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Func<bool>, (long At, long Order)> _coming = new();
    private readonly List<TimeSpan> _leaps = [];
    private long _order;

    /// <summary>What has really passed since the beginning.</summary>
    internal TimeSpan Passed { get; private set; }

    /// <summary>How far the machine's clock is off.</summary>
    internal TimeSpan Offset
    {
        get => field;
        set
        {
            if (value > field) _leaps.Add(Passed);
            field = value;
        }
    }

    /// <summary>Whether the machine's clock was set forward, or came back to what it was, within a minute before a moment: a minute that is waited for by that clock was then a shorter one.</summary>
    internal bool LeaptBefore(TimeSpan moment) => _leaps.Exists(leap => leap <= moment && leap >= moment - TimeSpan.FromMinutes(1));

    /// <summary>The time as it really is, whatever the machine's clock says.</summary>
    internal Instant True => Instant.From(Begin + Passed);

    /// <summary>When the next thing happens; null: nothing is to come.</summary>
    internal TimeSpan? Next => _coming.TryPeek(out _, out var when) ? new TimeSpan(when.At) : null;

    /// <summary>Everything begins again.</summary>
    internal void Reset()
    {
        _coming.Clear();
        (Passed, Offset, _order) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        _leaps.Clear();
    }

    internal void In(TimeSpan wait, Action what) => At(Passed + wait, what);

    internal void At(TimeSpan at, Action what) => Plan(at, () => { what(); return true; });

    /// <summary>Something that nobody on our side learns of.</summary>
    internal void Unseen(TimeSpan wait, Action what) => Plan(Passed + wait, () => { what(); return false; });

    // In whole microseconds, as everything is kept: between two of them a moment would be there and not yet there.
    private void Plan(TimeSpan at, Func<bool> what) => _coming.Enqueue(what, (Math.Max((at.Ticks + 9) / 10 * 10, Passed.Ticks), _order++));

    /// <summary>Lets time pass until the next thing, and does it. Whether anybody on our side could learn of it.</summary>
    internal bool Step()
    {
        _coming.TryDequeue(out var what, out var when);
        Passed = new TimeSpan(when.At);
        return what!();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => Begin + Passed + Offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer();
        if (dueTime >= TimeSpan.Zero) Plan(Passed + dueTime, () => { if (!timer.IsOver) callback(state); return !timer.IsOver; });
        return timer;
    }

    // Only what goes off once is asked for here.
    private sealed class Timer : ITimer
    {
        internal bool IsOver { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => IsOver = true;

        public ValueTask DisposeAsync()
        {
            IsOver = true;
            return default;
        }
    }
}

/// <summary>Chance that begins again with each history.</summary>
internal sealed class SimulatedChance : Randomness
{
    private ScriptedRandomness _dice = new();

    internal void Reset(ulong seed) => _dice = new ScriptedRandomness(seed);

    internal int Below(int below) => _dice.Number(below);

    public override void Fill(Span<byte> bytes) => _dice.Fill(bytes);
}
