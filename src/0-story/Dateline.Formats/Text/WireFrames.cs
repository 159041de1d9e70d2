namespace Dateline.Formats.Text;

/// <summary>A run of bytes in a file.</summary>
internal readonly record struct WireRun(int Start, int Length)
{
    internal int End => Start + Length;
}

/// <summary>
/// One message of a text wire, as its control characters part it: SOH header STX text ETX trailer EOT. Relays take some or all of them away.
/// </summary>
/// <param name="Header">From behind SOH to STX; where there is no STX, the whole message.</param>
/// <param name="Text">From behind STX to ETX; null where there is no STX: only the shape of the lines tells header and text apart.</param>
/// <param name="Trailer">From behind ETX to EOT; null where there is no ETX.</param>
/// <param name="IsFramed">Whether it begins with SOH.</param>
internal readonly record struct WireFrame(WireRun Header, WireRun? Text, WireRun? Trailer, bool IsFramed)
{
    private const byte Soh = 0x01, Stx = 0x02, Etx = 0x03, Eot = 0x04, Delete = 0x7F;

    internal delegate bool HeaderLine(ReadOnlySpan<byte> line);

    /// <summary>The file without the padding before its first character: DEL, NUL, SYN and white space.</summary>
    internal static int SkipPadding(ReadOnlySpan<byte> file)
    {
        var at = file.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < file.Length && file[at] is Delete or 0 or 0x16 or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') at++;
        return at;
    }

    /// <summary>The messages of <paramref name="file"/>: each begins at a SOH, or, where there is none in the whole file, at a line that <paramref name="isHeader"/> takes for a header.</summary>
    internal static List<WireFrame> Cut(ReadOnlySpan<byte> file, HeaderLine isHeader)
    {
        var frames = new List<WireFrame>(1);
        if (file.IndexOf(Soh) < 0) { CutByShape(file, isHeader, frames); return frames; }
        for (var at = file.IndexOf(Soh); at < file.Length;)
        {
            var next = file[(at + 1)..].IndexOf(Soh);
            var end = next < 0 ? file.Length : at + 1 + next;
            if (HasText(file[(at + 1)..end])) frames.Add(Parts(file, at + 1, end, isFramed: true));
            at = end;
        }
        return frames;
    }

    private static bool HasText(ReadOnlySpan<byte> message)
    {
        foreach (var b in message) if (b > ' ' && b != Delete) return true;
        return false;
    }

    private static void CutByShape(ReadOnlySpan<byte> file, HeaderLine isHeader, List<WireFrame> frames)
    {
        var start = -1;
        for (var at = SkipPadding(file); at < file.Length;)
        {
            var end = file[at..].IndexOf((byte)'\n');
            var line = end < 0 ? file[at..] : file.Slice(at, end);
            if (isHeader(line))
            {
                if (start >= 0) frames.Add(Parts(file, start, at, isFramed: false));
                start = at;
            }
            at = end < 0 ? file.Length : at + end + 1;
        }
        if (start >= 0) frames.Add(Parts(file, start, file.Length, isFramed: false));
    }

    private static WireFrame Parts(ReadOnlySpan<byte> file, int start, int end, bool isFramed)
    {
        if (file[start..end].IndexOf(Eot) is var eot and >= 0) end = start + eot;
        var message = file[start..end];
        var stx = message.IndexOf(Stx);
        var etx = stx < 0 ? message.IndexOf(Etx) : message[stx..].IndexOf(Etx) is var after and >= 0 ? stx + after : -1;
        var textEnd = etx < 0 ? message.Length : etx;
        WireRun? trailer = etx < 0 ? null : new(start + etx + 1, message.Length - etx - 1);
        return stx < 0
            ? new(new(start, textEnd), null, trailer, isFramed)
            : new(new(start, stx), new(start + stx + 1, textEnd - stx - 1), trailer, isFramed);
    }
}
