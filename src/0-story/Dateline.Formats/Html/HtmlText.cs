using Dateline.News;

namespace Dateline.Formats.Html;

/// <summary>
/// HTML that came as a string. Most of it is written by programs and is as plain as can be: then <see cref="PlainHtml"/> walks it, a hundred times
/// faster than a parser of HTML and to the same result. Anything out of the ordinary goes to <see cref="TagSoup"/>.
/// </summary>
internal static class HtmlText
{
    /// <summary>The text, or why there is none.</summary>
    internal static TagSoupResult Read(string html, Action<RemovedMarkup> removed) =>
        IsWellFormed(html) ? new(PlainHtml.Read(html, removed), null) : TagSoup.Clean(html, removed);

    /// <summary>Whether the walker reads it, and no parser of HTML is needed.</summary>
    internal static bool IsWellFormed(string html) => html.Length <= TagSoup.MaxLength && PlainHtml.Is(html);
}
