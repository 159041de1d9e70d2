using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Sections, topics, writers, places, days: lists that follow the wire, and the addresses of stories in them.</summary>
public sealed partial class SectionAndTopicTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task A_story_stands_in_its_section_and_each_old_address_leads_to_the_one_it_has()
    {
        var story = await Site.Publish(About("Talks go on", "medtop:20000639"));
        Assert.Equal($"/world/talks-go-on-{story.Page}", await Site.PathOf(story));
        foreach (var old in new[] { $"/{story.Page}", $"/talks-go-on-{story.Page}", $"/sport/talks-go-on-{story.Page}", $"/an-old-section/other-words-{story.Page}" })
        {
            var answer = await Site.Get(old);
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/world/talks-go-on-{story.Page}"), (answer.Status, answer.Header("Location")));
        }
        var html = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example/world/talks-go-on-{story.Page}\">", html);
        Assert.Contains("<a href=\"/world\" aria-current=\"true\">World</a>", html);
        Assert.Contains("\"articleSection\":\"World\"", html);

        await Site.Release(story, ReleaseAction.Refile, content: About("Talks go on", "medtop:20001065"));
        Assert.Equal($"/sport/talks-go-on-{story.Page}", (await Site.Get($"/world/talks-go-on-{story.Page}")).Header("Location"));
        await Site.Release(story, ReleaseAction.Kill);
        foreach (var old in new[] { $"/world/talks-go-on-{story.Page}", $"/{story.Page}" }) Assert.Equal(HttpStatusCode.Gone, (await Site.Get(old)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/world/talks-go-on-0123456789")).Status);
    }

    [Fact]
    public async Task At_its_hour_a_story_is_on_the_pages_of_its_topic_its_writer_and_its_place_however_late_the_index_is()
    {
        await Site.Publish(Told("Talks begin"));
        Site.Store.Search.CatchUp();
        await Site.Publish(Told("Talks end"), embargo: Embargo.At(Site.Now + TimeSpan.FromHours(1)));
        string[] pages = ["/topics/diplomacy-20000639", "/authors/tom-harrow", "/places/kessel", "/topics/diplomacy-20000639/feed.atom"];
        foreach (var page in pages)
        {
            var before = (await Site.Get(page)).Text;
            Assert.Contains("Talks begin", before);
            Assert.DoesNotContain("Talks end", before);
        }
        Site.Time.Advance(TimeSpan.FromHours(1));
        foreach (var page in pages)
        {
            var after = (await Site.Get(page)).Text;
            Assert.True(after.IndexOf("Talks end", StringComparison.Ordinal) is > 0 and var first && first < after.IndexOf("Talks begin", StringComparison.Ordinal), page);
        }

        static StoryContent Told(string headline) => About(headline, "medtop:20000639") with { Bylines = [new Byline("Tom Harrow")], Places = [new Place("Kessel")] };
    }

    [Fact]
    public async Task A_term_of_the_house_has_its_name_its_place_and_its_page_from_the_moment_it_is_in_force()
    {
        var story = await Site.Publish(About("The dredger is back", "quay:dredgers"));
        Assert.DoesNotContain("dredgers of the quay", (await Site.Get(await Site.PathOf(story))).Text);
        Assert.DoesNotContain("The dredger is back", (await Site.Get("/topics/diplomacy-20000639")).Text);
        var own = new Vocabularies(null, HouseTerms.Read("code,broader,en,fr\r\nquay:dredgers,medtop:20000639,dredgers of the quay,dragues\r\n"u8.ToArray(), MediaTopics.BuiltIn).Value!);
        own.Enter();
        try
        {
            Assert.Contains("The dredger is back", (await Site.Get("/topics/diplomacy-20000639")).Text);
            var page = (await Site.Get("/topics/quay:dredgers")).Text;
            Assert.Contains("Dredgers of the quay", page);
            Assert.Contains("/topics/diplomacy-20000639", page);
            Assert.Contains("Dragues", (await Site.Get("/fr/topics/quay:dredgers")).Text);
        }
        finally { own.Leave(); }
        Assert.DoesNotContain("The dredger is back", (await Site.Get("/topics/diplomacy-20000639")).Text);
    }

    [Fact]
    public async Task The_front_and_the_feeds_of_a_section_that_was_renamed_are_found_by_its_former_word()
    {
        var renamed = SiteUnderTest.Sectioned with { Sections = [.. SiteUnderTest.Sectioned.Sections.Select(s => s.Slug == "world" ? s.Known(["planet", "abroad"]).Value! : s)] };
        await using var site = await SiteUnderTest.StartAsync(renamed);
        foreach (var (old, now) in new[] { ("/planet", "/world"), ("/abroad", "/world"), ("/fr/planet", "/fr/world"), ("/planet/feed.rss", "/world/feed.rss"), ("/fr/abroad/feed.atom", "/fr/world/feed.atom") })
        {
            var answer = await site.Get(old);
            Assert.Equal((HttpStatusCode.MovedPermanently, now), (answer.Status, answer.Header("Location")));
        }
        Assert.Equal(HttpStatusCode.OK, (await site.Get("/world")).Status);
        Assert.Equal("section-slug", SiteUnderTest.Sectioned.Sections[0].Known(["search"]).Refusal?.Code);
    }

    [Fact]
    public async Task A_section_lists_what_its_filter_takes_in_its_language_and_feeds_it()
    {
        await Site.Publish(About("Talks go on", "medtop:20000639"));
        await Site.Publish(About("A race is run", "medtop:15000000"));
        await Site.Publish(About("Les pourparlers continuent", "medtop:20000639", "fr"));
        var world = (await Site.Get("/world")).Text;
        Assert.Contains("Talks go on", world);
        Assert.DoesNotContain("A race is run", world);
        Assert.DoesNotContain("pourparlers", world);
        Assert.Contains("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"World\" href=\"/world/feed.rss\">", world);
        Assert.Contains("Les pourparlers", (await Site.Get("/fr/world")).Text);
        Assert.Equal("Talks go on", (string?)Assert.Single(XDocument.Parse((await Site.Get("/world/feed.rss")).Text).Descendants("item")).Element("title"));
        Assert.Equal("https://ledger.example/fr/world/feed.atom", (string?)XDocument.Parse((await Site.Get("/fr/world/feed.atom")).Text).Root!.Element(Atom + "id"));
        // A section's part of the front has what does not stand above it.
        var part = new Regex("<section aria-label=\"Sport\">.*A race is run.*</section>", RegexOptions.Singleline);
        Assert.DoesNotMatch(part, (await Site.Get("/")).Text);
        for (var n = 0; n < 9; n++)
        {
            Site.Time.Advance(TimeSpan.FromSeconds(1));
            await Site.Publish("What is newer is in no section");
        }
        var front = (await Site.Get("/")).Text;
        Assert.Matches(part, front);
        Assert.Single(Regex.Matches(front, "A race is run"));
    }

    [Fact]
    public async Task A_topic_lists_what_is_below_it_and_leads_up_and_down_the_tree()
    {
        await Site.Publish(About("Talks go on", "medtop:20000639"));
        var topic = (await Site.Get("/topics/diplomacy-20000639")).Text;
        Assert.Contains("Talks go on", topic);
        Assert.Contains("<a href=\"/topics/politics-11000000\">", topic);
        var politics = (await Site.Get("/topics/politics-11000000")).Text;
        Assert.Contains("Talks go on", politics);
        Assert.Contains("href=\"/topics/international-relations-", politics);
        Assert.Equal("/topics/diplomacy-20000639", (await Site.Get("/topics/whatever-20000639")).Header("Location"));
        Assert.Equal("/topics/diplomacy-20000639/feed.rss", (await Site.Get("/topics/20000639/feed.rss")).Header("Location"));
        Assert.Contains("hreflang=\"fr\" href=\"https://ledger.example/fr/topics/diplomatie-20000639\"", topic);
        var empty = (await Site.Get("/topics/sport-15000000")).Text;
        Assert.Contains("No story on this topic is published yet", empty);
        Assert.Contains("noindex", empty);
        Assert.Contains("/topics/politics-11000000", (await Site.Get("/topics")).Text);
    }

    [Fact]
    public async Task A_topic_of_another_scheme_has_a_page_by_its_code_while_something_is_about_it()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/topics/np:vostra")).Status);
        var story = await Site.Publish(Sample.Kessel());
        Assert.Contains("<h1>Vostra</h1>", (await Site.Get("/topics/np:vostra")).Text);
        await Site.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/topics/np:vostra")).Status);
    }

    [Theory]
    [InlineData("Ingrid Solheim", "/authors/ingrid-solheim"), InlineData("Élodie O’Brien-Marchand", "/authors/elodie-o-brien-marchand"), InlineData("Лариса Шевченко", "/authors/лариса-шевченко")]
    public async Task A_writer_has_a_page_that_the_byline_leads_to(string name, string path)
    {
        await Site.Publish(SiteUnderTest.Text("By one") with { Bylines = [new Byline(name)] });
        await Site.Publish(SiteUnderTest.Text("By another") with { Bylines = [new Byline(name + " Smith")] });
        await Site.Publish(SiteUnderTest.Text("With files") with { WithFilesFrom = [new Contributor(name)] });
        var page = await Site.Get(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"<h1>{name}</h1>", page.Text);
        Assert.Contains("By one", page.Text);
        Assert.DoesNotContain("By another", page.Text);
        Assert.DoesNotContain("With files", page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/authors/nobody-at-all")).Status);
        if (name == "Ingrid Solheim") Assert.Equal(path, (await Site.Get("/Authors/Ingrid-Solheim")).Header("Location"));
    }

    [Fact]
    public async Task A_place_has_a_page()
    {
        await Site.Publish(SiteUnderTest.Text("From there") with { Located = new Place("Port Clare") });
        await Site.Publish(SiteUnderTest.Text("About there") with { Places = [new Place("Port Clare")] });
        var page = (await Site.Get("/places/port-clare")).Text;
        Assert.Contains("From there", page);
        Assert.Contains("About there", page);
    }

    [Fact]
    public async Task A_day_is_the_houses_own_and_leads_to_the_days_before_and_after_that_have_stories()
    {
        var first = await Site.Publish("In the afternoon of the 24th");
        Site.Time.Advance(TimeSpan.FromHours(8));
        await Site.Publish("Late on the 24th in Toronto, the 25th in UTC");
        Site.Time.Advance(TimeSpan.FromDays(3));
        await Site.Publish("Days later");
        var day = (await Site.Get("/archive/2026-08-24")).Text;
        Assert.Contains("In the afternoon", day);
        Assert.Contains("Late on the 24th", day);
        Assert.Contains("<a href=\"/archive/2026-08-27\" rel=\"next\">", day);
        Assert.Contains("<a href=\"/archive/2026-08-24\" rel=\"prev\">", (await Site.Get("/archive/2026-08-27")).Text);
        Assert.Equal("/archive/2026-08-27", (await Site.Get("/archive")).Header("Location"));
        foreach (var none in new[] { "2026-08-25", "2030-01-01", "0000-00-00", "today" }) Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/archive/" + none)).Status);
        await Site.Release(first, ReleaseAction.Kill);
        Assert.DoesNotContain("In the afternoon", (await Site.Get("/archive/2026-08-24")).Text);
    }

    [Fact]
    public async Task What_is_not_public_is_in_no_list_and_opens_in_each_at_its_tick()
    {
        string[] lists = ["/", "/world", "/world/feed.rss", "/topics/diplomacy-20000639", "/authors/ingrid-solheim", "/archive/2026-08-24", "/search?q=xylograph", "/sitemaps/news.xml", "/sitemaps/2026-08.xml"];
        await Site.Publish(Sample.Kessel());
        var before = await Task.WhenAll(lists.Select(l => Site.Get(l)));
        var moment = Site.Now + TimeSpan.FromMinutes(5);
        var hidden = await Site.Publish(Sample.Kessel() with { Headline = Headline.From("Xylograph canary") }, Embargo.At(moment));
        foreach (var (list, was) in lists.Zip(before)) Assert.Equal(was.Text, (await Site.Get(list)).Text);
        Site.Time.Advance(moment - Site.Now - TimeSpan.FromMicroseconds(1));
        foreach (var (list, was) in lists.Zip(before)) Assert.Equal(was.Text, (await Site.Get(list)).Text);
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        foreach (var list in lists) Assert.Null(Site.Cache.Find(list));
        // What the store lists is there at the tick; what the index lists, once the log's row of the hour was taken in.
        foreach (var list in lists.Where(l => !l.Contains("/topics", StringComparison.Ordinal) && !l.Contains("/authors", StringComparison.Ordinal) && !l.Contains("/search", StringComparison.Ordinal)))
            Assert.Contains(hidden.Page!, (await Site.Get(list)).Text);
        await Site.Store.Write(tx => Timetable.RunDue(tx));
        Site.Store.Search.CatchUp();
        foreach (var list in lists) Assert.Contains(hidden.Page!, (await Site.Get(list)).Text);
        await Site.Release(hidden, ReleaseAction.Kill);
        foreach (var list in lists) Assert.DoesNotContain(hidden.Page!, (await Site.Get(list)).Text);
    }

    [Fact]
    public async Task What_an_index_has_not_taken_in_yet_is_missing_for_that_long_and_a_killed_story_is_gone_before()
    {
        var killed = await Site.Publish(Sample.Kessel());
        foreach (var list in new[] { "/topics/diplomacy-20000639", "/search?q=premier" }) { await Site.Get(list); Assert.NotNull(Site.Cache.Find(list)); }
        var order = new ReleaseOrder { Action = ReleaseAction.Kill, By = "key:test", Reason = "a reason" };
        await Site.Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = killed.Id, Order = order }));
        foreach (var list in new[] { "/topics/diplomacy-20000639", "/search?q=premier" })
        {
            // The indexer has not run: what it proposes is asked of the gate, and what was made meanwhile is not kept.
            Assert.DoesNotContain(killed.Page!, (await Site.Get(list)).Text);
            Assert.Null(Site.Cache.Find(list));
        }
        Site.Store.Search.CatchUp();
        foreach (var list in new[] { "/topics/diplomacy-20000639", "/search?q=premier" }) { await Site.Get(list); Assert.NotNull(Site.Cache.Find(list)); }
    }

    [Fact]
    public async Task What_is_pinned_leads_a_front_at_once_and_opens_nothing()
    {
        var first = await Site.Publish(About("Talks go on", "medtop:20000639"));
        var second = await Site.Publish(About("A treaty is signed", "medtop:20000639"));
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        await Site.Publish(About("The newest of all", "medtop:20000639"));
        var moment = Site.Now + TimeSpan.FromMinutes(5);
        var hidden = await Site.Publish(About("Xylograph canary", "medtop:20000639"), embargo: Embargo.At(moment));
        foreach (var (front, place) in new[] { ("/", "en"), ("/world", "en/world") })
        {
            Assert.Contains("<h2><a href=\"/world/the-newest", (await Site.Get(front)).Text);
            await Site.Store.Write(tx => { Pins.Set(tx, place, [hidden.Id, second.Id, first.Id], "test"); return 0; });
            var pinned = (await Site.Get(front)).Text;
            Assert.Contains("<h2><a href=\"/world/a-treaty", pinned);
            Assert.Matches("<ul class=\"pinned\">\\s*<li><h3><a href=\"/world/talks-go-on", pinned);
            Assert.DoesNotContain("Xylograph", pinned);
            Assert.Single(Regex.Matches(Regex.Replace(pinned, "<div class=\"sections\">.*", "", RegexOptions.Singleline), "href=\"/world/talks-go-on"));
        }
        Site.Time.Advance(moment - Site.Now - TimeSpan.FromMicroseconds(1));
        foreach (var front in new[] { "/", "/world" }) Assert.DoesNotContain("Xylograph", (await Site.Get(front)).Text);
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        foreach (var front in new[] { "/", "/world" }) Assert.Contains("<h2><a href=\"/world/xylograph", (await Site.Get(front)).Text);
        await Site.Release(hidden, ReleaseAction.Kill);
        foreach (var front in new[] { "/", "/world" }) Assert.Contains("<h2><a href=\"/world/a-treaty", (await Site.Get(front)).Text);
    }

    [Fact]
    public async Task A_package_has_a_page_that_lists_its_stories_in_its_order()
    {
        var second = await Site.Publish("Second in the package");
        var first = await Site.Publish("First in the package");
        var hidden = await Site.Publish("Not for now", embargo: Embargo.FurtherNotice);
        var content = SiteUnderTest.Text("The Kessel package") with { Body = StoryHtml.Empty, Groups = [new PackageGroup("main", "main", [.. new[] { first, hidden, second }.Select(s => new ItemLink(LinkKind.SeeAlso, s.Guid))], [], IsRoot: true)] };
        var package = await Site.Publish(content, change: s => s with { Kind = ItemKind.Package });
        var html = (await Site.Get(await Site.PathOf(package))).Text;
        Assert.True(html.IndexOf("First in", StringComparison.Ordinal) is > 0 and var at && at < html.IndexOf("Second in", StringComparison.Ordinal));
        Assert.DoesNotContain("Not for now", html);
    }

    [Theory]
    [InlineData("api", "everything"), InlineData("fr", "everything"), InlineData("World", "everything"), InlineData("a b", "everything"), InlineData("world", "everythin"), InlineData("world", "subject under nothing-known")]
    public void A_section_that_cant_be_meant_is_refused(string slug, string filter) =>
        Assert.False(SiteSection.Read(slug, new Dictionary<string, string> { ["en"] = "World" }, filter).IsDone);

    [Fact]
    public void A_section_may_name_a_topic_in_any_language_of_the_vocabulary()
    {
        var facts = new FilterFacts { Content = About("x", "medtop:20000639") };
        foreach (var name in new[] { "politics", "Politique", "medtop:11000000" })
            Assert.True(SiteUnderTest.Section("world", "World", "Monde", $"subject under {name}").Takes(facts), name);
    }

    private static StoryContent About(string headline, string code, string language = "en") => SiteUnderTest.Text(headline, language) with { Subjects = [new Concept(code)] };
}
