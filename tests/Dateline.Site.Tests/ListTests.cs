using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Dateline.News;
using Dateline.Site.Theme;

namespace Dateline.Site.Tests;

/// <summary>Front, feeds, sitemap, and the words of the site.</summary>
public sealed class ListTests : SiteTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Content = "http://purl.org/rss/1.0/modules/content/", Dc = "http://purl.org/dc/elements/1.1/", Media = "http://search.yahoo.com/mrss/";

    [Fact]
    public async Task Front_feeds_and_sitemap_follow_a_release_at_once()
    {
        foreach (var list in new[] { "/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/news.xml" })
        {
            await Site.Get(list);
            var story = await Site.Publish("Published for " + list[1..].Replace('.', ' '));
            Assert.Contains(story.Page!, (await Site.Get(list)).Text);
        }
    }

    [Fact]
    public async Task The_front_is_latest_first_in_its_language_and_teaches_while_it_is_empty()
    {
        Assert.Contains("Nothing is published yet", (await Site.Get("/")).Text);
        await Site.Publish("Older");
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        await Site.Publish("Newer");
        await Site.Publish("En français", "fr");
        var front = (await Site.Get("/")).Text;
        Assert.True(front.IndexOf("Newer", StringComparison.Ordinal) < front.IndexOf("Older", StringComparison.Ordinal));
        Assert.DoesNotContain("En français", front);
        Assert.Contains("En français", (await Site.Get("/fr")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/de")).Status);
    }

    [Fact]
    public async Task The_front_leads_with_the_newest_story_that_has_a_photo()
    {
        await Site.Photo("photo-1", [1, 2, 3]);
        await Site.Publish("Oldest");
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        await Site.Publish(Sample.Kessel("photo-1"));
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        await Site.Publish(new StoryContent { Language = News.Language.From("en"), Headline = Headline.From("A flash") });
        var front = (await Site.Get("/")).Text;
        Assert.True(front.IndexOf("<h2><a href=\"/premier-", StringComparison.Ordinal) is > 0 and var lead && lead < front.IndexOf("A flash", StringComparison.Ordinal));
        Assert.True(front.IndexOf("A flash", StringComparison.Ordinal) < front.IndexOf("Oldest", StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(front, "href=\"/premier-"));
    }

    [Fact]
    public async Task RSS_has_what_a_reader_program_needs()
    {
        await Full();
        var rss = XDocument.Parse((await Site.Get("/feed.rss")).Text).Root!.Element("channel")!;
        Assert.Equal("https://ledger.example/feed.rss", (string?)rss.Element(Atom + "link")!.Attribute("href"));
        Assert.All(new[] { "title", "link", "description", "language", "lastBuildDate" }, name => Assert.NotNull(rss.Element(name)));
        var item = rss.Elements("item").Single();
        Assert.Equal("Mon, 24 Aug 2026 19:00:00 GMT", (string?)item.Element("pubDate"));
        Assert.Contains("<span class=\"placeline\">KESSEL</span>", (string?)item.Element(Content + "encoded"));
        Assert.Contains("With files from", (string?)item.Element(Content + "encoded"));
        Assert.Equal("Ingrid Solheim", (string?)item.Element(Dc + "creator"));
        Assert.StartsWith("https://ledger.example/media/", (string?)item.Element(Media + "content")!.Attribute("url"));
        Assert.StartsWith("https://ledger.example/premier-", (string?)item.Element("link"));
    }

    [Fact]
    public async Task Atom_has_what_RFC_4287_demands()
    {
        await Full();
        var feed = XDocument.Parse((await Site.Get("/feed.atom")).Text).Root!;
        Assert.All(new[] { "id", "title", "updated", "author" }, name => Assert.NotNull(feed.Element(Atom + name)));
        var entry = feed.Elements(Atom + "entry").Single();
        Assert.All(new[] { "id", "title", "updated", "published", "content", "summary" }, name => Assert.NotNull(entry.Element(Atom + name)));
        Assert.Equal("2026-08-24T19:00:00Z", (string?)entry.Element(Atom + "published"));
        Assert.Contains(feed.Elements(Atom + "link"), l => (string?)l.Attribute("rel") == "self");
    }

    [Fact]
    public async Task JSON_Feed_has_what_its_specification_demands()
    {
        await Full();
        var answer = await Site.Get("/feed.json");
        Assert.Equal("application/feed+json", answer.Header("Content-Type"));
        using var json = JsonDocument.Parse(answer.Bytes);
        Assert.Equal("https://jsonfeed.org/version/1.1", json.RootElement.GetProperty("version").GetString());
        var item = json.RootElement.GetProperty("items")[0];
        Assert.All(new[] { "id", "url", "title", "content_html", "date_published", "image", "authors", "tags" }, name => Assert.True(item.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task An_entry_keeps_its_id_when_the_headline_changes()
    {
        var story = await Site.Publish("One headline");
        var id = Id(await Site.Get("/feed.atom"));
        await Site.Release(story, ReleaseAction.Writethru, content: SiteUnderTest.Text("Another headline"));
        Assert.Equal(id, Id(await Site.Get("/feed.atom")));
        static string? Id(Answer feed) => (string?)XDocument.Parse(feed.Text).Root!.Element(Atom + "entry")!.Element(Atom + "id");
    }

    [Fact]
    public async Task One_entry_for_a_chain_and_language()
    {
        var first = await Site.Publish("First lead");
        await Site.Follow(first, SiteUnderTest.Text("Second lead"));
        var feed = XDocument.Parse((await Site.Get("/feed.rss")).Text);
        Assert.Equal("Second lead", (string?)Assert.Single(feed.Descendants("item")).Element("title"));
    }

    [Fact]
    public async Task What_XML_cannot_hold_takes_no_feed_down()
    {
        await Site.Publish(SiteUnderTest.Text("Lone \ud800 surrogate") with { Dek = "vertical\u000btab", Subjects = [new Concept("x:1", "bad\u0001topic")] });
        foreach (var list in new[] { "/feed.rss", "/feed.atom", "/sitemaps/news.xml" })
        {
            var answer = await Site.Get(list);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            XDocument.Parse(answer.Text);
        }
    }

    [Fact]
    public void Every_language_has_every_word()
    {
        Assert.Contains("fr", Words.All.Keys);
        foreach (var words in Words.All.Values)
        {
            foreach (var property in typeof(Words).GetProperties()) Assert.NotNull(property.GetValue(words));
            Assert.Equal((12, 12, 7, 2), (words.Months.Length, words.ShortMonths.Length, words.Weekdays.Length, words.AmPm.Length));
            Assert.All(new[] { words.By, words.CorrectionsContact, words.NoticeLabel }, phrase => Assert.Contains("{0}", phrase));
        }
    }

    [Theory]
    [InlineData("en", "2026-08-24T19:00:00Z", "Aug. 24, 2026, 3:00 p.m. UTC−4"), InlineData("en", "2026-01-01T05:05:00Z", "Jan. 1, 2026, 12:05 a.m. UTC−5")]
    [InlineData("fr", "2026-08-01T16:30:00Z", "1er août 2026 à 12 h 30 UTC−4")]
    public void Times_read_as_the_language_writes_them(string language, string at, string text)
    {
        Assert.True(Instant.TryParse(at, out var instant));
        Assert.Equal(text, new TimeText(TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), null, Words.All[language]).DateTime(instant));
    }

    private async Task Full()
    {
        await Site.Photo("photo-1", [1, 2, 3]);
        await Site.Publish(Sample.Kessel("photo-1"));
    }
}
