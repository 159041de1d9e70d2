using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>Quotation marks and apostrophes as the language writes them: “…” and ’ in English, « … » in French, „…“ in German.</summary>
internal sealed class QuoteRule() : StyleRule("quotes", isForHeadlines: true)
{
    private const string Elided = "’";

    internal override IEnumerable<Suggestion> In(string text, Language language)
    {
        if (MarksOf(language) is not { } marks) yield break;
        var isOpen = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                // Inches: a figure before it, and nothing to close.
                if (!isOpen && i > 0 && char.IsDigit(text[i - 1])) continue;
                isOpen = !isOpen && Begins(text, i);
                if (Put(text, i, 1, isOpen ? marks.Open : marks.Close) is { } pair) yield return pair;
            }
            else if (text[i] == '\'' && Single(text, i, marks) is { } single) yield return single;
        }
    }

    private Suggestion? Single(string text, int i, Marks marks)
    {
        var (before, after) = (i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ');
        // Feet and minutes stay as they are; years and swallowed letters have an apostrophe.
        if (char.IsDigit(before) && !char.IsLetter(after)) return null;
        var opens = Begins(text, i) && char.IsLetter(after) && marks.OpenSingle is not null && IsClosed(text, i);
        return Put(text, i, 1, opens ? marks.OpenSingle! : Elided);
    }

    /// <summary>Whether a mark comes that ends what one begins; without it the letters before it were swallowed: "'tis".</summary>
    private static bool IsClosed(string text, int i)
    {
        for (var end = text.IndexOf('\'', i + 1); end >= 0; end = text.IndexOf('\'', end + 1))
            if (!char.IsWhiteSpace(text[end - 1]) && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1]))) return true;
        return false;
    }

    private static bool Begins(string text, int i) => i == 0 || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '(' or '[' or '—' or '–' or '“' or '‘' or '«' or '„' or '"';

    private static Marks? MarksOf(Language language) => language.Primary switch
    {
        "en" => new("“", "”", "‘"),
        "fr" => new("«\u00a0", "\u00a0»", null),
        "de" => new("„", "“", "‚"),
        _ => null,
    };

    private sealed record Marks(string Open, string Close, string? OpenSingle);
}
