using System.Xml;
using Dateline.Site.Caching;

namespace Dateline.Site.Feeds;

/// <summary>A feed as Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    private const string Ns = "http://www.w3.org/2005/Atom";

    internal static SitePage Write(FeedView feed) => XmlPage.Write("application/atom+xml; charset=utf-8", xml =>
    {
        xml.WriteStartElement("feed", Ns);
        xml.WriteAttributeString("xml", "lang", null, feed.Language.Tag);
        xml.Element("id", feed.At("feed.atom"), Ns);
        xml.Element("title", feed.Title, Ns);
        xml.Element("updated", feed.Updated.ToString(), Ns);
        Link(xml, "self", feed.At("feed.atom"), "application/atom+xml");
        Link(xml, "alternate", feed.Home, "text/html");
        Author(xml, feed.House.Organisation);
        foreach (var entry in feed.Entries) Entry(xml, feed, entry);
        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, FeedView feed, FeedEntry entry)
    {
        xml.WriteStartElement("entry", Ns);
        xml.WriteAttributeString("xml", "lang", null, entry.Language);
        xml.Element("id", entry.Id, Ns);
        xml.Element("title", entry.Title, Ns);
        Link(xml, "alternate", entry.Url, "text/html");
        if (entry.Photo is { } photo) Link(xml, "enclosure", feed.House.Base + photo.Path, photo.ContentType);
        xml.Element("published", entry.Published.ToString(), Ns);
        xml.Element("updated", entry.Updated.ToString(), Ns);
        foreach (var author in entry.Authors) Author(xml, author);
        foreach (var topic in entry.Topics)
        {
            xml.WriteStartElement("category", Ns);
            xml.WriteAttributeString("term", XmlPage.Clean(topic));
            xml.WriteEndElement();
        }
        xml.Element("summary", entry.Summary, Ns);
        xml.Element("rights", entry.Rights, Ns);
        xml.WriteStartElement("content", Ns);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(XmlPage.Clean(entry.Html));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string href, string type)
    {
        xml.WriteStartElement("link", Ns);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Ns);
        xml.Element("name", name, Ns);
        xml.WriteEndElement();
    }
}
