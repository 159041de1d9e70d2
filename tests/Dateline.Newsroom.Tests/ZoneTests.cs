using System.Net;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Times in the zone of whoever looks: shown in it and typed in it, while what is the newsroom's stays in the newsroom's.</summary>
public sealed class ZoneTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_person_far_away_types_and_reads_their_own_time_and_the_desk_reads_its_own()
    {
        await Host.PersonAsync("ben", "Ben Osei");
        var story = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Post($"stories/{story}/move", """{"stage":"ready"}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        Assert.Equal("UTC−04:00", await page.GetAttributeAsync("body", "data-zone"));
        await page.GotoAsync(At("/newsroom/me"));
        await page.SelectOptionAsync("#zone", "Asia/Tokyo");
        await page.ClickAsync("form[action*='handler=zone'] button");
        await page.WaitForSelectorAsync("body[data-zone='UTC+09:00']");
        Assert.Equal("Asia/Tokyo", await page.InputValueAsync("#zone"));
        Assert.Contains("UTC−04:00", await page.InnerTextAsync("#me-zone-how"), StringComparison.Ordinal);
        await Look(page, "zone-me-1440", true);

        await Open(page, story);
        await page.ClickAsync(".foot [data-do=send]");
        await page.CheckAsync("#sheet input[value=schedule]", new() { Force = true });
        await page.FillAsync("#s-sendAt", "2026-08-25T06:00");
        await page.WaitForSelectorAsync("#sheet .hint:has-text('UTC+09:00'):has-text('2026-08-24 21:00 UTC')");
        await LookAround(page, "zone-sheet");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#sheet", new() { State = WaitForSelectorState.Hidden });
        Assert.Equal("2026-08-24T21:00:00Z", (string?)(await Desk.Get("stories/" + story)).Done["scheduled"]![0]!["at"]);

        // The story's own screen reads itself anew just now.
        var log = await page.Context.NewPageAsync();
        await log.GotoAsync(At("/newsroom/log?view=timetable"));
        await log.WaitForSelectorAsync("main >> text=25 Aug 06:00");
        var ben = await SignedIn(login: "ben");
        await ben.GotoAsync(At("/newsroom/log?view=timetable"));
        await ben.WaitForSelectorAsync("main >> text=24 Aug 17:00");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_desks_budget_and_its_advisory_keep_the_newsrooms_time_whoever_looks()
    {
        await Host.Store.Write(tx => { Store.Keeping.People.SetZone(tx, Anna.Id, "Europe/Paris"); return 0; });
        await Speaks("fr");
        var page = await SignedIn(390, dark: true);
        await page.GotoAsync(At("/newsroom/me"));
        Assert.Equal("Europe/Paris", await page.InputValueAsync("#zone"));
        await Look(page, "zone-me-390-fr", true);
        await page.GotoAsync(At("/newsroom/handover"));
        await page.WaitForSelectorAsync("text=Les heures de cette page sont celles de la rédaction (UTC−04:00).");
        await page.FillAsync("#slug", "STORM-ELIN");
        await page.FillAsync("#line", "Second warning for the north coast");
        await page.FillAsync("#due", "15:00");
        await page.ClickAsync(".budget-add button.p");
        await page.WaitForSelectorAsync(".tbl >> text=15:00");
        Assert.Equal("2026-08-24T19:00:00Z", (string?)(await Desk.Get("desks/news/budget")).Done["items"]![0]!["due"]);
        await Look(page, "zone-handover-390-fr", true);
        var advisory = (await Desk.Post("desks/news/budget/advisory", """{"day":"2026-08-24"}""")).Done;
        Assert.Contains("15:00 UTC−04:00", (string?)advisory["content"]!["body"], StringComparison.Ordinal);
        await page.ClickAsync("form[action*='handler=advisory'] button");
        await page.WaitForURLAsync("**/newsroom/stories/*");
        Assert.Contains("15:00 UTC−04:00", (string?)(await Desk.Get("stories/" + page.Url.Split('/')[^1])).Done["content"]!["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_is_none_is_refused_and_the_newsrooms_comes_back_when_it_is_chosen()
    {
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/me"));
        await page.EvaluateAsync("document.querySelector('#zone').append(new Option('Nowhere', 'Etc/../passwd'))");
        await page.SelectOptionAsync("#zone", "Etc/../passwd");
        var answered = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("form[action*='handler=zone'] button"), r => r.Request.Method == "POST");
        Assert.Equal((int)HttpStatusCode.UnprocessableEntity, answered.Status);
        await page.WaitForSelectorAsync("#me-zone ~ form .why");
        await page.SelectOptionAsync("#zone", "UTC");
        await page.ClickAsync("form[action*='handler=zone'] button");
        await page.WaitForSelectorAsync("body[data-zone='UTC']");
        await page.SelectOptionAsync("#zone", "");
        await page.ClickAsync("form[action*='handler=zone'] button");
        await page.WaitForSelectorAsync("body[data-zone='UTC−04:00']");
    }
}
