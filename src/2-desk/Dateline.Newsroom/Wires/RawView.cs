using System.Globalization;
using System.Text;

namespace Dateline.Newsroom.Wires;

/// <summary>Bytes as they came, for a person's eye: lines with their numbers around the place of an error; bytes in hex where they are no text.</summary>
/// <param name="Lines">Number, text, and whether it is the line of the error.</param>
/// <param name="IsHex">Whether the lines are bytes in hex, numbered by offset.</param>
/// <param name="Length">How many bytes there are in all.</param>
internal sealed record RawView(IReadOnlyList<(string Number, string Text, bool IsPlace)> Lines, bool IsHex, int Length)
{
    private const int Around = 20;
    private const int LongestLine = 2000;
    private const int HexLine = 16;
    private const int HexAround = 160;

    internal static RawView Of(byte[] bytes, int? line, long? offset)
    {
        if (IsBinary(bytes)) return Hex(bytes, offset ?? 0);
        var text = Decode(bytes).Split('\n');
        var place = (line ?? (offset is { } at ? LineOf(bytes, at) : 1)) - 1;
        var first = Math.Max(0, Math.Min(place, text.Length - 1) - Around);
        return new([.. text.Skip(first).Take(2 * Around + 1).Select((l, i) => ((first + i + 1).ToString(CultureInfo.InvariantCulture), Cut(l), (line ?? offset) is not null && first + i == place))], false, bytes.Length);
    }

    private static RawView Hex(byte[] bytes, long offset)
    {
        var first = (int)Math.Max(0, Math.Min(offset, bytes.Length) - HexAround) / HexLine * HexLine;
        var lines = new List<(string, string, bool)>();
        for (var at = first; at < Math.Min(bytes.Length, first + 2 * HexAround); at += HexLine)
        {
            var part = bytes.AsSpan(at, Math.Min(HexLine, bytes.Length - at));
            var shown = string.Concat(part.ToArray().Select(b => b is >= 32 and < 127 ? (char)b : '·'));
            lines.Add((at.ToString("x6", CultureInfo.InvariantCulture), $"{string.Join(' ', part.ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture))),-47}  {shown}", offset >= at && offset < at + HexLine));
        }
        return new(lines, true, bytes.Length);
    }

    private static bool IsBinary(byte[] bytes) => bytes.AsSpan(0, Math.Min(bytes.Length, 4096)).Contains((byte)0);

    private static string Decode(byte[] bytes)
    {
        try { return new UTF8Encoding(false, true).GetString(bytes); }
        catch (DecoderFallbackException) { return Encoding.Latin1.GetString(bytes); }
    }

    private static int LineOf(byte[] bytes, long offset) => 1 + bytes.AsSpan(0, (int)Math.Clamp(offset, 0, bytes.Length)).Count((byte)'\n');

    /// <summary>A control character would move the page's text about; each is shown as its sign.</summary>
    private static string Cut(string line)
    {
        if (line.Length > LongestLine) line = line[..LongestLine] + " …";
        return string.Concat(line.TrimEnd('\r').Select(c => c < ' ' && c != '\t' ? (char)('\u2400' + c) : c));
    }
}
