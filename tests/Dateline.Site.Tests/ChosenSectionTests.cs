using System.Net;
using Dateline.News;
using Dateline.Site.Sections;
using Dateline.Site.Sites;
using Dateline.Store.Fronts;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Sections that somebody puts in force on a screen: every page, menu, feed and address follows at once, and no address that readers ever had is lost.</summary>
public sealed class ChosenSectionTests : IAsyncLifetime
{
    private static readonly SectionChoice World = SiteUnderTest.Sectioned.Sections[0].Choice, Sport = SiteUnderTest.Sectioned.Sections[1].Choice;

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task A_section_that_is_renamed_moves_with_all_it_has_and_its_old_addresses_lead_on_for_ever()
    {
        var story = await Site.Publish(About("Talks go on", "medtop:20000639"));
        var second = await Site.Publish(About("A chosen lead", "medtop:20000639"));
        await Site.Publish(About("A later one", "medtop:20000639"));
        await Site.Store.Write(tx => FrontChanges.Set(tx, "en/world", new() { Slots = [new(second.Id)] }, null, "test"));
        await Site.Store.Write(tx => { Placements.Set(tx, SiteOptions.Main, story.Id, new() { Section = "world" }, "test"); return 0; });
        Assert.Contains("<a href=\"/world\">World</a>", (await Site.Get("/")).Text);

        await Put(World with { Slug = "planet", Names = new Dictionary<string, string> { ["en"] = "Planet", ["fr"] = "Planète" } }, Sport);
        Assert.Equal($"/planet/talks-go-on-{story.Page}", await Site.PathOf(story));
        Assert.Contains("<a href=\"/planet\">Planet</a>", (await Site.Get("/")).Text);
        Assert.Contains("<a href=\"/fr/planet\">Planète</a>", (await Site.Get("/fr")).Text);
        Assert.DoesNotContain("In pictures", (await Site.Get("/")).Text);
        var front = (await Site.Get("/planet")).Text;
        Assert.True(front.IndexOf("A chosen lead", StringComparison.Ordinal) < front.IndexOf("A later one", StringComparison.Ordinal), "the section's arrangement went with it");
        foreach (var (old, now) in new[] { ("/world", "/planet"), ("/fr/world", "/fr/planet"), ("/world/feed.atom", "/planet/feed.atom"), ("/fr/world/feed.rss", "/fr/planet/feed.rss"), ($"/world/talks-go-on-{story.Page}", $"/planet/talks-go-on-{story.Page}") })
            await Leads(old, now);
        Assert.Contains("Talks go on", (await Site.Get("/planet/feed.rss")).Text);
        Assert.Contains("/planet", (await Site.Get("/sitemaps/pages.xml")).Text);

        // Taken back: the word it had meanwhile is known to readers, and leads on too.
        await Site.Store.Write(tx => SiteSections.Undo(tx, SiteOptions.Main, 1, "test"));
        await Leads("/planet", "/world");
        await Leads("/planet/feed.json", "/world/feed.json");
        Assert.Equal($"/world/talks-go-on-{story.Page}", await Site.PathOf(story));
        Assert.Contains("<a href=\"/world\">World</a>", (await Site.Get("/")).Text);
    }

    [Fact]
    public async Task A_section_that_is_added_takes_its_stories_and_one_that_is_switched_off_is_gone_or_leads_to_another()
    {
        var race = await Site.Publish(About("The regatta is won", "medtop:15000000"));
        Assert.Equal($"/sport/the-regatta-is-won-{race.Page}", await Site.PathOf(race));
        var harbour = new SectionChoice { Slug = "harbour", Names = new Dictionary<string, string> { ["en"] = "Harbour" }, Filter = "headline has regatta" };
        await Put(harbour, Sport with { IsOff = true }, World with { IsOutOfMenu = true });
        Assert.Equal($"/harbour/the-regatta-is-won-{race.Page}", await Site.PathOf(race));
        Assert.Contains("The regatta is won", (await Site.Get("/harbour")).Text);
        var home = (await Site.Get("/")).Text;
        Assert.Contains("<a href=\"/harbour\">Harbour</a>", home);
        Assert.DoesNotContain("<a href=\"/world\">World</a>", home);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get("/world")).Status);
        foreach (var gone in new[] { "/sport", "/fr/sport", "/sport/feed.rss" }) Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(gone)).Status);

        await Put(harbour, Sport with { IsOff = true, LeadsTo = "harbour" }, World);
        await Leads("/sport", "/harbour");
        await Leads("/fr/sport/feed.atom", "/fr/harbour/feed.atom");
        await Site.Store.Write(tx => SiteSections.Set(tx, SiteOptions.Main, null, "test"));
        Assert.Equal($"/sport/the-regatta-is-won-{race.Page}", await Site.PathOf(race));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/harbour")).Status);
    }

    [Fact]
    public async Task The_one_address_of_a_story_follows_the_sections_of_whichever_site_it_is_on()
    {
        var town = SiteUnderTest.Sectioned with { Code = "town", Name = "Port Clare Today", BaseUrl = new("https://town.example"), Home = null };
        await using var both = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned, null, town);
        var story = await both.Publish(About("Talks go on", "medtop:20000639"));
        Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example/world/talks-go-on-{story.Page}\">", (await both.GetAt("town.example", $"/world/talks-go-on-{story.Page}")).Text);
        await both.Store.Write(tx => SiteSections.Set(tx, SiteOptions.Main, [World with { Slug = "planet" }], "test"));
        Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example/planet/talks-go-on-{story.Page}\">", (await both.GetAt("town.example", $"/world/talks-go-on-{story.Page}")).Text);
        Assert.Equal(HttpStatusCode.OK, (await both.GetAt("town.example", "/sport")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await both.GetAt("ledger.example", "/sport")).Status);
    }

    [Fact]
    public async Task A_menu_of_the_settings_file_keeps_what_is_no_section_and_has_the_chosen_sections_together()
    {
        var options = SiteUnderTest.Sectioned with { Menu = ["latest", "world", "about", "sport", "corrections"] };
        Assert.Equal(options.Menu, SectionSet.OfSettings(options).Menu(options));
        var chosen = await Site.Store.Write(tx => { SiteSections.Set(tx, SiteOptions.Main, [Sport, World with { Slug = "planet" }, World with { Key = "x", Slug = "elsewhere", IsOutOfMenu = true }], "test"); return SectionSet.Holding(options, tx.Db, 1); });
        Assert.Equal(["latest", "sport", "planet", "about", "corrections"], chosen.Menu(options));
    }

    [Theory]
    [InlineData("search", "slug", "section-slug")]
    [InlineData("fr", "slug", "section-slug")]
    [InlineData("Wörld", "slug", "section-slug")]
    [InlineData("sport", "slug", "section-taken")]
    [InlineData("about", "slug", "section-page")]
    public void A_word_that_leads_elsewhere_can_be_no_sections(string word, string field, string code) =>
        Assert.Equal((1, field, code), Faults(Sport, World with { Slug = word }).Select(f => (f.At, f.Field, f.Code)).First());

    [Fact]
    public void Every_fault_is_told_at_once_each_beside_its_field()
    {
        Assert.Empty(Faults(World, Sport with { IsOff = true, LeadsTo = "world", Former = ["games"] }));
        var faults = Faults(World with { Names = new Dictionary<string, string>(), Filter = "subject under" }, Sport with { Former = ["world", "search"], LeadsTo = "world" });
        Assert.Equal([(0, "name", "section-no-name"), (0, "filter", "section-filter"), (1, "former", "section-former"), (1, "former", "section-former-taken"), (1, "leadsTo", "section-leads")], faults.Select(f => (f.At, f.Field, f.Code)));
    }

    private static List<SectionFault> Faults(params SectionChoice[] sections)
    {
        using var pages = new TempFolder();
        File.WriteAllText(Path.Combine(pages.Path, "about.md"), "# About us\n\nA newspaper.\n");
        return SectionCheck.Run(new(new SiteBook(SiteUnderTest.Sectioned with { PagesFolder = pages.Path })), sections);
    }

    private Task<SectionChange> Put(params SectionChoice[] sections) => Site.Store.Write(tx => SiteSections.Set(tx, SiteOptions.Main, sections, "test"));

    private async Task Leads(string old, string now)
    {
        var answer = await Site.Get(old);
        Assert.Equal((HttpStatusCode.MovedPermanently, now), (answer.Status, answer.Header("Location")));
    }

    private static StoryContent About(string headline, string code) => SiteUnderTest.Text(headline) with { Subjects = [new Concept(code)] };
}
