namespace Dateline.Formats.Text;

/// <summary>
/// The text of one message of a text wire, cut into lines, with the way back to the bytes: where a note has to point.
/// A line may end in LF, CRLF or CR CR LF, as relays have it; a lone CR ends one only where there is no LF at all.
/// </summary>
internal sealed class WireLines
{
    private readonly string _text;
    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _offset;
    private readonly List<(int Start, int Length)> _lines;
    private readonly bool _controlsCount;
    private Dictionary<int, string>? _rewritten;

    /// <summary>
    /// Cuts the bytes at <paramref name="offset"/> of <paramref name="file"/>. Where <paramref name="controlsCount"/>, control characters are the format's own:
    /// they stay, and none of them shifts to another character set.
    /// </summary>
    internal WireLines(ReadOnlyMemory<byte> file, int offset, int length, bool controlsCount = false)
    {
        (_file, _offset, _controlsCount) = (file, offset, controlsCount);
        var bytes = file.Span.Slice(offset, length);
        _text = controlsCount ? UndeclaredText.ReadUnshifted(bytes) : UndeclaredText.Read(bytes);
        _lines = new List<(int, int)>(8 + _text.Length / 48);
        Cut();
    }

    /// <summary>Cuts a text that came out of something else than a file of lines: its positions count within itself.</summary>
    internal WireLines(string text)
    {
        (_text, _controlsCount) = (text.StartsWith('\uFEFF') ? text[1..] : text, true);
        _lines = new List<(int, int)>(8 + text.Length / 48);
        Cut();
    }

    private void Cut()
    {
        var newLine = _text.Contains('\n', StringComparison.Ordinal) ? '\n' : '\r';
        for (var start = 0; start < _text.Length;)
        {
            var rest = _text.AsSpan(start);
            var end = rest.IndexOf(newLine);
            var line = end < 0 ? rest : rest[..end];
            var next = start + line.Length + 1;
            while (!line.IsEmpty && IsPadding(line[^1])) line = line[..^1];
            while (!line.IsEmpty && !_controlsCount && IsControl(line[0])) { line = line[1..]; start++; }
            _lines.Add((start, line.Length));
            start = next;
        }
    }

    private static bool IsPadding(char c) => c <= ' ' || c == '\u007F';

    private static bool IsControl(char c) => c < ' ' && c is not '\t' || c == '\u007F';

    /// <summary>How many lines there are.</summary>
    internal int Count => _lines.Count;

    /// <summary>One line, without its end, without control characters before it and white space after it.</summary>
    internal ReadOnlySpan<char> this[int line] =>
        _rewritten is not null && _rewritten.TryGetValue(line, out var text) ? text : _text.AsSpan(_lines[line].Start, _lines[line].Length);

    /// <summary>Has a line say <paramref name="text"/> from now on; it still stands where it stood.</summary>
    internal void Rewrite(int line, string text) => (_rewritten ??= [])[line] = text;

    /// <summary>Takes characters off both ends of a line.</summary>
    internal void Narrow(int line, int first, int last)
    {
        if (_rewritten is not null && _rewritten.TryGetValue(line, out var text)) _rewritten[line] = text[first..^last];
        else _lines[line] = (_lines[line].Start + first, _lines[line].Length - first - last);
    }

    /// <summary>Whether nothing stands on it.</summary>
    internal bool IsBlank(int line) => this[line].IsWhiteSpace();

    /// <summary>The first line at or after <paramref name="line"/> on which something stands; <see cref="Count"/> where there is none.</summary>
    internal int NextFull(int line)
    {
        while (line < Count && IsBlank(line)) line++;
        return line;
    }

    /// <summary>Where a line stands in the file.</summary>
    internal WirePosition Position(int line)
    {
        var before = _file.Span[.._offset];
        var start = line < Count ? _lines[line].Start : _text.Length;
        var bytes = System.Text.Ascii.IsValid(_text) || !System.Text.Unicode.Utf8.IsValid(_file.Span[_offset..]) ? start : System.Text.Encoding.UTF8.GetByteCount(_text.AsSpan(0, start));
        var column = line == 0 ? before.Length - before.LastIndexOf((byte)'\n') : 1;
        return new(Line: 1 + before.Count((byte)'\n') + Math.Min(line, Count), Column: column, Offset: _offset + bytes);
    }

    /// <summary>The lines from <paramref name="from"/> to before <paramref name="to"/>, tidy, as one text with line breaks; null where nothing stands there.</summary>
    internal string? Joined(int from, int to)
    {
        var text = new System.Text.StringBuilder();
        for (var line = from; line < to; line++)
        {
            if (News.NewsText.OneLine(this[line].ToString()) is not { } tidy) continue;
            if (text.Length > 0) text.Append('\n');
            text.Append(tidy);
        }
        return text.Length == 0 ? null : text.ToString();
    }
}
