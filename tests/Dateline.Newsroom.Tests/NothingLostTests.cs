using Dateline.Store.Keeping;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Nothing typed is lost: not by a session that ends, not by a second tab, not by a window that is shut before its pause.</summary>
public sealed class NothingLostTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData("en", 1440, false)]
    [InlineData("fr", 390, true)]
    public async Task A_session_that_ends_while_one_types_is_begun_again_in_place(string language, int width, bool dark)
    {
        await Speaks(language);
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(width, dark), id);
        await page.EvaluateAsync("window.same = true");
        await EndSessions();
        await page.FillAsync("#headline", "Dockers accept offer");
        await page.WaitForSelectorAsync("#enter[open]");
        await Look(page, $"enter-again-{language}-{width}", true);

        await page.FillAsync("#enter-login", "anna");
        await page.FillAsync("#enter-password", "wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#enter .alert:visible");
        await page.FillAsync("#enter-password", PeopleOfTests.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#enter", new() { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync("#saved.o");
        var story = (await Desk.Get("stories/" + id)).Done;
        Assert.Equal("Dockers accept offer", (string?)story["content"]!["headline"]);
        Assert.Equal(Anna.Pseudonym, (string?)story["lock"]!["by"]);

        // The screen hears again what others do, and is the same one.
        await Desk.Post($"stories/{id}/remarks", """{"text":"Who says so?"}""");
        await page.WaitForSelectorAsync("#tab-remarks >> text=1", new() { State = WaitForSelectorState.Attached });
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_desk_whose_session_ended_says_so_and_is_live_again_after_it()
    {
        var page = await SignedIn();
        await EndSessions();
        // What changes ends the line of a session that is over.
        await Story("ONE", "While nobody is in");
        await page.WaitForSelectorAsync("#enter[open]");
        await page.FillAsync("#enter-login", "anna");
        await page.FillAsync("#enter-password", PeopleOfTests.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#board")).ToContainTextAsync("While nobody is in");
        await Story("TWO", "And live again");
        await Assertions.Expect(page.Locator("#board")).ToContainTextAsync("And live again");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_desk_whose_line_a_proxy_refuses_for_a_while_says_as_of_when_it_is_and_is_live_again()
    {
        var page = await SignedIn();
        await page.RouteAsync("**/newsroom/events?*", route => route.FulfillAsync(new() { Status = 502 }));
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#said >> text=can’t be reached");
        await Story("ONE", "Behind a proxy");
        await page.UnrouteAsync("**/newsroom/events?*");
        await Assertions.Expect(page.Locator("#board")).ToContainTextAsync("Behind a proxy");
        await page.WaitForSelectorAsync("#said", new() { State = WaitForSelectorState.Hidden });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Of_two_tabs_on_one_story_the_second_is_told_and_what_both_typed_is_kept()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var first = await Open(await SignedIn(), id);
        var second = await Open(await first.Context.NewPageAsync(), id);
        await first.FillAsync("#headline", "Typed in the first tab");
        await second.FillAsync("#headline", "Typed in the second tab");
        await Assertions.Expect(first.Locator("#saved")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("^(o|h)$"));
        await Assertions.Expect(second.Locator("#saved")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("^(o|h)$"));
        var kept = (await Desk.Get($"stories/{id}/revisions")).Done["items"]!.AsArray();
        var said = new List<string?>();
        foreach (var one in kept) said.Add((string?)(await Desk.Get($"stories/{id}/revisions/{(int)one!["number"]!}")).Done["content"]!["headline"]);
        Assert.Contains("Typed in the first tab", said);
        Assert.Contains("Typed in the second tab", said);
        await first.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_goes_back_to_the_desk_in_the_middle_of_a_word_finds_it_there_and_nothing_to_take_up()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id);
        await page.FillAsync("#headline", "Typed before the pause");
        await page.ClickAsync(".back");
        await page.WaitForSelectorAsync($"#board li[data-id=\"{id}\"] >> text=Typed before the pause");
        await page.GoBackAsync();
        await Ready(page);
        Assert.Equal(0, await page.Locator("#notices .notice").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_leaves_where_nothing_can_be_saved_is_told_first_and_finds_it_on_return()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id);
        Host.IsCutOff = NewsroomHost.FromScreen;
        await page.FillAsync("#headline", "Typed while the line was dead");
        await page.ClickAsync(".back");
        await page.WaitForSelectorAsync("#said:visible");
        Assert.EndsWith("/newsroom/stories/" + id, page.Url, StringComparison.Ordinal);
        await page.ClickAsync(".back");
        await page.WaitForSelectorAsync($"#board li[data-id=\"{id}\"]");
        await Open(page, id);
        await page.ClickAsync("#notices button >> nth=0");
        Assert.Equal("Typed while the line was dead", await page.InputValueAsync("#headline"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("غرق العبارة قبالة رأس مرام", true)]
    [InlineData("Dockers reject offer", false)]
    public async Task A_text_begins_on_the_side_where_its_script_begins(string headline, bool right)
    {
        var id = await Story("PORT-STRIKE", headline, $"<p>{headline}</p>");
        var page = await Open(await SignedIn(), id);
        const string side = "e => { const r = document.createRange(); r.selectNodeContents(e); const [t, b] = [r.getBoundingClientRect(), e.getBoundingClientRect()]; return t.left - b.left > b.right - t.right; }";
        Assert.Equal(right, await page.Locator("#body p").First.EvaluateAsync<bool>(side));
        await page.GotoAsync(At("/newsroom"));
        await Choose(page, id);
        Assert.Equal(right, await page.Locator("#preview .hl2").EvaluateAsync<bool>(side));
        await Looking.Look(page, $"script-{(right ? "right" : "left")}-1440", true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_in_a_window_that_is_shut_at_once_is_saved_or_offered_on_return()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id);
        // Before its pause, and nothing is asked of the page: either it is with the server as the window goes, or it is in the browser.
        await page.FillAsync("#headline", "Typed at the last moment");
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync(new() { RunBeforeUnload = false });
        await Open(again, id);
        if (await again.InputValueAsync("#headline") != "Typed at the last moment")
        {
            await again.ClickAsync("#notices button >> nth=0");
            await again.WaitForSelectorAsync("#saved.o");
        }
        Assert.Equal("Typed at the last moment", (string?)(await Desk.Get("stories/" + id)).Done["content"]!["headline"]);
        await again.Context.CloseAsync();
    }

    private Task EndSessions() => Host.Store.Write(tx => { StaffPasses.EndAllOf(tx, Anna.Id); return 0; });
}
