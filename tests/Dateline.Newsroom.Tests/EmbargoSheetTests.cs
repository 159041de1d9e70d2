using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The embargo from the send sheet: set, and lifted by whoever says again who they are.</summary>
public sealed class EmbargoSheetTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_lift_asks_whoever_signed_in_a_while_ago_for_their_password_and_then_the_story_is_out()
    {
        var id = await Story("HARBOUR-LINE", "Harbour line to be sold to its dockers");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=embargo]");
        // Until a time is chosen nothing is promised for now.
        await Assertions.Expect(page.Locator("#sheet .facts > li:has(b:text-is('Site'))")).ToContainTextAsync("…");
        await page.FillAsync("#s-usableFrom", "2026-08-24T15:00");
        await page.WaitForSelectorAsync("#sheet .do button:has-text('public Mon 24 Aug 15:00')");
        await LookAround(page, "embargo-sheet");
        await page.ClickAsync("#sheet .do button.violet");
        await page.WaitForSelectorAsync(".gate >> text=Embargo until");
        await Ready(page);
        Assert.Equal("notYet", await Gate(id));

        // What follows stays under the embargo, and says so.
        await page.ClickAsync(".foot [data-do=send]");
        await Assertions.Expect(page.Locator("#sheet .facts > li:has(b:text-is('Site'))")).ToContainTextAsync("15:00");
        await page.CheckAsync("#sheet input[value=unpublish]", new() { Force = true });
        await Assertions.Expect(page.Locator("#sheet .facts > li:has(b:text-is('Site'))")).ToContainTextAsync("hidden at once");
        await page.Keyboard.PressAsync("Escape");

        Host.Time.Advance(TimeSpan.FromMinutes(16));
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=lift]");
        await page.WaitForSelectorAsync("#sheet .do button.p:has-text('Lift embargo')");
        await LookAround(page, "embargo-lift");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#sheet .proof #s-password");
        await LookAround(page, "embargo-lift-proof", "#sheet .proof");
        await page.FillAsync("#s-password", "not this one, surely");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#sheet .alert");
        Assert.Equal("notYet", await Gate(id));
        Assert.True(await page.IsCheckedAsync("#sheet input[value=lift]"));
        await page.FillAsync("#s-password", PeopleOfTests.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#story[data-state=published]:not(:has(.gate))");
        Assert.Equal("open", await Gate(id));
        Assert.Equal("lift", (string?)(await Desk.Get($"stories/{id}/versions/2")).Done["action"]);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private async Task<string?> Gate(string id) => (string?)(await Desk.Get($"stories/{id}")).Done["gate"]!["public"];
}
