using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// A date as wires write it: RFC 3339, and the ways real feeds depart from it (formats.md §3.10): <c>+0100</c> without colon, <c>20140829T135002Z</c>,
/// a blank for the T or nothing, padding, no zone at all. A time without zone is read in the source's default zone, or UTC, and says so.
/// </summary>
/// <param name="At">The moment; null where the text is none.</param>
/// <param name="ZoneAssumed">Whether the text states no zone.</param>
/// <param name="IsDay">Whether it states no time of day: its midnight was taken.</param>
internal readonly record struct WireDate(Instant? At, bool ZoneAssumed, bool IsDay)
{
    // Outside of these years a date is a placeholder ("0001-01-01" is Jimi's way to say none) or a mistake.
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    /// <summary>Reads <paramref name="text"/>.</summary>
    internal static WireDate Read(ReadOnlySpan<char> text, TimeZoneInfo? defaultZone)
    {
        text = text.Trim();
        if (TryUsual(text) is { } usual) return new(usual, false, false);
        if (!TryDay(ref text, out var day)) return default;
        if (text.IsEmpty) return new(Placed(day, defaultZone), true, true);
        if (TryOffset(text, out var dayOffset)) return new(Moved(day, dayOffset), false, true);
        // "20260824000000-0500": a day, dressed as a time (Canadian Press).
        if (text.StartsWith("000000", StringComparison.Ordinal) && (text.Length == 6 || TryOffset(text[6..], out dayOffset))) return new(Moved(day, dayOffset), text.Length == 6, true);
        if (!TryTime(ref text, out var time)) return default;
        var local = day + time;
        if (text.IsEmpty) return new(Placed(local, defaultZone), true, false);
        return TryOffset(text, out var offset) ? new(Moved(local, offset), false, false) : default;
    }

    // "2026-08-24T14:30:00Z", as nearly all of them are written, in one look; null for any other, and for what is no moment of news.
    private static Instant? TryUsual(ReadOnlySpan<char> text)
    {
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, 'Z']) return null;
        var (year, month, day, hour, minute, second) = (100 * Two(text, 0) + Two(text, 2), Two(text, 5), Two(text, 8), Two(text, 11), Two(text, 14), Two(text, 17));
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day is < 1 or > 28 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return null;
        return Instant.From(new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero));
    }

    // Far below nought where one of the two is no digit.
    private static int Two(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? 10 * (text[at] - '0') + text[at + 1] - '0' : int.MinValue / 200;

    private static bool TryDay(ref ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (!TryDigits(ref text, 4, out var year)) return false;
        var dashes = Take(ref text, '-');
        if (!TryDigits(ref text, 2, out var month) || dashes && !Take(ref text, '-') || !TryDigits(ref text, 2, out var date)) return false;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new DateTime(year, month, date);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        // A day written without dashes may run on into its time: 20260824211500.
        if (!Take(ref text, 'T') && !Take(ref text, 't') && !Take(ref text, ' ') && !char.IsAsciiDigit(text[0])) return false;
        text = text.TrimStart();
        if (!TryDigits(ref text, 2, out var hours)) return false;
        var colons = Take(ref text, ':');
        if (!TryDigits(ref text, 2, out var minutes)) return false;
        var seconds = 0;
        var ticks = 0L;
        if (colons ? Take(ref text, ':') : text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            if (!TryDigits(ref text, 2, out seconds) || !TryFraction(ref text, out ticks)) return false;
        }
        text = text.TrimStart();
        // 24:00:00 is the midnight that ends the day (ISO 8601); second 60 is a leap second.
        if (hours > 24 || minutes > 59 || seconds > 60 || hours == 24 && (minutes > 0 || seconds > 0)) return false;
        time = new TimeSpan(hours, minutes, seconds) + TimeSpan.FromTicks(ticks);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (!Take(ref text, '.') && !Take(ref text, ',')) return true;
        var unit = TimeSpan.TicksPerSecond / 10;
        var digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++, unit /= 10) ticks += (text[digits] - '0') * unit;
        text = text[digits..];
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z") return true;
        if (text.IsEmpty || text[0] is not ('+' or '-')) return false;
        var negative = text[0] == '-';
        text = text[1..];
        if (!TryDigits(ref text, 2, out var hours)) return false;
        Take(ref text, ':');
        var minutes = 0;
        if (!text.IsEmpty && !TryDigits(ref text, 2, out minutes) || !text.IsEmpty || hours > 14 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (negative) offset = -offset;
        return true;
    }

    // In the hour that a clock set back shows twice, the framework takes the later of the two: an embargo rather holds too long than lifts too early.
    private static Instant Placed(DateTime local, TimeZoneInfo? zone) => Moved(local, zone?.GetUtcOffset(local) ?? TimeSpan.Zero);

    private static Instant Moved(DateTime local, TimeSpan offset) => Instant.From(new DateTimeOffset(local - offset, TimeSpan.Zero));

    private static bool Take(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c) return false;
        text = text[1..];
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<char> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count) return false;
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
            value = value * 10 + (text[i] - '0');
        }
        text = text[count..];
        return true;
    }
}
