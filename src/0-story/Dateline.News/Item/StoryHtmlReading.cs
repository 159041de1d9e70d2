using System.Xml;
using System.Xml.Linq;

namespace Dateline.News;

/// <summary>The three ways markup comes in without a parser of HTML: a tree, a stream of XML, and our own markup out of the store.</summary>
internal static class StoryHtmlReading
{
    /// <summary>Whether <paramref name="markup"/> is exactly what the writer would write for it.</summary>
    public static bool IsCanonical(string markup)
    {
        var writer = StoryHtmlWriter.Rent();
        try
        {
            return Replay(markup, writer) && writer.Finish().SequenceEqual(markup);
        }
        finally
        {
            writer.Return();
        }
    }

    private static bool Replay(string markup, StoryHtmlWriter writer)
    {
        var tokens = new StoryHtmlTokens(markup);
        var depth = 0;
        while (true)
        {
            switch (tokens.Next())
            {
                case StoryToken.Start:
                    writer.Open(tokens.Tag);
                    while (tokens.NextAttribute(out var name, out var value)) writer.Attribute(Name(name), Unescaped(value));
                    if (tokens.HasOddAttributes) return false;
                    if (tokens.Tag.Role == TagRole.Line) writer.Close(); else depth++;
                    break;
                case StoryToken.End:
                    if (--depth < 0) return false;
                    writer.Close();
                    break;
                case StoryToken.Text or StoryToken.Entity: writer.Text(tokens.Text); break;
                default: return tokens.AtEnd && depth == 0;
            }
        }
    }

    private static string Name(ReadOnlySpan<char> name) => name switch { "href" => "href", "lang" => "lang", "dir" => "dir", "colspan" => "colspan", "rowspan" => "rowspan", "data-ref" => "data-ref", "class" => "class", _ => "" };

    private static string Unescaped(ReadOnlySpan<char> value)
    {
        var text = value.ToString();
        return value.Contains('&') ? text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal) : text;
    }

    /// <summary>Walks <paramref name="root"/> and all it holds into <paramref name="writer"/>; without recursion, however deep it is.</summary>
    public static void Walk(XElement root, StoryHtmlWriter writer)
    {
        var isMarkup = Begin(root, writer);
        if (root.HasElements) WalkInside(root, writer); else writer.Text(root.Value);
        if (isMarkup) writer.Close();
    }

    private static void WalkInside(XElement root, StoryHtmlWriter writer)
    {
        XNode node = root.FirstNode!;
        while (true)
        {
            if (node is XText text) writer.Text(text.Value);
            else if (node is XElement element)
            {
                Open(element, writer);
                // Asking for the node of a lone text would make one: its value is there already.
                if (element.HasElements) { node = element.FirstNode!; continue; }
                writer.Text(element.Value);
                writer.Close();
            }
            while (node.NextNode is null)
            {
                node = node.Parent!;
                if (node == root) return;
                writer.Close();
            }
            node = node.NextNode;
        }
    }

    // What holds the text ("inlineXML", "body.content") is no markup, and its going is no loss.
    private static bool Begin(XElement root, StoryHtmlWriter writer)
    {
        if (StoryTag.Of(root.Name.LocalName).Role is TagRole.Unknown) return false;
        Open(root, writer);
        return true;
    }

    private static void Open(XElement element, StoryHtmlWriter writer)
    {
        writer.Open(element.Name.LocalName);
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
            if (!attribute.IsNamespaceDeclaration) writer.Attribute(attribute.Name.LocalName, attribute.Value);
    }

    /// <summary>Walks the element at which <paramref name="xml"/> stands, and leaves it after the end of that element.</summary>
    public static void Walk(XmlReader xml, StoryHtmlWriter writer)
    {
        if (xml.MoveToContent() != XmlNodeType.Element) return;
        var isMarkup = StoryTag.Of(xml.LocalName).Role is not TagRole.Unknown;
        if (isMarkup) Open(xml, writer);
        if (!xml.IsEmptyElement) WalkInside(xml, writer);
        if (isMarkup) writer.Close();
        xml.Read();
    }

    private static void WalkInside(XmlReader xml, StoryHtmlWriter writer)
    {
        var depth = 0;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var empty = xml.IsEmptyElement;
                    Open(xml, writer);
                    if (empty) writer.Close(); else depth++;
                    break;
                case XmlNodeType.EndElement:
                    if (depth-- == 0) return;
                    writer.Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    writer.Text(xml.Value);
                    break;
            }
        }
    }

    private static void Open(XmlReader xml, StoryHtmlWriter writer)
    {
        writer.Open(xml.LocalName);
        while (xml.MoveToNextAttribute())
            if (xml.Prefix != "xmlns" && xml.Name != "xmlns") writer.Attribute(xml.LocalName, xml.Value);
        xml.MoveToElement();
    }
}
