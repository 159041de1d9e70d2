using System.Globalization;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>
/// A dateline as the house writes it: the place in capitals, the day, and the agency where its name is short enough to be one's initials. "KESSEL, Aug. 24 (NP)"; in Britain's English "KESSEL, 24 Aug. (NP)";
/// in French "KESSEL, 24 août (NP)". What stands behind the place's first comma is its country, and is no capitals'.
/// </summary>
internal static class DatelineText
{
    private const int LongestInitials = 8;

    private static readonly string[] English = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    private static readonly string[] French = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>Writes one; null: no place was named.</summary>
    /// <param name="place">The place, with its country or without.</param>
    /// <param name="day">The day it is there.</param>
    /// <param name="language">The story's language.</param>
    /// <param name="agency">Who sends it.</param>
    internal static string? Of(string? place, DateOnly day, Language? language, string? agency)
    {
        if (NewsText.OneLine(place)?.Trim(',', ' ') is not { Length: > 0 } named) return null;
        var (town, country) = named.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma ? (named[..comma], "," + named[(comma + 1)..]) : (named, "");
        var when = language switch
        {
            { Primary: "fr" } => $"{(day.Day == 1 ? "1er" : Number(day))} {French[day.Month - 1]}",
            { Tag: "en-GB" } or { Primary: not "en" } => $"{Number(day)} {English[day.Month - 1]}",
            _ => $"{English[day.Month - 1]} {Number(day)}",
        };
        return $"{town.ToUpper(Culture(language))}{country}, {when}{(agency is { Length: > 0 and <= LongestInitials } ? $" ({agency})" : "")}";
    }

    private static string Number(DateOnly day) => day.Day.ToString(CultureInfo.InvariantCulture);

    // Letters become capitals by the language's own rules ("i" in Turkish).
    private static CultureInfo Culture(Language? language)
    {
        try { return language is { } known ? CultureInfo.GetCultureInfo(known.Tag) : CultureInfo.InvariantCulture; }
        catch (CultureNotFoundException) { return CultureInfo.InvariantCulture; }
    }
}
