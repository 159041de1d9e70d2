using System.Net;
using System.Xml;

namespace Dateline.Formats.Xml;

/// <summary>
/// What stands in for everything a DOCTYPE points at: the external subset and external parameter entities become our declarations
/// of HTML entities; a general external entity is refused (<c>xxe</c>). It opens no file and no socket.
/// </summary>
internal sealed class XmlDoctype(string? declarations) : XmlResolver
{
    private bool _declared;

    /// <summary>Whether the DOCTYPE has been read: from then on only a general entity can ask.</summary>
    internal bool IsRead { get; set; }

    public override ICredentials Credentials { set { } }

    public override Uri ResolveUri(Uri? baseUri, string? relativeUri) => new("dateline:nothing");

    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        if (IsRead) throw External();
        // Once is enough, and a thousand parameter entities must not cost a thousand times.
        var subset = _declared ? "" : declarations ?? "";
        _declared = true;
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(subset), writable: false);
    }

    internal static WireXmlException External() =>
        new(new(FailureCodes.Xxe, "The document declares an entity that points outside it; such a document is not read."));

    /// <summary>
    /// Refuses an internal subset that declares a general external entity, used or not: an honest wire has no reason to.
    /// (Safety does not hang on this: using one ends in <see cref="GetEntity"/>.)
    /// </summary>
    internal static void Inspect(ReadOnlySpan<char> subset)
    {
        for (var at = subset.IndexOf('<'); at >= 0; at = subset.IndexOf('<'))
        {
            subset = subset[at..];
            if (subset.StartsWith("<!--", StringComparison.Ordinal)) subset = After(subset, "-->");
            else if (subset.StartsWith("<?", StringComparison.Ordinal)) subset = After(subset, "?>");
            else if (subset.StartsWith("<!ENTITY", StringComparison.Ordinal)) subset = InspectEntity(subset["<!ENTITY".Length..]);
            else subset = AfterDeclaration(subset[1..]);
        }
    }

    private static ReadOnlySpan<char> InspectEntity(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var isParameter = text.StartsWith('%');
        if (isParameter) text = text[1..].TrimStart();
        var name = text.IndexOfAny(" \t\r\n\"'>");
        if (name < 0) return default;
        text = text[name..].TrimStart();
        var isExternal = text.StartsWith("SYSTEM", StringComparison.Ordinal) || text.StartsWith("PUBLIC", StringComparison.Ordinal);
        if (isExternal && !isParameter) throw External();
        if (isParameter && !isExternal) InspectLiteral(text);
        return AfterDeclaration(text);
    }

    // A parameter entity may hold a declaration, written with character references so that a plain look misses it.
    private static void InspectLiteral(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('"' or '\'')) return;
        var end = text[1..].IndexOf(text[0]);
        if (end < 0) return;
        var value = WebUtility.HtmlDecode(text.Slice(1, end).ToString());
        if (value.Contains("ENTITY", StringComparison.Ordinal) && (value.Contains("SYSTEM", StringComparison.Ordinal) || value.Contains("PUBLIC", StringComparison.Ordinal))) throw External();
    }

    private static ReadOnlySpan<char> AfterDeclaration(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAny("\"'>");
            if (at < 0) return default;
            if (text[at] == '>') return text[(at + 1)..];
            var close = text[(at + 1)..].IndexOf(text[at]);
            if (close < 0) return default;
            text = text[(at + close + 2)..];
        }
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string end)
    {
        var at = text.IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? default : text[(at + end.Length)..];
    }
}
