using Dateline.Formats.Text;

namespace Dateline.Formats.Anpa1312;

/// <summary>
/// ANPA 1312: the text wire of North American agencies and of those who sell to them, made for typesetting machines. Retired at AP, alive at relays.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class Anpa1312Format : IWireFormat
{
    /// <summary>What settings and notes call it.</summary>
    internal const string FormatName = "anpa1312";

    public string Name => FormatName;

    public IReadOnlyList<WireDialect> Dialects { get; } = [.. AnpaDialect.All.Select(d => d.About)];

    /// <summary>A SOH, with or without SYN before it, and a letter with a number; or, without control characters, that line and headings between "^" and "&lt;".</summary>
    public bool Recognises(WireBytes bytes)
    {
        var file = bytes.Span[WireFrame.SkipPadding(bytes.Span)..];
        if (file.IsEmpty) return false;
        if (file[0] == 0x01) return Anpa1312Header.Begins(file[1..].TrimStart(" \r\n"u8));
        var end = file.IndexOf((byte)'\n');
        return end > 0 && Anpa1312Header.IsFirstLine(file[..end]) && HasHeading(file);
    }

    private static bool HasHeading(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf("\n^"u8);
        if (at < 0) return false;
        var line = file[(at + 1)..];
        var end = line.IndexOf((byte)'\n');
        line = (end < 0 ? line : line[..end]).TrimEnd(" \r"u8);
        return line.EndsWith("<"u8) || line.EndsWith("="u8);
    }

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        var frames = WireFrame.Cut(bytes.Span, Anpa1312Header.IsFirstLine);
        var items = new List<ReadItem>(frames.Count);
        string? dialect = null;
        foreach (var frame in frames)
        {
            var item = new Anpa1312Item(bytes.Memory, frame, options);
            items.Add(item.Read());
            if (items.Count == 1) dialect = item.Dialect;
        }
        if (items.Count == 0) return ReadResult.Failed(Name, new(FailureCodes.Incomplete, "There is no message in it.", new(Line: 1, Column: 1, Offset: 0)));
        return new ReadResult { Format = Name, Dialect = dialect, Items = items };
    }
}
