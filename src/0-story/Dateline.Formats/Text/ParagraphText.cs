using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// Text whose paragraphs are told by its lines alone, though it stands in one element: a whole story in one <c>p</c> (Reuters), or typed
/// with indents (agencies whose software was a terminal). Blank lines part paragraphs; where there are none, indented lines after the end of a sentence begin one;
/// where all lines are alike, they are paragraphs if they read like it. A line that merely wraps is not a paragraph.
/// </summary>
internal static class ParagraphText
{
    // Longer lines than this are not wrapped at a column: each is a paragraph.
    private const int Unwrapped = 160;
    private const int Indent = 2;

    // The space of Chinese and Japanese type: where lines begin with it, each is a paragraph.
    private const char Ideographic = '\u3000';

    private enum Ways { Flowing, Blank, Indented, Lines }

    /// <summary>Tells <paramref name="story"/> the text, with a paragraph's end wherever one is.</summary>
    internal static void Tell(StoryHtmlWriter story, string text)
    {
        text = VisibleText.Unescaped(text);
        if (!text.AsSpan().Trim().Contains('\n') || WayOf(text) is var way && way == Ways.Flowing) { story.Text(text); return; }
        var (margin, isFirst, isAfterBlank, isAfterSentence) = (Margin(text), true, false, false);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (line.IsWhiteSpace()) { isAfterBlank = true; story.Text("\n"); continue; }
            if (!isFirst && Begins(line, way, isAfterBlank, isAfterSentence, margin)) EndParagraph(story);
            story.Text(line);
            story.Text("\n");
            (isFirst, isAfterBlank, isAfterSentence) = (false, false, EndsSentence(line.TrimEnd()));
        }
    }

    /// <summary>The paragraphs of <paramref name="text"/>, each on one line.</summary>
    internal static StoryHtml Read(string text, Action<RemovedMarkup> removed)
    {
        var story = new StoryHtmlWriter(removed);
        story.Open("p");
        Tell(story, text.ReplaceLineEndings("\n"));
        story.Close();
        return story.ToStoryHtml();
    }

    private static bool Begins(ReadOnlySpan<char> line, Ways way, bool isAfterBlank, bool isAfterSentence, int margin) => way switch
    {
        Ways.Blank => isAfterBlank || isAfterSentence && IndentOf(line) >= margin + Indent,
        Ways.Indented => isAfterSentence && IndentOf(line) >= margin + Indent,
        _ => true,
    };

    // Two breaks in a paragraph make two paragraphs.
    private static void EndParagraph(StoryHtmlWriter story)
    {
        for (var i = 0; i < 2; i++) { story.Open("br"); story.Close(); }
    }

    private static Ways WayOf(string text)
    {
        if (HasBlankLine(text.AsSpan().Trim())) return Ways.Blank;
        if (BeginsEachLine(text, Ideographic)) return Ways.Lines;
        var margin = Margin(text);
        var (lines, atMargin, indented, afterSentence, sentences, longest, isFirst, ended) = (0, 0, 0, 0, 0, 0, true, true);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (line.IsWhiteSpace()) { isFirst = false; continue; }
            lines++;
            longest = Math.Max(longest, line.Trim().Length);
            if (!isFirst || IndentOf(line) > 0)
            {
                if (IndentOf(line) < margin + Indent) atMargin++;
                else if (!isFirst) { indented++; if (ended) afterSentence++; }
            }
            ended = EndsSentence(line.TrimEnd());
            if (ended) sentences++;
            isFirst = false;
        }
        // A program that indents XML puts lines to the right wherever they break; a typist only where a paragraph begins.
        if (indented > 0 && atMargin > 0 && afterSentence * 2 >= indented) return Ways.Indented;
        if (longest >= Unwrapped && sentences * 2 >= lines) return Ways.Lines;
        return lines >= 3 && sentences * 5 >= lines * 4 ? Ways.Lines : Ways.Flowing;
    }

    private static bool BeginsEachLine(ReadOnlySpan<char> text, char c)
    {
        if (!text.Contains(c)) return false;
        foreach (var range in text.Split('\n')) if (!text[range].IsWhiteSpace() && text[range].TrimStart(" \t\r")[0] != c) return false;
        return true;
    }

    private static bool HasBlankLine(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('\n')) if (text[range].IsWhiteSpace()) return true;
        return false;
    }

    // The first line follows the tag: where it has no indent, that says nothing.
    private static int Margin(string text)
    {
        var (margin, isFirst) = (int.MaxValue, true);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (!line.IsWhiteSpace() && !isFirst) margin = Math.Min(margin, IndentOf(line));
            isFirst = false;
        }
        return margin == int.MaxValue ? 0 : margin;
    }

    private static int IndentOf(ReadOnlySpan<char> line)
    {
        var indent = 0;
        foreach (var c in line)
        {
            if (c == '\t') indent += 4;
            else if (c is ' ' or '\u00A0') indent++;
            else if (c == Ideographic) indent += 2;
            else break;
        }
        return indent;
    }

    // What stands in brackets, and who wrote it, is a line of its own, with or without a full stop: "(Adds quotes)", "By Mara Varga".
    private static bool EndsSentence(ReadOnlySpan<char> line) => !line.IsEmpty && (line[^1] is '.' or '!' or '?' or '"' or '”' or '»' or '…' or ':' or '。' || line[^1] == ')' && line.TrimStart()[0] == '(' || BylineText.IsLine(line));
}
