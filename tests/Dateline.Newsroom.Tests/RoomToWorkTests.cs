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

    [Theory]
    [InlineData("story", 1440)]
    [InlineData("story", 390)]
    [InlineData("/newsroom/me", 1440)]
    [InlineData("/newsroom/sections", 1440)]
    public async Task What_cannot_wait_stands_and_sounds_on_the_screen_one_works_on(string path, int width)
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn(width);
        await page.GotoAsync(At(path == "story" ? "/newsroom/stories/" + id : path));
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.WaitForSelectorAsync("body[data-live=yes]");
        if (path == "story") await page.FillAsync("#dek", "Talks go on");
        await Host.Store.Write(tx => Alarms.Raise(tx, "incoming-kill", "Northern Press killed it.", Guid.Parse(id)));
        await page.WaitForSelectorAsync("#alarms [data-loud] >> text=KILL came in");
        await page.WaitForSelectorAsync("body[data-sounds=yes]");
        await Look(page, $"alarm-on-{path[(path.LastIndexOf('/') + 1)..]}-{width}", true);
        await page.ClickAsync("#alarms [data-mine]");
        await page.WaitForSelectorAsync("body:not([data-sounds=yes])");
        if (path == "story") Assert.Equal("Talks go on", await page.InputValueAsync("#dek"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_history_goes_on_while_one_writes_and_what_was_said_before_comes_back()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await Open(await SignedIn(), id);
        await page.ClickAsync("#tab-history");
        await page.CheckAsync("[value='versions/1']");
        await page.FillAsync("#headline", "Dockers accept offer");
        await page.WaitForSelectorAsync("#history li:has([value^=revisions]):has-text('Anna Bell')");
        // What was ticked stays so, and what is newer is what was added, though it stands under the version.
        Assert.True(await page.IsCheckedAsync("[value='versions/1']"));
        await page.CheckAsync("#history li:has-text('Anna Bell') input >> nth=0");
        await page.ClickAsync("[data-do=compare]");
        Assert.Equal(("reject", "accept"), (await page.TextContentAsync("#diff del"), await page.TextContentAsync("#diff ins")));
        await Look(page, "history-while-writing-1440", true);

        await page.ClickAsync("[data-do=take-back]");
        await page.WaitForSelectorAsync("#said:has-text('Tick the one')");
        await page.UncheckAsync("#history li:has-text('Anna Bell') input >> nth=0");
        await page.ClickAsync("[data-do=take-back]");
        await page.WaitForSelectorAsync("#said:has-text('as it was then')");
        Assert.Equal("Dockers reject offer", await page.InputValueAsync("#headline"));
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal("Dockers reject offer", (string?)(await Desk.Get("stories/" + id)).Done["content"]!["headline"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_lead_begins_from_the_story_it_follows()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id, "#pane-related");
        Assert.Equal(0, await page.Locator("[data-do=new-lead]").CountAsync());
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Open(page, id, "?again#pane-related");
        await Look(page, "story-new-lead-1440", true);
        await page.ClickAsync("[data-do=new-lead]");
        await page.WaitForURLAsync(url => url.Contains("/stories/", StringComparison.Ordinal) && !url.Contains(id, StringComparison.Ordinal));
        await Ready(page);
        Assert.Equal("Dockers reject offer", await page.InputValueAsync("#headline"));
        await page.ClickAsync("[data-do=send]");
        await page.WaitForSelectorAsync("#sheet [name=action][value=new-lead]");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_chosen_from_a_list_covers_what_is_under_it_and_moves_nothing()
    {
        var page = await Open(await SignedIn(), await Story("PORT-STRIKE", "Dockers reject offer"));
        var (beside, under) = (await Box(page, "#withFilesFrom"), await Box(page, "#dateline"));
        await page.FillAsync("#bylines", "An");
        await page.WaitForSelectorAsync("#bylines-list:visible");
        Assert.Equal((beside.Y, beside.Height, under.Y), ((await Box(page, "#withFilesFrom")) is var b ? b.Y : 0, b.Height, (await Box(page, "#dateline")).Y));
        Assert.Equal("English", await page.Locator("#language option:checked").InnerTextAsync());
        await Look(page, "story-list-over-1440", true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Where_nobody_answers_an_action_says_so_in_the_newsrooms_words()
    {
        var page = await Open(await SignedIn(), await Story("PORT-STRIKE", "Dockers reject offer"));
        await page.ClickAsync("#tab-history");
        await page.CheckAsync("#history input >> nth=0");
        await page.RouteAsync("**/api/v1/**", route => route.AbortAsync());
        await page.ClickAsync("[data-do=compare]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("can’t be reached");
        await page.UnrouteAllAsync();
        // A proxy that answers for it is nobody either.
        await page.RouteAsync("**/api/v1/**", route => route.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<h1>Bad gateway</h1>" }));
        await page.EvaluateAsync("document.querySelector('#said').textContent = ''");
        await page.ClickAsync("[data-do=compare]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("can’t be reached");
        await page.UnrouteAllAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_the_palette_finds_later_moves_nothing_that_was_there()
    {
        await Host.PersonAsync("hans", "Hans Handover");
        var page = await SignedIn();
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "handover");
        await page.WaitForSelectorAsync("#palette-list li:has-text('Hans Handover')");
        Assert.StartsWith("Handover", await page.Locator("#palette-list li").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/newsroom/handover");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_empty_desk_fills_its_window_and_a_long_slug_leaves_room_for_the_palette()
    {
        var page = await SignedIn();
        Assert.True(await page.EvaluateAsync<bool>("(() => { const [board, last] = [document.querySelector('#board').getBoundingClientRect(), [...document.querySelectorAll('.col')].at(-1).getBoundingClientRect()]; return Math.abs(board.right - last.right) < 2; })()"));
        await Look(page, "desk-empty-1440", true);
        await Open(page, await Story(new string('X', 200), "A headline"));
        Assert.InRange((await Box(page, ".pal.small")).Width, 200, 300);
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
