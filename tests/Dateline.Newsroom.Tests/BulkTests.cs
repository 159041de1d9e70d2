using System.Net;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Several stories at once, stories marked for a colleague, and filters that one keeps, in a real browser.</summary>
public sealed class BulkTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Rows_are_chosen_by_key_and_moved_together_and_one_that_refuses_stays_chosen()
    {
        var ids = new List<string>();
        foreach (var slug in new[] { "AAA", "BBB", "CCC", "DDD" })
        {
            ids.Add(await Story(slug, "Headline of " + slug));
            Host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var page = await SignedIn();
        var errors = Complaints(page);
        foreach (var key in new[] { "j", "x", "j", "j", "X" }) await page.Keyboard.PressAsync(key);
        await page.WaitForSelectorAsync(".bulk >> text=Chosen: 3");
        await Look(page, "bulk-1440", true);
        await page.ClickAsync(".bulk >> text=Ready");
        await page.WaitForSelectorAsync("#said >> text=Done: 3.");
        await page.WaitForSelectorAsync("#col-ready li:nth-child(3)");
        Assert.False(await page.IsVisibleAsync(".bulk"));
        Assert.Equal("draft", (string?)(await Desk.Get("stories/" + ids[0])).Done["state"]);

        // A sent story can't be spiked: it is named, and stays chosen; the others go.
        await Desk.Act(ids[0], "publish", """{"expectedVersion":0}""");
        await page.WaitForSelectorAsync($"#col-sent li[data-id=\"{ids[0]}\"]");
        await page.ClickAsync($"#board li[data-id=\"{ids[3]}\"] a");
        await page.Keyboard.PressAsync("x");
        await page.ClickAsync($"#board li[data-id=\"{ids[0]}\"] a");
        await page.Keyboard.PressAsync("x");
        await page.ClickAsync(".bulk >> text=Spike");
        await page.WaitForSelectorAsync("#said >> text=Done: 1. Refused: 1. AAA: The story is out");
        await page.WaitForSelectorAsync(".bulk >> text=Chosen: 1");
        Assert.Equal("spiked", (string?)(await Desk.Get("stories/" + ids[3])).Done["state"]);
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.IsVisibleAsync(".bulk"));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_one_moves_oneself_shows_at_once_in_a_column_that_is_in_use_and_what_another_moves_waits()
    {
        var ids = new List<string>();
        foreach (var slug in new[] { "AAA", "BBB", "CCC", "DDD", "EEE" })
        {
            ids.Add(await Story(slug, "Headline of " + slug));
            Host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await Desk.Post($"stories/{ids[0]}/move", """{"stage":"ready"}""");
        var page = await SignedIn();
        string Ready(int at, string has = "") => $"#col-ready li[data-id=\"{ids[at]}\"]{has}";

        // The column is in use: one of its rows is selected.
        foreach (var at in new[] { 1, 2 })
        {
            await page.ClickAsync($"#board li[data-id=\"{ids[at]}\"] a");
            await page.Keyboard.PressAsync("x");
        }
        await page.ClickAsync(Ready(0, " a"));
        await page.WaitForSelectorAsync(Ready(0, ".on"));
        await page.ClickAsync(".bulk >> text=Ready");
        await page.WaitForSelectorAsync("#said >> text=Done: 2.");
        await page.WaitForSelectorAsync(Ready(1));
        await page.WaitForSelectorAsync(Ready(2));
        Assert.False(await page.IsVisibleAsync("#col-ready .new"));

        // It is pointed at, too.
        await page.ClickAsync($"#board li[data-id=\"{ids[3]}\"] a");
        await page.WaitForSelectorAsync($"#preview article[data-id=\"{ids[3]}\"]");
        await page.HoverAsync("#col-ready h2");
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "To ready");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(Ready(3));

        // What another moves there waits for a word.
        await Desk.Post($"stories/{ids[4]}/move", """{"stage":"ready"}""");
        await page.WaitForSelectorAsync("#col-ready .new");
        Assert.False(await page.IsVisibleAsync(Ready(4)));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_some_chosen_the_palette_means_those_and_with_none_the_one_that_is_looked_at()
    {
        await Desk.Post($"stories/{await Story("SPORT", "A match")}/move", """{"desk":"sport"}""");
        var (first, second, third) = (await Story("ONE", "One"), await Story("TWO", "Two"), await Story("THREE", "Three"));
        var page = await SignedIn();
        foreach (var id in new[] { first, second })
        {
            await Choose(page, id);
            await page.Keyboard.PressAsync("x");
        }
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "spike");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#said >> text=Done: 2.");
        Assert.Equal(["spiked", "spiked"], await Task.WhenAll(new[] { first, second }.Select(async id => (string?)(await Desk.Get("stories/" + id)).Done["state"])));

        await Choose(page, third);
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "send to desk");
        await page.Keyboard.PressAsync("Enter");
        await page.SelectOptionAsync("#bulk-to", new SelectOptionValue { Label = "Sport" });
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#said >> text=Done: 1.");
        Assert.Equal("sport", (string?)(await Desk.Get("stories/" + third)).Done["desk"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_its_own_screen_a_story_goes_on_to_the_next_step_with_what_was_just_typed()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Post($"stories/{id}/move", """{"stage":"working"}""");
        var page = await Open(await SignedIn(), id);
        await page.FillAsync("#headline", "Dockers accept offer");
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "to ready");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.EndsWith("/newsroom?desk=news", StringComparison.Ordinal));
        await page.WaitForSelectorAsync($"#col-ready li[data-id=\"{id}\"] >> text=Dockers accept offer");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Stories_go_to_another_desk_and_are_marked_for_a_colleague()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        var ended = await Host.PersonAsync("eva", "Eva Lund");
        await Host.Store.Write(tx => { Dateline.Store.Keeping.People.End(tx, ended, "test"); return 0; });
        await Desk.Post($"stories/{await Story("SPORT", "A match")}/move", """{"desk":"sport"}""");
        var (first, second) = (await Story("ONE", "One"), await Story("TWO", "Two"));
        var page = await SignedIn(dark: true);
        await Choose(page, first);
        await page.Keyboard.PressAsync("x");
        await page.ClickAsync($"#board li[data-id=\"{second}\"] a", new() { Modifiers = [KeyboardModifier.Shift] });
        await page.WaitForSelectorAsync(".bulk >> text=Chosen: 2");
        await page.ClickAsync(".bulk >> text=Mark for");
        await page.WaitForSelectorAsync("#bulk-who");
        Assert.Equal(["nobody", "Anna Bell", "Ben Osei"], await page.Locator("#bulk-who option").AllTextContentsAsync());
        await page.SelectOptionAsync("#bulk-who", new SelectOptionValue { Label = "Ben Osei" });
        await Look(page, "bulk-mark-dark", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync($"li[data-id=\"{first}\"] >> text=for Ben Osei");
        await page.FillAsync("#filter", "osei -two");
        Assert.Equal([first], await page.Locator("#board li:not(.gone)").EvaluateAllAsync<string[]>("rows => rows.map(r => r.dataset.id)"));
        await page.FillAsync("#filter", "");
        await page.ClickAsync($"#board li[data-id=\"{second}\"] a");
        await page.Keyboard.PressAsync("x");
        await page.ClickAsync(".bulk >> text=Send to desk");
        await page.SelectOptionAsync("#bulk-to", "sport");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#said >> text=Done: 1.");
        Assert.Equal("sport", (string?)(await Desk.Get("stories/" + second)).Done["desk"]);
        (await Desk.Put($"stories/{first}/mark", $$"""{"for":"{{ended.Pseudonym}}"}""")).Refused(HttpStatusCode.NotFound, "unknown", "/for");
        Assert.Null((await Desk.Put($"stories/{first}/mark", "{}")).Done["markedFor"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_filter_is_kept_used_and_taken_away_and_nobody_else_has_it()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        await Story("STORM-ELIN", "Second warning");
        var other = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn();
        await page.FillAsync("#filter", "storm");
        await page.ClickAsync(".saved summary");
        await page.ClickAsync(".saved >> text=Keep what is filtered now");
        await page.WaitForSelectorAsync("#said >> text=Kept: storm");
        await Look(page, "filters-1440", true);
        await page.GotoAsync(At("/newsroom"));
        await page.ClickAsync(".saved summary");
        await page.ClickAsync(".saved .menu >> text=storm");
        Assert.False(await page.IsVisibleAsync($"li[data-id=\"{other}\"]"));
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "filters-390", true);

        var ben = await SignedIn(login: "ben");
        await ben.ClickAsync(".saved summary");
        await ben.WaitForSelectorAsync(".saved >> text=No filters kept yet.");
        await page.SetViewportSizeAsync(1440, 900);
        await page.ClickAsync(".saved summary");
        await page.ClickAsync(".saved .menu .line button:last-child");
        await page.WaitForSelectorAsync(".saved >> text=No filters kept yet.");
        await page.Context.CloseAsync();
        await ben.Context.CloseAsync();
    }
}
