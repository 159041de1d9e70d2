using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>The dateline at the head of a text, for formats that have it nowhere else: where the text opens with it already, it is left as it is.</summary>
internal static class OpeningText
{
    internal const string Joint = " — ";

    /// <summary>The text with its dateline.</summary>
    internal static StoryHtml Woven(StoryHtml body, Placeline? placeline)
    {
        if (placeline is null || body.FirstParagraph.StartsWith(placeline.Text, StringComparison.OrdinalIgnoreCase)) return body;
        var opening = StoryHtml.FromParagraphs([placeline.Text]).Markup;
        if (body.Markup.IndexOf("<p>", StringComparison.Ordinal) is not 0) return StoryHtml.TryRead(opening + body.Markup, out var apart) ? apart : body;
        return StoryHtml.TryRead(opening[..^4] + Joint + body.Markup[3..], out var woven) ? woven : body;
    }
}
