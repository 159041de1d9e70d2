using Dateline.News;
using Dateline.Site.Reading;
using Dateline.Store.Search;

namespace Dateline.Site.Search;

/// <summary>
/// What a search that found nothing may have meant. Each word that nothing public has by itself is changed into one spelt nearly so, and the whole is told only
/// where a search for it, asked now through the gate, finds a story of this site: a word that stands in nothing but hidden or withdrawn text is never offered, and its absence looks like any other.
/// </summary>
internal sealed class Spelling(PublicView view, PublicSearch search, SearchQuery query)
{
    private const int MostWords = 6;
    private const int MostTried = 12;
    private const int MostNear = 3;

    private int _tried;

    /// <summary>The words, changed; null: there is nothing better to say.</summary>
    internal string? Better()
    {
        var words = query.Words ?? "";
        var changes = new List<(Range At, List<string> Near)>();
        foreach (var at in Runs(words).Take(MostWords))
        {
            var run = words[at];
            if (PublicSearch.WordsOf(run) is not [var word] || Finds(run) is not null) continue;
            if (search.Near(word, MostNear).Select(n => Finds(n) is { } hit ? AsWritten(hit, n) : null).OfType<string>().ToList() is not { Count: > 0 } near) return null;
            changes.Add((at, near));
        }
        // The first of each together; where one word alone is wrong, the next best too.
        var choices = changes.Count == 0 ? 0 : changes.Count == 1 ? changes[0].Near.Count : 1;
        for (var choice = 0; choice < choices; choice++)
            if (Changed(words, changes, choice) is var better && Finds(better) is not null) return better;
        return null;
    }

    private static string Changed(string words, List<(Range At, List<string> Near)> changes, int choice)
    {
        foreach (var (at, near) in changes.AsEnumerable().Reverse()) words = words[..at.Start] + near[choice] + words[at.End..];
        return words;
    }

    /// <summary>Words of letters; those that must not be there, and beginnings, are left as they are.</summary>
    private static IEnumerable<Range> Runs(string words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (!char.IsLetter(words[at])) continue;
            var start = at;
            while (at < words.Length && (char.IsLetterOrDigit(words[at]) || char.GetUnicodeCategory(words[at]) == System.Globalization.UnicodeCategory.NonSpacingMark)) at++;
            var isNot = start > 0 && words[start - 1] == '-' && (start == 1 || words[start - 2] == ' ');
            if (!isNot && !(at < words.Length && words[at] == '*')) yield return start..at;
        }
    }

    private PublicHit? Finds(string words)
    {
        if (_tried++ >= MostTried) return null;
        var answer = view.Search(search, query with { Words = words, After = null, Count = 1, WithFacets = false });
        return answer.IsDone ? answer.Value.Hits.FirstOrDefault(h => view.Read(h) is not null) : null;
    }

    /// <summary>The word with its accents and capitals, where the story's headline, writers or places have it so.</summary>
    private static string AsWritten(PublicHit hit, string word)
    {
        var (content, marks) = (hit.Content, SearchMarks.Of(word));
        foreach (var text in new[] { content.Headline?.Text, content.Located?.Name }.Concat(content.Bylines.Select(b => b.Name)).Concat(content.WithFilesFrom.Select(c => c.Name)).Concat(content.Places.Select(p => p.Name)))
            if (text is not null && marks.In(text).FirstOrDefault(p => p.IsFound && PublicSearch.WordsOf(p.Text) is [var own] && own == word).Text is { } written)
                return written;
        return word;
    }
}
