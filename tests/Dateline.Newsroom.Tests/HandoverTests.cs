using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The handover in a real browser: a note for the next shift, and the day's budget, which prints and goes out as an advisory.</summary>
public sealed partial class HandoverTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_shift_leaves_its_note_and_its_budget_goes_out_to_editors_only()
    {
        var story = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Post($"stories/{story}/move", """{"stage":"working"}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/handover']");
        await page.ClickAsync("text=Leave this note");
        await page.WaitForSelectorAsync("#text-wrong");
        await page.FillAsync("#text", "Dockers vote at 19:00.\nSam has the union's mobile.");
        await page.ClickAsync("text=Leave this note");
        await page.WaitForSelectorAsync(".left-note >> text=Anna Bell");

        await page.FillAsync("#slug", "STORM-ELIN");
        await page.FillAsync("#line", "Second warning for the north coast");
        await page.FillAsync("#length", "many");
        await page.FillAsync("#due", "15:00");
        await page.ClickAsync(".budget-add button.p");
        await page.WaitForSelectorAsync("#length-wrong");
        Assert.Equal("STORM-ELIN", await page.InputValueAsync("#slug"));
        await page.FillAsync("#length", "500");
        await page.ClickAsync(".budget-add button.p");
        await page.WaitForSelectorAsync(".tbl >> text=STORM-ELIN");
        await page.ClickAsync("li:has-text('PORT-STRIKE') button");
        await page.WaitForSelectorAsync(".tbl >> text=PORT-STRIKE");
        Assert.Equal(["STORM-ELIN", "PORT-STRIKE"], await page.Locator(".tbl tbody th").AllInnerTextsAsync());
        await Look(page, "handover-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "handover-390", true);
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.IsVisibleAsync(".budget-add"));
        Assert.False(await page.IsVisibleAsync(".rail"));
        Assert.True(await page.IsVisibleAsync(".tbl >> text=STORM-ELIN"));
        Assert.True((await page.Locator(".tbl").BoundingBoxAsync())!.Width > 1300, "On paper the budget has the width of the paper.");
        await Look(page, "handover-print", true);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        var line = (await Desk.Get("desks/news/budget")).Done["items"]![0]!;
        Assert.Equal("2026-08-24T19:00:00Z", (string?)line["due"]);
        await page.ClickAsync("text=Make an advisory");
        await page.WaitForURLAsync("**/newsroom/stories/*");
        await Ready(page);
        var advisory = (await Desk.Get("stories/" + page.Url.Split('/')[^1])).Done;
        Assert.True((bool)advisory["advisory"]!);
        Assert.Equal("News budget for Monday 24 August", (string?)advisory["headline"]);
        Assert.Equal("<p>STORM-ELIN — Second warning for the north coast. 500 words. Due Mon 24 Aug 15:00 UTC−04:00.</p><p>PORT-STRIKE — Dockers reject offer. 30 words.</p>", (string?)advisory["content"]!["body"]);
        var sent = await Desk.Act((string)advisory["id"]!, "publish", """{"expectedVersion":0}""");
        // The screen reads itself anew when what it shows has gone out.
        await Assertions.Expect(page.Locator(".top .meta")).Not.ToContainTextAsync("never sent");
        await Ready(page);
        Assert.NotEqual("open", (string?)sent["story"]!["gate"]!["public"]);

        await page.GotoAsync(At("/newsroom/handover?lang=fr"));
        await page.ClickAsync("tr:has-text('STORM-ELIN') button");
        await page.WaitForSelectorAsync(".tbl tbody tr:only-child");
        await page.GotoAsync(At("/newsroom/handover?lang=fr"));
        await page.WaitForSelectorAsync("html[lang=fr] h1");
        await Look(page, "handover-fr", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_paper_it_is_the_note_and_a_table_of_whole_rows_on_as_many_pages_as_they_need()
    {
        await Desk.Put("desks/news/note", """{"text":"Dockers vote at 19:00.\nSam has the union's mobile."}""");
        for (var n = 1; n <= 60; n++) await Desk.Post("desks/news/budget", $$"""{"slug":"STORM-ELIN-{{n}}","line":"Second warning for the north coast, with the harbours of Port Clare and Kessel closed until Tuesday noon at the earliest","words":{{n}}00,"due":"2026-08-24T19:00:00Z","photos":true}""");
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/handover"));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        // A4 within the margins that browsers leave.
        await page.SetViewportSizeAsync(718, 1046);
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav,button,.button,input,select,textarea,summary,.rail')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))"));
        Assert.True(await page.IsVisibleAsync(".left-note >> text=Dockers vote at 19:00."));
        Assert.Equal(["table-header-group"], await page.EvaluateAsync<string[]>("[getComputedStyle(document.querySelector('.tbl thead')).display]"));
        Assert.Equal(["table-row avoid"], await page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('.tbl tbody tr')].map(r => `${getComputedStyle(r).display} ${getComputedStyle(r).breakInside}`))]"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.tbl :is(th,td)')].filter(c => c.scrollWidth > c.clientWidth + 1).map(c => c.textContent)"));
        // A time that is broken over two lines is misread.
        Assert.Equal(1, Assert.Single(await page.EvaluateAsync<int[]>("[...new Set([...document.querySelectorAll('.tbl tbody :is(.num,.when)')].map(c => { const r = document.createRange(); r.selectNodeContents(c); return new Set([...r.getClientRects()].map(l => l.top)).size; }))]")));
        await Look(page, "handover-paper", true);
        var paper = await page.PdfAsync(new() { Path = Path.Combine(Repo.Artifacts("screens"), "handover-paper.pdf"), Format = "A4", Margin = new() { Top = "1cm", Right = "1cm", Bottom = "1cm", Left = "1cm" } });
        Assert.InRange(Pages().Count(System.Text.Encoding.Latin1.GetString(paper)), 2, 4);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_line_is_changed_and_keeps_its_place_and_what_is_typed_wrong()
    {
        var added = (await Desk.Post("desks/news/budget", """{"slug":"STORM-ELIN","line":"A storm","words":300,"due":"2026-08-24T19:00:00Z","photos":true}""")).Done;
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/handover"));
        await page.ClickAsync("tr:has-text('STORM-ELIN') a.button");
        Assert.Equal("15:00", await page.InputValueAsync("#due"));
        Assert.True(await page.IsCheckedAsync("[name=photos]"));
        await page.FillAsync("#line", "Second warning for the north coast");
        await page.FillAsync("#length", "many");
        await page.ClickAsync("text=Save the line");
        await page.WaitForSelectorAsync("#length-wrong");
        Assert.Equal("Second warning for the north coast", await page.InputValueAsync("#line"));
        await Look(page, "handover-change-1440", true);
        await page.FillAsync("#length", "450");
        await page.ClickAsync("text=Save the line");
        await page.WaitForSelectorAsync(".tbl >> text=Second warning");
        var line = Assert.Single((await Desk.Get("desks/news/budget")).Done["items"]!.AsArray())!;
        Assert.Equal(((string?)added["id"], 450, "2026-08-24T19:00:00Z"), ((string?)line["id"], (int)line["words"]!, (string?)line["due"]));

        var changed = (await Desk.Put($"desks/news/budget/{added["id"]}", """{"slug":"STORM-ELIN","line":"It has passed"}""")).Done;
        Assert.Equal("It has passed", (string?)changed["line"]);
        (await Desk.Put($"desks/sport/budget/{added["id"]}", """{"slug":"STORM-ELIN","line":"Elsewhere"}""")).Refused(HttpStatusCode.NotFound, "unknown");
        (await Desk.Put($"desks/news/budget/{added["id"]}", """{"slug":"STORM-ELIN"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/line");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_advisory_tells_nothing_of_what_is_under_embargo_until_it_may_be_used()
    {
        var secret = await Story("MERGER", "Harbour line to be sold");
        await Desk.Act(secret, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        await Desk.Post("desks/news/budget", $$"""{"story":"{{secret}}"}""");
        (await Desk.Post("desks/news/budget/advisory", "{}")).Refused(HttpStatusCode.NotFound, "unknown");
        await Desk.Post("desks/news/budget", """{"slug":"STORM","line":"A storm"}""");
        Assert.Equal("<p>STORM — A storm.</p>", await Advised());
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/handover"));
        await page.WaitForSelectorAsync("tr:has-text('MERGER') >> text=under embargo: not in an advisory");
        await Look(page, "handover-embargo-1440", true);
        await page.Context.CloseAsync();

        Host.Time.Advance(TimeSpan.FromHours(14));
        Assert.Contains("MERGER — Harbour line to be sold.", await Advised("2026-08-24"), StringComparison.Ordinal);
    }

    private async Task<string> Advised(string? day = null) =>
        (string)(await Desk.Post("desks/news/budget/advisory", day is null ? "{}" : $$"""{"day":"{{day}}"}""")).Done["content"]!["body"]!;

    [Fact]
    public async Task A_reader_sees_the_handover_and_changes_nothing()
    {
        await Host.PersonAsync("rita", "Rita Holm", "reader");
        await Desk.Put("desks/news/note", """{"text":"Quiet night."}""");
        await Desk.Post("desks/news/budget", """{"slug":"STORM","line":"A storm"}""");
        (await Desk.Post("desks/news/budget", """{"slug":"STORM"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/line");
        (await Desk.Get("desks/news/budget?day=tomorrow")).Refused(HttpStatusCode.BadRequest, "query-bad");
        (await Desk.Post("desks/sport/budget/advisory", "{}")).Refused(HttpStatusCode.NotFound, "unknown");
        var page = await SignedIn(login: "rita");
        await page.GotoAsync(At("/newsroom/handover"));
        await page.WaitForSelectorAsync(".left-note >> text=Quiet night.");
        Assert.Equal(0, await page.Locator("#main form[method=post]").CountAsync());
        await page.Context.CloseAsync();
    }

    [GeneratedRegex("/Type /Page\\b")]
    private static partial Regex Pages();
}
