using System.Collections.Frozen;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>Writers out of a byline as it is printed: "By Jane Doe and John Roe", "Par Jeanne Dupont", "Jane Doe, Northern Press".</summary>
internal static class BylineText
{
    // A name is seldom longer; a sentence that begins with "By" nearly always is.
    private const int LongestLine = 90;
    private const int MostNameWords = 14;
    private const int LongestSign = 5;

    private static readonly string[] Openings = ["by ", "par ", "von ", "por ", "di ", "av ", "af ", "door ", "texte: ", "text: ", "tekst: ", "by: ", "author: ", "autor: ", "written by ", "story by "];
    private static readonly string[] Joints = [" and ", " et ", " und ", " & ", " y "];
    // These may stand inside a name, or mean something else: they join where a whole name stands on either side.
    private static readonly string[] JointsOfNames = [" og ", " och ", " ja ", " e ", " en ", " és "];

    // Words of what somebody is, and of whom they write for.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WordsOfTitles = new[]
    {
        "reporter", "reporters", "editor", "correspondent", "correspondents", "writer", "writers", "staff", "press", "news", "agency", "bureau", "columnist", "critic", "journalist", "analyst", "chief", "media",
        "PA", "AP", "AFP", "AAP", "CP", "dpa", "Reuters",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The line without the word that opens it.</summary>
    internal static string WithoutOpening(string line)
    {
        foreach (var opening in Openings)
            if (line.Length > opening.Length && line.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return line[opening.Length..].TrimStart();
        return line;
    }

    /// <summary>
    /// Whether <paramref name="line"/>, which stands alone at the head of a text, names its writers: it opens with "By" in some language, and what follows are names.
    /// "By Monday the talks had ended." is a sentence.
    /// </summary>
    internal static bool IsLine(ReadOnlySpan<char> line)
    {
        line = line.Trim().TrimEnd("=< ");
        if (line.Length is < 6 or > LongestLine) return false;
        var names = AfterOpening(line);
        if (names.IsEmpty || names[^1] is '.' or '!' or '?' or ':' && !names.EndsWith("Jr.")) return false;
        var (words, isMonth) = (0, false);
        foreach (var range in names.Split(' '))
        {
            var word = names[range];
            if (word.IsEmpty) continue;
            if (++words > MostNameWords || !IsOfName(word) || words == 1 && char.IsAsciiDigit(word[0])) return false;
            // "Von Jan Keller" is a name, "By March the" is not.
            if (words == 1) isMonth = Months.Of(word) > 0;
            else if (words == 2 && isMonth && !char.IsUpper(word[0])) return false;
        }
        if (isMonth && words == 1) return false;
        return words >= 2 || names.Length > 2 && words == 1 && !names.ContainsAnyInRange('0', '9') && IsShouted(names);
    }

    private static ReadOnlySpan<char> AfterOpening(ReadOnlySpan<char> line)
    {
        foreach (var opening in Openings)
            if (line.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return line[opening.Length..].TrimStart();
        return default;
    }

    private static bool IsOfName(ReadOnlySpan<char> word)
    {
        if (char.IsUpper(word[0]) || word[0] is '(' or '&') return true;
        return word.TrimEnd(',') is "and" or "et" or "und" or "y" or "e" or "och" or "og" or "en" or "in" or "à" or "of" or "de" or "da" or "di" or "du" or "del" or "la" or "van" or "von" or "der" or "den" or "ter"
            or "dpa" or "ats" or "sda" or "al" or "el" or "bin" or "ben" or "the" or "for" or "from" or "with" or "aus" or "für";
    }

    private static bool IsShouted(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (char.IsLower(c)) return false;
        return true;
    }

    /// <summary>Says of those of <paramref name="bylines"/> of whom nothing is said yet what they are.</summary>
    internal static void GiveTitle(List<Byline> bylines, string title)
    {
        for (var i = 0; i < bylines.Count; i++) bylines[i] = bylines[i] with { Title = bylines[i].Title ?? title };
    }

    /// <summary>The writers that <paramref name="line"/> names, added to <paramref name="bylines"/>.</summary>
    internal static void Read(string line, List<Byline> bylines)
    {
        line = WithoutOpening(WithoutBrackets(WithoutAddresses(line)));
        foreach (var range in line.AsSpan().Split(';'))
            if (NewsText.OneLine(line[range]) is { } several) ReadNames(WithoutOpening(several), bylines);
    }

    // "(By Jane Doe)": the brackets are of the line, not of the name.
    private static string WithoutBrackets(string line) =>
        line is ['(', .. var inner, ')'] && !inner.AsSpan().ContainsAny('(', ')') ? inner.Trim() : line;

    // "Jane Doe (jane.doe@np.example)": how to reach her is no part of her name.
    private static string WithoutAddresses(string line)
    {
        if (!line.Contains('@', StringComparison.Ordinal)) return line;
        var names = string.Join(' ', line.Split(' ').Where(word => !word.Contains('@', StringComparison.Ordinal))).TrimEnd(' ', ',', '-', '|', '/');
        return names.Length > 0 ? names : line;
    }

    private static void ReadNames(string line, List<Byline> bylines)
    {
        foreach (var joint in Joints)
        {
            var at = line.LastIndexOf(joint, StringComparison.OrdinalIgnoreCase);
            if (at <= 0) continue;
            AddSeveral(line[..at], bylines);
            Add(line[(at + joint.Length)..], bylines);
            return;
        }
        foreach (var joint in JointsOfNames)
        {
            var at = line.LastIndexOf(joint, StringComparison.Ordinal);
            if (at <= 0 || !IsWholeName(line.AsSpan(0, at)) || !IsWholeName(line.AsSpan(at + joint.Length))) continue;
            AddSeveral(line[..at], bylines);
            Add(line[(at + joint.Length)..], bylines);
            return;
        }
        Add(line, bylines);
    }

    // Before an "and", commas part names: "A, B and C". What is no name says who the one before it is: "A, PA Chief Reporter, and B". Without an "and", a comma parts a name from its title.
    private static void AddSeveral(string line, List<Byline> bylines)
    {
        var first = bylines.Count;
        foreach (var part in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (bylines.Count > first && bylines[^1].Title is null && IsTitle(part)) bylines[^1] = bylines[^1] with { Title = part };
            else bylines.Add(new(part));
        }
    }

    private static bool IsTitle(ReadOnlySpan<char> text)
    {
        // An agency's sign: "NTB", "ritzau".
        if (!text.Contains(' ') && (char.IsLower(text[0]) || text.Length <= LongestSign && IsShouted(text))) return true;
        foreach (var range in text.Split(' ')) if (WordsOfTitles.Contains(text[range])) return true;
        return false;
    }

    // Two words in capitals or more, up to a comma.
    private static bool IsWholeName(ReadOnlySpan<char> text)
    {
        if (text.IndexOf(',') is var comma and >= 0) text = text[..comma];
        text = text.Trim();
        return text.Contains(' ') && char.IsUpper(text[0]) && char.IsUpper(text[text.LastIndexOf(' ') + 1]);
    }

    /// <summary>
    /// The writers of a byline that may have several lines (<see cref="XmlCursor.LineBreak"/>): below the names stands who they are ("Associated Press"), or another "By".
    /// </summary>
    internal static void ReadLines(string text, List<Byline> bylines)
    {
        foreach (var range in text.AsSpan().Split(XmlCursor.LineBreak))
        {
            if (NewsText.OneLine(text[range]) is not { } line) continue;
            if (bylines.Count == 0 || !AfterOpening(line).IsEmpty) Read(line, bylines);
            else bylines[^1] = bylines[^1] with { Title = bylines[^1].Title is { } title ? $"{title}, {line}" : line };
        }
    }

    private static void Add(string text, List<Byline> bylines)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma <= 0) { if (text.Trim().Length > 0) bylines.Add(new(text.Trim())); return; }
        bylines.Add(new(text[..comma].TrimEnd(), NewsText.OneLine(text[(comma + 1)..])));
    }
}
