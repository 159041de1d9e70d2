using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Two people and one story: who reads along asks for it, and who has it hands it over or says "not now", in real browsers.</summary>
public sealed class AskingTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Who_is_asked_sees_it_at_once_hands_over_what_was_typed_and_the_other_edits_without_a_reload()
    {
        var (id, anna, ben) = await Two();
        await ben.ClickAsync("#lock >> text=Request");
        await ben.WaitForSelectorAsync("#lock >> text=You have asked for it.");
        await anna.WaitForSelectorAsync(".asked >> text=Ben Osei asks for this story");
        await Look(anna, "asked-1440", true);
        await Look(ben, "asking-1440", true);
        await anna.SetViewportSizeAsync(390, 800);
        await Look(anna, "asked-390", true);
        await anna.SetViewportSizeAsync(1440, 900);

        // What is typed at the last moment is saved first; the page of the other stays the same page.
        await ben.EvaluateAsync("window.same = true");
        await anna.FillAsync("#headline", "Typed at the last moment");
        await anna.ClickAsync(".asked >> text=Hand over");
        await anna.WaitForSelectorAsync("#saved >> text=Saved and handed over to Ben Osei");
        await anna.WaitForSelectorAsync("#lock >> text=Ben Osei has it");
        Assert.False(await anna.IsEditableAsync("#headline"));
        await ben.WaitForSelectorAsync("#lock >> text=Yours since");
        Assert.Equal("Typed at the last moment", await ben.InputValueAsync("#headline"));
        await ben.FillAsync("#headline", "And Ben goes on");
        await ben.WaitForSelectorAsync("#saved:not(.o)");
        await ben.WaitForSelectorAsync("#saved.o >> text=Saved");
        Assert.True(await ben.EvaluateAsync<bool>("window.same"));
        var story = (await Desk.Get("stories/" + id)).Done;
        Assert.Equal("And Ben goes on", (string?)story["content"]!["headline"]);
        Assert.Null(story["asked"]);
        Assert.Equal(["lock-ask", "lock-hand-over"], Audited("lock-ask", "lock-hand-over"));
    }

    [Fact]
    public async Task Not_now_is_told_and_a_request_ends_when_it_is_withdrawn_or_its_time_is_over_or_who_asked_has_left()
    {
        await Speaks("fr");
        var (id, anna, ben) = await Two();
        await ben.ClickAsync("#lock >> text=Request");
        await anna.WaitForSelectorAsync(".asked >> text=Ben Osei demande cet article");
        await Look(anna, "asked-fr-1440", true);

        // By keys alone: the palette has it too.
        await anna.Keyboard.PressAsync("Control+k");
        await anna.FillAsync("#palette-q", "Pas maintenant");
        await anna.Keyboard.PressAsync("Enter");
        await ben.WaitForSelectorAsync("#said >> text=Not now");
        await ben.WaitForSelectorAsync("#lock >> text=Request");
        Assert.Equal(0, await anna.Locator(".asked").CountAsync());

        await ben.ClickAsync("#lock >> text=Request");
        await anna.WaitForSelectorAsync(".asked");
        await ben.ClickAsync("#lock >> text=Withdraw");
        await anna.WaitForSelectorAsync(".asked", new() { State = WaitForSelectorState.Detached });

        // Its time is over: whoever has the story still has it.
        await ben.ClickAsync("#lock >> text=Request");
        await anna.WaitForSelectorAsync(".asked");
        Host.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Null((await Desk.Get("stories/" + id)).Done["asked"]);
        await Desk.Post($"stories/{id}/remarks", """{"text":"Something for the screens to hear"}""");
        await anna.WaitForSelectorAsync(".asked", new() { State = WaitForSelectorState.Detached });
        await ben.WaitForSelectorAsync("#said >> text=No answer");
        await anna.FillAsync("#headline", "Anna still writes");
        await anna.WaitForSelectorAsync("#saved.o >> text=Enregistré");

        await ben.ClickAsync("#lock >> text=Request");
        await anna.WaitForSelectorAsync(".asked");
        await ben.GotoAsync(At("/newsroom"));
        await anna.WaitForSelectorAsync(".asked", new() { State = WaitForSelectorState.Detached });
        Assert.Equal(Anna.Pseudonym, (string?)(await Desk.Get("stories/" + id)).Done["lock"]!["by"]);
    }

    [Fact]
    public async Task Who_asks_has_the_story_when_it_is_given_back()
    {
        var (_, anna, ben) = await Two();
        await ben.ClickAsync("#lock >> text=Request");
        await anna.WaitForSelectorAsync(".asked");
        await anna.GotoAsync(At("/newsroom"));
        await ben.WaitForSelectorAsync("#lock >> text=Yours since");
        Assert.True(await ben.IsEditableAsync("#headline"));
    }

    [Fact]
    public async Task Who_types_in_a_story_that_another_took_unheard_is_told_by_name_and_gets_it_by_asking()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        var id = await Story("ASK", "A story that two want");
        var ben = await SignedIn(login: "ben");
        await ben.RouteAsync("**/newsroom/events?*", route => route.AbortAsync());
        await Open(ben, id);
        var anna = await Open(await SignedIn(), id);
        await anna.FillAsync("#headline", "A story that two people want");
        await anna.WaitForSelectorAsync("#saved.o");

        await ben.FillAsync("#headline", "Typed by Ben");
        await ben.WaitForSelectorAsync("#lock >> text=Anna Bell has it");
        Assert.Contains("Anna Bell has the story", await ben.InnerTextAsync(".notice"), StringComparison.Ordinal);
        Assert.DoesNotContain("person:", await ben.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.False(await ben.IsEditableAsync("#headline"));
        await Look(ben, "lock-refused-1440", true);

        await ben.UnrouteAsync("**/newsroom/events?*");
        await ben.ClickAsync("#lock >> text=Request");
        await anna.ClickAsync(".asked >> text=Hand over");
        await ben.WaitForSelectorAsync("#lock >> text=Yours since");
        Assert.Equal("A story that two people want", await ben.InputValueAsync("#headline"));
    }

    [Fact]
    public async Task Who_sends_what_another_is_writing_sees_who_and_that_it_goes_as_it_was_saved()
    {
        var (id, anna, ben) = await Two();
        await anna.RouteAsync("**/api/**", route => route.AbortAsync());
        await anna.FillAsync("#headline", "Half a thought");
        await ben.ClickAsync(".foot [data-do=send]");
        await ben.WaitForSelectorAsync("#sheet >> text=Anna Bell is writing");
        await ben.WaitForSelectorAsync("#sheet .do button.p:has-text('as saved 02:00')");
        await Look(ben, "send-as-saved-1440", true);
        await ben.ClickAsync("#sheet .do button.p");
        await ben.WaitForSelectorAsync("#story[data-state=published]");
        Assert.Equal("A story that two people want", (string?)(await Desk.Get($"stories/{id}/versions/1")).Done["content"]!["headline"]);

        // On the desk, what has gone out of it stands under it, with who sent it.
        await ben.GotoAsync(At("/newsroom"));
        await Choose(ben, id);
        Assert.Contains("Ben Osei", await ben.InnerTextAsync("#preview .history"), StringComparison.Ordinal);
        await Look(ben, "preview-history-1440", true);
    }

    // Anna has it; Ben reads along.
    private async Task<(string Id, IPage Anna, IPage Ben)> Two()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        var id = await Story("ASK", "A story that two want");
        var anna = await Open(await SignedIn(), id);
        await anna.FillAsync("#headline", "A story that two people want");
        await anna.WaitForSelectorAsync("#saved.o");
        var ben = await Open(await SignedIn(login: "ben"), id);
        await ben.WaitForSelectorAsync("#lock >> text=Anna Bell has it");
        return (id, anna, ben);
    }

    private string[] Audited(params string[] what) =>
        [.. Host.Store.Read(db => db.Many("select what from audit order by seq", static r => r.Text(0))).Where(what.Contains)];
}
