using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Site.Pages;

/// <summary>
/// The part of Markdown that a page of plain words needs: headings, paragraphs, lists, quotes, emphasis and links. Anything else stands on the page as it is typed.
/// What comes out has been through the sanitiser like any other text.
/// </summary>
internal static partial class MarkdownPage
{
    /// <summary>The title (the first heading of the first level) and the text without it. Addresses that begin with a slash lie at <paramref name="site"/>.</summary>
    internal static (string? Title, StoryHtml Text) Read(string markdown, string site)
    {
        string? title = null;
        var html = new StringBuilder(markdown.Length * 2);
        foreach (var block in Blocks(markdown.ReplaceLineEndings("\n")))
        {
            var heading = Heading().Match(block);
            if (heading.Success && heading.Groups[1].Length == 1 && title is null) title = NewsText.OneLine(heading.Groups[2].Value);
            else if (heading.Success) html.Append("<h").Append(Math.Clamp(heading.Groups[1].Length, 2, 4)).Append('>').Append(Inline(heading.Groups[2].Value)).Append("</h").Append(Math.Clamp(heading.Groups[1].Length, 2, 4)).Append('>');
            else if (Item().IsMatch(block)) List(html, block, "ul");
            else if (Numbered().IsMatch(block)) List(html, block, "ol");
            else if (block.StartsWith('>')) html.Append("<blockquote><p>").Append(Inline(string.Join(' ', block.Split('\n').Select(l => l.TrimStart('>', ' '))))).Append("</p></blockquote>");
            else html.Append("<p>").Append(Inline(block.Replace('\n', ' '))).Append("</p>");
        }
        return (title, TagSoup.Clean(html.Replace("href=\"/", $"href=\"{site}/").ToString()).Html ?? StoryHtml.Empty);
    }

    private static IEnumerable<string> Blocks(string markdown)
    {
        var block = new List<string>();
        foreach (var line in markdown.Split('\n').Append(""))
        {
            var isHeading = Heading().IsMatch(line);
            if ((line.Trim().Length == 0 || isHeading) && block.Count > 0) { yield return string.Join('\n', block); block.Clear(); }
            if (isHeading) yield return line.Trim();
            else if (line.Trim().Length > 0) block.Add(line.TrimEnd());
        }
    }

    private static void List(StringBuilder html, string block, string tag)
    {
        html.Append('<').Append(tag).Append('>');
        foreach (var item in ItemStart().Split(block).Where(i => i.Trim().Length > 0)) html.Append("<li>").Append(Inline(item.Replace('\n', ' ').Trim())).Append("</li>");
        html.Append("</").Append(tag).Append('>');
    }

    private static string Inline(string text)
    {
        var html = WebUtility.HtmlEncode(text.Trim());
        html = Link().Replace(html, "<a href=\"$2\">$1</a>");
        html = Strong().Replace(html, "<strong>$1</strong>");
        return Emphasis().Replace(html, "<em>$1</em>");
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex("^(#{1,6}) +(.+?) *#* *$", Options)]
    private static partial Regex Heading();

    [GeneratedRegex("^ {0,3}[-*] ", Options)]
    private static partial Regex Item();

    [GeneratedRegex("^ {0,3}[0-9]{1,9}[.)] ", Options)]
    private static partial Regex Numbered();

    [GeneratedRegex("^ {0,3}(?:[-*]|[0-9]{1,9}[.)]) ", Options | RegexOptions.Multiline)]
    private static partial Regex ItemStart();

    [GeneratedRegex(@"\[([^\]\n]+)\]\(([^)\s]+)\)", Options)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*\n]+)\*\*", Options)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*([^*\n]+)\*", Options)]
    private static partial Regex Emphasis();
}
