using System.Globalization;
using Dateline.News;

namespace Dateline.Store.Writing;

/// <summary>
/// The time by which releases go and embargoes end. It follows the machine's clock, or on PostgreSQL the database's, as long as that agrees
/// with the time that has really passed. Where the two part, the earlier counts: a clock that jumps ahead opens nothing early.
/// </summary>
public sealed class StoreClock
{
    /// <summary>Above this difference a clock is not believed and an alarm is raised.</summary>
    public static readonly TimeSpan MostOffset = TimeSpan.FromMilliseconds(500);

    // Small corrections of the clock add up over weeks: they are taken in each minute.
    private static readonly TimeSpan Renewed = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private Anchor _anchor;

    /// <summary>A clock that believes <paramref name="time"/> as it stands now.</summary>
    public StoreClock(TimeProvider time)
    {
        _time = time;
        _anchor = Take(Instant.Now(time));
    }

    /// <summary>The clock underneath.</summary>
    public TimeProvider Time => _time;

    /// <summary>How far the machine's clock is ahead of the time that counts; below zero where it is behind.</summary>
    public TimeSpan Offset => Instant.Now(_time) - Expected(Volatile.Read(ref _anchor));

    /// <summary>Whether the two agree well enough.</summary>
    public bool IsTrusted => Offset.Duration() <= MostOffset;

    /// <summary>Now: the machine's time, but never later than the time that has really passed allows.</summary>
    public Instant Now()
    {
        var anchor = Volatile.Read(ref _anchor);
        var (machine, expected) = (Instant.Now(_time), Expected(anchor));
        if (!anchor.IsDatabase && Passed(anchor) > Renewed && (machine - expected).Duration() <= MostOffset) Interlocked.CompareExchange(ref _anchor, Take(machine), anchor);
        return Instant.Min(machine, expected);
    }

    /// <summary>Believes the machine's clock as it stands now: a person has looked at it.</summary>
    public void Accept() => Volatile.Write(ref _anchor, Take(Instant.Now(_time)));

    /// <summary>The database said <paramref name="database"/> a moment ago: from here on its time counts.</summary>
    internal void Follow(Instant database) => Volatile.Write(ref _anchor, Take(database) with { IsDatabase = true });

    private Anchor Take(Instant at) => new(at, _time.GetTimestamp(), Uptime(), false);

    private Instant Expected(Anchor anchor) => anchor.At + Passed(anchor);

    // While the machine sleeps its timer stands still, but the time since it was started does not: waking up is no jump.
    private TimeSpan Passed(Anchor anchor)
    {
        var timer = _time.GetElapsedTime(anchor.Timestamp);
        if (Instant.Now(_time) - (anchor.At + timer) <= MostOffset || anchor.Uptime is not { } before || Uptime() is not { } now) return timer;
        return now - before > timer + MostOffset ? now - before : timer;
    }

    private TimeSpan? Uptime()
    {
        if (_time != TimeProvider.System || !OperatingSystem.IsLinux()) return null;
        try
        {
            return TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private sealed record Anchor(Instant At, long Timestamp, TimeSpan? Uptime, bool IsDatabase);
}
