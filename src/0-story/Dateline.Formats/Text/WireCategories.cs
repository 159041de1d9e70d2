using System.Collections.Frozen;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// Categories of the text wires as subjects: IPTC's letters of 7901 (IPTC Subject Reference System, the seventeen subjects at its top, each of which is a
/// Media Topic of the same number today), and the single letters of ANPA 1312. A category not known stays what it was.
/// </summary>
internal static class WireCategories
{
    // IPTC, Media Topics, top level, CC BY 4.0; letters from IPTC's subject codes. As of April 2025.
    private static readonly FrozenDictionary<string, Concept> Iptc = new (string Letters, int Number, string Name)[]
    {
        ("ACE", 1, "arts, culture, entertainment and media"), ("CLJ", 2, "crime, law and justice"), ("DIS", 3, "disaster, accident and emergency incident"), ("FIN", 4, "economy, business and finance"),
        ("EDU", 5, "education"), ("EVN", 6, "environment"), ("HTH", 7, "health"), ("HUM", 8, "human interest"), ("LAB", 9, "labour"), ("LIF", 10, "lifestyle and leisure"), ("POL", 11, "politics and government"),
        ("REL", 12, "religion"), ("SCI", 13, "science and technology"), ("SOI", 14, "society"), ("SPO", 15, "sport"), ("WAR", 16, "conflict, war and peace"), ("WEA", 17, "weather"), ("ECO", 4, "economy, business and finance"),
        ("CUL", 1, "arts, culture, entertainment and media"), ("ENV", 6, "environment"),
    }.ToFrozenDictionary(c => c.Letters, c => new Concept($"medtop:{c.Number * 1_000_000:00000000}", c.Name), StringComparer.OrdinalIgnoreCase);

    // ANPA 1312, category codes as American agencies used them.
    private static readonly FrozenDictionary<char, string> Anpa = new Dictionary<char, string>
    {
        ['a'] = "domestic general news",
        ['b'] = "special events",
        ['c'] = "features",
        ['d'] = "food and diet",
        ['e'] = "entertainment and arts",
        ['f'] = "financial",
        ['h'] = "health",
        ['i'] = "international general news",
        ['j'] = "lotteries",
        ['k'] = "commentary",
        ['l'] = "lifestyle",
        ['m'] = "mail subscriptions",
        ['n'] = "state and regional",
        ['o'] = "weather",
        ['p'] = "politics",
        ['q'] = "sports results",
        ['r'] = "racing",
        ['s'] = "sports",
        ['t'] = "travel",
        ['v'] = "advisories",
        ['w'] = "Washington",
    }.ToFrozenDictionary();

    /// <summary>The subject of a category of IPTC 7901.</summary>
    internal static Concept Of7901(string category) => Iptc.GetValueOrDefault(category) ?? new Concept(category);

    /// <summary>The letters of IPTC 7901 for a subject, for the way out; null where it has none.</summary>
    internal static string? Letters(Concept subject)
    {
        foreach (var (letters, concept) in Iptc) if (concept.Code == subject.Code && letters is not ("ECO" or "CUL" or "ENV")) return letters;
        return subject.Code.Length is >= 1 and <= 4 && subject.Code.All(char.IsAsciiLetter) ? subject.Code : null;
    }

    /// <summary>The subject of a category of ANPA 1312.</summary>
    internal static Concept OfAnpa(char category)
    {
        category = char.ToLowerInvariant(category);
        return new Concept($"anpacat:{category}", Anpa.GetValueOrDefault(category));
    }

    /// <summary>Whether an ANPA category speaks to editors.</summary>
    internal static bool IsAdvisory(char category) => category is 'v' or 'V';
}
