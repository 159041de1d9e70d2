using Dateline.News;

namespace Dateline.Ingest.Routing;

/// <summary>Whether a filter takes an item. Cheap conditions first; the text is looked at only where a route asks for it.</summary>
internal static class RouteMatch
{
    internal static bool Takes(this Route route, NewsItem item, string source) =>
        route.Enabled && Takes(route.Filter, item, source) && !(route.Except is { } except && Takes(except, item, source));

    private static bool Takes(RouteFilter f, NewsItem item, string source)
    {
        var c = item.Content;
        return (f.Kind.Count == 0 || f.Kind.Contains(item.Kind))
            && (f.Source.Count == 0 || f.Source.Contains(source, StringComparer.Ordinal))
            && (f.Advisory is null || f.Advisory == item.IsAdvisory)
            && (f.UrgencyAtMost is not { } most || c.Urgency is { } urgency && urgency.Value <= most)
            && (f.Language.Count == 0 || c.Language is { } language && f.Language.Any(l => IsLanguage(language, l)))
            && (f.Subject.Count == 0 || c.Subjects.Any(s => f.Subject.Any(code => IsUnder(s.Code, code))))
            && (f.Genre.Count == 0 || c.Genres.Any(g => f.Genre.Any(code => IsUnder(g.Code, code))))
            && (f.Slugline.Count == 0 || c.Slugline is { } slug && f.Slugline.Any(word => HasWord(slug.Text, word)))
            && (f.WordsAtLeast is not { } atLeast || c.Body.WordCount >= atLeast)
            && (f.WordsAtMost is not { } atMost || c.Body.WordCount <= atMost)
            && (f.Contains.Count == 0 || f.Contains.Any(words => Contains(c, words)));
    }

    private static bool IsLanguage(Language language, string wanted) =>
        language.Tag.Equals(wanted, StringComparison.OrdinalIgnoreCase) || language.Primary.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>Equal; or begins so, for a code that ends in *; or, in the old subject codes, whose zeros at the end stand for "all of it", is part of it.</summary>
    private static bool IsUnder(string code, string wanted)
    {
        if (code.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        if (wanted.EndsWith('*')) return code.StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.OrdinalIgnoreCase);
        if (!wanted.StartsWith("subj:", StringComparison.OrdinalIgnoreCase) || wanted.Length != 13) return false;
        var stem = wanted.EndsWith("000000", StringComparison.Ordinal) ? 7 : wanted.EndsWith("000", StringComparison.Ordinal) ? 10 : 13;
        return code.StartsWith(wanted.AsSpan(0, stem), StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasWord(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetterOrDigit(line[at - 1])) && (at + word.Length == line.Length || !char.IsLetterOrDigit(line[at + word.Length]))) return true;
        return false;
    }

    private static bool Contains(StoryContent content, string words) =>
        content.Headline?.Text.Contains(words, StringComparison.OrdinalIgnoreCase) == true
        || content.Dek?.Contains(words, StringComparison.OrdinalIgnoreCase) == true
        || content.Body.PlainText.Contains(words, StringComparison.OrdinalIgnoreCase);
}
