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

    // dpa: the body's header holds facts for machines, and the story stands in section.main beside it. Then that is the text, and nothing else.
    private void ReadBody()
    {
        var depth = xml.Depth;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Depth == depth + 1 && xml.Name == "section" && xml["class"] is "main")
            {
                _ = Story.ToStoryHtml();
                ReadElement();
                while (xml.NextChild(depth)) { }
                return;
            }
            Tell(type);
        }
    }

    private void ReadElement()
    {
        var depth = xml.Depth;
        Tell(XmlNodeType.Element);
        while (xml.StepInside(depth, out var type)) Tell(type);
        if (!xml.IsEmptyElement) Story.Close();
    }

    private void Tell(XmlNodeType type)
    {
        switch (type)
        {
            case XmlNodeType.Element: Open(); break;
            case XmlNodeType.EndElement: Story.Close(); if (xml.Depth == _preDepth) _preDepth = -1; break;
            case XmlNodeType.Text or XmlNodeType.CDATA when _preDepth < 0: ParagraphText.Tell(Story, xml.Value); break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace: Story.Text(xml.Value); break;
        }
    }

    private void Open()
    {
        if (Is("pre") && !xml.IsEmptyElement) (IsPreformatted, _preDepth) = (true, xml.Depth);
        Story.Open(xml.Name);
        if (xml.HasAttributes) xml.CopyAttributes(Story);
        if (xml.IsEmptyElement) Story.Close();
    }

    private bool Is(string name) => xml.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
