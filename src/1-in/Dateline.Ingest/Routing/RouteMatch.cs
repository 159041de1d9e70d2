using Dateline.News;

namespace Dateline.Ingest.Routing;

/// <summary>Whether a filter takes an item. Cheap conditions first; the text is looked at only where a route asks for it.</summary>
internal static class RouteMatch
{
    /// <param name="route">The route.</param>
    /// <param name="item">The item.</param>
    /// <param name="source">The code of its source.</param>
    /// <param name="desk">The desk to which the routes before would send it.</param>
    internal static bool Takes(this Route route, NewsItem item, string source, string desk) =>
        route.Enabled && Takes(route.Filter, item, source) && (route.When is not { } words || RouteWords.Take(words, item, source, desk)) && !(route.Except is { } except && Takes(except, item, source));

    private static bool Takes(RouteFilter f, NewsItem item, string source)
    {
        var c = item.Content;
        return (f.Kind.Count == 0 || f.Kind.Contains(item.Kind))
            && (f.Source.Count == 0 || f.Source.Contains(source, StringComparer.Ordinal))
            && (f.Advisory is null || f.Advisory == item.IsAdvisory)
            && (f.UrgencyAtMost is not { } most || c.Urgency is { } urgency && urgency.Value <= most)
            && (f.Language.Count == 0 || c.Language is { } language && f.Language.Any(l => FilterWords.IsLanguage(language, l)))
            && (f.Subject.Count == 0 || c.Subjects.Any(s => f.Subject.Any(code => CodeTree.IsUnder(s.Code, code))))
            && (f.Genre.Count == 0 || c.Genres.Any(g => f.Genre.Any(code => CodeTree.IsUnder(g.Code, code))))
            && (f.Slugline.Count == 0 || c.Slugline is { } slug && f.Slugline.Any(word => FilterWords.HasWord(slug.Text, word)))
            && (f.WordsAtLeast is not { } atLeast || c.Body.WordCount >= atLeast)
            && (f.WordsAtMost is not { } atMost || c.Body.WordCount <= atMost)
            && (f.Contains.Count == 0 || f.Contains.Any(words => FilterWords.Contains(c, words)));
    }
}
