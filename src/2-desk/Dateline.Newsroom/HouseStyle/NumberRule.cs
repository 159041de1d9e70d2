using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>
/// One to nine in words, from ten on in figures. What is measured, counted in money or per cent, dated, scored, numbered or an age stays in figures.
/// </summary>
internal sealed partial class NumberRule() : StyleRule("numbers", isForHeadlines: false)
{
    private static readonly string[] English = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    private static readonly string[] French = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

    internal override IEnumerable<Suggestion> In(string text, Language language)
    {
        var (words, figures) = language.Primary switch { "en" => (English, EnglishFigures()), "fr" => (French, FrenchFigures()), _ => (null, null)! };
        if (words is null) yield break;
        foreach (Match match in figures!.Matches(text))
        {
            // "Un" bends with what follows: that is for a person to write.
            if (language.Primary == "fr" && match.Value == "1") continue;
            var word = words[match.Value[0] - '1'];
            if (BeginsSentence(text, match.Index)) word = char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
            if (Put(text, match.Index, 1, word) is { } put) yield return put;
        }
    }

    private static bool BeginsSentence(string text, int at)
    {
        var before = text[..at].TrimEnd();
        return before.TrimEnd('“', '"', '«', '\u00a0').Length == 0 || before[^1] is '.' or '!' or '?' && !Abbreviated().IsMatch(before);
    }

    [GeneratedRegex(@"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|vs|M|Mme)\.$")]
    private static partial Regex Abbreviated();

    [GeneratedRegex(@"(?<![\p{L}\p{N}$€£¥#.,:/\-–−’'])(?<!\b(?:Nos?\.|age|aged|ages|page|pages|chapter|Chapter|article|Article|section|Section|phase|Phase|Group|Day|Route|Highway|Formula|Type|Level|Category|Grade|Game|Week|Round|at|by|until|Jan\.|Feb\.|March|April|May|June|July|Aug\.|August|Sept\.|September|Oct\.|October|Nov\.|November|Dec\.|December|January|February) )[1-9](?![\p{L}\p{N}%°/:’'\-–]|[.,]\d)(?! (?:per ?cent|percent|percentage|million|billion|trillion|a\.m\.|p\.m\.|am|pm|km|kilomet|m|met|cm|mm|mi|mile|ft|feet|foot|inch|kg|kilo|g|gram|lb|pound|ton|litre|liter|mph|degrees|years? old|dollar|euro|cent|points?|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)(?! (?:a\.m|p\.m)\.)(?! to \d)(?! and \d\d)")]
    private static partial Regex EnglishFigures();

    [GeneratedRegex(@"(?<![\p{L}\p{N}$€£¥#.,:/\-–−])(?<!\b(?:n°|numéro|page|chapitre|article|section|phase|Groupe|route|autoroute|à|vers|le|du|au|dès) )[1-9](?![\p{L}\p{N}%°/:\-–]|[.,]\d)(?!(?: |\u00a0)(?:%|pour cent|millions?|milliards?|h|heures?|min|km|kilom|m|mètre|cm|mm|kg|kilo|g|gramme|tonne|litre|degrés?|ans?|dollars?|euros?|cents?|points?|\$|€|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))(?! (?:à|et) \d)")]
    private static partial Regex FrenchFigures();
}
