using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Stories;
using Microsoft.Playwright;

namespace Dateline.Site.Tests;

/// <summary>A story told live: one page that grows by entries, each of them a story with the gate's whole protection.</summary>
public sealed class LiveTests(ChromiumBrowser browser) : IAsyncLifetime, IClassFixture<ChromiumBrowser>
{
    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task Entries_stand_on_the_page_of_the_story_they_follow_the_newest_first_and_have_no_page_of_their_own()
    {
        var live = await Begin();
        var path = await Site.PathOf(live);
        Assert.Contains("The first update comes here by itself", (await Site.Get(path)).Text);
        var first = await Add(live, "Polls open across the isles");
        await Add(live, "Ferry brings the first ballot boxes");
        Assert.Equal(live.Page, first.Page);
        Assert.Equal(path, await Site.PathOf(first));
        var page = (await Site.Get(path)).Text;
        Assert.Contains("<h1>Election day, as it happens</h1>", page);
        Assert.True(page.IndexOf("<h2>Ferry brings", StringComparison.Ordinal) is var newest and > 0 && newest < page.IndexOf("<h2>Polls open", StringComparison.Ordinal));
        Assert.Contains("<b class=\"live-mark\">Live</b>", page);

        // Lists, feeds, search and sitemaps show the one story, as new as its newest entry.
        foreach (var list in new[] { "/", "/feed.rss", "/feed.json", "/archive/2026-08-24", "/sitemaps/news.xml", "/search?q=ferry" })
        {
            var shown = (await Site.Get(list)).Text;
            Assert.Contains("Election day, as it happens", shown.Replace("<mark>", "").Replace("</mark>", ""));
            Assert.DoesNotContain("<h3><a href=\"/ferry", shown);
        }
        Assert.Contains("<b class=\"live-mark\">Live</b>", (await Site.Get("/")).Text);
    }

    [Fact]
    public async Task A_pinned_entry_stands_over_newer_ones_until_it_is_withdrawn()
    {
        var live = await Begin();
        var key = await Add(live, "What we know so far");
        await Add(live, "Counting begins");
        var path = await Site.PathOf(live);
        Assert.Equal(["Counting begins", "What we know so far"], await Entries(path));
        await Site.Store.Write(tx => { Pins.Set(tx, Pins.OfLive(live.Page!), [key.Id], "test"); return 0; });
        Assert.Equal(["What we know so far", "Counting begins"], await Entries(path));
        await Add(live, "First result");
        Assert.Equal(["What we know so far", "First result", "Counting begins"], await Entries(path));
        await Site.Release(key, ReleaseAction.Hold);
        Assert.Equal(["First result", "Counting begins"], await Entries(path));
        Assert.Empty(Site.Store.Read(db => Pins.All(db, Site.Now)));
    }

    private async Task<List<string>> Entries(string path) => [.. Regex.Matches((await Site.Get(path)).Text, "<li class=\"entry\".*?<h2>(.*?)</h2>", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    [Fact]
    public async Task Machines_read_it_as_live_coverage_with_each_update()
    {
        var live = await Begin();
        await Add(live, "Polls open across the isles");
        var last = await Add(live, "Counting begins");
        var page = await Site.Get(await Site.PathOf(live));
        var json = JsonOf(page);
        Assert.Equal("LiveBlogPosting", json.GetProperty("@type").GetString());
        Assert.Equal(2, json.GetProperty("liveBlogUpdate").GetArrayLength());
        var update = json.GetProperty("liveBlogUpdate")[0];
        Assert.Equal("Counting begins", update.GetProperty("headline").GetString());
        Assert.Equal("2026-08-24T15:02:00-04:00", update.GetProperty("datePublished").GetString());
        Assert.Contains("id=\"" + update.GetProperty("url").GetString()!.Split('#')[1] + "\"", page.Text);
        Assert.Equal("2026-08-24T15:02:00-04:00", json.GetProperty("dateModified").GetString());
        Assert.False(json.TryGetProperty("coverageEndTime", out _));

        await Site.Release(live, ReleaseAction.Refile, content: live.Content with { Genres = [new Concept("dateline:live-over")] });
        page = await Site.Get(await Site.PathOf(live));
        Assert.Equal("2026-08-24T15:02:00-04:00", JsonOf(page).GetProperty("coverageEndTime").GetString());
        Assert.Contains("Live coverage, ended", page.Text);
        Assert.Contains("data-stream=\"\"", page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/live/" + live.Page)).Status);
        Assert.NotNull(last);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill), InlineData(ReleaseAction.Hold), InlineData(ReleaseAction.Takedown), InlineData(ReleaseAction.Unpublish)]
    public async Task An_entry_that_is_withdrawn_is_gone_and_the_rest_stays(ReleaseAction action)
    {
        var live = await Begin();
        await Add(live, "Polls open across the isles");
        var wrong = await Add(live, "The wrong result");
        var path = await Site.PathOf(live);
        Assert.Contains("The wrong result", (await Site.Get(path)).Text);
        await Site.Release(wrong, action);
        foreach (var shown in new[] { path, "/", "/feed.atom", "/search?q=result" }) Assert.DoesNotContain("The wrong result", (await Site.Get(shown)).Text);
        Assert.Contains("Polls open across the isles", (await Site.Get(path)).Text);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, HttpStatusCode.Gone), InlineData(ReleaseAction.Hold, HttpStatusCode.NotFound)]
    public async Task Where_the_story_itself_is_withdrawn_no_entry_shows(ReleaseAction action, HttpStatusCode status)
    {
        var live = await Begin();
        await Add(live, "Polls open across the isles");
        var path = await Site.PathOf(live);
        await Site.Get("/");
        await Site.Release(live, action);
        Assert.Equal(status, (await Site.Get(path)).Status);
        foreach (var list in new[] { "/", "/feed.rss", "/sitemaps/news.xml", "/search?q=polls" })
        {
            var shown = (await Site.Get(list)).Text;
            Assert.DoesNotContain("Polls open", shown);
            Assert.DoesNotContain("Election day", shown);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/live/" + live.Page)).Status);
    }

    [Fact]
    public async Task An_embargoed_entry_shows_at_its_hour_and_a_correction_is_told_at_the_top()
    {
        var live = await Begin();
        var path = await Site.PathOf(live);
        var later = await Add(live, "The exit poll", Embargo.At(Site.Now + TimeSpan.FromMinutes(10)));
        Assert.DoesNotContain("exit poll", (await Site.Get(path)).Text);
        Site.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(10));
        Assert.DoesNotContain("exit poll", (await Site.Get(path)).Text);
        Site.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(10));
        Assert.Contains("exit poll", (await Site.Get(path)).Text);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        await Site.Release(later, ReleaseAction.Correct, o => o with { Notice = "The poll gave 41 per cent, not 14." }, later.Content with { Body = StoryHtml.FromParagraphs(["It gives the coalition 41 per cent."]) });
        Assert.Contains("The poll gave 41 per cent, not 14.", (await Site.Get(path)).Text);
        Assert.Contains("41 per cent", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task What_is_no_open_live_story_has_no_stream_and_the_answer_tells_nothing()
    {
        var hidden = await Site.Publish(Opening(), Embargo.At(Site.Now + TimeSpan.FromHours(1)));
        var plain = await Site.Publish("A plain story");
        var never = await Site.Get("/live/0123456789");
        foreach (var page in new[] { hidden.Page!, plain.Page!, "x", "a-" + plain.Page })
        {
            var answer = await Site.Get("/live/" + page);
            Assert.Equal((never.Status, never.Text), (answer.Status, answer.Text));
        }
    }

    [Fact]
    public async Task A_stream_says_that_something_changed_and_never_what()
    {
        var live = await Begin();
        using var http = new HttpClient { BaseAddress = Site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/" + live.Page);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("retry:", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        var before = await NextLine(lines, "id: ");

        var entry = await Add(live, "Polls open across the isles");
        var after = await NextLine(lines, "id: ");
        Assert.NotEqual(before, after);
        Assert.Equal("event: changed", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("data: -", await lines.ReadLineAsync(TestContext.Current.CancellationToken));

        // By the clock alone: an embargo that opens is heard at the next tick.
        await Add(live, "The exit poll", Embargo.At(Site.Now + TimeSpan.FromMinutes(2)));
        Site.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("event: changed", await NextLine(lines, "event: "));

        await Site.Release(entry, ReleaseAction.Kill);
        Assert.Equal("event: changed", await NextLine(lines, "event: "));
        await Site.Release(live, ReleaseAction.Kill);
        Assert.Equal("event: gone", await NextLine(lines, "event: "));
        Assert.Equal("data: -", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", (await lines.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task A_reader_is_told_of_what_is_new_and_nothing_moves_before_they_ask_for_it()
    {
        var live = await Begin();
        foreach (var headline in new[] { "Polls open across the isles", "Queues at the harbour school", "Ferry brings the first ballot boxes" }) await Add(live, headline, sample: true);
        var page = await browser.NewPageAsync(390);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        var streams = page.WaitForRequestAsync(r => r.Url.Contains("/live/", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(Site.Address, await Site.PathOf(live)).ToString());
        await streams;
        await ChromiumBrowser.ScreenshotAsync(page, "site/live-390");
        await page.EvaluateAsync("document.querySelectorAll('.entry')[1].scrollIntoView()");
        var top = await page.EvaluateAsync<double>("document.querySelectorAll('.entry')[1].getBoundingClientRect().top");

        await Heard();
        var wrong = await Add(live, "A wrong number");
        await page.WaitForSelectorAsync(".fresh button:not([hidden])");
        Assert.Equal("1 new", await page.InnerTextAsync(".fresh button"));
        await Add(live, "Turnout at noon", sample: true);
        await page.WaitForSelectorAsync(".fresh button:text-is('2 new')");
        Assert.Equal(top, await page.EvaluateAsync<double>("document.querySelectorAll('.entry')[1].getBoundingClientRect().top"), 1.0);
        Assert.Equal(3, await page.EvaluateAsync<int>("document.querySelectorAll('.entry').length"));
        await ChromiumBrowser.ScreenshotAsync(page, "site/live-new-390");

        await page.ClickAsync(".fresh button");
        Assert.Equal(5, await page.EvaluateAsync<int>("document.querySelectorAll('.entry').length"));
        Assert.Contains("Turnout at noon", await page.EvaluateAsync<string>("document.activeElement.innerText"));
        Assert.True(await page.IsHiddenAsync(".fresh button"));

        // What is taken back goes by itself; where the whole story goes, so does the page.
        await Site.Release(wrong, ReleaseAction.Kill);
        await page.WaitForSelectorAsync(".entry:nth-child(4):last-child");
        Assert.Empty(complaints);
        await Site.Release(live, ReleaseAction.Kill);
        await page.WaitForSelectorAsync(".notice .since");

        async Task Heard()
        {
            // The stream is open once the site counts the listener.
            while (Site.All[0].Live.Listeners == 0) await page.EvaluateAsync("new Promise(r => requestAnimationFrame(r))");
        }
    }

    [Fact]
    public async Task Where_no_stream_gets_through_the_page_asks_by_itself()
    {
        var live = await Begin();
        await Add(live, "Polls open across the isles");
        var page = await browser.NewPageAsync(390);
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/live/*", route => route.AbortAsync());
        await page.GotoAsync(new Uri(Site.Address, await Site.PathOf(live)).ToString());
        await Add(live, "Turnout at noon");
        // A turn of the page's own clock, which no one here waits for.
        await page.Clock.FastForwardAsync(20_000);
        await page.WaitForSelectorAsync(".fresh button:text-is('1 new')");
        await page.ClickAsync(".fresh button");
        Assert.Equal(2, await page.EvaluateAsync<int>("document.querySelectorAll('.entry').length"));
        await page.Context.CloseAsync();
    }

    private static JsonElement JsonOf(Answer page) => JsonDocument.Parse(Regex.Match(page.Text, "<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement;

    private static async Task<string> NextLine(StreamReader lines, string start)
    {
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        return "the stream ended";
    }

    internal static StoryContent Opening() => SiteUnderTest.Text("Election day, as it happens") with
    {
        Genres = [new Concept("dateline:live")],
        Dek = "Voting has begun in the isles. Our reporters are at the harbour school, in the capital and on the morning ferry.",
        Body = StoryHtml.FromParagraphs(["Polling stations are open until eight. The first results are expected towards midnight."]),
    };

    private Task<Story> Begin() => Site.Publish(Opening());

    private Task<Story> Add(Story live, string headline, Embargo? embargo = null, bool sample = false) => AddTo(Site, live, headline, embargo, sample);

    /// <summary>An entry a minute later.</summary>
    internal static async Task<Story> AddTo(SiteUnderTest site, Story live, string headline, Embargo? embargo = null, bool sample = false)
    {
        site.Time.Advance(TimeSpan.FromMinutes(1));
        var content = SiteUnderTest.Text(headline) with { Genres = [new Concept("dateline:entry")], Credit = "The Harbour Ledger" };
        if (sample) content = content with { Bylines = [new Byline("Ana Wozniak")], Body = StoryHtml.FromParagraphs(["The doors opened at seven, and by half past the queue reached the fish market. “I have never seen it like this,” said the clerk who keeps the roll."]) };
        return await site.Publish(content, embargo, s => s with { Chain = live.Chain, Links = [new ItemLink(LinkKind.EvolvedFrom, live.Guid)] });
    }
}
