using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>The house style: reading this list is reading the policy. Each rule stands in a file of its own, and can be turned off for a newsroom.</summary>
internal static partial class Rules
{
    /// <summary>All rules, in the order in which they are shown.</summary>
    internal static IReadOnlyList<StyleRule> All { get; } = [new QuoteRule(), new SpaceRule(), new NumberRule(), new DateRule(), new TitleRule()];

    /// <summary>What the rules would have otherwise, from the beginning of the text to its end; where two speak of one place, the first does.</summary>
    internal static List<Suggestion> In(string text, Language language, bool isHeadline, IReadOnlySet<string> off)
    {
        var kept = CurrencyNotes().Matches(text);
        var found = All.Where(r => !off.Contains(r.Code) && (r.IsForHeadlines || !isHeadline))
            .SelectMany(r => r.In(text, language))
            .Where(s => !kept.Any(k => s.At < k.Index + k.Length && k.Index < s.At + s.Quote.Length))
            .OrderBy(s => s.At).ToList();
        for (var i = found.Count - 1; i > 0; i--)
            if (found[i].At < found[i - 1].At + found[i - 1].Quote.Length) found.RemoveAt(i);
        return found;
    }

    /// <summary>Sums with their currency, and what they are in another: "US$300 (C$394)". No rule touches them.</summary>
    [GeneratedRegex(@"(?:[A-Z]{1,3})?[$€£¥]\s?\d[\d.,]*(?:\s(?:million|billion|trillion))?(?:\s\([^()]*[$€£¥][^()]*\))?|\d[\d.,\u00a0\u202f ]*(?:\s(?:millions?|milliards?|million|billion))?\s?[$€£¥](?:\s?[A-Z]{1,3}\b)?(?:\s\([^()]*[$€£¥][^()]*\))?")]
    private static partial Regex CurrencyNotes();
}
