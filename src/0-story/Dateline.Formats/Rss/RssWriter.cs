using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Rss;

/// <summary>
/// Writes RSS 2.0 with the full text (<c>content:encoded</c>), pictures (Media RSS), writers (Dublin Core) and the feed's own address (<c>atom:link</c>).
/// Titles are written so that a reader who takes them for HTML and one who takes them for text see the same, wherever that can be.
/// </summary>
public sealed class RssWriter : FeedWriter
{
    /// <summary>The one writer: it keeps nothing from call to call.</summary>
    public static RssWriter Instance { get; } = new();

    private RssWriter() { }

    /// <inheritdoc/>
    public override string Name => RssFormat.FormatName;

    /// <inheritdoc/>
    public override string ContentType => "application/rss+xml";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(FeedHead head, IReadOnlyList<FeedStory> stories, bool indented = false)
    {
        var xml = XmlUtf8Writer.Begin(indented);
        xml.Start("rss").Attribute("version", "2.0").Attribute("xmlns:atom", FeedSpaces.AtomNamespace).Attribute("xmlns:content", FeedSpaces.ContentNamespace)
            .Attribute("xmlns:dc", FeedSpaces.DcNamespace).Attribute("xmlns:dcterms", FeedSpaces.DcTermsNamespace).Attribute("xmlns:georss", FeedSpaces.GeoRssNamespace).Attribute("xmlns:media", FeedSpaces.MediaNamespace);
        xml.Start("channel").Element("title", Plain(head.Title)).Element("link", head.Home ?? head.Address ?? stories.FirstOrDefault(s => s.Url is not null)?.Url ?? "about:blank").Element("description", Plain(head.Description ?? head.Title));
        xml.Element("language", head.Language?.Tag).Element("copyright", head.Rights).Element("lastBuildDate", FeedDate.Internet(head.Updated));
        if (head.Address is { } address) xml.Start("atom:link").Attribute("href", address).Attribute("rel", "self").Attribute("type", ContentType).Close();
        if (head.Hub is { } hub) xml.Start("atom:link").Attribute("href", hub).Attribute("rel", "hub").Close();
        foreach (var story in stories) WriteItem(xml, story);
        return xml.End();
    }

    private static void WriteItem(XmlUtf8Writer xml, FeedStory story)
    {
        xml.Start("item");
        // RSS demands one of title and description.
        xml.Element("title", Plain(story.Title) ?? (story.Summary is null ? "" : null)).Element("link", story.Url);
        xml.Start("guid").Attribute("isPermaLink", "false").Text(story.Id).Close();
        xml.Element("pubDate", FeedDate.Internet(story.Published)).Element("description", Plain(story.Summary));
        foreach (var author in story.Authors) xml.Element("dc:creator", author.Title is null ? author.Name : $"{author.Name}, {author.Title}");
        WriteSubjects(xml, story);
        if (story.Html.Length > 0) xml.Element("content:encoded", story.Html);
        xml.Element("dc:language", story.Language).Element("dc:rights", story.Rights).Element("dc:source", story.Credit).Element("dcterms:modified", story.Updated?.ToString());
        foreach (var place in story.Places) WritePlace(xml, place);
        foreach (var picture in story.Pictures) FeedMediaWriter.Write(xml, picture);
        foreach (var link in story.Links) if (link.Kind == LinkKind.Media) xml.Start("media:content").Attribute("url", link.Href).Element("media:title", link.Title).Close();
        xml.Close();
    }

    // The name is what readers show; the code stands in the place of the vocabulary, which they don't.
    private static void WriteSubjects(XmlUtf8Writer xml, FeedStory story)
    {
        foreach (var subject in story.Subjects) xml.Start("category").Attribute("domain", FeedCodes.Address(subject.Code)).Text(subject.Name ?? subject.Code).Close();
        foreach (var keyword in story.Keywords) xml.Element("category", Plain(keyword));
    }

    private static void WritePlace(XmlUtf8Writer xml, Place place)
    {
        if (place.Code?.StartsWith("geo:", StringComparison.Ordinal) == true) xml.Element("georss:point", place.Code["geo:".Length..].Replace(',', ' ')).Element("georss:featurename", place.Name);
        else xml.Element("dcterms:spatial", Plain(place.Name));
    }

    // Most readers take a title for HTML: where that would make a tag of its words, it is escaped once more.
    private static string? Plain(string? line) => line is not null && FeedLine.LooksLikeHtml(line) ? System.Net.WebUtility.HtmlEncode(line) : line;
}
