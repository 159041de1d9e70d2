using System.Text;
using System.Text.Unicode;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Json;

/// <summary>
/// The characters of JSON, as UTF-8. RFC 8259 (§8.1) knows nothing else, RFC 4627 allowed UTF-16 and UTF-32, which show by their zeros (§3), and some agencies
/// write what their editing program has: Latin-1. What begins as JSON does is read whichever it is in; what is not as it should be is noted.
/// </summary>
/// <param name="Utf8">The bytes in UTF-8, without a byte order mark, from the first bracket on.</param>
/// <param name="Skipped">How many bytes of the document stand before them; 0 where they were transcoded.</param>
/// <param name="Note">What was odd about them; null: nothing.</param>
internal sealed record JsonCharacters(ReadOnlyMemory<byte> Utf8, int Skipped, ReadNote? Note)
{
    /// <summary>Whether all of them are known to be ASCII: then a text is made of its bytes one by one.</summary>
    internal bool IsAscii { get; private init; }

    private static readonly Encoding Utf16Little = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf32Little = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly Encoding Utf32Big = new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    /// <summary>The notes a result begins with.</summary>
    internal IReadOnlyList<ReadNote> Notes => Note is null ? [] : [Note];

    /// <summary>The characters of <paramref name="document"/>; null where it does not begin as an object or a list does.</summary>
    internal static JsonCharacters? Of(ReadOnlyMemory<byte> document)
    {
        var bytes = document.Span;
        var (encoding, mark) = Declared(bytes);
        if (encoding is not null) return Transcoded(document[mark..], encoding);
        var start = mark + WhiteSpace(bytes[mark..]);
        if (start == bytes.Length || bytes[start] is not ((byte)'{' or (byte)'[')) return null;
        var isAscii = Ascii.IsValid(bytes[start..]);
        return isAscii || System.Text.Unicode.Utf8.IsValid(bytes) ? new(document[start..], start, null) { IsAscii = isAscii } : Western(document[start..]);
    }

    // The four byte marks before the two byte ones, which begin alike; then the zeros that ASCII leaves in wider characters.
    private static (Encoding? Encoding, int Mark) Declared(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Utf32Little, 4),
        [0, 0, 0xFE, 0xFF, ..] => (Utf32Big, 4),
        [0xFF, 0xFE, ..] => (Utf16Little, 2),
        [0xFE, 0xFF, ..] => (Utf16Big, 2),
        [not 0, 0, 0, 0, ..] => (Utf32Little, 0),
        [0, 0, 0, not 0, ..] => (Utf32Big, 0),
        [not 0, 0, not 0, 0, ..] => (Utf16Little, 0),
        [0, not 0, 0, not 0, ..] => (Utf16Big, 0),
        _ => (null, 0),
    };

    // What is not whole in its own encoding is not guessed at.
    private static JsonCharacters? Transcoded(ReadOnlyMemory<byte> bytes, Encoding encoding)
    {
        try
        {
            return Begun(Encoding.Convert(encoding, Encoding.UTF8, bytes.ToArray()), new(NoteCodes.EncodingMismatch, $"The JSON is in {encoding.WebName}, not in UTF-8: it was read as that.", new(Offset: 0), encoding.WebName));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static JsonCharacters? Western(ReadOnlyMemory<byte> bytes)
    {
        var characters = new char[bytes.Length];
        var length = WesternText.Decode(bytes.Span, characters);
        var at = bytes.Span.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return Begun(Encoding.UTF8.GetBytes(characters, 0, length), new(NoteCodes.EncodingMismatch, "The JSON is not UTF-8, as it must be: it was read as windows-1252.", new(Offset: at)));
    }

    private static JsonCharacters? Begun(byte[] utf8, ReadNote note)
    {
        var start = WhiteSpace(utf8);
        return start < utf8.Length && utf8[start] is (byte)'{' or (byte)'[' ? new(utf8.AsMemory(start), 0, note) : null;
    }

    private static int WhiteSpace(ReadOnlySpan<byte> bytes) => bytes.Length - bytes.TrimStart(" \t\r\n"u8).Length;
}
