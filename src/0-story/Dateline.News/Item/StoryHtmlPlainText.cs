using System.Globalization;
using System.Text;

namespace Dateline.News;

/// <summary>
/// A story's text without markup, for wires and mails that know none and for the search index: paragraphs stand apart by a blank line,
/// list items and table rows by a line break, cells by a tab.
/// </summary>
internal sealed class StoryHtmlPlainText
{
    private readonly StringBuilder _text;
    private readonly Stack<int> _lists = new();
    private int _newLines; // wanted before the next word: 0, 1 or 2
    private bool _cellBefore;

    private StoryHtmlPlainText(int capacity) => _text = new StringBuilder(capacity);

    public static string Of(string markup)
    {
        // Without its markup a text is hardly ever longer.
        var plain = new StoryHtmlPlainText(markup.Length);
        plain.Walk(markup, stopAfterFirst: false);
        return plain._text.ToString();
    }

    public static string FirstParagraph(string markup)
    {
        var plain = new StoryHtmlPlainText(256);
        plain.Walk(markup, stopAfterFirst: true);
        return plain._text.ToString();
    }

    public static int Words(string markup)
    {
        var tokens = new StoryHtmlTokens(markup);
        var (words, inWord) = (0, false);
        for (var token = tokens.Next(); token != StoryToken.None; token = tokens.Next())
        {
            if (token is StoryToken.Start or StoryToken.End) inWord &= tokens.Tag.Role == TagRole.Mark;
            else foreach (var c in tokens.Text)
            {
                if (char.IsWhiteSpace(c)) inWord = false;
                else if (!inWord && char.IsLetterOrDigit(c)) (words, inWord) = (words + 1, true);
            }
        }
        return words;
    }

    private void Walk(string markup, bool stopAfterFirst)
    {
        var tokens = new StoryHtmlTokens(markup);
        for (var token = tokens.Next(); token != StoryToken.None; token = tokens.Next())
        {
            if (token == StoryToken.Start) Begin(tokens.Tag);
            else if (token == StoryToken.End)
            {
                if (stopAfterFirst && tokens.Tag.Role == TagRole.Paragraph) return;
                End(tokens.Tag);
            }
            else if (!stopAfterFirst || InParagraph) Words(tokens.Text);
        }
    }

    private bool InParagraph { get; set; }

    private void Begin(StoryTag tag)
    {
        switch (tag.Role)
        {
            case TagRole.Line: NewLines(1); break;
            case TagRole.Mark: break;
            case TagRole.List: NewLines(_lists.Count == 0 ? 2 : 1); _lists.Push(tag.Name == "ol" ? 1 : 0); break;
            case TagRole.Item: NewLines(1); WriteNewLines(); WriteMarker(); break;
            case TagRole.Row: NewLines(1); _cellBefore = false; break;
            case TagRole.Cell: WriteCellGap(); break;
            case TagRole.Section: NewLines(1); break;
            default: InParagraph = tag.Role == TagRole.Paragraph; NewLines(2); break;
        }
    }

    private void End(StoryTag tag)
    {
        switch (tag.Role)
        {
            case TagRole.Mark or TagRole.Cell: break;
            case TagRole.Item or TagRole.Row or TagRole.Section or TagRole.Caption: NewLines(1); break;
            case TagRole.List: _lists.Pop(); NewLines(_lists.Count == 0 ? 2 : 1); break;
            default: InParagraph = false; NewLines(2); break;
        }
    }

    private void WriteMarker()
    {
        var number = _lists.Pop();
        _text.Append(' ', 2 * _lists.Count);
        if (number > 0) _text.Append(number.ToString(CultureInfo.InvariantCulture)).Append(". "); else _text.Append("• ");
        _lists.Push(number > 0 ? number + 1 : 0);
        _newLines = 0;
        _atMarker = true;
    }

    private bool _atMarker;

    private void WriteCellGap()
    {
        if (_cellBefore) { _newLines = 0; _text.Append('\t'); }
        else { WriteNewLines(); }
        _cellBefore = true;
        _atMarker = true;
    }

    // The first block in a list item or a cell stands beside its marker, not below it.
    private void NewLines(int count)
    {
        if (!_atMarker) _newLines = Math.Max(_newLines, count);
    }

    private void WriteNewLines()
    {
        if (_text.Length > 0) _text.Append('\n', _newLines);
        _newLines = 0;
    }

    private void Words(ReadOnlySpan<char> words)
    {
        WriteNewLines();
        _atMarker = false;
        _text.Append(words);
    }
}
