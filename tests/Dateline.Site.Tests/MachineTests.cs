using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Dateline.News;

namespace Dateline.Site.Tests;

/// <summary>What programs read: sitemaps, robots.txt and its like, and the pages the house wrote of itself.</summary>
public sealed class MachineTests : SiteTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9", News = "http://www.google.com/schemas/sitemap-news/0.9";

    [Fact]
    public async Task The_sitemap_names_each_month_that_has_stories_and_each_month_its_stories()
    {
        var story = await Site.Publish("Прем’єр прибув", "uk");
        Site.Time.Advance(TimeSpan.FromDays(70));
        await Site.Publish("In November");
        var index = XDocument.Parse((await Site.Get("/sitemap.xml")).Text).Root!;
        Assert.Equal(Map + "sitemapindex", index.Name);
        Assert.Equal(["news", "pages", "2026-11", "2026-08"], index.Descendants(Map + "loc").Select(l => Path.GetFileNameWithoutExtension(l.Value)));
        Assert.Equal("https://ledger.example" + await Site.PathOf(story), Assert.Single(XDocument.Parse((await Site.Get("/sitemaps/2026-08.xml")).Text).Descendants(Map + "loc")).Value);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/sitemaps/2026-09.xml")).Status);
        Assert.Contains("Sitemap: https://ledger.example/sitemap.xml", (await Site.Get("/robots.txt")).Text);
        Assert.Contains("https://ledger.example/fr/topics", (await Site.Get("/sitemaps/pages.xml")).Text);
    }

    [Fact]
    public async Task The_news_are_exactly_those_of_the_last_48_hours()
    {
        var story = await Site.Publish("Fresh & new");
        var entry = XDocument.Parse((await Site.Get("/sitemaps/news.xml")).Text).Descendants(Map + "url").Single();
        Assert.Equal("Fresh & new", (string?)entry.Descendants(News + "title").Single());
        Assert.Equal("The Harbour Ledger", (string?)entry.Descendants(News + "name").Single());
        Assert.Equal("2026-08-24T19:00:00Z", (string?)entry.Descendants(News + "publication_date").Single());
        Site.Time.Advance(TimeSpan.FromHours(48) - TimeSpan.FromMicroseconds(1));
        Assert.NotNull(Site.Cache.Find("/sitemaps/news.xml"));
        Assert.Contains(story.Page!, (await Site.Get("/sitemaps/news.xml")).Text);
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.DoesNotContain(story.Page!, (await Site.Get("/sitemaps/news.xml")).Text);
    }

    [Theory]
    [InlineData(AiRights.NoTraining, true, false), InlineData(AiRights.NoUse, true, true), InlineData(AiRights.Open, false, false)]
    public async Task One_choice_says_everywhere_what_artificial_intelligence_may(AiRights rights, bool reservesTraining, bool reservesUse)
    {
        await using var site = await SiteUnderTest.BesideAsync(Site, SiteUnderTest.Options with { AiRights = rights });
        var robots = (await site.Get("/robots.txt")).Text;
        Assert.Equal(reservesTraining, robots.Contains("User-agent: GPTBot\n", StringComparison.Ordinal));
        Assert.Equal(reservesUse, robots.Contains("User-agent: PerplexityBot\n", StringComparison.Ordinal));
        Assert.Equal(reservesTraining, robots.Contains("Content-Usage: train-ai=n", StringComparison.Ordinal));
        Assert.Contains("User-agent: *\n", robots);
        using var tdm = JsonDocument.Parse((await site.Get("/.well-known/tdmrep.json")).Text);
        Assert.Equal(reservesTraining ? 1 : 0, tdm.RootElement[0].GetProperty("tdm-reservation").GetInt32());
        Assert.Equal(reservesTraining, (await site.Get("/")).Text.Contains("<meta name=\"tdm-reservation\" content=\"1\">", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Security_txt_is_the_same_for_a_month_and_never_out_of_date()
    {
        var now = (await Site.Get("/.well-known/security.txt")).Text;
        Assert.Contains("Contact: mailto:desk@ledger.example\n", now);
        Assert.Contains("Expires: 2027-02-01T00:00:00Z\n", now);
        Site.Time.Advance(TimeSpan.FromDays(10));
        Assert.Contains("Expires: 2027-03-01T00:00:00Z\n", (await Site.Get("/.well-known/security.txt")).Text);
        Assert.Contains("placeholder.example.com, placeholder, DIRECT, placeholder", (await Site.Get("/ads.txt")).Text);
    }

    [Fact]
    public async Task A_folder_of_Markdown_is_pages_in_the_same_hand()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["about.md"], "# About the *Ledger*\n\nWe write **every** day. See [contact](/contact) & <b>more</b>.\n\n## Who\n\n- One\n- Two\n  lines\n\n1. First\n\n> Said once.\n");
        await File.WriteAllTextAsync(folder["about.fr.md"], "# À propos\n\nNous écrivons.\n");
        await File.WriteAllTextAsync(folder["search.md"], "# Not this\n");
        await File.WriteAllTextAsync(folder["no page.md"], "# Nor this\n");
        await File.WriteAllTextAsync(folder["ads.txt"], "ads.example, 1, DIRECT\n");
        await using var site = await SiteUnderTest.BesideAsync(Site, SiteUnderTest.Options with { PagesFolder = folder.Path });
        var about = (await site.Get("/about")).Text;
        Assert.Contains("<strong>every</strong> day. See <a href=\"https://ledger.example/contact\">contact</a> &amp; &lt;b&gt;more&lt;/b&gt;.", about);
        Assert.Contains("<ul><li>One</li><li>Two lines</li></ul>", about.Replace("\n", "", StringComparison.Ordinal));
        Assert.Contains("<a href=\"/about\">About the", about);
        Assert.Contains("hreflang=\"fr\" href=\"https://ledger.example/fr/about\"", about);
        Assert.Contains("<h1>À propos</h1>", (await site.Get("/fr/about")).Text);
        Assert.DoesNotContain("Not this", (await site.Get("/search")).Text);
        Assert.Equal("ads.example, 1, DIRECT\n", (await site.Get("/ads.txt")).Text);
        Assert.Contains("https://ledger.example/fr/about", (await site.Get("/sitemaps/pages.xml")).Text);
    }

    [Fact]
    public async Task What_the_house_says_of_itself_is_labelled_so_under_stories_and_fronts_and_nowhere_else()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["house.md"], "**Our morning mail.** Every day at six.\n");
        await using var site = await SiteUnderTest.BesideAsync(Site, SiteUnderTest.Options with { PagesFolder = folder.Path });
        var story = await Site.Publish("In English");
        foreach (var path in new[] { "/", await site.PathOf(story) })
        {
            var page = (await site.Get(path)).Text;
            Assert.Contains("<aside class=\"house\" aria-label=\"From The Harbour Ledger\">", page);
            Assert.Contains("<strong>Our morning mail.</strong>", page);
        }
        foreach (var path in new[] { "/fr", "/corrections", "/search", "/feed.rss", "/nothing" }) Assert.DoesNotContain("morning mail", (await site.Get(path)).Text);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.Get("/house")).Status);
    }

    [Fact]
    public async Task A_translation_is_named_by_its_language_and_the_first_language_is_for_everyone_else()
    {
        var english = await Site.Publish("In English");
        var french = await Site.Follow(english, SiteUnderTest.Text("En français", "fr"));
        var (path, frenchPath) = (await Site.PathOf(english), await Site.PathOf(french));
        foreach (var page in new[] { path, frenchPath })
        {
            var html = (await Site.Get(page)).Text;
            Assert.Contains($"<link rel=\"alternate\" hreflang=\"en\" href=\"https://ledger.example{path}\">", html);
            Assert.Contains($"<link rel=\"alternate\" hreflang=\"fr\" href=\"https://ledger.example{frenchPath}\">", html);
            Assert.Contains($"<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://ledger.example{path}\">", html);
        }
    }
}
