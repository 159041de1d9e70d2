using System.Xml;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// The text of an NITF document (IPTC NITF 1.x to 3.6) that is carried inside another: <c>body.content</c> alone. Most of its elements are HTML's;
/// the others are told as what they mean there.
/// </summary>
internal sealed class NitfBody(XmlCursor xml, Action<RemovedMarkup> removed)
{
    private readonly StoryPen _pen = StoryPen.Take(removed);

    private StoryHtmlWriter Story => _pen.Story;

    /// <summary>Whether text was met in which line breaks and columns matter.</summary>
    internal bool IsPreformatted { get; private set; }

    /// <summary>Reads the nitf or body.content element the cursor stands on.</summary>
    internal StoryHtml Read()
    {
        if (xml.Name == "body.content") ReadContent();
        else
            foreach (var part in xml.Children)
                if (part == "body") ReadBody();
        return _pen.Finish();
    }

    private void ReadBody()
    {
        foreach (var section in xml.Children)
            if (section == "body.content") ReadContent();
    }

    private void ReadContent()
    {
        var depth = xml.Depth;
        while (xml.StepInside(depth, out var type))
        {
            switch (type)
            {
                case XmlNodeType.Element when IsApart(xml.Name): xml.Skip(); break;
                case XmlNodeType.Element: Open(); break;
                case XmlNodeType.EndElement: Story.Close(); break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace: Story.Text(xml.Value); break;
            }
        }
    }

    private void Open()
    {
        IsPreformatted |= xml.Name is "pre";
        Story.Open(Html(xml.Name));
        if (xml.HasAttributes) xml.CopyAttributes(Story);
        if (xml.IsEmptyElement) Story.Close();
    }

    // Pictures with captions, and notes to editors, are not the story's text.
    private static bool IsApart(string name) => name is "media" or "note" or "ednote";

    private static string Html(string name) => name switch
    {
        "block" or "nitf-table" => "div",
        "hl1" => "h2",
        "hl2" => "h3",
        "bq" => "blockquote",
        "credit" or "byline" or "datasource" => "p",
        "nitf-col" or "nitf-colgroup" => "col",
        "person" or "org" or "location" or "sublocation" or "city" or "state" or "country" or "region" or "event" or "function" or "money" or "num"
            or "frac" or "frac-num" or "frac-den" or "frac-sep" or "chron" or "copyrite" or "object.title" or "virtloc" or "postaddr" or "alt-code"
            or "classifier" or "pronounce" or "lang" or "name.given" or "name.family" => "span",
        _ => name,
    };
}
