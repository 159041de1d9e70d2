using System.Xml;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// XHTML that comes inside XML, walked straight into a <see cref="StoryHtmlWriter"/> without a second parser. Elements go by local name:
/// feeds put <c>html</c> in the wrong namespace, or in none.
/// </summary>
internal sealed class XhtmlBody(XmlCursor xml, Action<RemovedMarkup> removed)
{
    private readonly StoryPen _pen = StoryPen.Take(removed);

    private int _preDepth = -1;

    private StoryHtmlWriter Story => _pen.Story;

    /// <summary>Whether text was met in which line breaks and columns matter.</summary>
    internal bool IsPreformatted { get; private set; }

    /// <summary>Reads the html or body element the cursor stands on: what is in body, without head.</summary>
    internal StoryHtml Read()
    {
        if (Is("html"))
            foreach (var part in xml.Children) ReadPart();
        else ReadBody();
        return _pen.Finish();
    }

    /// <summary>Reads the element the cursor stands on and those that follow in the same parent: paragraphs without a body around them.</summary>
    internal StoryHtml ReadFragment()
    {
        var parent = xml.Depth - 1;
        do ReadElement();
        while (xml.NextChild(parent));
        return _pen.Finish();
    }

    private void ReadPart()
    {
        if (Is("body")) ReadBody();
        else if (!Is("head")) ReadElement();
    }

    // Where the story proper stands in an element made for it, that is the text and nothing else: dpa's section.main, beside a header of facts
    // for machines; GlobeNewswire's mw_release, between a headline and a tracking pixel.
    private void ReadBody()
    {
        var depth = xml.Depth;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && IsStoryProper())
            {
                _ = Story.ToStoryHtml();
                ReadElement();
                while (xml.StepInside(depth, out _)) { }
                return;
            }
            Tell(type, isTop: xml.Depth == depth + 1);
        }
    }

    private bool IsStoryProper() => xml["class"] is { } names && (Is("section") && HasName(names, "main") || HasName(names, "mw_release"));

    private static bool HasName(string names, string name)
    {
        foreach (var range in names.AsSpan().Split(' ')) if (names.AsSpan(range).Trim().SequenceEqual(name)) return true;
        return false;
    }

    private void ReadElement()
    {
        var depth = xml.Depth;
        Tell(XmlNodeType.Element);
        while (xml.StepInside(depth, out var type)) Tell(type);
        if (!xml.IsEmptyElement) Story.Close();
    }

    private void Tell(XmlNodeType type, bool isTop = false)
    {
        switch (type)
        {
            case XmlNodeType.Element: Open(isTop); break;
            case XmlNodeType.EndElement: Story.Close(); if (xml.Depth == _preDepth) _preDepth = -1; break;
            case XmlNodeType.Text or XmlNodeType.CDATA when _preDepth < 0: ParagraphText.Tell(Story, xml.Value); break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace: Story.Text(xml.Value); break;
        }
    }

    // Elements of the agency's own right inside the body (TT) are its paragraphs.
    private void Open(bool isTop)
    {
        if (Is("pre") && !xml.IsEmptyElement) (IsPreformatted, _preDepth) = (true, xml.Depth);
        Story.Open(isTop && !IsHtml(xml.Name) ? "div" : xml.Name);
        if (xml.HasAttributes) xml.CopyAttributes(Story);
        if (xml.IsEmptyElement) Story.Close();
    }

    private bool Is(string name) => xml.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsHtml(string name) => name.ToLowerInvariant() is "p" or "br" or "a" or "b" or "i" or "u" or "em" or "strong" or "span" or "font" or "sub" or "sup" or "small" or "big" or "img" or "pre" or "listing"
        or "div" or "section" or "article" or "header" or "footer" or "main" or "aside" or "nav" or "address" or "center" or "hgroup" or "hr" or "figure" or "figcaption" or "blockquote"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "table" or "caption" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" or "col" or "colgroup"
        or "s" or "q" or "cite" or "code" or "abbr" or "acronym" or "time" or "mark" or "ins" or "del" or "tt" or "strike" or "script" or "style" or "noscript" or "iframe" or "object" or "embed" or "svg" or "math"
        or "audio" or "video" or "template" or "title" or "meta" or "link" or "base" or "form" or "input" or "button" or "select" or "textarea" or "html" or "head" or "body" or "frame" or "frameset" or "applet" or "canvas"
        or "details" or "summary" or "fieldset" or "nobr" or "wbr" or "kbd" or "samp" or "var" or "dfn" or "bdi" or "bdo" or "data" or "ruby" or "rb" or "rt" or "rp" or "noembed" or "noframes";
}
