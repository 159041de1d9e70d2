using System.Globalization;
using Dateline.News;

namespace Dateline.Site.Theme;

/// <summary>Moments as readers read them: in the site's zone, in the language's own manner, always with the zone where there is a clock time.</summary>
internal sealed class TimeText(TimeZoneInfo zone, string? zoneName, Words words)
{
    /// <summary>"Aug. 24, 2026".</summary>
    internal string Date(Instant at) => Fill(words.Date, Local(at));

    /// <summary>The same of a calendar day.</summary>
    internal string Date(DateOnly day) => Fill(words.Date, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>"Monday, August 24, 2026".</summary>
    internal string LongDate(Instant at) => Fill(words.LongDate, Local(at));

    /// <summary>"3:00 p.m. ET".</summary>
    internal string Time(Instant at) => Fill(words.Time + " {zone}", Local(at));

    /// <summary>"Aug. 24, 2026, 3:00 p.m. ET".</summary>
    internal string DateTime(Instant at) => Fill(words.DateTime, Local(at));

    /// <summary>"3:00 p.m. ET" on the day of <paramref name="other"/>, else with the date.</summary>
    internal string After(Instant at, Instant other) =>
        Local(at).Date == Local(other).Date ? Time(at) : DateTime(at);

    /// <summary>The calendar day in the site's zone.</summary>
    internal DateOnly Day(Instant at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>For machines: RFC 3339 with the zone's offset.</summary>
    internal string Iso(Instant at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone);

    private string Fill(string pattern, DateTimeOffset local)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal)) return pattern;
        return pattern
            .Replace("{date}", words.Date, StringComparison.Ordinal)
            .Replace("{time}", words.Time, StringComparison.Ordinal)
            .Replace("{weekday}", words.Weekdays[(int)local.DayOfWeek], StringComparison.Ordinal)
            .Replace("{month}", words.Months[local.Month - 1], StringComparison.Ordinal)
            .Replace("{shortMonth}", words.ShortMonths[local.Month - 1], StringComparison.Ordinal)
            .Replace("{day}", local.Day == 1 ? words.FirstOfMonth : Number(local.Day), StringComparison.Ordinal)
            .Replace("{year}", Number(local.Year), StringComparison.Ordinal)
            .Replace("{hour12}", Number(local.Hour % 12 == 0 ? 12 : local.Hour % 12), StringComparison.Ordinal)
            .Replace("{hour}", Number(local.Hour), StringComparison.Ordinal)
            .Replace("{minute}", local.Minute.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{ampm}", words.AmPm[local.Hour / 12], StringComparison.Ordinal)
            .Replace("{zone}", ZoneAt(local), StringComparison.Ordinal);
    }

    private string ZoneAt(DateTimeOffset local)
    {
        if (zoneName is not null) return zoneName;
        if (local.Offset == TimeSpan.Zero) return "UTC";
        var sign = local.Offset < TimeSpan.Zero ? "−" : "+";
        var minutes = local.Offset.Minutes == 0 ? "" : local.Offset.ToString("':'mm", CultureInfo.InvariantCulture);
        return $"UTC{sign}{Number(Math.Abs(local.Offset.Hours))}{minutes}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
