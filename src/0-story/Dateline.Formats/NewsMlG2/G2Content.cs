using System.Xml;
using Dateline.Formats.Nitf;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// <c>contentSet</c>: the content itself: XHTML or NITF in <c>inlineXML</c>, text in <c>inlineData</c>, files in <c>remoteContent</c>.
/// What is in it is told by looking, not by its contenttype (formats.md §3.6). Alternatives of one text: the first in the item's language that says something is taken.
/// </summary>
internal static class G2Content
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "inlineXML" when IsWanted(xml, item): ReadXml(xml, item); break;
                case "inlineData" when IsWanted(xml, item): ReadData(xml, item); break;
                case "remoteContent": (item.Renditions ??= []).Add(ReadRendition(xml, item)); break;
            }
        }
    }

    private static bool IsWanted(XmlCursor xml, G2Draft item)
    {
        var isForeign = !G2Names.IsInLanguageOf(xml, item);
        if (!item.Body.IsEmpty && (isForeign || !item.BodyIsForeign)) return false;
        item.BodyIsForeign = isForeign;
        return true;
    }

    private static void ReadXml(XmlCursor xml, G2Draft item)
    {
        var (depth, position, characters) = (xml.Depth, xml.Position, "");
        while (xml.StepInside(depth, out var type))
        {
            if (xml.Depth > depth + 1) continue;
            // Markup as characters, though the element is for XML.
            if (type is XmlNodeType.Text or XmlNodeType.CDATA) { characters += xml.Value; continue; }
            if (type != XmlNodeType.Element) continue;
            switch (xml.Name)
            {
                case "html" or "HTML" or "body" or "BODY" or "div" or "section" or "article": ReadXhtml(xml, item); break;
                case "nitf" or "body.content": ReadNitf(xml, item); break;
                case "p" or "P": ReadParagraphs(xml, item); return;
                default: item.Note(NoteCodes.NotRead, "The content is XML of a kind that is not read.", xml.Position, xml.Name); break;
            }
        }
        if (item.Body.IsEmpty && !string.IsNullOrWhiteSpace(characters)) TakeCharacters(characters, item, position);
    }

    private static void ReadXhtml(XmlCursor xml, G2Draft item)
    {
        var body = new XhtmlBody(xml, item.Removed(xml.Position));
        item.Body = body.Read();
        item.Preformatted = body.IsPreformatted;
    }

    // Whole, it has a head of its own, which fills what the item's metadata left open.
    private static void ReadNitf(XmlCursor xml, G2Draft item)
    {
        var position = xml.Position;
        var nitf = item.Nitf = new NitfDraft(item.Options);
        if (xml.Name == "nitf") NitfDocument.ReadParts(xml, nitf);
        else NitfBodyParts.ReadContent(xml, nitf);
        (item.Body, item.Preformatted) = (nitf.Body, nitf.Preformatted);
        item.AddNotes(nitf);
        if (nitf.Failure is { } failure) item.Fail(failure.Code, failure.Message, position);
    }

    private static void ReadParagraphs(XmlCursor xml, G2Draft item)
    {
        var body = new XhtmlBody(xml, item.Removed(xml.Position));
        item.Body = body.ReadFragment();
        item.Preformatted = body.IsPreformatted;
    }

    private static void ReadData(XmlCursor xml, G2Draft item)
    {
        var position = xml.Position;
        var (encoding, type) = (item.Aliases.Code(xml["encoding"], xml["encodinguri"], null), xml["contenttype"]);
        var text = xml.Text();
        if (string.IsNullOrWhiteSpace(text)) return;
        if (encoding is not null)
        {
            if (!EncodedText.IsBase64(encoding) || EncodedText.Read(text) is not { } decoded) { item.Note(NoteCodes.NotRead, "Encoded data that is no text is not read.", position, type ?? encoding); return; }
            text = decoded;
        }
        TakeCharacters(text, item, position);
    }

    private static void TakeCharacters(string text, G2Draft item, WirePosition position)
    {
        var body = DataBody.Read(text, item.Removed(position));
        if (body.Html is { } html) item.Body = html;
        else item.Fail(body.Failure!.Code, body.Failure.Message, position);
    }

    internal static Rendition ReadRendition(XmlCursor xml, G2Draft item)
    {
        var href = NewsText.OneLine(xml["href"]) ?? NewsText.OneLine(xml["residref"]) ?? "";
        var name = item.Aliases.Code(xml["rendition"], xml["renditionuri"], null);
        var rendition = new Rendition(href, name, NewsText.OneLine(xml["contenttype"]), Number(xml["width"]), Number(xml["height"]), Size(xml["size"]));
        xml.Skip();
        return rendition;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingWhite | System.Globalization.NumberStyles.AllowTrailingWhite, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Size(string? text) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingWhite | System.Globalization.NumberStyles.AllowTrailingWhite, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
