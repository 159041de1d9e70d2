using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>One space between words, none before a comma or a full stop, none at either end. In French the high signs of punctuation keep theirs, as one that does not break.</summary>
internal sealed partial class SpaceRule() : StyleRule("spaces", isForHeadlines: true)
{
    internal override IEnumerable<Suggestion> In(string text, Language language)
    {
        var isFrench = language.Primary == "fr";
        foreach (Match match in Spaces().Matches(text))
        {
            var (at, length) = (match.Index, match.Length);
            var next = at + length < text.Length ? text[at + length] : '\0';
            var with = at == 0 || next == '\0' ? ""
                : isFrench && next is ';' or ':' or '!' or '?' or '»' ? "\u00a0"
                : isFrench && text[at - 1] == '«' ? "\u00a0"
                : IsLow(text, at + length, isFrench) ? ""
                : length > 1 ? " " : match.Value;
            if (Put(text, at, length, with) is { } put) yield return put;
        }
    }

    /// <summary>Whether a sign stands there that stands close to the word before it; ".5" and "…" do not.</summary>
    private static bool IsLow(string text, int at, bool isFrench)
    {
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            ',' => true,
            '.' => after != '.' && !char.IsLetterOrDigit(after),
            ';' or ':' or '!' or '?' => !isFrench && !char.IsLetterOrDigit(after) && after is not (')' or '-'),
            _ => false,
        };
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
