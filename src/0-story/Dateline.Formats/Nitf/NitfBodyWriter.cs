using System.Xml;
using System.Xml.Linq;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>Writes a story's text in NITF's elements. Most are the same; emphasis, headings, quotes and the parts of tables differ.</summary>
internal sealed class NitfBodyWriter(XmlUtf8Writer xml, Action<string, string?> cannotSay)
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    internal void Write(StoryHtml body)
    {
        // A story's markup is well-formed XML by its own law.
        using var reader = XmlReader.Create(new StringReader($"<x>{body.Markup}</x>"), Settings);
        foreach (var block in XElement.Load(reader, LoadOptions.PreserveWhitespace).Elements()) WriteElement(block);
    }

    private void WriteElement(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "h2" or "h3" or "h4": Write("hl2", element, element.Name.LocalName); break;
            case "strong": Write("em", element, "bold"); break;
            case "blockquote": WriteQuote(element); break;
            case "table": WriteTable(element); break;
            case "figure": WriteFigure(element); break;
            case "pre": WritePreformatted(element); break;
            default: Write(element.Name.LocalName, element, null); break;
        }
    }

    private void Write(string name, XElement element, string? kind)
    {
        Start(name, element, kind);
        WriteNodes(element);
        xml.Close();
    }

    private void Start(string name, XElement element, string? kind)
    {
        xml.Start(name).Attribute("class", kind).Attribute("xml:lang", element.Attribute("lang")?.Value);
        foreach (var attribute in (string[])["href", "colspan", "rowspan"]) xml.Attribute(attribute, element.Attribute(attribute)?.Value);
        if (element.Attribute("dir") is { } direction) cannotSay("The direction of writing is left out.", direction.Value);
    }

    private void WriteNodes(XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text) xml.Text(text.Value);
            else if (node is XElement child) WriteElement(child);
        }
    }

    private void WriteQuote(XElement element)
    {
        Start("bq", element, element.Attribute("class")?.Value);
        xml.Start("block");
        WriteNodes(element);
        xml.Close().Close();
    }

    // Nothing but characters may stand in it.
    private void WritePreformatted(XElement element)
    {
        Start("pre", element, null);
        xml.Text(element.Value);
        xml.Close();
        if (element.HasElements) cannotSay("Emphasis and links in preformatted text are left out.", null);
    }

    // One head, one foot and one body, in this order.
    private void WriteTable(XElement table)
    {
        Start("table", table, null);
        foreach (var caption in table.Elements("caption")) Write("caption", caption, null);
        foreach (var section in (string[])["thead", "tfoot", "tbody"])
        {
            var rows = table.Elements(section).Elements("tr").ToList();
            if (rows.Count == 0) continue;
            xml.Start(section);
            foreach (var row in rows) Write("tr", row, null);
            xml.Close();
        }
        xml.Close();
    }

    // The picture itself stands at the head of the text.
    private void WriteFigure(XElement figure)
    {
        cannotSay("Where in the text a picture stands is left out.", figure.Attribute("data-ref")?.Value);
        foreach (var caption in figure.Elements("figcaption")) Write("p", caption, null);
    }
}
