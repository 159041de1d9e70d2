using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>Dates as the wire writes them: "Aug. 24" with a day and never "24th" in English (not in Britain's, which puts the day first); "24 août" and "1er août" in French.</summary>
internal sealed partial class DateRule() : StyleRule("dates", isForHeadlines: false)
{
    internal override IEnumerable<Suggestion> In(string text, Language language) => language.Primary switch
    {
        "en" when language.Tag != "en-GB" => English(text),
        "fr" => French(text),
        _ => [],
    };

    private IEnumerable<Suggestion> English(string text)
    {
        foreach (Match match in MonthAndDay().Matches(text))
            if (Put(text, match.Index, match.Length, $"{Short(match.Groups[1].Value)} {match.Groups[2].Value}") is { } put) yield return put;
    }

    private IEnumerable<Suggestion> French(string text)
    {
        foreach (Match match in JourEtMois().Matches(text))
            if (Put(text, match.Index, match.Length, $"{(match.Groups[1].Value == "1" ? "1er" : match.Groups[1].Value)}{match.Groups[2].Value}{match.Groups[3].Value.ToLowerInvariant()}") is { } put) yield return put;
    }

    private static string Short(string month) => month switch
    {
        "January" => "Jan.",
        "February" => "Feb.",
        "August" => "Aug.",
        "September" => "Sept.",
        "October" => "Oct.",
        "November" => "Nov.",
        "December" => "Dec.",
        _ => month,
    };

    [GeneratedRegex(@"\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) ([1-3]?\d)(?:st|nd|rd|th)?\b(?!\d)")]
    private static partial Regex MonthAndDay();

    [GeneratedRegex(@"\b(1er|[1-3]?\d)( |\u00a0)([Jj]anvier|[Ff]évrier|[Mm]ars|[Aa]vril|[Mm]ai|[Jj]uin|[Jj]uillet|[Aa]oût|[Ss]eptembre|[Oo]ctobre|[Nn]ovembre|[Dd]écembre)\b")]
    private static partial Regex JourEtMois();
}
