using System.Net;
using System.Text;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// Headline, byline and dateline of a text whose document states them nowhere else (STT, Reuters, AAP, TASS): they stand in its first lines, and stay there.
/// A line of an element always goes before one that was found in the text.
/// </summary>
internal static class OpeningLines
{
    // Notes in brackets and a byline may stand before the line that opens with the place; no further.
    private const int MostParagraphs = 3;
    private const int LongestHead = 600;
    private const int LongestLineBeforeText = 120;

    /// <summary>Reads what <paramref name="item"/> lacks out of its text.</summary>
    internal static void Read(ItemDraft item)
    {
        if (item.Kind != ItemKind.Text || item.Body.IsEmpty) return;
        var markup = item.Body.Markup.AsSpan();
        if (item.Headline is null) ReadHeading(markup, item);
        if (item is { Placeline: not null, Bylines: not null }) return;
        for (var paragraph = 0; paragraph < MostParagraphs && TakeParagraph(ref markup, out var text); paragraph++)
        {
            foreach (var range in text.AsSpan().Split('\n'))
                if (!ReadLine(text.AsSpan(range).Trim(), item)) return;
        }
    }

    private static void ReadHeading(ReadOnlySpan<char> markup, ItemDraft item)
    {
        if (IsHeading(markup) && TakeParagraph(ref markup, out var heading) && !BylineText.IsLine(heading) && PlacelineText.In(heading) is null) item.Headline = Headline.From(heading);
    }

    /// <summary>Reads one line; false where the text itself has begun.</summary>
    private static bool ReadLine(ReadOnlySpan<char> line, ItemDraft item)
    {
        if (line.IsEmpty) return true;
        if (BylineText.IsLine(line))
        {
            if (item.Bylines is null) BylineText.Read(NewsText.OneLine(line.ToString())!, item.Bylines = []);
            return true;
        }
        if (PlacelineText.In(line) is not { } placeline) return line.Length <= LongestLineBeforeText;
        item.Placeline ??= placeline;
        return false;
    }

    private static bool IsHeading(ReadOnlySpan<char> markup) => markup.Length > 4 && markup.StartsWith("<h") && char.IsAsciiDigit(markup[2]);

    /// <summary>The words of the paragraph or heading that <paramref name="markup"/> begins with, as lines; false where it begins with something else.</summary>
    private static bool TakeParagraph(ref ReadOnlySpan<char> markup, out string words)
    {
        words = "";
        var closing = markup.StartsWith("<p>") || markup.StartsWith("<p ") ? "</p>" : IsHeading(markup) ? "</h" : null;
        if (closing is null || markup.IndexOf(closing) is not (var end and >= 0)) return false;
        words = Words(markup[..Math.Min(end, LongestHead)]);
        markup = markup[(end + markup[end..].IndexOf('>') + 1)..];
        return true;
    }

    private static string Words(ReadOnlySpan<char> markup)
    {
        var words = new StringBuilder(markup.Length);
        for (var open = markup.IndexOf('<'); open >= 0; open = markup.IndexOf('<'))
        {
            words.Append(markup[..open]);
            if (markup[open..].StartsWith("<br")) words.Append('\n');
            var close = markup[open..].IndexOf('>');
            if (close < 0) { markup = default; break; }
            markup = markup[(open + close + 1)..];
        }
        words.Append(markup);
        return WebUtility.HtmlDecode(words.ToString());
    }
}
