using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>A picture as Media RSS: one file by itself, several as a group of the same picture in several sizes.</summary>
internal static class FeedMediaWriter
{
    internal static void Write(XmlUtf8Writer xml, Picture picture)
    {
        if (picture.Renditions.Count == 0) return;
        var isGroup = picture.Renditions.Count > 1;
        if (isGroup) xml.Start("media:group");
        foreach (var file in picture.Renditions)
        {
            xml.Start("media:content").Attribute("url", file.Href).Attribute("type", file.ContentType).Attribute("medium", "image").Attribute("fileSize", file.Size).Attribute("width", file.Width).Attribute("height", file.Height);
            if (!isGroup) WriteWords(xml, picture);
            xml.Close();
        }
        if (isGroup) WriteWords(xml, picture);
        if (isGroup) xml.Close();
    }

    private static void WriteWords(XmlUtf8Writer xml, Picture picture)
    {
        xml.Element("media:title", picture.Headline);
        Plain(xml, "media:description", picture.Caption);
        xml.Element("media:credit", picture.Credit).Element("media:copyright", picture.Rights.Notice ?? picture.Rights.Holder);
        Plain(xml, "media:text", picture.Alt);
    }

    private static void Plain(XmlUtf8Writer xml, string name, string? text)
    {
        if (text is not null) xml.Start(name).Attribute("type", "plain").Text(FeedLine.LooksLikeHtml(text) ? System.Net.WebUtility.HtmlEncode(text) : text).Close();
    }
}
