using Dateline.Formats.Nitf;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>contentSet: the text as XHTML, the files of a picture item.</summary>
internal sealed partial class G2ItemWriter
{
    /// <summary>The picture that a picture item is: its own, not one it refers to.</summary>
    private Picture? OwnPicture =>
        item.Kind is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio && Content.Pictures.Count > 0 && (Content.Pictures[0].Guid ?? item.Guid) == item.Guid
            ? Content.Pictures[0]
            : null;

    private void WriteContent()
    {
        var picture = OwnPicture;
        if (Content.Body.IsEmpty && picture is not { Renditions.Count: > 0 }) return;
        xml.Start("contentSet");
        if (!Content.Body.IsEmpty) WriteBody();
        if (picture is not null)
            foreach (var rendition in picture.Renditions) WriteRendition(rendition);
        xml.Close();
    }

    // A story's markup is well-formed XML by its own law.
    private void WriteBody()
    {
        if (options.NitfText)
        {
            xml.Start("inlineXML").Attribute("contenttype", "application/nitf+xml");
            new NitfItemWriter(xml, item, options, notes).WriteText();
            xml.Close();
            return;
        }
        xml.Start("inlineXML").Attribute("contenttype", "application/xhtml+xml");
        xml.Start("html").Attribute("xmlns", "http://www.w3.org/1999/xhtml").Attribute("xml:lang", Content.Language?.Tag);
        xml.Start("head").Start("title").Text(Content.Headline?.Text ?? "").Close().Close();
        xml.Start("body").Raw(Content.Body.Markup).Close().Close().Close();
    }

    private void WriteRendition(Rendition rendition)
    {
        xml.Start("remoteContent");
        IdentifyBy("rendition", rendition.Name);
        xml.Attribute("href", Href(rendition.Href)).Attribute("contenttype", rendition.ContentType)
            .Attribute("size", rendition.Size).Attribute("width", rendition.Width).Attribute("height", rendition.Height).Close();
    }

    private string? Href(string? href) => href is null ? null : options.MediaHref?.Invoke(href) ?? href;
}
