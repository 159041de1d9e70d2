using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>Body text that comes as characters: plain text, or HTML that was escaped, once or twice, whatever it says it is.</summary>
internal static class DataBody
{
    /// <summary>The text, or why there is none.</summary>
    internal static TagSoupResult Read(string text, Action<RemovedMarkup> removed) =>
        LooksLikeHtml(text) ? TagSoup.Clean(text, removed) : new(Plain(text, removed), null);

    // A tag at the beginning, or a paragraph anywhere: a "<" alone is arithmetic.
    private static bool LooksLikeHtml(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.Length > 2 && start[0] == '<' && (char.IsAsciiLetter(start[1]) || start[1] == '!')
            || text.Contains("<p>", StringComparison.OrdinalIgnoreCase) || text.Contains("<br", StringComparison.OrdinalIgnoreCase) || text.Contains("</", StringComparison.Ordinal);
    }

    /// <summary>Paragraphs are parted by empty lines; where there are none, every line is one.</summary>
    private static StoryHtml Plain(string text, Action<RemovedMarkup> removed)
    {
        var story = new StoryHtmlWriter(removed);
        text = text.ReplaceLineEndings("\n").Trim();
        var separator = text.Contains("\n\n", StringComparison.Ordinal) ? "\n\n" : "\n";
        foreach (var paragraph in text.Split(separator, StringSplitOptions.RemoveEmptyEntries))
        {
            story.Open("p");
            story.Text(paragraph);
            story.Close();
        }
        return story.ToStoryHtml();
    }
}
