using System.Globalization;
using System.Xml;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Machines;

/// <summary>
/// What search engines are told of: an index of files, one for each month that has stories, one for the site's lasting pages, and the news of exactly the last 48 hours
/// (sitemaps.org, Google News). Months are UTC's.
/// </summary>
internal sealed class Sitemaps(House house, SiteBook book, HomeBook homes)
{
    internal const string Folder = "/sitemaps/";

    private const string Ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string NewsNs = "http://www.google.com/schemas/sitemap-news/0.9";
    private const string Type = "application/xml; charset=utf-8";
    // The protocols allow so many in one file.
    private const int MostInMonth = 50_000;
    private const int MostNews = 1000;
    private static readonly TimeSpan IsNewsFor = TimeSpan.FromHours(48);

    internal PageAnswer? Index(string path, PublicView view) => PageAnswer.Show(XmlPage.Write(Type, xml =>
    {
        xml.WriteStartElement("sitemapindex", Ns);
        foreach (var name in new[] { "news", "pages" }.Concat(Months(view))) Location(xml, "sitemap", $"{Folder}{name}.xml", null);
        xml.WriteEndElement();
    }));

    /// <summary>One file of the index; null for a month that has no story.</summary>
    internal PageAnswer? File(string path, PublicView view) => path[Folder.Length..] switch
    {
        "news.xml" => News(view),
        "pages.xml" => Lasting(),
        var month => Month(month, view),
    };

    /// <summary>A story leaves the news 48 hours after readers could first see it, to the microsecond: the file ends with the first that does.</summary>
    private PageAnswer News(PublicView view)
    {
        var since = view.Now - IsNewsFor;
        var listed = new List<(PublicStanding Story, StoryCard Card)>();
        foreach (var story in view.Between(null, since, view.Now + TimeSpan.FromMicroseconds(1), MostNews))
            if (Published(story) > since && homes.IsHere(view, story) && book.Cards.Of(view, story) is { } card)
            {
                listed.Add((story, card));
                view.EndsAt(Published(story) + IsNewsFor);
            }
        return PageAnswer.Show(XmlPage.Write(Type, xml =>
        {
            xml.WriteStartElement("urlset", Ns);
            xml.WriteAttributeString("xmlns", "news", null, NewsNs);
            foreach (var (story, card) in listed) Entry(xml, story, card);
            xml.WriteEndElement();
        }));
    }

    private static Instant Published(PublicStanding story) => story.PublicFrom ?? story.FirstSent;

    private void Entry(XmlWriter xml, PublicStanding story, StoryCard card)
    {
        xml.WriteStartElement("url", Ns);
        xml.WriteElementString("loc", Ns, house.Base + StoryUrl.Encode(card.Path));
        xml.WriteElementString("lastmod", Ns, card.Updated.ToString());
        xml.WriteStartElement("news", NewsNs);
        xml.WriteStartElement("publication", NewsNs);
        xml.WriteElementString("name", NewsNs, house.Name);
        xml.WriteElementString("language", NewsNs, story.Language);
        xml.WriteEndElement();
        xml.WriteElementString("publication_date", NewsNs, Published(story).ToString());
        xml.WriteElementString("title", NewsNs, XmlPage.Clean(card.Headline));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private PageAnswer Lasting() => PageAnswer.Show(XmlPage.Write(Type, xml =>
    {
        xml.WriteStartElement("urlset", Ns);
        foreach (var language in house.Languages)
            foreach (var path in new[] { language.Front }.Concat(book.All.Select(s => language.Root + "/" + s.Slug)).Concat([language.Root + "/corrections", language.Root + "/topics"]).Concat(house.Folder.In(language).Select(p => p.Path)))
                Location(xml, "url", path, null);
        xml.WriteEndElement();
    }));

    private PageAnswer? Month(string file, PublicView view)
    {
        if (!DateTime.TryParseExact(file, "yyyy-MM'.xml'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var month)) return null;
        var stories = view.Between(null, Instant.From(month), Instant.From(month.AddMonths(1)), MostInMonth).Where(s => homes.IsHere(view, s)).Select(s => book.Cards.Of(view, s)).OfType<StoryCard>().ToList();
        return stories.Count == 0 ? null : PageAnswer.Show(XmlPage.Write(Type, xml =>
        {
            xml.WriteStartElement("urlset", Ns);
            foreach (var card in stories) Location(xml, "url", StoryUrl.Encode(card.Path), card.Updated.ToString());
            xml.WriteEndElement();
        }));
    }

    private static IEnumerable<string> Months(PublicView view)
    {
        var before = view.Now + TimeSpan.FromMicroseconds(1);
        while (view.NewestBefore(null, before) is { } newest)
        {
            var at = newest.ToDateTimeOffset().UtcDateTime;
            yield return at.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            before = Instant.From(new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero));
        }
    }

    private void Location(XmlWriter xml, string element, string path, string? modified)
    {
        xml.WriteStartElement(element, Ns);
        xml.WriteElementString("loc", Ns, house.Base + path);
        if (modified is not null) xml.WriteElementString("lastmod", Ns, modified);
        xml.WriteEndElement();
    }
}
