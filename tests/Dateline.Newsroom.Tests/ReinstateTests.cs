using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Two people bring a killed story back, each at a screen of their own; a chief takes one down for the lawyers.</summary>
public sealed class ReinstateTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task One_asks_the_other_agrees_and_it_is_out_as_a_new_story()
    {
        var id = await Killed();
        await Host.PersonAsync("ben", "Ben Osei");
        var anna = await SignedIn();
        await Open(anna, id);
        await anna.ClickAsync(".foot [data-do=reinstate]");
        await anna.WaitForSelectorAsync("#s-reason");
        await Look(anna, "reinstate-ask-1440", true);
        await anna.ClickAsync("#sheet button.p");
        Assert.Contains("Say why", await anna.InnerTextAsync("#s-reason-why"), StringComparison.Ordinal);
        await anna.FillAsync("#s-reason", "The court has confirmed the sum.");
        await anna.ClickAsync("#sheet button.p");
        await anna.WaitForSelectorAsync("#reinstatement >> text=Anna Bell asks to reinstate it");
        await Ready(anna);

        // Nobody agrees with themselves.
        await anna.ClickAsync("#withdrawn [data-do=reinstate]");
        await anna.WaitForSelectorAsync("#sheet >> text=A colleague who may kill must agree");
        Assert.Equal(0, await anna.Locator("#sheet >> text=Agree and send").CountAsync());
        await Look(anna, "reinstate-waits-1440", true);
        await anna.SetViewportSizeAsync(390, 800);
        await Look(anna, "reinstate-waits-390", true);

        var ben = await SignedIn(390, dark: true, login: "ben");
        await ben.GotoAsync(At("/newsroom/alarms"));
        await ben.ClickAsync("main a:has-text(\"Story\")");
        await Ready(ben);
        await Look(ben, "reinstate-asked-390-dark", true);
        await ben.ClickAsync("#withdrawn [data-do=reinstate]");
        await ben.WaitForSelectorAsync("#sheet >> text=Anna Bell asks to reinstate it");
        Assert.Equal("The court has confirmed the sum.", await ben.InputValueAsync("#s-edNote"));
        await Look(ben, "reinstate-agree-390-dark", true);
        await ben.SetViewportSizeAsync(1440, 900);
        await Look(ben, "reinstate-agree-1440-dark", true);
        await ben.ClickAsync("#sheet >> text=Agree and send");
        await ben.WaitForURLAsync(url => url.Contains("/newsroom/stories/", StringComparison.Ordinal) && !url.Contains(id, StringComparison.Ordinal));
        await Ready(ben);
        Assert.Equal("Dockers reject offer", await ben.InputValueAsync("#headline"));
        var back = (await Desk.Get("stories/" + ben.Url.Split('/')[^1])).Done;
        Assert.Equal(("published", "open"), ((string?)back["state"], (string?)back["gate"]!["public"]));
        Assert.Equal("killed", (string?)(await Desk.Get("stories/" + id)).Done["state"]);
    }

    [Fact]
    public async Task What_was_mended_after_the_kill_goes_where_that_is_asked_for_and_whoever_declines_ends_it()
    {
        await Speaks("fr");
        var id = await Killed();
        await Host.PersonAsync("ben", "Ben Osei");
        await Desk.Put($"stories/{id}/content", """{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers accept offer","body":"<p>They accepted.</p>"}""", ("If-Match", (string)(await Desk.Get("stories/" + id)).Done["contentTag"]!));
        var anna = await SignedIn();
        await Choose(anna, id);
        await anna.Keyboard.PressAsync("Control+k");
        await anna.FillAsync("#palette-q", "Rétablir");
        await anna.Keyboard.PressAsync("Enter");
        await anna.CheckAsync("#sheet input[value=edited]", new() { Force = true });
        await anna.FillAsync("#s-reason", "Le tribunal a confirmé la somme.");
        await Look(anna, "reinstate-ask-fr-1440", true);
        await anna.ClickAsync("#sheet button.p");
        await Assertions.Expect(anna.Locator("#sheet")).Not.ToBeVisibleAsync();
        Assert.True((bool)(await Desk.Get("stories/" + id)).Done["reinstatement"]!["edited"]!);

        var ben = await SignedIn(login: "ben");
        await Open(ben, id);
        await ben.ClickAsync("#withdrawn [data-do=reinstate]");
        await ben.ClickAsync("#sheet >> text=Decline");
        await Assertions.Expect(ben.Locator("#sheet")).Not.ToBeVisibleAsync();
        await ben.WaitForSelectorAsync("#reinstatement", new() { State = WaitForSelectorState.Detached });
        Assert.Null((await Desk.Get("stories/" + id)).Done["reinstatement"]);
        Assert.Equal("killed", (string?)(await Desk.Get("stories/" + id)).Done["state"]);
    }

    [Fact]
    public async Task Whoever_asks_long_after_signing_in_says_again_who_they_are()
    {
        var id = await Killed();
        var anna = await SignedIn();
        await Open(anna, id);
        Host.Time.Advance(TimeSpan.FromHours(1));
        await anna.ClickAsync(".foot [data-do=reinstate]");
        await anna.FillAsync("#s-reason", "The court has confirmed the sum.");
        await anna.ClickAsync("#sheet button.p");
        await anna.FillAsync("#sheet .proof #s-password", PeopleOfTests.Password);
        await anna.ClickAsync("#sheet button.p");
        await anna.WaitForSelectorAsync("#reinstatement");
        Assert.Equal("The court has confirmed the sum.", (string?)(await Desk.Get("stories/" + id)).Done["reinstatement"]!["reason"]);
    }

    [Fact]
    public async Task A_chief_takes_down_from_the_kill_sheet_what_an_editor_may_only_kill()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var anna = await SignedIn();
        await Choose(anna, id);
        await anna.ClickAsync("#preview [data-do=kill]");
        await anna.WaitForSelectorAsync("#s-reason");
        Assert.Equal(0, await anna.Locator("#sheet input[value=takedown]").CountAsync());

        await Host.PersonAsync("cleo", "Cleo Chief", "chief");
        var chief = await SignedIn(login: "cleo");
        await Choose(chief, id);
        await chief.ClickAsync("#preview [data-do=kill]");
        await chief.FillAsync("#s-reason", "By order of the court.");
        await chief.CheckAsync("#sheet input[value=takedown]", new() { Force = true });
        Assert.Equal("By order of the court.", await chief.InputValueAsync("#s-reason"));
        await chief.WaitForSelectorAsync("#sheet >> text=whose versions are sealed");
        await Look(chief, "takedown-1440", true);
        await chief.SetViewportSizeAsync(390, 800);
        await Look(chief, "takedown-390", true);
        await chief.ClickAsync("#sheet button.red");
        await Assertions.Expect(chief.Locator("#sheet")).Not.ToBeVisibleAsync();
        Assert.Equal("takenDown", (string?)(await Desk.Get("stories/" + id)).Done["state"]);
    }

    private async Task<string> Killed()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Desk.Act(id, "kill", """{"reason":"The sum is in doubt."}""");
        return id;
    }
}
