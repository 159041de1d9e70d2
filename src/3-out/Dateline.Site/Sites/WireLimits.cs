using Dateline.News;
using Dateline.Store.Search;

namespace Dateline.Site;

/// <summary>What a site lets the wire publish there by itself. It holds for what no person has touched; a person's hand, or a decision for the site, lifts it.</summary>
public sealed record WireLimits
{
    /// <summary>Nothing is limited.</summary>
    public static WireLimits None { get; } = new();

    /// <summary>How many such stories a day, as days are counted where the site is, the earliest first; null: all.</summary>
    public int? MostADay { get; init; }

    /// <summary>Words, or words in a row, that keep such a story out wherever it has them: headline, summary or text, in any case, whole.</summary>
    public IReadOnlyList<string> BlockedWords { get; init; } = [];

    /// <summary>Whether one of the blocked words stands in a story.</summary>
    internal bool Blocks(StoryContent content)
    {
        if (BlockedWords.Count == 0) return false;
        // A bar between the parts: words in a row do not reach from one into the next.
        var text = string.Join(" | ", new[] { content.Headline?.Text, content.Dek, content.Body.PlainText }.Select(Words));
        return BlockedWords.Select(Words).Any(word => word.Length > 2 && text.Contains(word, StringComparison.Ordinal));
    }

    private static string Words(string? text) => $" {string.Join(' ', PublicSearch.WordsOf(text, int.MaxValue))} ";
}
