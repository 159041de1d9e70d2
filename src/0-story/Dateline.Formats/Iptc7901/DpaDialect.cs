using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// dpa, Germany, in German, English, Spanish and Arabic, on 7901 since the standard was new. Two, three or four lines of header (keyword line, take key, a second keyword line);
/// headline and byline end in "="; a notebook for clients' editors ("# dpa-Notizblock", since about 2010), then "* * * *" and what is not for publication.
/// Texts end in the signs of desk and editor: "dpa bc xx".
/// </summary>
internal sealed class DpaDialect() : Iptc7901Dialect(new(
    "dpa", "dpa Deutsche Presse-Agentur", "the first revisions", "Two to four header lines with take keys; headline and byline end in =; a notebook for editors, then what is not for publication; signs of desk and editor."))
{
    private const string Openings = "#dDrRnN";

    internal override string? Agency => "dpa";

    private protected override bool Speaks(string service, WireLines text) =>
        service.StartsWith("dpa", StringComparison.OrdinalIgnoreCase) || IsSigned(text, "(dpa") || IsSigned(text, ", dpa =") || IsSigned(text, ", dpa=");

    // The desks of dpa's German service.
    internal override Concept SubjectOf(string category) => base.SubjectOf(category.ToLowerInvariant() switch { "pl" => "POL", "wi" => "FIN", "ku" => "ACE", "vm" => "HUM", "sp" => "SPO", _ => category });

    internal override bool BeginsNotebook(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(' ');
        if (line.IsEmpty || !Openings.Contains(line[0])) return false;
        // Its headings are marked so; a text has none.
        if (line.StartsWith("# ") || line.StartsWith("## ")) return true;
        line = line.TrimStart(" #");
        return line.StartsWith("dpa-Notizblock", StringComparison.OrdinalIgnoreCase) || line.StartsWith("dpa notebook", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Redaktionelle Hinweise", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("Notes to editors", StringComparison.OrdinalIgnoreCase) && line.Length < 24;
    }

    internal override bool IsSignature(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (!line.StartsWith("dpa", StringComparison.Ordinal) || line.Length is < 5 or > 32) return false;
        var words = 0;
        foreach (var range in line.Split(' '))
        {
            var word = line[range];
            if (word.IsEmpty) continue;
            if (++words > 1 && (word.Length > 4 || !IsSign(word))) return false;
        }
        return words is >= 2 and <= 8;
    }

    private static bool IsSign(ReadOnlySpan<char> word)
    {
        foreach (var c in word) if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) return false;
        return true;
    }
}
