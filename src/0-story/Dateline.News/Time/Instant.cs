using System.Globalization;

namespace Dateline.News;

/// <summary>
/// A moment in time: whole microseconds since 1970-01-01T00:00:00Z, always UTC.
/// Microseconds because that is what both databases keep without rounding, so that an instant read back is the instant written.
/// The default value is the epoch itself; "the wire did not say" is <c>Instant?</c> null.
/// </summary>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    /// <summary>Later than every real moment: 9999-12-31T23:59:59.999999Z.</summary>
    public static readonly Instant FarFuture = From(DateTimeOffset.MaxValue);

    /// <summary>The moment of <paramref name="time"/>, cut to the microsecond below.</summary>
    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>The moment the clock <paramref name="time"/> shows.</summary>
    public static Instant Now(TimeProvider time) => From(time.GetUtcNow());

    /// <summary>This moment as the framework's type, with offset zero.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(DateTimeOffset.UnixEpoch.Ticks + Microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>This moment moved by <paramref name="span"/> (which may be negative).</summary>
    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Microseconds + span.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>This moment moved back by <paramref name="span"/>.</summary>
    public static Instant operator -(Instant instant, TimeSpan span) => instant + -span;

    /// <summary>The time from <paramref name="b"/> to <paramref name="a"/>.</summary>
    public static TimeSpan operator -(Instant a, Instant b) => new((a.Microseconds - b.Microseconds) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether <paramref name="a"/> is before <paramref name="b"/>.</summary>
    public static bool operator <(Instant a, Instant b) => a.Microseconds < b.Microseconds;

    /// <summary>Whether <paramref name="a"/> is after <paramref name="b"/>.</summary>
    public static bool operator >(Instant a, Instant b) => a.Microseconds > b.Microseconds;

    /// <summary>Whether <paramref name="a"/> is at or before <paramref name="b"/>.</summary>
    public static bool operator <=(Instant a, Instant b) => a.Microseconds <= b.Microseconds;

    /// <summary>Whether <paramref name="a"/> is at or after <paramref name="b"/>.</summary>
    public static bool operator >=(Instant a, Instant b) => a.Microseconds >= b.Microseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>The earlier of two moments.</summary>
    public static Instant Min(Instant a, Instant b) => a < b ? a : b;

    /// <summary>The later of two moments.</summary>
    public static Instant Max(Instant a, Instant b) => a > b ? a : b;

    /// <summary>RFC 3339 in UTC; fractions only where there are any: <c>2026-08-24T19:00:00Z</c>.</summary>
    public override string ToString()
    {
        var time = ToDateTimeOffset();
        return time.ToString(Microseconds % 1_000_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads RFC 3339 with an offset or Z. A time without a zone is refused: it is not a moment.</summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        instant = default;
        if (string.IsNullOrEmpty(text) || !HasZone(text)) return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return false;
        instant = From(time);
        return true;
    }

    private static bool HasZone(string text)
    {
        var t = text.IndexOf('T', StringComparison.Ordinal);
        return t > 0 && (text.EndsWith('Z') || text.IndexOfAny(['+', '-'], t) > 0);
    }
}
