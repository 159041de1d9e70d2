using System.Text;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Feeds;

/// <summary>What programs read: the feeds of each language, the sitemap, robots.txt.</summary>
internal sealed class FeedPages(House house, StoryCards cards)
{
    private const int MostInSitemap = 50_000;

    internal PageAnswer? Rss(string path, PublicView view) => PageAnswer.Show(Feeds.Rss.Write(Latest(path, view)));

    internal PageAnswer? Atom(string path, PublicView view) => PageAnswer.Show(AtomFeed.Write(Latest(path, view)));

    internal PageAnswer? Json(string path, PublicView view) => PageAnswer.Show(JsonFeed.Write(Latest(path, view)));

    /// <summary>Every story that is open, the latest first; the protocol allows 50,000 in one file.</summary>
    internal PageAnswer? Sitemap(string path, PublicView view) => PageAnswer.Show(XmlPage.Write("application/xml; charset=utf-8", xml =>
    {
        xml.WriteStartElement("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9");
        foreach (var language in house.Languages)
        {
            Url(language.Front, null);
            Url(language.Root + "/corrections", null);
        }
        foreach (var story in view.Latest(null, MostInSitemap - 2 * house.Languages.Count))
            if (cards.Of(view, story) is { } card)
                Url(StoryUrl.Encode(card.Path), card.Updated.ToString());
        xml.WriteEndElement();

        void Url(string address, string? modified)
        {
            xml.WriteStartElement("url");
            xml.WriteElementString("loc", house.Base + address);
            if (modified is not null) xml.WriteElementString("lastmod", modified);
            xml.WriteEndElement();
        }
    }));

    internal PageAnswer? Robots(string path, PublicView view) =>
        PageAnswer.Show(new SitePage(Encoding.ASCII.GetBytes($"User-agent: *\nDisallow:\n\nSitemap: {house.Base}/sitemap.xml\n"), "text/plain; charset=utf-8", "default-src 'none'"));

    internal PageAnswer? Mark(string path, PublicView view) => PageAnswer.Show(new SitePage(house.Mark, "image/svg+xml", "default-src 'none'; sandbox"));

    private FeedView Latest(string path, PublicView view) => FeedEntries.Latest(house, house.ForPath(path), view);
}
