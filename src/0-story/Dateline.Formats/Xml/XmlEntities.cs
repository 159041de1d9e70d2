using System.Net;
using System.Text;

namespace Dateline.Formats.Xml;

/// <summary>
/// The HTML entities (<c>&amp;mdash;</c>) that a document uses. They are declared to the XML reader as an internal subset, or in place
/// of the external one that a DOCTYPE names: nothing is ever fetched. Only the names a document uses are declared, because
/// declaring all 252 costs more than reading most stories.
/// </summary>
internal static class XmlEntities
{
    /// <summary>Declarations of the HTML entities that <paramref name="text"/> uses; null where it uses none.</summary>
    internal static string? DeclarationsFor(ReadOnlySpan<char> text)
    {
        StringBuilder? subset = null;
        HashSet<string>? names = null;
        for (var at = text.IndexOf('&'); at >= 0; at = Next(text, at))
        {
            var name = NameAt(text[(at + 1)..]);
            if (name.IsEmpty || IsPredefined(name)) continue;
            names ??= [];
            if (names.Count >= XmlLimits.EntityNames || !names.Add(name.ToString())) continue;
            Declare(subset ??= new(), name);
        }
        return subset is { Length: > 0 } ? subset.ToString() : null;
    }

    private static int Next(ReadOnlySpan<char> text, int at)
    {
        var next = text[(at + 1)..].IndexOf('&');
        return next < 0 ? -1 : at + 1 + next;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 12 && char.IsAsciiLetterOrDigit(text[length])) length++;
        return length > 0 && length < text.Length && text[length] == ';' ? text[..length] : default;
    }

    private static bool IsPredefined(ReadOnlySpan<char> name) => name is "amp" or "lt" or "gt" or "quot" or "apos";

    private static void Declare(StringBuilder subset, ReadOnlySpan<char> name)
    {
        var reference = $"&{name};";
        var value = WebUtility.HtmlDecode(reference);
        if (value == reference) return;
        subset.Append("<!ENTITY ").Append(name).Append(" \"");
        foreach (var c in value) subset.Append(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};");
        subset.Append("\">");
    }
}
