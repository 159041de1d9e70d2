using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>Writers out of a byline as it is printed: "By Jane Doe and John Roe", "Par Jeanne Dupont", "Jane Doe, Northern Press".</summary>
internal static class BylineText
{
    private static readonly string[] Openings = ["by ", "par ", "von ", "por ", "di ", "av "];
    private static readonly string[] Joints = [" and ", " et ", " und ", " & ", " y "];

    /// <summary>The line without the word that opens it.</summary>
    internal static string WithoutOpening(string line)
    {
        foreach (var opening in Openings)
            if (line.Length > opening.Length && line.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return line[opening.Length..].TrimStart();
        return line;
    }

    /// <summary>The writers that <paramref name="line"/> names, added to <paramref name="bylines"/>.</summary>
    internal static void Read(string line, List<Byline> bylines)
    {
        line = WithoutOpening(line);
        foreach (var joint in Joints)
        {
            var at = line.LastIndexOf(joint, StringComparison.OrdinalIgnoreCase);
            if (at <= 0) continue;
            // Before an "and", commas part names: "A, B and C". Without one, a comma parts a name from its title.
            foreach (var name in line[..at].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) bylines.Add(new(name));
            Add(line[(at + joint.Length)..], bylines);
            return;
        }
        Add(line, bylines);
    }

    private static void Add(string text, List<Byline> bylines)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma <= 0) { if (text.Trim().Length > 0) bylines.Add(new(text.Trim())); return; }
        bylines.Add(new(text[..comma].TrimEnd(), NewsText.OneLine(text[(comma + 1)..])));
    }
}
