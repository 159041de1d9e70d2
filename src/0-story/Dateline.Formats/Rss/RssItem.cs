using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Rss;

/// <summary>One entry of RSS: its own few elements, and those that it borrows.</summary>
internal static class RssItem
{
    internal static FeedEntry Read(XmlCursor xml, string? outerBase)
    {
        // RSS 1.0 has no guid: what an entry is about is its identity.
        var entry = new FeedEntry(xml.Position) { Guid = xml["rdf:about"], GuidIsAddress = true, Base = FeedHtml.Base(xml["xml:base"], outerBase), Language = Stated(xml.Language) };
        foreach (var part in xml.Children) ReadPart(xml, entry, part);
        return entry;
    }

    internal static void ReadPart(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (FeedSpaces.Of(xml.Namespace))
        {
            case FeedSpace.Plain: ReadOwn(xml, entry, part); break;
            case FeedSpace.Content when part == "encoded": entry.Content = Text(xml); break;
            case FeedSpace.Xhtml when part is "body" or "div": entry.Content ??= Text(xml); break;
            case FeedSpace.Excerpt when part == "encoded": entry.Summary = Text(xml); break;
            case FeedSpace.Media: FeedMediaReader.Read(xml, entry); break;
            case FeedSpace.Dc or FeedSpace.DcTerms: ReadDublinCore(xml, entry, part); break;
            case FeedSpace.Atom: ReadAtom(xml, entry, part); break;
            case FeedSpace.GeoRss or FeedSpace.Geo: ReadGeo(xml, entry, part); break;
            case FeedSpace.Itunes: ReadPodcast(xml, entry, part); break;
            case FeedSpace.FeedBurner when part == "origLink": entry.Link = NewsText.OneLine(xml.Text()) ?? entry.Link; entry.GuidIsAddress = false; break;
            case FeedSpace.CreativeCommons: entry.Licence ??= xml["rdf:resource"] ?? xml.Text(); break;
        }
    }

    private static void ReadOwn(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "title": entry.Title ??= Text(xml); break;
            case "link": entry.Link ??= NewsText.OneLine(xml["href"]) ?? NewsText.OneLine(xml.Text()); break;
            case "guid":
                entry.GuidIsAddress = xml["isPermaLink"]?.Trim() is not ("false" or "False" or "FALSE" or "0");
                entry.Guid = NewsText.OneLine(xml.Text()) ?? entry.Guid;
                break;
            case "description": entry.Summary ??= Text(xml); break;
            case "author": AddAuthor(entry, xml.Text()); break;
            case "pubDate" or "pubdate" or "date": entry.Published ??= Time(xml); break;
            case "category": AddCategory(xml, entry); break;
            case "enclosure": FeedMediaReader.ReadEnclosure(xml, entry, "url"); break;
            case "source": entry.Source ??= NewsText.OneLine(xml.Text()); break;
            case "image": ReadImage(xml, entry); break;
        }
    }

    private static void AddCategory(XmlCursor xml, FeedEntry entry)
    {
        var domain = xml["domain"];
        entry.Categories.Add(new(xml.Text(), domain, Kind: FeedTextKind.Unsaid));
    }

    private static void ReadDublinCore(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "creator": AddAuthor(entry, xml.Text()); break;
            case "date" or "created" or "issued" or "available": entry.Published ??= Time(xml); break;
            case "modified": entry.Updated ??= Time(xml); break;
            case "language": entry.Language = Stated(xml.Text()) ?? entry.Language; break;
            case "rights": entry.Rights ??= NewsText.OneLine(xml.Text()); break;
            case "subject": entry.Categories.Add(new(xml.Text(), Kind: FeedTextKind.Unsaid)); break;
            case "title": entry.Title ??= Text(xml); break;
            case "description" or "abstract": entry.Summary ??= Text(xml); break;
            case "coverage" or "spatial": if (FeedLine.Of(xml.Text()) is { } place) entry.Places.Add(new(place)); break;
            case "identifier": entry.Guid ??= NewsText.OneLine(xml.Text()); break;
            case "source": entry.Source ??= NewsText.OneLine(xml.Text()); break;
            case "license" or "licence": entry.Licence ??= xml.Text(); break;
        }
    }

    private static void ReadAtom(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "link" when xml["rel"] is null or FeedNames.Alternate: entry.Link ??= NewsText.OneLine(xml["href"]); break;
            case "link" when xml["rel"] == FeedNames.Enclosure: FeedMediaReader.ReadEnclosure(xml, entry, "href"); break;
            case "updated": entry.Updated ??= Time(xml); break;
            case "published": entry.Published ??= Time(xml); break;
            case "content": entry.Content ??= Text(xml); break;
            case "summary": entry.Summary ??= Text(xml); break;
            case "author": if (FeedPerson.Read(xml) is { } author) entry.Authors.Add(author); break;
        }
    }

    private static void ReadGeo(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "point" or "pos": entry.Coordinates ??= xml.Text(); break;
            case "lat": entry.Latitude ??= xml.Text(); break;
            case "long" or "lon": entry.Longitude ??= xml.Text(); break;
            case "featurename" or "featureName": entry.PlaceName ??= xml.Text(); break;
            case "where" or "Point": foreach (var inner in xml.Children) ReadGeo(xml, entry, inner); break;
        }
    }

    private static void ReadPodcast(XmlCursor xml, FeedEntry entry, string part)
    {
        switch (part)
        {
            case "author" when entry.Authors.Count == 0: AddAuthor(entry, xml.Text()); break;
            case "summary": entry.Summary ??= Text(xml); break;
            case "image" when NewsText.OneLine(xml["href"]) is { } href: entry.Media.Add(new FeedMedia { Href = href, Medium = "image", Position = xml.Position }); break;
        }
    }

    // RSS 1.0 and some press offices: an image of the entry's own, as an address or with an element for it.
    private static void ReadImage(XmlCursor xml, FeedEntry entry)
    {
        var position = xml.Position;
        var href = NewsText.OneLine(xml["rdf:resource"]) ?? NewsText.OneLine(xml["url"]) ?? NewsText.OneLine(xml["href"]);
        if (href is null)
        {
            var text = FeedMarkup.Read(xml, FeedTextKind.Unsaid, null);
            href = text.Kind == FeedTextKind.Html ? ImageUrl(text.Text) : NewsText.OneLine(text.Text);
        }
        if (href is not null) entry.Media.Add(new FeedMedia { Href = href, Medium = "image", Position = position });
    }

    private static string? ImageUrl(string markup)
    {
        var start = markup.IndexOf("<url>", StringComparison.Ordinal);
        var end = start < 0 ? -1 : markup.IndexOf("</url>", start, StringComparison.Ordinal);
        return end < 0 ? null : NewsText.OneLine(System.Net.WebUtility.HtmlDecode(markup[(start + 5)..end]));
    }

    // RSS demands an address of mail, with the name behind it: "desk@np.example (Mara Varga)". Others write the name alone.
    private static void AddAuthor(FeedEntry entry, string text)
    {
        if (FeedPerson.Name(text) is { } name) entry.Authors.Add(new Byline(name));
    }

    private static FeedText Text(XmlCursor xml) => FeedMarkup.Read(xml, FeedTextKind.Unsaid, xml["xml:base"]);

    private static FeedTime Time(XmlCursor xml) => new(Position: xml.Position, Text: xml.Text());

    private static string? Stated(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
