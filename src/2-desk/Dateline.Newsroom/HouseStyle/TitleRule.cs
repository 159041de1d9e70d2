using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>Titles that stand alone are small: "the prime minister said". Before a name English keeps the capital, "Prime Minister Anton Marek"; French does not.</summary>
internal sealed partial class TitleRule() : StyleRule("titles", isForHeadlines: false)
{
    internal override IEnumerable<Suggestion> In(string text, Language language)
    {
        var titles = language.Primary switch { "en" => Alone(), "fr" => Titre(), _ => null };
        if (titles is null) yield break;
        foreach (Match match in titles.Matches(text))
            if (Put(text, match.Index, match.Length, match.Value.ToLowerInvariant()) is { } put) yield return put;
    }

    [GeneratedRegex(@"(?<=\b(?:[Tt]he|[Aa]|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Ff]ormer|[Dd]eputy|[Aa]cting) )(?:Prime Minister|Vice President|President|Chancellor|Premier|Minister|Mayor|Governor|Senator|Ambassador|General|Bishop|Chairman|Chief Executive)\b(?! \p{Lu}| of \p{Lu}\w+ \p{Lu})")]
    private static partial Regex Alone();

    [GeneratedRegex(@"(?<=\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|[Uu]n|[Uu]ne|[Ss]on|[Ll]’ancien|[Ll]’ancienne) )(?:Premier [Mm]inistre|Première [Mm]inistre|Vice-[Pp]résidente?|Présidente?|Chanceli(?:er|ère)|Ministre|Maire|Gouverneure?|Sénat(?:eur|rice)|Ambassad(?:eur|rice)|Général|Évêque)\b")]
    private static partial Regex Titre();
}
