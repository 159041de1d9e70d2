using System.Net;
using Dateline.Store.Stories;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>A live story from the screen: begun, told entry by entry, pinned, ended; and what single sites do with a story.</summary>
public sealed class LiveScreenTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_live_story_is_begun_told_pinned_and_ended_from_one_screen()
    {
        var id = await Story("ELECTION-Live", "Election day, as it happens");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync("#tab-live");
        await page.ClickAsync("text=Start a live story");
        // The screen reads itself anew, and its pane is still open.
        await page.WaitForSelectorAsync("text=Send this story first");
        Assert.Equal("dateline:live", (string?)(await Desk.Get($"stories/{id}")).Done["content"]!["genres"]![0]!["code"]);
        // An open screen reads itself anew when its story goes.
        await page.GotoAsync("about:blank");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Open(page, id);
        await page.ClickAsync("#tab-live");
        await page.FillAsync("#entry-headline", "Polls open across the isles");
        await page.FillAsync("#entry-text", "The first ballots <were cast> at seven.\n\nIt rains.");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#entries >> text=Polls open across the isles");
        var entry = Guid.Parse((await page.GetAttributeAsync("#entries li", "data-entry"))!);
        var (sent, live) = Host.Store.Read(db => (StoryTable.Find(db, entry)!, StoryTable.Find(db, Guid.Parse(id))!));
        Assert.Equal((live.Chain, live.Page, 1), (sent.Chain, sent.Page, sent.Standing.Version));
        Assert.Equal("dateline:entry", Assert.Single(sent.Content.Genres).Code);
        Assert.Equal("<p>The first ballots &lt;were cast&gt; at seven.</p><p>It rains.</p>", sent.Content.Body.Markup);
        Assert.Equal("", await page.InputValueAsync("#entry-headline"));

        await page.ClickAsync("#entries button");
        await page.WaitForSelectorAsync("#entries button[aria-pressed=true]");
        Assert.Equal([entry], Host.Store.Read(db => Pins.In(db, Pins.OfLive(live.Page!), Host.Store.Clock.Now())));
        await Look(page, "story-live-1440", true);
        await page.ClickAsync("text=End it…");
        await page.WaitForSelectorAsync("#sheet[open]");
        Assert.Equal("dateline:live-over", (string?)(await Desk.Get($"stories/{id}")).Done["content"]!["genres"]![0]!["code"]);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_story_becomes_an_event_or_an_obituary_and_what_cannot_be_meant_is_refused()
    {
        var id = await Story("BOAT-FAIR", "Boat fair opens");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync("#tab-page");
        await page.SelectOptionAsync("#pk-kind", "event");
        await page.ClickAsync("#page-kind button");
        await page.WaitForSelectorAsync("#page-kind >> text=An event needs the moment at which it begins.");
        await page.FillAsync("#pk-starts", "2026-09-04T18:00");
        await page.FillAsync("#pk-venue", "The Corn Hall");
        await page.ClickAsync("#page-kind button");
        await page.WaitForSelectorAsync("#page-kind >> text=Saved. It shows from now on.");
        Assert.Equal(new PageFacts { Kind = PageKind.Event, Starts = News.Instant.From(new DateTimeOffset(2026, 9, 4, 22, 0, 0, TimeSpan.Zero)), Venue = "The Corn Hall" }, Host.Store.Read(db => PageKinds.Of(db, Guid.Parse(id))));
        await Look(page, "story-page-1440", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();

        foreach (var (body, field) in new[]
        {
            ("""{"kind":"event","starts":"2026-09-04T18:00:00Z","ends":"2026-09-04T18:00:00Z"}""", "/ends"), ("""{"kind":"event","starts":"2026-09-04T18:00:00Z","link":"http://fair.example"}""", "/link"),
            ("""{"kind":"obituary"}""", "/name"), ("""{"kind":"obituary","name":"M. Holt","born":"1931-13-01"}""", "/born"), ("""{"kind":"obituary","name":"M. Holt","born":"1931-12-01","died":"1930-12-01"}""", "/died"),
        }) (await Desk.Put($"stories/{id}/page", body)).Refused(HttpStatusCode.BadRequest, "wrong-type", field);
        var holt = (await Desk.Put($"stories/{id}/page", """{"kind":"obituary","name":"Maren Holt","died":"2026-08-20","venue":"is not kept"}""")).Done;
        Assert.Equal(("Maren Holt", "2026-08-20", null), ((string?)holt["name"], (string?)holt["died"], (string?)holt["venue"]));
        _ = (await Desk.Put($"stories/{id}/page", """{"kind":"article"}""")).Done;
        Assert.Null(Host.Store.Read(db => PageKinds.Of(db, Guid.Parse(id))));
    }

    [Fact]
    public async Task What_a_site_does_with_a_story_is_decided_beside_it()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer", more: ""","pictures":[{"guid":"urn:x:quay","headline":"The quay at dawn"}]""");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync("#tab-sites");
        await page.SelectOptionAsync("#site-town-here", "no");
        await page.ClickAsync("form[data-site=town] button");
        await page.WaitForSelectorAsync("form[data-site=town] >> text=Saved. It shows from now on.");
        await page.FillAsync("#site-main-headline", "The quay is closed");
        await page.SelectOptionAsync("#site-main-section", "world");
        await page.SelectOptionAsync("#site-main-photo", "urn:x:quay");
        await page.FillAsync("#site-main-paragraph", "Buses go from the fish hall.");
        await page.ClickAsync("form[data-site=main] button");
        await page.WaitForSelectorAsync("form[data-site=main] >> text=Saved. It shows from now on.");
        var (main, town) = Host.Store.Read(db => (Placements.Of(db, "main", Guid.Parse(id)), Placements.Of(db, "town", Guid.Parse(id))));
        Assert.Equal(new Placement { Headline = "The quay is closed", Section = "world", Photo = "urn:x:quay", Paragraph = "Buses go from the fish hall." }, main);
        Assert.Equal(new Placement { Here = false }, town);
        await Open(page, id);
        await page.ClickAsync("#tab-sites");
        Assert.Equal(("The quay is closed", "no"), (await page.InputValueAsync("#site-main-headline"), await page.InputValueAsync("#site-town-here")));
        await Look(page, "story-sites-1440", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }
}
