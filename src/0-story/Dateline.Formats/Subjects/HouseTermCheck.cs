using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>A term as it was read, and where.</summary>
/// <param name="Term">The term.</param>
/// <param name="Place">Where it stands ("line 7", "/terms/3").</param>
internal sealed record PlacedTerm(HouseTerm Term, string Place);

/// <summary>Whether a list of terms can be meant. Nothing is guessed: the first that can't be is named by its place.</summary>
internal static partial class HouseTermCheck
{
    private const int Most = 20_000;
    private const int LongestName = 200;
    private const int LongestCode = 80;
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { "medtop", "subj", "dateline", "http", "https" };

    internal static Outcome<HouseTerms> Check(IReadOnlyList<PlacedTerm> terms, MediaTopics topics)
    {
        if (terms.Count == 0) return Refuse("vocabulary-empty", "There are no terms in it.", "");
        if (terms.Count > Most) return Refuse("vocabulary-large", $"There are {terms.Count} terms in it; at most {Most} are taken.", "");
        var known = new Dictionary<string, HouseTerm>(StringComparer.Ordinal);
        foreach (var (term, place) in terms)
        {
            if (WhyBad(term) is var (code, why)) return Refuse(code, why, place);
            if (!known.TryAdd(term.Code, term)) return Refuse("vocabulary-twice", $"The code \"{term.Code}\" stands there twice. Give each term a code of its own.", place);
        }
        foreach (var (term, place) in terms)
            if (WhyNotUnder(term, known, topics) is { } why) return Refuse("vocabulary-broader", why, place);
        return new HouseTerms(known.Values);
    }

    private static (string Code, string Why)? WhyBad(HouseTerm term)
    {
        if (term.Code.Length > LongestCode || !Coded().IsMatch(term.Code))
            return ("vocabulary-code", $"\"{Shown(term.Code)}\" can't be a code: it is a prefix of the house's own, a colon and a word, like harbour:dredging (letters, digits, \".\", \"-\", \"_\").");
        if (Taken.Contains(term.Code[..term.Code.IndexOf(':', StringComparison.Ordinal)])) return ("vocabulary-code", $"The prefix of \"{term.Code}\" is not the house's own. Choose another.");
        if (term.Names.Count == 0) return ("vocabulary-name", $"\"{term.Code}\" has no name. Give it one in at least one language.");
        foreach (var (language, name) in term.Names)
        {
            if (!IsLanguage(language)) return ("vocabulary-language", $"\"{Shown(language)}\" is no language tag. Write en, fr or fr-CA.");
            if (name.Length > LongestName || name.Any(char.IsControl)) return ("vocabulary-name", $"The name of \"{term.Code}\" in {language} is longer than {LongestName} characters or holds a control character.");
        }
        return null;
    }

    private static string? WhyNotUnder(HouseTerm term, Dictionary<string, HouseTerm> known, MediaTopics topics)
    {
        var above = term.Broader;
        for (var steps = 0; above is not null && known.TryGetValue(above, out var next); above = next.Broader)
        {
            if (next.Field != term.Field) return $"\"{term.Code}\" is a {Name(term.Field)} and stands under \"{next.Code}\", which is a {Name(next.Field)}.";
            if (++steps > known.Count) return $"\"{term.Code}\" stands under itself. Take one of the terms above it out of the circle.";
        }
        if (above is null || term.Field == TermField.Subject && topics.Find(above) is not null) return null;
        return $"\"{term.Code}\" stands under \"{Shown(above)}\", which is neither in the list nor a Media Topic.";
    }

    // A word of more letters could be a tag one day, and is a misspelt column today.
    internal static bool IsLanguage(string tag) => Language.From(tag) is { Primary.Length: 2 or 3 };

    internal static string Name(TermField field) => field == TermField.Genre ? "genre" : "subject";

    internal static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static Refusal Refuse(string code, string message, string place) => new(code, $"{(place.Length == 0 ? "" : place + ": ")}{message} The list is as it was.", place.Length == 0 ? null : place);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}:[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Coded();
}
