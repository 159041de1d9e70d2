using System.Globalization;
using System.Xml;
using Dateline.Formats.Nitf;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// <c>ContentItem</c> (NewsML 1.2 §5.11): a text in DataContent, or a file by Href. What is in DataContent is told by looking: NITF whole or a fragment of it,
/// bare paragraphs, HTML as characters or in CDATA, or plain text.
/// </summary>
internal static class NewsMl12Content
{
    internal static Content? Read(XmlCursor xml, NewsMl12Draft item)
    {
        var href = NewsText.OneLine(xml["Href"]);
        string? media = null, type = null;
        int? width = null, height = null;
        long? size = null;
        var text = new Data(xml, item);
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "MediaType": media = NewsText.OneLine(xml["FormalName"]); break;
                case "MimeType": type = NewsText.OneLine(xml["FormalName"]); break;
                case "Characteristics": ReadCharacteristics(xml, ref size, ref width, ref height); break;
                case "DataContent": text.Read(); break;
                case "Encoding": ReadEncoded(xml, item, text); break;
            }
        }
        var file = href is null ? null : new Rendition(href, null, type, width, height, size);
        return file is null && text.Html.IsEmpty && text.Nitf is null ? null : new Content(media, text.Html, text.IsPreformatted, text.Nitf, file);
    }

    private static void ReadCharacteristics(XmlCursor xml, ref long? size, ref int? width, ref int? height)
    {
        foreach (var field in xml.Children)
        {
            if (field == "SizeInBytes") size = xml.Number();
            else if (field == "Property" && int.TryParse(xml["Value"], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                if (xml["FormalName"] is "Width") width = number;
                else if (xml["FormalName"] is "Height") height = number;
            }
        }
    }

    private static void ReadEncoded(XmlCursor xml, NewsMl12Draft item, Data text)
    {
        var isBase64 = EncodedText.IsBase64(xml["Notation"]);
        foreach (var field in xml.Children)
        {
            if (field == "Encoding") ReadEncoded(xml, item, text);
            else if (field != "DataContent") continue;
            else if (isBase64) text.ReadEncoded();
            else text.Read();
        }
    }

    /// <summary>The text of one ContentItem.</summary>
    private sealed class Data(XmlCursor xml, NewsMl12Draft item)
    {
        internal StoryHtml Html { get; private set; } = StoryHtml.Empty;
        internal bool IsPreformatted { get; private set; }
        internal NitfDraft? Nitf { get; private set; }

        internal void Read()
        {
            var (depth, position) = (xml.Depth, xml.Position);
            var body = new NitfBody(xml, item.Removed(position), apart => NitfMedia.Read(apart, Nitf ??= new(item.Options)));
            body.Begin(depth);
            while (xml.StepInside(depth, out var type)) Tell(body, type);
            var html = body.Finish();
            if (!html.IsEmpty) (Html, IsPreformatted) = (html, body.IsPreformatted);
            else if (Nitf is { Body.IsEmpty: false } nitf) (Html, IsPreformatted) = (nitf.Body, nitf.Preformatted);
            if (Nitf is not null) item.AddNotes(Nitf);
            if ((body.Failure ?? Nitf?.Failure) is { } failure) item.Fail(failure.Code, failure.Message, position);
        }

        internal void ReadEncoded()
        {
            var position = xml.Position;
            if (EncodedText.Read(xml.Text()) is not { } text) { item.Note(NoteCodes.NotRead, "Encoded data that is no text is not read.", position); return; }
            var body = DataBody.Read(text, item.Removed(position));
            if (body.Html is { } html) Html = html;
            else item.Fail(body.Failure!.Code, body.Failure.Message, position);
        }

        private void Tell(NitfBody body, XmlNodeType type)
        {
            if (type == XmlNodeType.Element && Is("nitf")) NitfDocument.ReadParts(xml, Nitf ??= new(item.Options));
            else if (type == XmlNodeType.Element && Is("body.head")) NitfBodyParts.ReadHead(xml, Nitf ??= new(item.Options));
            else if (type == XmlNodeType.Element && Is("body.end")) body.ReadEnd();
            else body.Tell(type);
        }

        private bool Is(string name) => xml.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
