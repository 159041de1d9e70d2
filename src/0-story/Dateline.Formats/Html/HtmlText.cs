using System.Xml;
using Dateline.News;

namespace Dateline.Formats.Html;

/// <summary>
/// HTML that came as a string. Most of it is written by programs and is well-formed XML as well: then the walker of XML reads it, fifty times
/// faster than a parser of HTML and to the same result. Anything out of the ordinary goes to <see cref="TagSoup"/>.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "p", "a", "strong", "b", "em", "i", "sub", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "div", "span", "br", "hr",
    };

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = true, ConformanceLevel = ConformanceLevel.Document };

    /// <summary>The text, or why there is none.</summary>
    internal static TagSoupResult Read(string html, Action<RemovedMarkup> removed) =>
        html.Length <= TagSoup.MaxLength && IsPlain(html) && TryWalk(html, removed) is { } story ? new(story, null) : TagSoup.Clean(html, removed);

    private static StoryHtml? TryWalk(string html, Action<RemovedMarkup> removed)
    {
        try
        {
            using var xml = XmlReader.Create(new StringReader($"<x-body>{html}</x-body>"), Settings);
            return StoryHtml.FromXhtml(xml, removed);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Whether a parser of XML and one of HTML see the same tree in it: common elements, written out, not nested in themselves.</summary>
    private static bool IsPlain(string html)
    {
        var nesting = new Stack<string>();
        for (var at = html.AsSpan().IndexOfAny('<', '&'); at >= 0;)
        {
            if (html[at] == '&' ? !IsXmlEntity(html.AsSpan(at)) : !IsPlainTag(html.AsSpan(at), nesting)) return false;
            var next = html.AsSpan(at + 1).IndexOfAny('<', '&');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return nesting.Count == 0;
    }

    private static bool IsXmlEntity(ReadOnlySpan<char> text) => text.StartsWith("&amp;") || text.StartsWith("&lt;") || text.StartsWith("&gt;") || text.StartsWith("&quot;");

    private static bool IsPlainTag(ReadOnlySpan<char> text, Stack<string> nesting)
    {
        var end = text.IndexOf('>');
        if (end < 2) return false;
        var tag = text[1..end];
        if (tag[0] == '/') return nesting.TryPop(out var open) && tag[1..].SequenceEqual(open);
        var isEmpty = tag[^1] == '/';
        var stop = tag.IndexOfAny(" \t\r\n/");
        var name = (stop < 0 ? tag : tag[..stop]).ToString();
        if (!Plain.Contains(name)) return false;
        if (name is "br" or "hr") return isEmpty;
        if (isEmpty || name != "ul" && name != "ol" && name != "li" && name != "div" && name != "span" && nesting.Contains(name) || nesting.Count > 32 || !MayStand(name, nesting)) return false;
        nesting.Push(name);
        return true;
    }

    private static bool MayStand(string name, Stack<string> nesting)
    {
        var isBlock = name is "p" or "div" or "ul" or "ol" or "li" or "blockquote" or ['h', _];
        var parent = nesting.Count == 0 ? "" : nesting.Peek();
        if (name == "li") return parent is "ul" or "ol";
        return !isBlock || parent is "" or "div" or "blockquote" or "li";
    }
}
