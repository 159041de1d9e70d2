using System.Text;

namespace Dateline.Formats.Xml;

/// <summary>The first tag of an XML document, found without parsing it: what a detector asks about.</summary>
/// <param name="Name">The root's local name.</param>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Attributes">The text of the tag after its name.</param>
internal sealed record XmlRoot(string Name, string Namespace, string Attributes)
{
    private const int Head = 1024;

    /// <summary>The root of <paramref name="bytes"/>; null where they don't begin as XML does.</summary>
    internal static XmlRoot? Find(ReadOnlySpan<byte> bytes)
    {
        if (!MayBegin(bytes)) return null;
        return InHead(bytes) ?? (bytes.Length > Head ? Find(bytes, new char[bytes.Length]) : null);
    }

    private static XmlRoot? InHead(ReadOnlySpan<byte> bytes)
    {
        Span<char> head = stackalloc char[Head];
        return Find(bytes, head);
    }

    // Text wires and JSON are not worth a longer look.
    private static bool MayBegin(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept<byte>([0, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]) is var first and >= 0 && bytes[first] == (byte)'<';

    private static XmlRoot? Find(ReadOnlySpan<byte> bytes, Span<char> buffer)
    {
        if (bytes.Length > buffer.Length) bytes = bytes[..buffer.Length];
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        var text = ((ReadOnlySpan<char>)buffer[..Widen(bytes, buffer)]).TrimStart("\uFEFF \t\r\n");
        return text.StartsWith("<", StringComparison.Ordinal) && TrySkipProlog(ref text) ? Tag(text) : null;
    }

    // Names and namespaces are ASCII in every format we know, so that Latin-1 is good enough to look at them.
    private static int Widen(ReadOnlySpan<byte> bytes, Span<char> buffer)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([(byte)'<', 0])) return Encoding.Unicode.GetChars(bytes, buffer);
        if (bytes.StartsWith<byte>([0xFE, 0xFF]) || bytes.StartsWith<byte>([0, (byte)'<'])) return Encoding.BigEndianUnicode.GetChars(bytes, buffer);
        return Encoding.Latin1.GetChars(bytes, buffer);
    }

    private static bool TrySkipProlog(ref ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart();
            if (text.StartsWith("<?", StringComparison.Ordinal)) text = After(text, "?>");
            else if (text.StartsWith("<!--", StringComparison.Ordinal)) text = After(text, "-->");
            else if (text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) text = AfterDoctype(text);
            else return text.Length > 1 && text[0] == '<';
        }
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string end) =>
        text.IndexOf(end, StringComparison.Ordinal) is var at and >= 0 ? text[(at + end.Length)..] : default;

    private static ReadOnlySpan<char> AfterDoctype(ReadOnlySpan<char> text)
    {
        var inSubset = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (inSubset && text[i..].StartsWith("<!--", StringComparison.Ordinal)) i += Math.Max(0, text[i..].IndexOf("-->", StringComparison.Ordinal));
            else if (text[i] is '"' or '\'') { var close = text[(i + 1)..].IndexOf(text[i]); if (close < 0) return default; i += close + 1; }
            else if (text[i] == '[') inSubset = true;
            else if (text[i] == ']') inSubset = false;
            else if (text[i] == '>' && !inSubset) return text[(i + 1)..];
        }
        return default;
    }

    private static XmlRoot? Tag(ReadOnlySpan<char> text)
    {
        var end = EndOfTag(text);
        if (end < 0) return null;
        text = text[1..end];
        var length = text.IndexOfAny(" \t\r\n/");
        var name = length < 0 ? text : text[..length];
        var attributes = length < 0 ? default : text[length..];
        var colon = name.IndexOf(':');
        var declaration = colon < 0 ? "xmlns" : $"xmlns:{name[..colon]}";
        return new XmlRoot(name[(colon + 1)..].ToString(), Attribute(attributes, declaration) ?? "", attributes.ToString());
    }

    private static int EndOfTag(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '>') return i;
            if (text[i] is not ('"' or '\'')) continue;
            var close = text[(i + 1)..].IndexOf(text[i]);
            if (close < 0) return -1;
            i += close + 1;
        }
        return -1;
    }

    /// <summary>The value of an attribute of the root, without resolving references; null where it is not there.</summary>
    internal string? Attribute(string name) => Attribute(Attributes, name);

    private static string? Attribute(ReadOnlySpan<char> attributes, string name)
    {
        while (true)
        {
            attributes = attributes.TrimStart();
            var equals = attributes.IndexOf('=');
            if (equals < 0) return null;
            var found = attributes[..equals].TrimEnd();
            attributes = attributes[(equals + 1)..].TrimStart();
            if (attributes.IsEmpty || attributes[0] is not ('"' or '\'')) return null;
            var close = attributes[1..].IndexOf(attributes[0]);
            if (close < 0) return null;
            if (found.SequenceEqual(name)) return attributes.Slice(1, close).ToString();
            attributes = attributes[(close + 2)..];
        }
    }
}
