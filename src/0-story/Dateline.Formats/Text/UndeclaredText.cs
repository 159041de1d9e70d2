using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Dateline.Formats.Text;

/// <summary>
/// Text of wires that declare no character set: ASCII; UTF-8 where bytes above it are valid UTF-8; else windows-1252, which holds Latin-1, or code page 850 of old terminals where letters tell so.
/// Shifts of ISO 2022 are obeyed (ESC to name a set, SO and SI to go there and back), as IPTC 7901 allows.
/// </summary>
internal static class UndeclaredText
{
    private const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F;

    // Longer, it is not one accented letter or a word in another script, but emphasis: on ANPA lines the same controls set type.
    private const int LongestUndesignatedShift = 12;

    private static readonly SearchValues<byte> Shifts = SearchValues.Create(Escape, ShiftOut, ShiftIn);
    private static readonly Encoding Western = CodePages.Western;
    private static readonly Encoding Japanese = CodePages.Of(50220);
    private static readonly Encoding Terminal = CodePages.Of(850);

    /// <summary>The characters of <paramref name="bytes"/>.</summary>
    internal static string Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.IndexOfAny(Shifts) >= 0) return Shifted(bytes);
        return Unshifted(bytes);
    }

    /// <summary>The characters of <paramref name="bytes"/>, whatever controls are among them.</summary>
    internal static string ReadUnshifted(ReadOnlySpan<byte> bytes) => Unshifted(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);

    private static string Unshifted(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes)) return Encoding.Latin1.GetString(bytes);
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        return (IsOfTerminal(bytes) ? Terminal : Western).GetString(bytes);
    }

    /// <summary>
    /// Whether bytes above ASCII are those of old terminals (code page 850): there the accented letters stand where windows-1252 has quotation marks and the like,
    /// which are never between two letters. What may be between them in either (an apostrophe, a dash) says nothing.
    /// </summary>
    private static bool IsOfTerminal(ReadOnlySpan<byte> bytes)
    {
        var (terminal, western) = (0, 0);
        for (var at = 0; at < bytes.Length; at++)
        {
            var b = bytes[at];
            if (b < 0x80) continue;
            if (b >= 0xA0) { if (b >= 0xC0 && b != 0xE1) western++; continue; }
            if (b == 0x81 || b is 0x82 or 0x84 or 0x87 or 0x88 or 0x93 or 0x94 or 0x99 && at > 0 && at + 1 < bytes.Length && char.IsAsciiLetter((char)bytes[at - 1]) && char.IsAsciiLetter((char)bytes[at + 1])) terminal++;
        }
        return terminal > western;
    }

    private static string Shifted(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0) return Japanese.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Encoding? named = null;
        var isOut = false;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(Shifts);
            var run = end < 0 ? bytes : bytes[..end];
            text.Append(Decoded(run, named, isOut));
            if (end < 0) break;
            var control = bytes[end];
            bytes = bytes[(end + 1)..];
            if (control == Escape) Designate(ref bytes, ref named);
            else isOut = control == ShiftOut;
        }
        return text.ToString();
    }

    private static string Decoded(ReadOnlySpan<byte> run, Encoding? named, bool isOut)
    {
        if (named is UTF8Encoding) return named.GetString(run);
        if (!isOut || named is null && run.Length > LongestUndesignatedShift) return named is null || Ascii.IsValid(run) ? Unshifted(run) : named.GetString(run);
        var upper = run.ToArray();
        for (var i = 0; i < upper.Length; i++) if (upper[i] > 0x20) upper[i] |= 0x80;
        return (named ?? Western).GetString(upper);
    }

    /// <summary>Reads what follows an ESC: intermediate bytes and a final one (ECMA-35, clause 13.2).</summary>
    private static void Designate(ref ReadOnlySpan<byte> bytes, ref Encoding? named)
    {
        var length = 0;
        while (length < bytes.Length && bytes[length] is >= 0x20 and <= 0x2F) length++;
        if (length == bytes.Length || bytes[length] is < 0x30 or > 0x7E) { bytes = bytes[length..]; return; }
        var sequence = bytes[..(length + 1)];
        bytes = bytes[(length + 1)..];
        if (sequence is [(byte)'%', (byte)'G']) named = Encoding.UTF8;
        else if (sequence is [(byte)'%', (byte)'@']) named = null;
        // G1 to G3 of 96 characters: the right half of an ISO 8859 part.
        else if (sequence is [(byte)'-' or (byte)'.' or (byte)'/', var final] && CodePage(final) is > 0 and var page) named = CodePages.Of(page);
    }

    private static int CodePage(byte final) => final switch
    {
        (byte)'A' => 1252,
        (byte)'B' => 28592,
        (byte)'C' => 28593,
        (byte)'D' => 28594,
        (byte)'F' => 28597,
        (byte)'G' => 28596,
        (byte)'H' => 28598,
        (byte)'L' => 28595,
        (byte)'M' => 28599,
        (byte)'b' => 28605,
        _ => 0,
    };
}
