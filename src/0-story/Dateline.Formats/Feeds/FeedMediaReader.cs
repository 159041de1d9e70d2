using System.Globalization;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>
/// Files that hang on an entry: Media RSS, enclosures, the picture of a podcast. What Media RSS says inside a <c>group</c> holds for all files of the group,
/// and what it says beside them for all of the entry (Media RSS 1.5.1, "Optional elements").
/// </summary>
internal static class FeedMediaReader
{
    /// <summary>Reads the element of Media RSS it stands on.</summary>
    internal static void Read(XmlCursor xml, FeedEntry entry)
    {
        switch (xml.Name)
        {
            case "group": ReadGroup(xml, entry); break;
            case "content": if (ReadContent(xml, null) is { } file) entry.Media.Add(file); break;
            case "thumbnail": if (ReadThumbnail(xml, null) is { } thumbnail) entry.Media.Add(thumbnail); break;
            case "keywords": entry.Keywords.AddRange(xml.Text().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)); break;
            case "category" or "rating" or "player" or "hash" or "community" or "statistics": break;
            default: entry.AboutMedia = About(xml, entry.AboutMedia ?? new FeedMedia { Href = "" }); break;
        }
    }

    /// <summary>RSS's own: a file by address, type and length.</summary>
    internal static void ReadEnclosure(XmlCursor xml, FeedEntry entry, string addressAttribute)
    {
        if (NewsText.OneLine(xml[addressAttribute]) is { } href)
            entry.Media.Add(new FeedMedia { Href = href, Type = NewsText.OneLine(xml["type"]), Size = Size(xml["length"]), Title = NewsText.OneLine(xml["title"]), Position = xml.Position });
    }

    private static void ReadGroup(XmlCursor xml, FeedEntry entry)
    {
        var files = new List<FeedMedia>();
        var about = new FeedMedia { Href = "" };
        var number = 1 + entry.Media.Select(m => m.Group ?? 0).DefaultIfEmpty().Max();
        foreach (var part in xml.Children)
        {
            if (part == "content") { if (ReadContent(xml, number) is { } file) files.Add(file); }
            else if (part == "thumbnail") { if (ReadThumbnail(xml, number) is { } thumbnail) files.Add(thumbnail); }
            else about = About(xml, about);
        }
        foreach (var file in files) entry.Media.Add(Filled(file, about));
    }

    private static FeedMedia? ReadContent(XmlCursor xml, int? group)
    {
        var file = new FeedMedia
        {
            Href = NewsText.OneLine(xml["url"]) ?? "",
            Type = NewsText.OneLine(xml["type"]),
            Medium = NewsText.OneLine(xml["medium"])?.ToLowerInvariant(),
            Width = FeedHtml.Pixels(xml["width"]),
            Height = FeedHtml.Pixels(xml["height"]),
            Size = Size(xml["fileSize"]),
            Group = group,
            Position = xml.Position,
        };
        var about = new FeedMedia { Href = "" };
        FeedMedia? thumbnail = null;
        foreach (var part in xml.Children)
        {
            if (part == "thumbnail") thumbnail ??= ReadThumbnail(xml, null);
            else about = About(xml, about);
        }
        if (file.Href.Length == 0) return thumbnail is null ? null : Filled(thumbnail, about);
        return Filled(file, about);
    }

    private static FeedMedia? ReadThumbnail(XmlCursor xml, int? group) => NewsText.OneLine(xml["url"]) is { } href
        ? new FeedMedia { Href = href, IsThumbnail = true, Width = FeedHtml.Pixels(xml["width"]), Height = FeedHtml.Pixels(xml["height"]), Group = group, Position = xml.Position }
        : null;

    private static FeedMedia About(XmlCursor xml, FeedMedia about)
    {
        switch (xml.Name)
        {
            case "title": return about with { Title = about.Title ?? Words(xml) };
            case "description": return about with { Caption = about.Caption ?? Words(xml) };
            case "text": return about with { Alt = about.Alt ?? Words(xml) };
            case "copyright": return about with { Rights = about.Rights ?? Words(xml) };
            case "credit":
                var credit = Words(xml);
                return about with { Credit = about.Credit is null ? credit : credit is null ? about.Credit : $"{about.Credit} / {credit}" };
            case "identifier": return about with { Guid = about.Guid ?? Words(xml) };
            default: return about;
        }
    }

    private static FeedMedia Filled(FeedMedia file, FeedMedia about) => file with
    {
        Title = file.Title ?? about.Title,
        Caption = file.Caption ?? about.Caption,
        Credit = file.Credit ?? about.Credit,
        Rights = file.Rights ?? about.Rights,
        Alt = file.Alt ?? about.Alt,
        Guid = file.Guid ?? about.Guid,
    };

    private static string? Words(XmlCursor xml) => FeedLine.Of(FeedMarkup.Read(xml, FeedTextKind.Unsaid, null));

    internal static long? Size(string? text) => long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null;
}
