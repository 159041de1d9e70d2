using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Site.Front;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Search;

/// <summary>What a reader asked, as the address says it. What can't be meant (a day that is none, a topic that is no code) is left out, as if it had not been asked.</summary>
internal sealed record SearchQuestion
{
    private const int LongestWords = 300;
    private const int LongestValue = 120;

    public string? Words { get; init; }
    public string? Topic { get; init; }
    /// <summary>The word of a section whose stories alone are looked for.</summary>
    public string? Section { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>The best match first; else the latest.</summary>
    public bool IsBest { get; init; }
    /// <summary>Where the page begins.</summary>
    public string? After { get; init; }

    /// <summary>Whether there is a question at all.</summary>
    internal bool IsAnything => Words is not null || Topic is not null || From is not null || To is not null;

    internal static SearchQuestion Of(IQueryCollection query) => new()
    {
        Words = NewsText.OneLine(Value(query, "q", LongestWords)),
        Topic = Value(query, "topic", LongestValue) is { } code && code.Contains(':', StringComparison.Ordinal) ? code : null,
        Section = Value(query, "section", LongestValue),
        From = Day(query, "from"),
        To = Day(query, "to"),
        IsBest = Value(query, "sort", LongestValue) == "best",
        After = Value(query, "after", LongestValue),
    };

    /// <summary>The address's query, always in one order; empty where nothing is asked.</summary>
    internal string ToQuery()
    {
        var query = new StringBuilder();
        Add(query, "q", Words);
        Add(query, "topic", Topic);
        Add(query, "section", Section);
        Add(query, "from", From is { } from ? StoryLines.Iso(from) : null);
        Add(query, "to", To is { } to ? StoryLines.Iso(to) : null);
        Add(query, "sort", IsBest ? "best" : null);
        Add(query, "after", After);
        return query.ToString();
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    private static string? Value(IQueryCollection query, string name, int longest) =>
        query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } value ? value.Length <= longest ? value : value[..longest] : null;

    private static DateOnly? Day(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(Value(query, name, LongestValue), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}
