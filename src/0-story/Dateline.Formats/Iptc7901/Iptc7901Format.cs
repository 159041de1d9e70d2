using Dateline.Formats.Text;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// IPTC 7901: the text wire that many European agencies still send, frozen since 1995. Seven or eight bits, one header line, a headline, a text, a date.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class Iptc7901Format : IWireFormat
{
    /// <summary>What settings and notes call it.</summary>
    internal const string FormatName = "iptc7901";

    // Only the first lines are looked at: a relay may have put a line or two of its own before the header.
    private const int LinesLookedAt = 3;

    public string Name => FormatName;

    public IReadOnlyList<WireDialect> Dialects { get; } = [.. Iptc7901Dialect.All.Select(d => d.About)];

    /// <summary>A SOH (after padding) and a header behind it; or, where a relay took the control characters away, a first line that is a header in full.</summary>
    public bool Recognises(WireBytes bytes)
    {
        var file = bytes.Span[WireFrame.SkipPadding(bytes.Span)..];
        var isFramed = !file.IsEmpty && file[0] == 0x01;
        if (isFramed) file = file[1..];
        for (var line = 0; line < LinesLookedAt && !file.IsEmpty; line++)
        {
            var end = file.IndexOfAny((byte)'\n', (byte)0x02);
            var text = end < 0 ? file : file[..end];
            if (Iptc7901Header.IsStrict(text) || isFramed && IsHeader(text)) return true;
            if (!isFramed && !IsOfRelay(text)) return false;
            if (end >= 0 && file[end] == 0x02) return false;
            file = end < 0 ? default : file[(end + 1)..];
        }
        return false;
    }

    private static bool IsOfRelay(ReadOnlySpan<byte> line) => line.Trim(" \r\t\0"u8).Length == 0 || line.StartsWith("ZCZC"u8);

    // ANPA 1312 has one letter and a number, and a control character or a selector right behind them.
    private static bool IsHeader(ReadOnlySpan<byte> line) => line.Length is > 4 and < 200 && Iptc7901Header.Read(System.Text.Encoding.Latin1.GetString(line)) is { Service.Length: >= 2 } or { Priority: not null, Category: not null, Words: not null };

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        var frames = WireFrame.Cut(bytes.Span, Iptc7901Header.IsStrict);
        var items = new List<ReadItem>(frames.Count);
        string? dialect = null;
        foreach (var frame in frames)
        {
            var item = new Iptc7901Item(bytes.Memory, frame, options);
            items.Add(item.Read());
            if (items.Count == 1) dialect = item.Dialect;
        }
        if (items.Count == 0) return ReadResult.Failed(Name, new(FailureCodes.Incomplete, "There is no message in it.", new(Line: 1, Column: 1, Offset: 0)));
        return new ReadResult { Format = Name, Dialect = dialect, Items = items };
    }
}
