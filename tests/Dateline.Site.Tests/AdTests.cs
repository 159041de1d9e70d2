using Dateline.News;
using Dateline.Store.Sites;
using Dateline.Store.Stories;
using Microsoft.Playwright;

namespace Dateline.Site.Tests;

/// <summary>The places for advertisements: labelled, ours by default, for their time; a third party hears of no reader who has not agreed; and where readers mourn or are told of a mistake there is none.</summary>
public sealed class AdTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private static readonly AdFacts Ours = new() { Name = "Chess club", Pages = AdPages.Fronts | AdPages.Sections | AdPages.Stories, Title = "The harbour chess club", Text = "Every Tuesday at six.", Link = "https://chess.example/join" };

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task It_stands_from_its_hour_to_its_end_labelled_and_with_a_link_that_says_so()
    {
        var path = await Site.PathOf(await Site.Publish("The harbour reopens"));
        var french = await Site.PathOf(await Site.Publish("Le port rouvre", "fr"));
        Assert.DoesNotContain("chess", (await Site.Get(path)).Text);
        var from = Site.Now + TimeSpan.FromHours(2);
        await Site.Store.Write(tx => SiteAds.Put(tx, "main", Guid.NewGuid(), Ours, from, from + TimeSpan.FromHours(3), "test"));
        Assert.DoesNotContain("chess", (await Site.Get(path)).Text);
        Site.Time.Advance(TimeSpan.FromHours(2));
        foreach (var shown in new[] { "/", path, "/world" })
        {
            var page = await Site.Get(shown);
            Assert.Contains("<div class=\"ad\" role=\"group\" aria-label=\"Advertisement\"><p class=\"kick\">Advertisement</p><a href=\"https://chess.example/join\" rel=\"sponsored noopener\">", page.Text);
            Assert.DoesNotContain("frame-src", page.Header("Content-Security-Policy"));
        }
        Assert.Contains("<p class=\"kick\">Publicité</p>", (await Site.Get(french)).Text);
        foreach (var bare in new[] { "/corrections", "/archive", "/topics", "/obituaries", "/events", "/search?q=harbour", "/nothing" }) Assert.DoesNotContain("class=\"ad", (await Site.Get(bare)).Text);
        Site.Time.Advance(TimeSpan.FromHours(3));
        Assert.DoesNotContain("chess", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task Each_of_three_places_has_its_own_and_an_empty_one_takes_no_room()
    {
        var (text, brief) = (await Site.PathOf(await Long("The harbour reopens", 9)), await Site.PathOf(await Long("The ferry is late", 4)));
        await Run(Ours with { Spot = AdSpot.Between, After = 3, Title = "Between" });
        var (story, front, section) = ((await Site.Get(text)).Text, (await Site.Get("/")).Text, (await Site.Get("/world")).Text);
        Assert.Matches("<p>Paragraph 3\\.</p><div class=\"ad\"[^>]*>.*<b>Between</b>.*</div><p>Paragraph 4\\.</p>", story);
        Assert.DoesNotContain("class=\"over\"", story);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(story, "class=\"ad"));
        // A text that is over so soon is not cut in two.
        Assert.DoesNotContain("class=\"ad", (await Site.Get(brief)).Text);
        foreach (var page in new[] { front, section }) Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "<b>Between</b>"));
        await Run(Ours with { Spot = AdSpot.Top, Title = "Top" });
        await Run(Ours with { Spot = AdSpot.Foot, Title = "Foot" });
        foreach (var path in new[] { text, "/", "/world" })
        {
            var page = (await Site.Get(path)).Text;
            int At(string what) => page.IndexOf(what, StringComparison.Ordinal);
            Assert.True(At("<aside class=\"over\"") < At("<b>Top</b>") && At("<b>Top</b>") < At("<main") && At("<main") < At("<b>Between</b>") && At("<b>Between</b>") < At("<b>Foot</b>"), path);
        }
    }

    [Fact]
    public async Task Two_third_parties_on_a_page_are_both_named_in_its_policy_and_no_other_is()
    {
        var path = await Site.PathOf(await Long("The harbour reopens", 9));
        var theirs = Ours with { Title = null, Link = null, Frame = "https://ads.example/top", Height = 100, Spot = AdSpot.Top };
        await Run(theirs);
        await Run(theirs with { Frame = "https://other.example/text", Spot = AdSpot.Between });
        await Run(theirs with { Frame = "https://third.example/front", Pages = AdPages.Fronts, Spot = AdSpot.Foot });
        var policy = (await Site.Get(path)).Header("Content-Security-Policy");
        Assert.Contains("; frame-src https://ads.example https://other.example", policy);
        Assert.DoesNotContain("third.example", policy);
    }

    private Task<Story> Long(string headline, int paragraphs) => Site.Publish(SiteUnderTest.Text(headline) with { Body = StoryHtml.FromParagraphs(Enumerable.Range(1, paragraphs).Select(n => $"Paragraph {n}.")), Subjects = [new Concept("medtop:11000000", "politics")] });

    [Fact]
    public async Task None_stands_on_what_was_withdrawn_on_what_was_corrected_and_beside_the_dead()
    {
        await Run(Ours);
        var (killed, wrong, dead) = (await Site.Publish("A false report"), await Site.Publish("A report with a mistake"), await Site.Publish("Odile Marchand, pilot of the port"));
        var paths = new[] { await Site.PathOf(killed), await Site.PathOf(wrong), await Site.PathOf(dead) };
        foreach (var path in paths) Assert.Contains("chess", (await Site.Get(path)).Text);
        await Site.Release(killed, ReleaseAction.Kill);
        await Site.Release(wrong, ReleaseAction.Correct, o => o with { Notice = "It was Tuesday." }, wrong.Content);
        await Site.Store.Write(tx => { PageKinds.Set(tx, dead.Id, new() { Kind = PageKind.Obituary, Name = "Odile Marchand" }, "test"); return true; });
        foreach (var path in paths) Assert.DoesNotContain("chess", (await Site.Get(path)).Text);
        Assert.Equal(410, (int)(await Site.Get(paths[0])).Status);
    }

    [Fact]
    public async Task Several_take_turns_by_the_hour_one_is_taken_off_at_once_and_a_picture_is_as_large_as_it_says()
    {
        await Site.Publish("The harbour reopens");
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "club.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 120\"/>"u8.ToArray(), "test"));
        var first = await Run(Ours with { Image = "club.svg", Alt = "A knight on a pier" });
        await Run(Ours with { Title = "The winter concerts", IsSponsored = true, Link = "/concerts" });
        var seen = new List<bool>();
        for (var hour = 0; hour < 4; hour++)
        {
            var text = (await Site.Get("/")).Text;
            seen.Add(text.Contains("chess club", StringComparison.Ordinal));
            Assert.NotEqual(seen[^1], text.Contains("<p class=\"kick\">Sponsored</p><a href=\"/concerts\"", StringComparison.Ordinal));
            if (seen[^1]) Assert.Contains("<img src=\"/files/club.svg\" width=\"640\" height=\"120\" alt=\"A knight on a pier\"", text);
            Site.Time.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(seen[0], seen[2]);
        Assert.NotEqual(seen[0], seen[1]);
        await Site.Store.Write(tx => SiteAds.TakeOff(tx, "main", first.Id, "test"));
        for (var hour = 0; hour < 2; hour++, Site.Time.Advance(TimeSpan.FromHours(1))) Assert.DoesNotContain("chess club", (await Site.Get("/")).Text);
    }

    [Fact]
    public async Task A_third_party_is_asked_for_nothing_before_a_reader_agrees_and_then_only_in_its_frame()
    {
        var path = await Site.PathOf(await Site.Publish("The harbour reopens"));
        await Run(Ours with { Title = null, Link = null, Frame = "https://ads.example/place?of=ledger", Height = 250 });
        Assert.Contains("; frame-src https://ads.example", (await Site.Get(path)).Header("Content-Security-Policy"));
        foreach (var hasScript in new[] { true, false })
        {
            var page = await browser.NewPageAsync(390, 844, dark: false, javaScript: hasScript);
            var asked = new List<string>();
            await page.RouteAsync("https://ads.example/**", async route => { asked.Add(route.Request.Url); await route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>Theirs</title><p>Theirs" }); });
            await page.GotoAsync(new Uri(Site.Address, path).ToString());
            Assert.Empty(asked);
            Assert.Equal(hasScript, await page.IsVisibleAsync(".third"));
            if (hasScript)
            {
                var before = await page.EvaluateAsync<double>("document.documentElement.scrollHeight");
                await page.Locator(".third").ScrollIntoViewIfNeededAsync();
                await ChromiumBrowser.ScreenshotAsync(page, "ad-third-390");
                await page.RunAndWaitForRequestAsync(() => page.ClickAsync(".third div button"), "https://ads.example/place?of=ledger");
                Assert.Equal(before, await page.EvaluateAsync<double>("document.documentElement.scrollHeight"));
                // On the next page it is there at once; and the reader can go back on it.
                await page.RunAndWaitForRequestAsync(async () => { await page.ReloadAsync(); await page.Locator(".third").ScrollIntoViewIfNeededAsync(); }, "https://ads.example/place?of=ledger");
                await page.ClickAsync(".third .stop");
                var count = asked.Count;
                await page.ReloadAsync();
                Assert.Equal(count, asked.Count);
                Assert.True(await page.IsVisibleAsync(".third div button"));
            }
            await page.Context.CloseAsync();
        }
    }

    private Task<SiteAd> Run(AdFacts facts) => Site.Store.Write(tx => SiteAds.Put(tx, "main", Guid.NewGuid(), facts, tx.Now, null, "test"));
}
