using System.Globalization;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>What stands in an NITF text and is not of it: pictures with caption and credit, notes to editors.</summary>
internal static class NitfMedia
{
    internal static void Read(XmlCursor xml, NitfDraft item)
    {
        if (xml.Name == "media") ReadPicture(xml, item);
        else ReadNote(xml, item);
    }

    /// <summary>Notes marked as copyright are that; all others are for editors, for they may name telephones.</summary>
    internal static void ReadNote(XmlCursor xml, NitfDraft item)
    {
        var (kind, type) = (xml["noteclass"], xml["type"]);
        if (XmlLines.Read(xml) is not { } words) return;
        if (kind is "cpyrt" or "trademk") item.Rights = item.Rights with { Notice = item.Rights.Notice ?? NewsText.OneLine(words) };
        else if (type == "npa" || StatusWords.IsPrivate(kind)) item.StaffNote = XmlLines.Join(item.StaffNote, words);
        else item.EdNote = XmlLines.Join(item.EdNote, words);
    }

    private static void ReadPicture(XmlCursor xml, NitfDraft item)
    {
        var type = NewsText.OneLine(xml["media-type"]);
        var position = xml.Position;
        string? guid = null, headline = null, caption = null, credit = null, alt = null;
        var files = new List<Rendition>();
        foreach (var part in xml.Children)
        {
            switch (part)
            {
                case "media-metadata": if (xml["name"] == "guid") guid ??= NewsText.OneLine(xml["value"]); else if (xml["name"] == "headline") headline ??= NewsText.OneLine(xml["value"]); break;
                case "media-reference": alt ??= NewsText.OneLine(xml["alternate-text"]); if (ReadFile(xml) is { } file) files.Add(file); break;
                case "media-caption": caption = XmlLines.Read(xml) is { } words ? caption is null ? words : XmlLines.Join(caption, words) : caption; break;
                case "media-producer": credit ??= NewsText.OneLine(xml.Text()); break;
            }
        }
        if (files.Count == 0 && caption is null && guid is null) return;
        if (type is not null && !IsPicture(type)) { item.Note(NoteCodes.NotRead, "Moving pictures and sound are not read.", position, type); return; }
        (item.Pictures ??= []).Add(new Picture { Guid = guid, Headline = headline, Caption = NewsText.OneLine(caption), Credit = credit, Alt = alt, Renditions = files });
    }

    private static bool IsPicture(string type) =>
        type.Contains("image", StringComparison.OrdinalIgnoreCase) || type.Contains("photo", StringComparison.OrdinalIgnoreCase) || type.Contains("picture", StringComparison.OrdinalIgnoreCase) ||
        type.Contains("graphic", StringComparison.OrdinalIgnoreCase) || type.Equals("other", StringComparison.OrdinalIgnoreCase);

    private static Rendition? ReadFile(XmlCursor xml)
    {
        var href = NewsText.OneLine(xml["source"]) ?? NewsText.OneLine(xml["data-location"]) ?? NewsText.OneLine(xml["name"]);
        return href is null ? null : new Rendition(href, NewsText.OneLine(xml["name"]) is { } name && name != href ? name : null, NewsText.OneLine(xml["mime-type"]), Pixels(xml["width"]), Pixels(xml["height"]));
    }

    private static int? Pixels(string? text) => int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;
}
