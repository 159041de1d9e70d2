using System.Net;
using Dateline.Store.Keeping;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What a house has set for itself: what desks ask of their stories, texts that are ready, the rules of its style.</summary>
public sealed class HouseTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task What_a_desk_asks_for_is_set_on_a_screen_shows_in_the_sheet_and_stops_the_sending()
    {
        await Host.PersonAsync("olga", "Olga Dahl", "admin");
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var chief = await SignedIn(login: "olga");
        var errors = Complaints(chief);
        await chief.ClickAsync(".rail a[href='/newsroom/house']");
        await chief.ClickAsync("text=Set what is asked");
        await chief.CheckAsync("input[name=required][value=dek]");
        await chief.FillAsync("[name=headline-longest]", "ten");
        await chief.ClickAsync("#main button.p");
        await chief.WaitForSelectorAsync("#main .why");
        Assert.True(await chief.IsCheckedAsync("input[name=required][value=dek]"));
        Assert.Equal("ten", await chief.InputValueAsync("[name=headline-longest]"));
        await chief.FillAsync("[name=headline-longest]", "10");
        await chief.CheckAsync("input[name=second]");
        await Look(chief, "profile-1440", true);
        await chief.ClickAsync("#main button.p");
        await chief.WaitForSelectorAsync("#main >> text=summary, second reader");
        await Look(chief, "house-1440", true);

        (await Desk.Try(id, "publish", """{"expectedVersion":0}""")).Refused(HttpStatusCode.UnprocessableEntity, "profile-missing", "/content/dek");
        var anna = await SignedIn();
        await Open(anna, id);
        Assert.Equal("20 / 10", await anna.TextContentAsync("#headline-n"));
        await anna.ClickAsync(".foot [data-do=send]");
        await anna.WaitForSelectorAsync("#sheet >> text=required: summary");
        await anna.WaitForSelectorAsync("#sheet >> text=headline over 10");
        await Look(anna, "profile-sheet-1440", true);
        await anna.ClickAsync("#sheet >> text=required: summary");
        await anna.Keyboard.TypeAsync("A summary");
        await anna.WaitForSelectorAsync("#saved.o");
        (await Desk.Try(id, "publish", """{"expectedVersion":0}""")).Refused(HttpStatusCode.UnprocessableEntity, "second-reader-missing");
        await Desk.Post($"stories/{id}/reading");
        Assert.Equal(1, (int)(await Desk.Act(id, "publish", """{"expectedVersion":0}"""))["story"]!["version"]!);
        // A flash has no time for a summary, nor for a second reader.
        await Desk.Act(await Story("FLASH", "Ferry sinks", more: ",\"urgency\":1"), "publish", """{"expectedVersion":0}""");

        await chief.ClickAsync("#main [data-row]");
        await chief.ClickAsync("text=Ask what every desk asks");
        await chief.WaitForSelectorAsync("#main .done");
        Assert.Empty((await Desk.Get("profiles")).Done["items"]!.AsArray());
        Assert.Empty(errors);
        await chief.Context.CloseAsync();
        await anna.Context.CloseAsync();
    }

    [Fact]
    public async Task A_story_begins_with_a_template_and_a_kill_takes_the_words_that_are_ready()
    {
        await Host.PersonAsync("olga", "Olga Dahl", "admin");
        var model = await Story("WEATHER", "Weather for the north coast", "<p>Wind:</p><p>Sea:</p>");
        var page = await SignedIn(login: "olga");
        var errors = Complaints(page);
        await Open(page, model);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("keep this story");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#template-name", "Météo du matin");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#said >> text=Météo du matin");

        await page.GotoAsync(At("/newsroom/house"));
        await page.FillAsync("#name", "False report");
        await page.ClickAsync("#main form[action*=notice] button.p");
        await page.WaitForSelectorAsync("#text-wrong");
        await page.FillAsync("#text", "The report was false.");
        await page.ClickAsync("#main form[action*=notice] button.p");
        await page.WaitForSelectorAsync("#main >> text=The report was false.");
        await page.UncheckAsync("input[value=numbers]");
        await page.ClickAsync("#main form[action*=style] button.p");
        await page.WaitForSelectorAsync("#main .done");
        Assert.False((bool)(await Desk.Get("style")).Done["items"]!.AsArray().Single(r => (string?)r!["code"] == "numbers")!["on"]!);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "house-390", true);
        await page.SetViewportSizeAsync(1440, 900);

        await page.GotoAsync(At("/newsroom"));
        await page.ClickAsync(".rail [data-do=template]");
        await page.WaitForSelectorAsync("[data-template=meteo-du-matin]");
        await Look(page, "template-1440", true);
        await page.ClickAsync("[data-template=meteo-du-matin]");
        await page.WaitForURLAsync("**/newsroom/stories/*");
        await Ready(page);
        Assert.Equal("Weather for the north coast", await page.InputValueAsync("#headline"));
        Assert.Equal("Wind:", await page.TextContentAsync("#body p >> nth=0"));

        await Desk.Act(model, "publish", """{"expectedVersion":0}""");
        await Open(page, model);
        await page.ClickAsync(".foot [data-do=kill]");
        await page.SelectOptionAsync("#s-template", "false-report");
        Assert.Equal("The report was false.", await page.InputValueAsync("#s-reason"));
        await Look(page, "kill-template-1440", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_editor_has_no_say_in_the_rules_of_the_house()
    {
        var editor = await Host.CallerAsync("stories:read", "stories:write", "publish");
        (await editor.Put("profiles/any/text", "{}")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await editor.Put("templates/x", """{"name":"x","use":"notice","text":"x"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await Desk.Put("templates/x", """{"name":"x","use":"story","text":"x"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/content");
        (await Desk.Put("profiles/any/nothing", "{}")).Refused(HttpStatusCode.BadRequest, "query-bad");
        (await Desk.Put("style/nothing", """{"on":true}""")).Refused(HttpStatusCode.NotFound, "unknown");
        var page = await SignedIn();
        Assert.Equal(403, await page.EvaluateAsync<int>("fetch('/newsroom/house').then(answer => answer.status)"));
        await page.Context.CloseAsync();
    }
}
