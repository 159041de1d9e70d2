using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// <c>body</c>: headline, byline, dateline and summary in <c>body.head</c>, then the text. Early documents put the lines of the head straight
/// into the body, or the text without <c>body.content</c> around it.
/// </summary>
internal static class NitfBodyParts
{
    internal static void Read(XmlCursor xml, NitfDraft item)
    {
        if (item.RootLanguage.Length == 0) item.RootLanguage = xml.Language;
        var position = xml.Position;
        var body = new NitfBody(xml, item.Removed(position), apart => NitfMedia.Read(apart, item));
        foreach (var part in xml.Children)
        {
            if (NitfDocument.Is(part, "body.head")) ReadHead(xml, item);
            else if (NitfDocument.Is(part, "body.content")) { if (item.RootLanguage.Length == 0) item.RootLanguage = xml.Language; body.ReadContent(); }
            else if (NitfDocument.Is(part, "body.end")) body.ReadEnd();
            else if (!ReadLine(xml, item, part)) body.ReadElement();
        }
        Take(body, item, position);
    }

    /// <summary>Reads the body.content the cursor stands on, where there is nothing else of the document.</summary>
    internal static void ReadContent(XmlCursor xml, NitfDraft item)
    {
        var position = xml.Position;
        var body = new NitfBody(xml, item.Removed(position), apart => NitfMedia.Read(apart, item));
        body.ReadContent();
        Take(body, item, position);
    }

    private static void Take(NitfBody body, NitfDraft item, WirePosition position)
    {
        item.Body = body.Finish();
        item.Preformatted = body.IsPreformatted;
        if (body.Contact is { } contact) item.EdNote = XmlLines.Join(item.EdNote, contact);
        if (body.Failure is { } failure) item.Fail(failure.Code, failure.Message, position);
    }

    /// <summary>Reads the body.head the cursor stands on.</summary>
    internal static void ReadHead(XmlCursor xml, NitfDraft item)
    {
        foreach (var line in xml.Children) ReadLine(xml, item, line);
    }

    private static bool ReadLine(XmlCursor xml, NitfDraft item, string line)
    {
        switch (line)
        {
            case "hedline" or "headline": ReadHeadlines(xml, item); return true;
            case "hl1" or "HL1": ReadHeadline(xml, item); return true;
            case "note": NitfMedia.ReadNote(xml, item); return true;
            case "rights": ReadRights(xml, item); return true;
            case "byline": NitfByline.Read(xml, item); return true;
            case "distributor": item.Distributor ??= NewsText.OneLine(xml.Text()); return true;
            case "dateline": NitfDateline.Read(xml, item); return true;
            case "abstract": item.Abstract ??= VisibleText.OneLine(xml.Text(lines: true)); return true;
            default: return false;
        }
    }

    // AP keeps the headline as it was before in an hl2 of its own.
    private static void ReadHeadlines(XmlCursor xml, NitfDraft item)
    {
        foreach (var line in xml.Children)
        {
            if (line is "hl1" or "HL1") ReadHeadline(xml, item);
            else if (line is "hl2" or "HL2" && xml["id"]?.Contains("original", StringComparison.OrdinalIgnoreCase) != true) item.SubHeadline ??= VisibleText.OneLine(xml.Text(lines: true));
        }
    }

    private static void ReadHeadline(XmlCursor xml, NitfDraft item) => item.Headline ??= Headline.From(VisibleText.OneLine(xml.Text(lines: true)));

    private static void ReadRights(XmlCursor xml, NitfDraft item)
    {
        if (NewsText.OneLine(xml.Text(lines: true)) is not { } words) return;
        item.Rights = UsageText.Read(item.Rights with { Notice = item.Rights.Notice ?? words }, words);
    }
}
