using System.Text;

namespace Dateline.Formats.Xml;

/// <summary>The encoding that <c>&lt;?xml … encoding="…"?&gt;</c> names: read by hand, because the reader proper needs to know it first.</summary>
internal static class XmlDeclaration
{
    private const int Longest = 200;

    /// <summary>The name as stated, or null where none is.</summary>
    internal static string? Encoding(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimStart(" \t\r\n"u8);
        if (!bytes.StartsWith("<?xml"u8)) return null;
        Span<char> head = stackalloc char[Longest];
        var length = System.Text.Encoding.Latin1.GetChars(bytes[..Math.Min(Longest, bytes.Length)], head);
        return Encoding(head[..length]);
    }

    /// <summary>The name as stated, or null where none is.</summary>
    internal static string? Encoding(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("<?xml", StringComparison.Ordinal)) return null;
        if (text.IndexOf("?>", StringComparison.Ordinal) is var end and > 0) text = text[..end];
        var at = text.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0) return null;
        text = text[(at + "encoding".Length)..].TrimStart();
        if (!text.StartsWith('=')) return null;
        text = text[1..].TrimStart();
        if (text.IsEmpty || text[0] is not ('"' or '\'')) return null;
        var close = text[1..].IndexOf(text[0]);
        return close <= 0 ? null : text.Slice(1, close).Trim().ToString();
    }
}
