using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// Lines of a text wire as paragraphs: those that the wire broke only because lines are short there flow together; columns and agate stay as they stand, in <c>pre</c>.
/// How a text parts its paragraphs is seen by looking at all of it: empty lines, indents, or each on one long line.
/// </summary>
internal ref struct PlainStory
{
    // A wire breaks its lines near 69 columns; what is longer was never broken.
    private const int LongestBrokenLine = 100;
    private const int ShortLine = 46;

    private readonly WireLines _lines;
    private readonly int _to;
    private readonly StoryHtmlWriter _story;
    private readonly bool _linesAreParagraphs;
    private bool _isIn;
    private char _last;

    private PlainStory(WireLines lines, int from, int to, StoryHtmlWriter story)
    {
        (_lines, _to, _story) = (lines, to, story);
        _linesAreParagraphs = LinesAreParagraphs(lines, from, to);
    }

    /// <summary>The text of the lines from <paramref name="from"/> to before <paramref name="to"/>, and whether some of it is set as it stands.</summary>
    internal static (StoryHtml Body, bool IsPreformatted) Read(WireLines lines, int from, int to, bool allPreformatted = false)
    {
        var pen = StoryPen.Take(_ => { });
        var story = new PlainStory(lines, from, to, pen.Story);
        var isPreformatted = allPreformatted ? story.WriteTable(from, to) : story.Write(from);
        return (pen.Finish(), isPreformatted);
    }

    private bool Write(int line)
    {
        var isPreformatted = false;
        while (line < _to)
        {
            var end = EndOfTable(line);
            if (end > line)
            {
                EndParagraph();
                isPreformatted |= WriteTable(line, end);
                line = end;
                continue;
            }
            WriteLine(_lines[line]);
            line++;
        }
        EndParagraph();
        return isPreformatted;
    }

    // ---- paragraphs ---------------------------------------------------------------------------------------------------------

    private void WriteLine(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.IsEmpty) { EndParagraph(); return; }
        if (_isIn && (_linesAreParagraphs || line.Length - text.Length >= 2 || line[0] == '\t' || IsListItem(text))) EndParagraph();
        if (!_isIn) { _story.Open("p"); _isIn = true; }
        else if (!IsBrokenWord(text)) _story.Text(" ");
        _story.Text(text);
        _last = text[^1];
    }

    private void EndParagraph()
    {
        if (_isIn) _story.Close();
        _isIn = false;
    }

    // "25-year-" and "old" are one word; "Innen-" and "und" are two.
    private readonly bool IsBrokenWord(ReadOnlySpan<char> next) =>
        _last == '-' && char.IsLower(next[0]) && !(next.StartsWith("und ") || next.StartsWith("oder ") || next.StartsWith("and ") || next.StartsWith("or ") || next.StartsWith("bis ") || next.StartsWith("- "));

    private static bool IsListItem(ReadOnlySpan<char> text) => text.Length > 2 && (text[0] is '-' or '*' or '•' or '–' or '_') && text[1] == ' ' && char.IsLetterOrDigit(text[2]);

    private static bool LinesAreParagraphs(WireLines lines, int from, int to)
    {
        int blanks = 0, indents = 0, full = 0, longest = 0;
        for (var line = from; line < to; line++)
        {
            var text = lines[line];
            if (text.IsEmpty) { if (full > 0) blanks++; continue; }
            full++;
            if (text[0] is ' ' or '\t') indents++;
            longest = Math.Max(longest, text.Length);
        }
        return longest > LongestBrokenLine || full > 1 && indents == full && blanks == 0;
    }

    // ---- tables and agate ------------------------------------------------------------------------------------------------------

    /// <summary>The end of the lines that are set in columns from <paramref name="line"/> on; <paramref name="line"/> itself where they are not.</summary>
    private readonly int EndOfTable(int line)
    {
        if (!HasColumns(_lines[line])) return EndOfAgate(line);
        var (end, rows, at) = (line, 0, line);
        for (; at < _to; at++)
        {
            var text = _lines[at];
            if (HasColumns(text)) { rows++; end = at + 1; }
            else if (!(text.IsWhiteSpace() || IsRule(text)) || at > end) break;
        }
        return rows >= 2 ? end : line;
    }

    /// <summary>Several short lines in a row that end in figures: results, fixtures, prices. They are no flowing text, broken or not.</summary>
    private readonly int EndOfAgate(int line)
    {
        if (_linesAreParagraphs) return line;
        var end = line;
        while (end < _to && _lines[end] is { IsEmpty: false, Length: < ShortLine } text && char.IsAsciiDigit(text[^1]) && !text.IsWhiteSpace()) end++;
        return end - line >= 3 ? end : line;
    }

    private static bool HasColumns(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.Length < 5) return false;
        return text.IndexOf("   ") > 0 || text.IndexOf('\t') > 0 || text.IndexOf(".....") > 0;
    }

    private static bool IsRule(ReadOnlySpan<char> text) => text.Trim("-=_+| ").IsEmpty;

    /// <summary>Writes lines as they stand, less the margin they share.</summary>
    private readonly bool WriteTable(int from, int to)
    {
        var margin = int.MaxValue;
        for (var line = from; line < to; line++)
            if (!_lines.IsBlank(line)) margin = Math.Min(margin, _lines[line].Length - _lines[line].TrimStart(' ').Length);
        if (margin == int.MaxValue) return false;
        _story.Open("pre");
        for (var line = from; line < to; line++)
        {
            if (line > from) _story.Text("\n");
            var text = _lines[line];
            _story.Text(text.Length > margin ? text[margin..] : text);
        }
        _story.Close();
        return true;
    }
}
