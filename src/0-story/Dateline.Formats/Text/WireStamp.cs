using System.Globalization;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>The time at the end of a message of a text wire: "241430 Aug 26", "AP-NY-08-24-26 1430GMT", "21:37-08-24-26".</summary>
/// <param name="Local">Date and time as stated.</param>
/// <param name="Offset">Its distance from UTC; null where it states no zone.</param>
internal readonly record struct WireStamp(DateTime Local, TimeSpan? Offset)
{
    /// <summary>Whether it states its zone.</summary>
    internal bool HasZone => Offset is not null;

    /// <summary>The day as stated, "20260824": part of an identity.</summary>
    internal string Day => Local.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The moment; read in <paramref name="zone"/>, or UTC, where it states no zone of its own.</summary>
    internal Instant At(TimeZoneInfo? zone) => Instant.From(new DateTimeOffset(Local - (Offset ?? zone?.GetUtcOffset(Local) ?? TimeSpan.Zero), TimeSpan.Zero));

    /// <summary>IPTC 7901: day, hour and minute in one, perhaps a zone, month and year ("241430 GMT Aug 26", "241430 août 2026").</summary>
    internal static WireStamp? Read7901(ReadOnlySpan<char> text)
    {
        if (text.Length is < 12 or > 40) return null;
        Span<Range> words = stackalloc Range[6];
        var count = text.Split(words, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count is < 3 or > 4) return null;
        var clock = text[words[0]];
        if (clock.Length is < 6 or > 10 || !int.TryParse(clock[..6], NumberStyles.None, CultureInfo.InvariantCulture, out var time)) return null;
        var zone = clock[6..];
        var month = Months.Of(text[words[count - 2]]);
        if (count == 4) zone = text[words[1]];
        if (month == 0 || Year(text[words[count - 1]].TrimEnd('.')) is not { } year || zone.Length > 0 && !IsZoneWord(zone)) return null;
        return Of(year, month, time / 10000, time / 100 % 100, time % 100, OffsetOf(zone));
    }

    /// <summary>ANPA 1312: "AP-NY-08-24-26 1430GMT" and its like: sender, month, day, year, time, zone.</summary>
    internal static WireStamp? ReadSigned(ReadOnlySpan<char> text)
    {
        var at = DateAt(text);
        if (at < 0 || !TryDate(text.Slice(at, 8), out var day)) return null;
        var rest = text[(at + 8)..].TrimStart();
        if (rest.Length < 4 || !int.TryParse(rest[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time / 100 > 23 || time % 100 > 59) return null;
        return new(day.AddHours(time / 100).AddMinutes(time % 100), OffsetOf(rest[4..].Trim()));
    }

    /// <summary>ANPA 1312 as the standard has it: "21:37-08-24-26", hours and minutes, month, day, year. It never states a zone.</summary>
    internal static WireStamp? ReadBare(ReadOnlySpan<char> text, TimeSpan? zone)
    {
        text = text.Trim();
        if (text.Length < 14 || text[2] != ':' || text[5] != '-') return null;
        if (!int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || !int.TryParse(text[3..5], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)) return null;
        return hour < 24 && minute < 60 && TryDate(text.Slice(6, 8), out var day) ? new(day.AddHours(hour).AddMinutes(minute), zone) : null;
    }

    private static int DateAt(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + 8 <= text.Length; at++)
            if (char.IsAsciiDigit(text[at]) && text[at + 2] == '-' && text[at + 5] == '-' && (at == 0 || !char.IsAsciiDigit(text[at - 1]))) return at;
        return -1;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (text[2] != '-' || text[5] != '-' || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || !int.TryParse(text[3..5], NumberStyles.None, CultureInfo.InvariantCulture, out var date) || Year(text[6..8]) is not { } year) return false;
        if (Of(year, month, date, 0, 0, null) is not { } stamp) return false;
        day = stamp.Local;
        return true;
    }

    private static int? Year(ReadOnlySpan<char> text)
    {
        if (text.Length is not (2 or 4) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return null;
        return text.Length == 2 ? year + (year < 70 ? 2000 : 1900) : year is >= 1970 and < 2200 ? year : null;
    }

    private static WireStamp? Of(int year, int month, int day, int hour, int minute, TimeSpan? offset) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 ? new(new DateTime(year, month, day, hour, minute, 0), offset) : null;

    private static bool IsZoneWord(ReadOnlySpan<char> word)
    {
        foreach (var c in word) if (!char.IsAsciiLetter(c)) return false;
        return word.Length is >= 1 and <= 5;
    }

    private static TimeSpan? OffsetOf(ReadOnlySpan<char> zone) => zone switch
    {
        "GMT" or "UTC" or "Z" or "gmt" => TimeSpan.Zero,
        "CET" or "MEZ" or "HEC" or "BST" => TimeSpan.FromHours(1),
        "CEST" or "MESZ" or "HAEC" => TimeSpan.FromHours(2),
        "EDT" => TimeSpan.FromHours(-4),
        "EST" => TimeSpan.FromHours(-5),
        "JST" => TimeSpan.FromHours(9),
        _ => null,
    };
}
