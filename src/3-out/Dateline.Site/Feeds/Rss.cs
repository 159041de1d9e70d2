using System.Globalization;
using System.Xml;
using Dateline.News;
using Dateline.Site.Caching;

namespace Dateline.Site.Feeds;

/// <summary>A feed as RSS 2.0, with the full text (content:encoded), the photo (Media RSS), the writers (Dublin Core) and its own address (atom:link).</summary>
internal static class Rss
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dc = "http://purl.org/dc/elements/1.1/";
    private const string Media = "http://search.yahoo.com/mrss/";

    internal static SitePage Write(FeedView feed) => XmlPage.Write("application/rss+xml; charset=utf-8", xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        foreach (var (prefix, ns) in new[] { ("atom", Atom), ("content", Content), ("dc", Dc), ("media", Media) }) xml.WriteAttributeString("xmlns", prefix, null, ns);
        xml.WriteStartElement("channel");
        xml.Element("title", feed.Title);
        xml.Element("link", feed.Home);
        xml.Element("description", feed.Description);
        xml.Element("language", feed.Language.Tag);
        if (feed.Entries.Count > 0) xml.Element("lastBuildDate", Date(feed.Updated));
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("href", feed.At("feed.rss"));
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteEndElement();
        foreach (var entry in feed.Entries) Item(xml, feed, entry);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Item(XmlWriter xml, FeedView feed, FeedEntry entry)
    {
        xml.WriteStartElement("item");
        xml.Element("title", entry.Title);
        xml.Element("link", entry.Url);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Id);
        xml.WriteEndElement();
        xml.Element("pubDate", Date(entry.Published));
        xml.Element("description", entry.Summary);
        foreach (var author in entry.Authors) xml.Element("creator", author, Dc);
        foreach (var topic in entry.Topics) xml.Element("category", topic);
        xml.Element("encoded", entry.Html, Content);
        if (entry.Rights is not null) xml.Element("rights", entry.Rights, Dc);
        Photo(xml, feed, entry);
        xml.WriteEndElement();
    }

    private static void Photo(XmlWriter xml, FeedView feed, FeedEntry entry)
    {
        if (entry.Photo is not { } photo) return;
        xml.WriteStartElement("content", Media);
        xml.WriteAttributeString("url", feed.House.Base + photo.Path);
        xml.WriteAttributeString("type", photo.ContentType);
        xml.WriteAttributeString("medium", "image");
        xml.WriteAttributeString("fileSize", photo.Length.ToString(CultureInfo.InvariantCulture));
        if (photo.Width is not null) xml.WriteAttributeString("width", photo.Width);
        if (photo.Height is not null) xml.WriteAttributeString("height", photo.Height);
        xml.Element("description", photo.Caption, Media);
        xml.Element("credit", photo.Credit, Media);
        xml.WriteEndElement();
    }

    private static string Date(Instant at) => at.ToDateTimeOffset().ToString("r", CultureInfo.InvariantCulture);
}
