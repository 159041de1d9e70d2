using System.Collections.Concurrent;
using System.Globalization;
using Dateline.Formats.Subjects;
using Dateline.News;

namespace Dateline.Ingest.Routing;

/// <summary>Routes and the words of filters: what a route's conditions say in them, and whether they take an item.</summary>
internal static class RouteWords
{
    private static readonly ConcurrentDictionary<(Vocabularies By, string Words), NewsFilter?> Read = new();

    /// <summary>A filter in words, read by the vocabulary by which products are.</summary>
    internal static Outcome<NewsFilter> Parse(string words) => NewsFilter.Parse(words, Vocabularies.ForFilters);

    /// <summary>Whether a filter in words takes an item. What can't be read takes nothing.</summary>
    internal static bool Take(string words, NewsItem item, string source, string desk) => Read.GetOrAdd((Vocabularies.InForce, words), static key => Parse(key.Words).Value) is { } filter && filter.Takes(new FilterFacts
    {
        Content = item.Content,
        Kind = item.Kind,
        Source = source,
        Desk = desk,
        IsEmbargoed = !item.Embargo.IsNone,
        IsAdvisory = item.IsAdvisory,
    });

    /// <summary>The same route with all its conditions in words.</summary>
    internal static Route InWords(Route route)
    {
        var conditions = Of(route.Filter);
        if (route.When is { } when) conditions.Insert(0, conditions.Count == 0 && route.Except is null ? when : $"({when})");
        if (route.Except is { } except) conditions.Add($"not ({string.Join(" and ", Of(except))})");
        var words = conditions.Count == 0 ? "everything" : string.Join(" and ", conditions);
        return route with { When = Parse(words).Value?.Text ?? words, Filter = new(), Except = null };
    }

    private static List<string> Of(RouteFilter f)
    {
        var conditions = new List<string>();
        void Many(string field, IReadOnlyList<string> values)
        {
            if (values.Count > 0) conditions.Add($"{field} {string.Join(", ", values.Select(Quoted))}");
        }
        void Number(string field, int? value)
        {
            if (value is { } number) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{field} {number}"));
        }
        Many("source is", f.Source);
        Many("kind is", [.. f.Kind.Select(static k => StoryJson.Name(k))]);
        Many("language is", f.Language);
        Many("subject under", f.Subject);
        Many("genre under", f.Genre);
        Many("slugline has", f.Slugline);
        Many("text has", f.Contains);
        Number("urgency at most", f.UrgencyAtMost);
        Number("words at least", f.WordsAtLeast);
        Number("words at most", f.WordsAtMost);
        if (f.Advisory is { } advisory) conditions.Add(advisory ? "advisory" : "not advisory");
        return conditions;
    }

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
