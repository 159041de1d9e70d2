using System.Buffers;
using System.Text;

namespace Dateline.Formats.Text;

/// <summary>
/// Bytes that should be UTF-8 and are not: windows-1252, as editing programs of the West write it; or UTF-8 into which a relay put a few such bytes of its own,
/// which is told by there being more whole characters of UTF-8 in it than bytes that are of none.
/// </summary>
internal static class WesternText
{
    /// <summary>Decodes <paramref name="bytes"/> into <paramref name="characters"/>, which has at least their length; gives how many characters there are.</summary>
    internal static int Decode(ReadOnlySpan<byte> bytes, Span<char> characters) => IsMostlyUtf8(bytes) ? Mixed(bytes, characters) : CodePages.Western.GetChars(bytes, characters);

    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (whole, broken) = (0, 0);
        for (var at = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F); at >= 0; at = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F))
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) whole++;
            else (broken, length) = (broken + 1, 1);
            bytes = bytes[(at + length)..];
        }
        return whole > broken;
    }

    private static int Mixed(ReadOnlySpan<byte> bytes, Span<char> characters)
    {
        var written = 0;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done) written += rune.EncodeToUtf16(characters[written..]);
            else { length = 1; written += CodePages.Western.GetChars(bytes[..1], characters[written..]); }
            bytes = bytes[length..];
        }
        return written;
    }
}
