using Dateline.Store.Stories;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Sending in a real browser: what can be taken back for a few seconds, what can't, and the sheet of a correction.</summary>
public sealed class SendingTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    protected override TimeSpan Undo => TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_was_sent_from_the_desk_is_taken_back_before_it_goes()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Choose(page, id);
        await page.ClickAsync("#preview [data-do=send]");
        await page.WaitForSelectorAsync("#sheet >> text=2 clients");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync(".undo >> text=PORT-STRIKE goes out in a few seconds");
        await Look(page, "undo-desk-1440", true);
        Assert.Equal("scheduled", await StateOf(id));
        await page.ClickAsync(".undo button");
        await page.WaitForSelectorAsync("#said >> text=PORT-STRIKE was taken back");
        Assert.Equal(0, await page.Locator(".undo").CountAsync());
        Assert.Equal("draft", await StateOf(id));
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        await Host.Store.Write(Timetable.RunDue);
        Assert.Equal(0, (int)(await Desk.Get($"stories/{id}")).Done["version"]!);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_storys_screen_it_waits_shut_goes_while_its_writer_has_it_and_ctrl_z_takes_it_back()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn();
        await Open(page, id);
        await page.FillAsync("#headline", "Dockers accept offer");
        await page.WaitForSelectorAsync("#saved.o");
        await Send(page);
        await page.WaitForSelectorAsync("#story[data-state=scheduled]");
        await Ready(page);
        Assert.False(await page.IsEditableAsync("#headline"));
        await Look(page, "undo-story-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "undo-story-390", true);
        await page.SetViewportSizeAsync(1440, 900);
        await page.Keyboard.PressAsync("Control+z");
        await page.WaitForSelectorAsync("#story[data-state=working]");
        await Ready(page);
        Assert.True(await page.IsEditableAsync("#headline"));

        await Send(page);
        await page.WaitForSelectorAsync("#story[data-state=scheduled]");
        // Somebody opens it to write while it waits: what was sent goes all the same.
        await Desk.Post($"stories/{id}/lock");
        Host.Time.Advance(TimeSpan.FromSeconds(20));
        await Host.Store.Write(Timetable.RunDue);
        await page.WaitForSelectorAsync("#story[data-state=published]");
        var sent = (await Desk.Get($"stories/{id}")).Done;
        Assert.Equal("Dockers accept offer", (string?)sent["headline"]);
        Assert.Equal(1, (int)sent["version"]!);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_flash_a_hold_and_a_kill_do_not_wait()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer", more: ",\"urgency\":1");
        var page = await SignedIn();
        await Open(page, id);
        await Send(page);
        await page.WaitForSelectorAsync("#story[data-state=published]");
        await Ready(page);
        await page.ClickAsync(".foot [data-do=hold]");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#story[data-state=onHold]");
        Assert.Equal(0, await page.Locator(".undo").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_program_that_does_not_ask_for_it_sends_at_once_and_one_that_does_is_told_until_when()
    {
        var first = await Story("ONE", "One");
        Assert.Equal(1, (int)(await Desk.Act(first, "publish", """{"expectedVersion":0}"""))["story"]!["version"]!);
        var second = await Story("TWO", "Two");
        var waits = await Desk.Act(second, "publish", """{"expectedVersion":0,"undo":true}""");
        Assert.Equal("2026-08-24T06:00:20Z", (string?)waits["undoUntil"]);
        Assert.Equal("draft", (string?)(await Desk.Act(second, "cancel-schedule"))["story"]!["state"]);
        (await Desk.Try(first, "hold", """{"reason":"Doubts","undo":true}""")).Refused(System.Net.HttpStatusCode.BadRequest, "unknown-member", "/undo");
        var planned = await Desk.Act(second, "publish", """{"expectedVersion":0,"undo":true,"sendAt":"2026-08-24T07:00:00Z"}""");
        Assert.Null(planned["undoUntil"]);
    }

    [Fact]
    public async Task A_correction_asks_for_what_readers_and_clients_are_told_and_takes_both()
    {
        var id = await Story("MINE-RESCUE", "Two miners found alive");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Open(page, id);
        await page.FillAsync("#headline", "Three miners found alive");
        await page.WaitForSelectorAsync("#saved.o");
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=correct]");
        await page.WaitForSelectorAsync("#s-notice");
        await Look(page, "correct-1440", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#s-notice-why");
        Assert.Equal(1, (int)(await Desk.Get($"stories/{id}")).Done["version"]!);
        await page.FillAsync("#s-notice", "An earlier version misstated how many were found. It was three.");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#s-edNote-why");
        await page.SelectOptionAsync("#s-kind", "clarification");
        await page.FillAsync("#s-edNote", "CORRECTS number in headline");
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "correct-390", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync(".undo");
        Host.Time.Advance(TimeSpan.FromSeconds(20));
        await Host.Store.Write(Timetable.RunDue);
        var sent = (await Desk.Get($"stories/{id}/versions/2")).Done;
        Assert.Equal("correct", (string?)sent["action"]);
        Assert.Equal("clarification", (string?)sent["notice"]!["kind"]);
        Assert.Equal("An earlier version misstated how many were found. It was three.", (string?)sent["notice"]!["text"]);
        Assert.Equal("CORRECTS number in headline", (string?)sent["edNote"]);
        Assert.Equal("Three miners found alive", (string?)sent["content"]!["headline"]);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private async Task<string?> StateOf(string id) => (string?)(await Desk.Get($"stories/{id}")).Done["state"];

    private static async Task Send(IPage page)
    {
        await page.ClickAsync(".foot [data-do=send]");
        await page.WaitForSelectorAsync("#sheet .facts li");
        await page.ClickAsync("#sheet .do button.p");
    }
}
