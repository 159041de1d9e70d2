using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Dateline.Formats.Text;

namespace Dateline.Formats.Xml;

/// <summary>
/// The characters of an XML document, decoded by what the bytes are rather than by what they claim (formats.md §3):
/// a byte order mark wins; bytes that are valid UTF-8 and not only ASCII are UTF-8 whatever is declared; else the declaration holds,
/// with windows-1252 for Latin-1. Where none is declared, or UTF-8 that it is not, they are windows-1252, as PA and many press offices send it, with a note.
/// Bytes that fit nothing are a failure, never replacement characters: a wrong name is worse than a late story.
/// </summary>
internal sealed class XmlText : IDisposable
{
    // ASCII alone, because that is searched many times faster; the two others are rare and looked for apart.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private char[]? _buffer;
    private readonly int _length;
    private readonly int _bytesPerCharacter;
    private readonly int _byteOrderMark;

    private XmlText(char[] buffer, int length, int byteOrderMark, int bytesPerCharacter)
    {
        _buffer = buffer;
        _length = length;
        _byteOrderMark = byteOrderMark;
        _bytesPerCharacter = bytesPerCharacter;
    }

    internal char[] Buffer => _buffer!;

    internal int Length => _length;

    internal ReadOnlySpan<char> Span => _buffer.AsSpan(0, _length);

    /// <summary>Decodes <paramref name="bytes"/>; what they lie about is added to <paramref name="notes"/>.</summary>
    internal static XmlText Decode(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        var text = ByMark(bytes, notes) ?? ByContent(bytes, notes);
        text.RefuseControlCharacters();
        text.BlankLateDeclaration();
        return text;
    }

    // Nothing may stand before the declaration, yet relays put blank lines there; and no parser reads XML 1.1, though what news writes in it is 1.0 as well.
    // It has been read by then; the places of all that follows stay.
    private void BlankLateDeclaration()
    {
        var start = Span.IndexOfAnyExcept(" \t\r\n\uFEFF");
        if (start < 0 || start == 0 && !IsOfVersion11() || !Span[start..].StartsWith("<?xml", StringComparison.Ordinal) || Span[start..].IndexOf("?>", StringComparison.Ordinal) is not (var end and > 0)) return;
        foreach (ref var c in _buffer.AsSpan(0, start + end + 2)) if (c is not ('\r' or '\n')) c = ' ';
    }

    private bool IsOfVersion11() => Span.StartsWith("<?xml", StringComparison.Ordinal) && Span[..Math.Min(40, _length)].IndexOf("1.1", StringComparison.Ordinal) > 0;

    public void Dispose()
    {
        if (_buffer is { } buffer) ArrayPool<char>.Shared.Return(buffer);
        _buffer = null;
    }

    // A mark in bytes of one width under a declaration of the other: one of the two was put there by a relay that did not look.
    private static XmlText? ByMark(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) return MarkedUtf8(bytes, notes);
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || bytes.StartsWith<byte>([0, 0, 0xFE, 0xFF])) throw Failure("UTF-32 is not read.", 0);
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return Utf16(bytes, 2, Encoding.Unicode);
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return Utf16(bytes, 2, Encoding.BigEndianUnicode);
        if (bytes.StartsWith<byte>([(byte)'<', 0])) return Utf16(bytes, 0, Encoding.Unicode);
        if (bytes.StartsWith<byte>([0, (byte)'<'])) return Utf16(bytes, 0, Encoding.BigEndianUnicode);
        return null;
    }

    private static XmlText MarkedUtf8(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        var declared = XmlDeclaration.Encoding(bytes[3..]);
        if (declared is not null && IsWide(declared)) throw Failure($"The byte order mark says UTF-8, the declaration {declared}.", 0);
        if (TryUtf8(bytes, 3, out var text, out var valid)) { NoteMismatch(declared, "utf-8", notes); return text; }
        throw Failure("The byte order mark says UTF-8, but the bytes are not.", 3 + valid);
    }

    private static XmlText Utf16(ReadOnlySpan<byte> bytes, int mark, Encoding encoding)
    {
        var text = Decode(bytes, mark, encoding, 2);
        if (XmlDeclaration.Encoding(text.Span) is { } declared && !IsWide(declared))
        {
            text.Dispose();
            throw Failure($"The bytes are UTF-16, the declaration says {declared}.", 0);
        }
        return text;
    }

    private static XmlText ByContent(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        var declared = XmlDeclaration.Encoding(bytes);
        if (TryUtf8(bytes, 0, out var text, out var valid) && !IsShifted(bytes, declared))
        {
            if (!Ascii.IsValid(bytes) || declared is not null && IsWide(declared)) NoteMismatch(declared, "utf-8", notes);
            return text;
        }
        text?.Dispose();
        if (declared is null || IsUtf8(declared) || IsWide(declared)) return Undeclared(bytes, declared, valid, notes);
        return Decode(bytes, 0, Named(declared), 1);
    }

    private static XmlText Undeclared(ReadOnlySpan<byte> bytes, string? declared, int at, List<ReadNote> notes)
    {
        if (bytes.Contains((byte)0)) throw Failure("The bytes are neither UTF-8 nor of one byte a character.", at);
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, 16));
        var text = new XmlText(buffer, WesternText.Decode(bytes, buffer), 0, 1);
        notes.Add(new(NoteCodes.EncodingMismatch, $"{(declared is null ? "No encoding is declared" : $"The declaration says {declared}")}, and the bytes are not UTF-8: they were read as windows-1252.", new(Offset: at), declared));
        return text;
    }

    // ISO-2022 is ASCII in which escape sequences shift to other alphabets: valid UTF-8, and not what it says.
    private static bool IsShifted(ReadOnlySpan<byte> bytes, string? declared) =>
        declared is not null && declared.StartsWith("iso-2022", StringComparison.OrdinalIgnoreCase) && bytes.Contains((byte)0x1B);

    private static bool TryUtf8(ReadOnlySpan<byte> bytes, int mark, out XmlText text, out int valid)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, 16));
        var status = Utf8.ToUtf16(bytes[mark..], buffer, out valid, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done) { text = new(buffer, written, mark, 1); return true; }
        ArrayPool<char>.Shared.Return(buffer);
        text = null!;
        return false;
    }

    private static XmlText Decode(ReadOnlySpan<byte> bytes, int mark, Encoding encoding, int bytesPerCharacter)
    {
        var strict = CodePages.Of(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(strict.GetMaxCharCount(bytes.Length), 16));
        try
        {
            return new(buffer, strict.GetChars(bytes[mark..], buffer), mark, bytesPerCharacter);
        }
        catch (DecoderFallbackException e)
        {
            ArrayPool<char>.Shared.Return(buffer);
            throw Failure($"The bytes are not {encoding.WebName}.", mark + e.Index);
        }
    }

    private static Encoding Named(string declared) =>
        IsLatin1(declared) ? CodePages.Western : CodePages.Named(declared) ?? throw Failure($"The declared encoding {declared} is not known.", 0);

    private static bool IsUtf8(string name) => name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static bool IsLatin1(string name) =>
        name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || name.Equals("latin-1", StringComparison.OrdinalIgnoreCase) ||
        name.Equals("latin1", StringComparison.OrdinalIgnoreCase) || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || name.Equals("ascii", StringComparison.OrdinalIgnoreCase) ||
        name.Equals("cp1252", StringComparison.OrdinalIgnoreCase) || name.Equals("windows1252", StringComparison.OrdinalIgnoreCase) || name.Equals("ansi", StringComparison.OrdinalIgnoreCase) || name.Equals("iso 8859-1", StringComparison.OrdinalIgnoreCase);

    private static bool IsWide(string name) =>
        name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || name.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("utf16", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ucs-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("iso-10646", StringComparison.OrdinalIgnoreCase);

    private static void NoteMismatch(string? declared, string used, List<ReadNote> notes)
    {
        if (declared is null || IsUtf8(declared)) return;
        notes.Add(new(NoteCodes.EncodingMismatch, $"The declaration says {declared}; the bytes are {used} and were read so.", new(1, 1, 0), declared));
    }

    private void RefuseControlCharacters()
    {
        var at = Span.IndexOfAny(Controls);
        if (at < 0) at = Span.IndexOfAny('\uFFFE', '\uFFFF');
        if (at < 0) return;
        var position = PositionOf(at);
        var code = (int)Span[at];
        Dispose();
        throw new WireXmlException(new(FailureCodes.ControlCharacter, $"The character U+{code:X4} is forbidden in XML.", position));
    }

    /// <summary>Where the character at <paramref name="index"/> stands. The offset is of bytes: counted in UTF-8 where that is what they are.</summary>
    internal WirePosition PositionOf(int index)
    {
        var before = Span[..index];
        var line = 1 + before.Count('\n');
        var offset = _bytesPerCharacter == 1 ? Encoding.UTF8.GetByteCount(before) : index * _bytesPerCharacter;
        return new(line, index - before.LastIndexOf('\n'), _byteOrderMark + offset);
    }

    private static WireXmlException Failure(string message, int offset) => new(new(FailureCodes.Encoding, message, new(Offset: offset)));
}
