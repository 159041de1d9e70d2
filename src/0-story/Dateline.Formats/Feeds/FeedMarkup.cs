using System.Net;
using System.Text;
using System.Xml;
using Dateline.Formats.Xml;

namespace Dateline.Formats.Feeds;

/// <summary>
/// What stands inside an element of a feed, as HTML in characters: escaped or in CDATA, as it should be, or as elements, as Atom's XHTML
/// and feeds that forgot to escape have it. From here on there is one way to read it.
/// </summary>
internal static class FeedMarkup
{
    internal static FeedText Read(XmlCursor xml, FeedTextKind kind, string? address)
    {
        var position = xml.Position;
        var depth = xml.Depth;
        StringBuilder? markup = null;
        var text = new StringBuilder();
        var open = new Stack<string>();
        while (xml.StepInside(depth, out var type))
        {
            switch (type)
            {
                // NITF in Atom: its headline, byline and dateline are no text.
                case XmlNodeType.Element when xml.Name == "body.head": xml.Skip(); break;
                case XmlNodeType.Element:
                    markup ??= new StringBuilder(WebUtility.HtmlEncode(text.ToString()));
                    Open(xml, markup, open);
                    break;
                case XmlNodeType.EndElement when open.TryPop(out var name) && name.Length > 0:
                    markup!.Append("</").Append(name).Append('>');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (markup is null) text.Append(xml.Value); else markup.Append(WebUtility.HtmlEncode(xml.Value));
                    break;
            }
        }
        return markup is null ? new(text.ToString(), kind, position, address) : new(markup.ToString(), FeedTextKind.Html, position, address);
    }

    private static void Open(XmlCursor xml, StringBuilder markup, Stack<string> open)
    {
        var name = xml.Name.ToLowerInvariant();
        markup.Append('<').Append(name);
        foreach (var (attribute, value) in xml.Attributes()) markup.Append(' ').Append(attribute).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        var isVoid = name is "br" or "hr" or "img" or "wbr" or "input" or "meta" or "link" or "col";
        markup.Append(isVoid ? "/>" : xml.IsEmptyElement ? $"></{name}>" : ">");
        if (!xml.IsEmptyElement) open.Push(isVoid ? "" : name);
    }
}
