using Dateline.News;

namespace Dateline.Store.Writing;

/// <summary>
/// The time by which releases go and embargoes end. On one machine it is the machine's clock. On PostgreSQL every node follows the database's:
/// the earlier of the two counts, so that a clock that runs ahead opens nothing early.
/// </summary>
public sealed class StoreClock(TimeProvider time)
{
    /// <summary>Above this difference a node's clock is not believed and an alarm is raised.</summary>
    public static readonly TimeSpan MostOffset = TimeSpan.FromMilliseconds(500);

    private long _offset;

    /// <summary>The clock underneath.</summary>
    public TimeProvider Time => time;

    /// <summary>How far this node's clock is ahead of the database's, as last measured.</summary>
    public TimeSpan Offset => TimeSpan.FromMicroseconds(Interlocked.Read(ref _offset));

    /// <summary>Whether the two clocks agree well enough.</summary>
    public bool IsTrusted => Offset.Duration() <= MostOffset;

    /// <summary>Now, never later than the database says.</summary>
    public Instant Now()
    {
        var local = Instant.Now(time);
        var ahead = Interlocked.Read(ref _offset);
        return ahead > 0 ? new Instant(local.Microseconds - ahead) : local;
    }

    internal void Compare(Instant database) => Interlocked.Exchange(ref _offset, Instant.Now(time).Microseconds - database.Microseconds);
}
