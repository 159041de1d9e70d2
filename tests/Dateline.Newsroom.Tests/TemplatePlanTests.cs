using System.Net;
using System.Text.Json.Nodes;
using Dateline.Store.House;
using Dateline.Store.Stories;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Templates that make their stories by themselves, on screen: set at the house's rules, seen and paused in the timetable.</summary>
public sealed class TemplatePlanTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task The_weather_makes_itself_on_weekdays_and_is_paused_from_the_timetable()
    {
        await Host.PersonAsync("olga", "Olga Dahl", "chief");
        await Template();
        var page = await SignedIn(login: "olga");
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/house"));
        await page.ClickAsync("form[action*='handler=plan'] button.p");
        await page.WaitForSelectorAsync("#plan-at-wrong");
        await page.FillAsync("#plan-at", "05:30");
        await page.SelectOptionAsync("#plan-person", new SelectOptionValue { Label = "Anna Bell" });
        await page.UncheckAsync("input[name=days][value=friday]");
        await Look(page, "plan-form-1440", true);
        await page.ClickAsync("form[action*='handler=plan'] button.p");
        await page.WaitForSelectorAsync("[data-live=plans] >> text=Mon–Thu at 05:30 · desk News · for Anna Bell");

        // Monday, 24 August, 02:00 in Toronto: due at 09:30 UTC.
        Host.Time.Advance(TimeSpan.FromHours(4));
        await new TimetableRunner(Host.Store).RunOnceAsync();
        var made = (await Desk.Get("stories?slugline=WEATHER")).Done["items"]!.AsArray().Single()!;
        Assert.Equal((Anna.Pseudonym, "draft"), ((string?)made["markedFor"], (string?)made["state"]));
        await page.GotoAsync(At("/newsroom/log?view=timetable"));
        await page.WaitForSelectorAsync("[data-live=plans] >> text=last Mon 24 Aug 06:00");
        await Look(page, "timetable-plans-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "timetable-plans-390", true);
        await page.ClickAsync("[data-live=plans] button");
        await page.WaitForSelectorAsync("[data-live=plans] >> text=paused");
        Assert.Contains("view=timetable", page.Url, StringComparison.Ordinal);
        Assert.Null(Host.Store.Read(TemplatePlans.All).Single().Next);
        await page.ClickAsync("[data-live=plans] button");
        await page.WaitForSelectorAsync("[data-live=plans] >> text=next Tue 25 Aug 05:30");
        Assert.Empty(errors);
        await page.Context.CloseAsync();

        // Who only reads the log sees them, and has no hand on them.
        var anna = await SignedIn(dark: true);
        await anna.GotoAsync(At("/newsroom/log?view=timetable&lang=fr"));
        await anna.WaitForSelectorAsync("[data-live=plans] >> text=lun.–jeu. à 05:30");
        Assert.Equal(0, await anna.Locator("[data-live=plans] button").CountAsync());
        await Look(anna, "timetable-plans-fr-dark-1440", true);
        await anna.Context.CloseAsync();
    }

    [Fact]
    public async Task A_program_sets_pauses_and_takes_one_away_and_is_told_what_cannot_be_meant()
    {
        await Template();
        (await Desk.Post("templates/nothing/plans", """{"days":["monday"],"at":"05:30"}""")).Refused(HttpStatusCode.NotFound, "unknown");
        (await Desk.Post("templates/weather/plans", """{"days":[],"at":"05:30"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/days");
        (await Desk.Post("templates/weather/plans", """{"days":["someday"],"at":"05:30"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/days");
        (await Desk.Post("templates/weather/plans", """{"days":["monday"],"at":"25:30"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/at");
        (await Desk.Post("templates/weather/plans", """{"days":["monday"],"at":"05:30","for":"person:nobody"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/for");
        var plan = (await Desk.Post("templates/weather/plans", """{"days":["saturday","monday"],"at":"05:30","desk":"sport"}""")).Done;
        Assert.Equal(("sport", "America/Toronto", "2026-08-24T09:30:00Z"), ((string?)plan["desk"], (string?)plan["zone"], (string?)plan["next"]));
        Assert.Null((await Desk.Post($"template-plans/{plan["id"]}/pause")).Done["next"]);
        Assert.NotNull((await Desk.Post($"template-plans/{plan["id"]}/resume")).Done["next"]);
        var editor = await Host.CallerAsync("stories:read", "stories:write");
        Assert.Single((await editor.Get("template-plans")).Done["items"]!.AsArray());
        (await editor.Delete($"template-plans/{plan["id"]}")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Delete($"template-plans/{plan["id"]}")).Status);
        (await Desk.Post($"template-plans/{plan["id"]}/pause")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    private Task<Said> Template() => Desk.Put("templates/weather", """{"name":"Weather","use":"story","content":{"language":"en","slugline":"WEATHER","headline":"Weather for the north coast"}}""");
}
