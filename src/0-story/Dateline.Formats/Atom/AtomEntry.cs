using Dateline.Formats.Feeds;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Atom;

/// <summary>One entry of Atom.</summary>
internal static class AtomEntry
{
    internal static FeedEntry Read(XmlCursor xml, string? outerBase)
    {
        var entry = new FeedEntry(xml.Position) { Base = FeedHtml.Base(xml["xml:base"], outerBase), Language = xml.Language.Trim() is { Length: > 0 } language ? language : null };
        var hasOwn = xml["xml:lang"] is { Length: > 0 };
        foreach (var part in xml.Children)
        {
            // The entry that states none speaks the language of its content, before that of its feed.
            if (!hasOwn && part == "content" && NewsText.OneLine(xml["xml:lang"]) is { } own) entry.Language = own;
            ReadPart(xml, entry, part);
        }
        return entry;
    }

    private static void ReadPart(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (FeedSpaces.Of(xml.Namespace))
        {
            case FeedSpace.Atom: ReadOwn(xml, entry, part); break;
            case FeedSpace.Media: FeedMediaReader.Read(xml, entry); break;
            case FeedSpace.GeoRss or FeedSpace.Geo: ReadGeo(xml, entry, part); break;
            case FeedSpace.Dc when part == "creator" && entry.Authors.Count == 0: if (FeedPerson.Name(xml.Text()) is { } name) entry.Authors.Add(new(name)); break;
            case FeedSpace.Dc when part == "subject": entry.Categories.Add(new(xml.Text())); break;
            case FeedSpace.FeedBurner when part == "origLink": entry.Link = NewsText.OneLine(xml.Text()) ?? entry.Link; break;
        }
    }

    private static void ReadOwn(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "id": entry.Guid ??= Unwrapped(NewsText.OneLine(xml.Text())); break;
            case "title": entry.Title ??= AtomText.Read(xml, entry.Base); break;
            case "summary": entry.Summary ??= AtomText.Read(xml, entry.Base); break;
            case "content": ReadContent(xml, entry); break;
            case "link": ReadLink(xml, entry); break;
            case "published" or "issued" or "created": entry.Published ??= new(Position: xml.Position, Text: xml.Text()); break;
            case "updated" or "modified": entry.Updated ??= new(Position: xml.Position, Text: xml.Text()); break;
            case "author": if (FeedPerson.Read(xml) is { } author) entry.Authors.Add(author); break;
            case "category": if (NewsText.OneLine(xml["term"]) is { } term) entry.Categories.Add(new(term, xml["scheme"], xml["label"])); break;
            case "rights": entry.Rights ??= FeedLine.Of(AtomText.Read(xml, entry.Base)); break;
            case "source": ReadSource(xml, entry); break;
        }
    }

    // RFC 4287 §4.1.3.2: content that stands elsewhere is a file of the entry.
    private static void ReadContent(XmlCursor xml, FeedEntry entry)
    {
        if (NewsText.OneLine(xml["src"]) is { } address)
        {
            entry.Media.Add(new FeedMedia { Href = address, Type = NewsText.OneLine(xml["type"]), Position = xml.Position });
            return;
        }
        if (IsEncoded(xml["type"]?.Trim())) ReadEncoded(xml, entry);
        else entry.Content ??= AtomText.Read(xml, entry.Base);
    }

    // RFC 4287 §4.1.3.3: of any media type but text and XML the content is base64. JSON and HTML under such a type are often not.
    private static bool IsEncoded(string? type) =>
        type is not null && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.Split(';')[0].TrimEnd().EndsWith("xml", StringComparison.OrdinalIgnoreCase);

    private static void ReadEncoded(XmlCursor xml, FeedEntry entry)
    {
        var (position, type) = (xml.Position, xml["type"]!.Trim());
        var text = AtomText.Read(xml, entry.Base);
        if (EncodedText.Read(text.Text) is { } decoded) entry.Content ??= text with { Text = decoded, Kind = FeedTextKind.Unsaid };
        else if (text.Text.AsSpan().ContainsAny('<', ' ')) entry.Content ??= text with { Kind = FeedTextKind.Unsaid };
        else entry.Notes.Add(new(NoteCodes.NotRead, "Content in base64 that is no text is not read.", position, type.Length > 100 ? type[..100] : type));
    }

    private static void ReadLink(XmlCursor xml, FeedEntry entry)
    {
        if (NewsText.OneLine(xml["href"]) is not { } href) return;
        var rel = NewsText.OneLine(xml["rel"]) ?? FeedNames.Alternate;
        var address = FeedHtml.Resolve(href, FeedHtml.Base(xml["xml:base"], entry.Base)) ?? href;
        if (rel == FeedNames.Enclosure) FeedMediaReader.ReadEnclosure(xml, entry, "href");
        else if (rel == FeedNames.Alternate) entry.Link ??= address;
        else if (rel is "related" or "via") entry.Links.Add(new(LinkKind.SeeAlso, null, Href: address, Title: NewsText.OneLine(xml["title"]), Rel: rel));
    }

    private static void ReadSource(XmlCursor xml, FeedEntry entry)
    {
        foreach (var part in xml.Children)
        {
            if (part == "title") entry.Source ??= FeedLine.Of(AtomText.Read(xml, null));
            else if (part == "rights") entry.Rights ??= FeedLine.Of(AtomText.Read(xml, null));
        }
    }

    private static void ReadGeo(XmlCursor xml, FeedEntry entry, string part)
    {
        if (part is "point" or "pos") entry.Coordinates ??= xml.Text();
        else if (part is "featurename" or "featureName") entry.PlaceName ??= xml.Text();
        else if (part is "where" or "Point") foreach (var inner in xml.Children) ReadGeo(xml, entry, inner);
    }

    private static string? Unwrapped(string? id) =>
        id?.StartsWith(FeedNames.GuidPrefix, StringComparison.Ordinal) == true ? Uri.UnescapeDataString(id[FeedNames.GuidPrefix.Length..]) : id;
}
