using Dateline.Store.Keeping;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What stands around the work takes one line of it: the bar of alarms, and a story's tabs.</summary>
public sealed class RoomToWorkTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData(1440, false, "en", "2 more")]
    [InlineData(390, true, "fr", "2 de plus")]
    public async Task The_most_urgent_alarm_is_in_words_and_the_others_one_press_away(int width, bool dark, string language, string more)
    {
        var ids = new List<string>();
        foreach (var slug in new[] { "PORT-FLASH", "TALKS-EMBARGO", "MINE-RESCUE" }) ids.Add(await Story(slug, "A headline"));
        foreach (var (kind, id) in new[] { ("incoming-kill", ids[2]), ("incoming-embargo", ids[1]), ("incoming-flash", ids[0]) })
            await Host.Store.Write(tx => Alarms.Raise(tx, kind, "Northern Press sent it.", Guid.Parse(id)));
        await Speaks(language);
        var page = await SignedIn(width, dark);
        var errors = Complaints(page);
        var rows = page.Locator("#alarms .open:visible");
        Assert.Contains("MINE-RESCUE", await rows.AllInnerTextsAsync() is [var only] ? only : "", StringComparison.Ordinal);
        if (width > 1000) Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('#alarms').offsetHeight"), 24, 36);
        Assert.Equal(more, (await page.InnerTextAsync("#alarms summary")).Trim(' ', '▾'));
        await Look(page, $"bars-{language}-{width}", true);

        await page.FocusAsync("#alarms summary");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(3, await rows.CountAsync());
        await Look(page, $"bars-open-{language}-{width}", true);
        // What is said to be somebody's goes, and what was unfolded stays so.
        await rows.Nth(2).Locator("[data-mine]").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.ClickAsync("#alarms summary");
        Assert.Equal(1, await rows.CountAsync());
        await rows.Nth(0).Locator("[data-mine]").ClickAsync();
        await Assertions.Expect(rows).ToContainTextAsync(["TALKS-EMBARGO"]);
        await page.WaitForSelectorAsync("#alarms summary", new() { State = WaitForSelectorState.Hidden });
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440, false, "en")]
    [InlineData(1440, true, "fr")]
    [InlineData(390, false, "fr")]
    public async Task A_storys_tabs_are_one_line_and_the_last_is_reached_by_an_arrow(int width, bool dark, string language)
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        _ = (await Desk.Post($"stories/{id}/remarks", """{"text":"Who says so?"}""")).Done;
        await Speaks(language);
        var page = await Open(await SignedIn(width, dark), id);
        await page.WaitForSelectorAsync("#tab-remarks:has-text('1')");
        const string lines = "new Set([...document.querySelectorAll('[role=tab]')].map(t => t.offsetTop)).size";
        Assert.Equal((9, 1), (await page.Locator("[role=tab]").CountAsync(), await page.EvaluateAsync<int>(lines)));
        await page.FocusAsync("#tab-codes");
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("true", await page.GetAttributeAsync("#tab-page", "aria-selected"));
        // The remarks' count comes a moment later and makes its tab wider.
        await page.WaitForFunctionAsync("() => { const [t, all] = [document.querySelector('#tab-page').getBoundingClientRect(), document.querySelector('.tabs').getBoundingClientRect()]; return t.left >= all.left - 1 && t.right <= all.right + 1; }");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("() => document.querySelector('.tabs').scrollLeft === 0");
        await Look(page, $"tabs-{language}-{width}{(dark ? "-dark" : "")}", true);
        // On a desk's screen all are seen at once, whichever is open.
        if (width >= 1440)
            Assert.Equal("all fit", await page.EvaluateAsync<string>("(() => { for (const t of document.querySelectorAll('[role=tab]')) { t.click(); const { scrollWidth, clientWidth } = document.querySelector('.tabs'); if (scrollWidth > clientWidth) return `${t.id}: ${scrollWidth} in ${clientWidth}`; } return 'all fit'; })()"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task What_counts_a_headline_stands_clear_of_its_line_and_of_what_is_under_it(int width)
    {
        var page = await Open(await SignedIn(width), await Story("PORT-STRIKE", "Dockers reject offer"));
        await page.FocusAsync("#headline");
        await Look(page, $"headline-count-{width}", true);
        Assert.Equal("20 / 85", await page.TextContentAsync("#headline-n"));
        var (over, count, under) = (await Box(page, "#headline"), await Box(page, "#headline-n"), await Box(page, "#dek"));
        Assert.InRange(count.Y, over.Y + over.Height + 2, under.Y + under.Height);
        // The field under it begins with room over its words.
        Assert.InRange(count.Y + count.Height, over.Y + over.Height + 2, under.Y + 6);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_version_in_the_history_says_by_whom_it_was_sent()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await Open(await SignedIn(), id);
        await page.ClickAsync("#tab-history");
        Assert.Contains(Host.Store.Read(Persons.DoerNames.Of)[Desk.Name], await page.InnerTextAsync("#history li:has(input[value='versions/1'])"), StringComparison.Ordinal);
        await Look(page, "history-1440", true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_palette_finds_places_and_people()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        var page = await SignedIn();
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "handov");
        await page.ClickAsync("#palette-list li:has-text('Handover')");
        await page.WaitForURLAsync("**/newsroom/handover");
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "ben o");
        await page.ClickAsync("#palette-list li:has-text('Ben Osei')");
        await page.WaitForURLAsync("**/newsroom/search?person=Ben%20Osei");
        Assert.Equal("Ben Osei", await page.InputValueAsync("#person"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/newsroom")]
    [InlineData("/newsroom/search")]
    [InlineData("/newsroom/alarms")]
    [InlineData("/newsroom/handover")]
    [InlineData("/newsroom/log")]
    [InlineData("story")]
    public async Task At_twice_the_size_nothing_is_cut_and_nothing_scrolls_sideways(string path)
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        // A window of 1440 at 200 % shows what one of 720 shows.
        var page = await SignedIn(720);
        await page.GotoAsync(At(path == "story" ? "/newsroom/stories/" + id : path));
        await Look(page, $"twice-{path[(path.LastIndexOf('/') + 1)..]}", true);
        await page.Context.CloseAsync();
    }

    private static async Task<LocatorBoundingBoxResult> Box(IPage page, string of) => (await page.Locator(of).BoundingBoxAsync())!;
}
