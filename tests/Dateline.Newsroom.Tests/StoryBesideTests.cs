using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What stands beside a story's text: its genres, its photos, the stories it belongs to, and who would get it.</summary>
public sealed class StoryBesideTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_dateline_is_picked_from_the_places_that_stories_know()
    {
        await Story("FERRY-TALKS", "Talks begin on the quay", more: ",\"dateline\":\"PORT CLARE, Vostran, Aug. 20 (NP)\",\"places\":[{\"name\":\"Port Clare\"}]");
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", more: ",\"places\":[{\"name\":\"Portaval\"}]");
        Host.Store.Search.CatchUp();
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.FillAsync("#dateline", "por");
        await Assertions.Expect(page.Locator("#dateline-list li")).ToHaveTextAsync(["Portaval", "Port ClarePORT CLARE, Vostran, Aug. 24 (Dateline)"]);
        await Look(page, "story-dateline-1440", true);
        await page.FillAsync("#dateline", "port c");
        await Assertions.Expect(page.Locator("#dateline-list li")).ToHaveTextAsync(["Port ClarePORT CLARE, Vostran, Aug. 24 (Dateline)"]);
        await page.PressAsync("#dateline", "Enter");
        Assert.Equal("PORT CLARE, Vostran, Aug. 24 (Dateline)", await page.InputValueAsync("#dateline"));
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        Assert.Equal("PORT CLARE, Vostran, Aug. 24 (Dateline)", (string?)(await Desk.Get($"stories/{id}/content")).Done["dateline"]);
        await page.SelectOptionAsync("#language", "fr");
        await page.FillAsync("#dateline", "portav");
        await Assertions.Expect(page.Locator("#dateline-list li")).ToHaveCountAsync(1);
        await page.PressAsync("#dateline", "Enter");
        await Assertions.Expect(page.Locator("#dateline")).ToHaveValueAsync("PORTAVAL, 24 août (Dateline)");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_copy_is_begun_and_a_photo_that_readers_would_miss_is_told_before_it_goes()
    {
        await Story("FERRY-TALKS", "Talks begin on the quay", more: ",\"places\":[{\"name\":\"Port Clare\",\"country\":\"Vostran\"}]");
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", "<p>They stay.</p><figure data-ref=\\\"urn:x:gone\\\"></figure>", ",\"takeKey\":\"2nd Writethru\",\"genres\":[{\"code\":\"dateline:live\"}],\"pictures\":[{\"guid\":\"urn:x:1\",\"alt\":\"A quay\",\"credit\":\"NP\"},{\"guid\":\"urn:x:2\",\"alt\":\"A ferry\"}]");
        Host.Store.Search.CatchUp();
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.FillAsync("#places", "Lund; port");
        await page.ClickAsync("#places-list li");
        Assert.Equal("Lund; Port Clare", await page.InputValueAsync("#places"));
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();

        await page.ClickAsync(".foot [data-do=send]");
        await Assertions.Expect(page.Locator("#sheet")).ToContainTextAsync("a photo in the text that is not with the story");
        await page.ClickAsync("#sheet a:has-text('a photo without credit')");
        await Assertions.Expect(page.Locator("#photo-1-credit")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "Duplicate");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("/newsroom/stories/", StringComparison.Ordinal) && !url.Contains(id, StringComparison.Ordinal));
        await Ready(page);
        var copy = (await Desk.Get("stories/" + page.Url.Split('/')[^1].Split('#')[0] + "/content")).Done;
        Assert.Equal(("FERRY-STRIKE", "Ferries stay in port", 2, 2), ((string?)copy["slugline"], (string?)copy["headline"], copy["places"]!.AsArray().Count, copy["pictures"]!.AsArray().Count));
        Assert.True(copy["takeKey"] is null && copy["genres"] is null);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_story_is_given_a_genre_a_photo_and_a_link_and_says_who_gets_it()
    {
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", more: ",\"genres\":[{\"code\":\"dateline:live\"},{\"code\":\"genre:Voicer\",\"name\":\"Voicer\"}]");
        var before = await Story("FERRY-TALKS", "Talks begin on the quay");
        var photo = await Desk.Post("stories", """{"kind":"picture","content":{"language":"en","slugline":"FERRY-QUAY","headline":"A ferry at the quay"}}""");
        Host.Store.Search.CatchUp();
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);

        // Who works here is a byline by name; the dateline is the house's own hand.
        await page.FillAsync("#bylines", "Ingrid Solheim (NP); bel");
        await page.ClickAsync("#bylines-list li");
        Assert.Equal("Ingrid Solheim (NP); Anna Bell", await page.InputValueAsync("#bylines"));
        await page.FillAsync("#dateline", "Port Clare");
        await page.ClickAsync("[data-do=dateline]");
        await Assertions.Expect(page.Locator("#dateline")).ToHaveValueAsync("PORT CLARE, Aug. 24 (Dateline)");
        await page.ClickAsync("[data-do=dateline]");
        await page.SelectOptionAsync("#genre", "genre:Analysis");
        Assert.Equal(["Voicer×", "Analysis×"], await page.Locator("#genres li").AllTextContentsAsync());
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        var content = (await Desk.Get($"stories/{id}/content")).Done;
        Assert.Equal("PORT CLARE, Aug. 24 (Dateline)", (string?)content["dateline"]);
        Assert.Equal(["dateline:live", "genre:Voicer", "genre:Analysis"], content["genres"]!.AsArray().Select(g => (string?)g!["code"]));

        await page.ClickAsync("#tab-media");
        await page.FillAsync("#photo", "ferry");
        await page.ClickAsync("#photo-list li");
        await page.FillAsync("#photo-0-alt", "A white ferry with its ramp up");
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        await Look(page, "story-media-1440", true);
        var picture = (await Desk.Get($"stories/{id}/content")).Done["pictures"]![0]!;
        Assert.Equal(((string?)photo.Done["guid"], "A white ferry with its ramp up"), ((string?)picture["guid"], (string?)picture["alt"]));

        await page.ClickAsync("#tab-related");
        await page.SelectOptionAsync("#related-kind", "evolvedFrom");
        await page.FillAsync("#related-to", "talks");
        await page.ClickAsync("#related-list li");
        await Assertions.Expect(page.Locator("#links li")).ToContainTextAsync("FERRY-TALKS");
        await Ready(page);
        Assert.Equal(before, (string?)(await Desk.Get($"stories/{id}")).Done["links"]![0]!["story"]);
        await Assertions.Expect(page.Locator("#pane-related")).ToContainTextAsync("Talks begin on the quay");
        await Look(page, "story-related-1440", true);
        await page.ClickAsync("#links [data-unlink]");
        await Assertions.Expect(page.Locator("#links li")).ToHaveCountAsync(0);
        await Ready(page);

        await page.ClickAsync("#tab-sites");
        await Assertions.Expect(page.Locator("#who")).ToContainTextAsync("Clients now");
        await Look(page, "story-outputs-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await page.ClickAsync("#tab-codes");
        await Look(page, "story-codes-390", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }
}
