using System.Buffers.Text;
using System.Text;

namespace Dateline.Formats.Text;

/// <summary>Text that stands in a document as base64 (NewsML 1.2 <c>Encoding</c>, NewsML-G2 <c>inlineData/@encoding</c>, Atom's content of other types).</summary>
internal static class EncodedText
{
    /// <summary>Whether an encoding is base64 by its name, whichever vocabulary names it.</summary>
    internal static bool IsBase64(string? encoding) => encoding is not null && encoding.Contains("base64", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text; null where the characters are not base64, or what they stand for is no text.</summary>
    internal static string? Read(string base64)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0) return null;
        var text = UndeclaredText.Read(bytes.AsSpan(0, length));
        foreach (var c in text) if (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f')) return null;
        return text;
    }
}
