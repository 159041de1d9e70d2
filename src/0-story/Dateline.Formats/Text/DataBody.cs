using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>Body text that comes as characters: plain text, or HTML that was escaped, once or twice, whatever it says it is.</summary>
internal static class DataBody
{
    /// <summary>The text, or why there is none.</summary>
    internal static TagSoupResult Read(string text, Action<RemovedMarkup> removed) =>
        IsMarkup(text) ? HtmlText.Read(text, removed) : new(ParagraphText.Read(text, removed), null);

    // A tag at the beginning, or a paragraph anywhere: a "<" alone is arithmetic.
    internal static bool IsMarkup(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.Length > 2 && start[0] == '<' && (char.IsAsciiLetter(start[1]) || start[1] == '!')
            || text.Contains("<p>", StringComparison.OrdinalIgnoreCase) || text.Contains("<br", StringComparison.OrdinalIgnoreCase) || text.Contains("</", StringComparison.Ordinal);
    }
}
