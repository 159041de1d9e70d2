using System.Net;
using System.Text.RegularExpressions;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The staff's pages: the door opens once, and what they show reads well everywhere.</summary>
public sealed partial class StaffTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private NewsroomHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await NewsroomHost.StartAsync(zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"));

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_link_opens_once_by_its_button_and_looking_at_it_does_not_use_it_up()
    {
        using var visitor = Visitor();
        var link = await StaffLinks.Create(_host.Store, "test");
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/staff")).StatusCode);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link)).StatusCode);
        var entered = await Press(visitor, link);
        Assert.Equal("/staff", entered.Headers.Location!.ToString());
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dateline-staff=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var board = await visitor.GetAsync("/staff");
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        Assert.True(board.Headers.CacheControl!.NoStore);
        Assert.Contains("default-src 'none'", board.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var second = Visitor();
        Assert.Equal(HttpStatusCode.Forbidden, (await Press(second, link)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await second.GetAsync("/staff")).StatusCode);
    }

    [Fact]
    public async Task A_link_and_a_session_end_with_their_time()
    {
        using var visitor = Visitor();
        var late = await StaffLinks.Create(_host.Store, "test", TimeSpan.FromMinutes(5));
        var link = await StaffLinks.Create(_host.Store, "test");
        await Press(visitor, link);
        _host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Forbidden, (await Press(Visitor(), late)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/staff")).StatusCode);
        _host.Time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/staff")).StatusCode);
    }

    [Fact]
    public async Task Without_its_form_the_door_does_not_open_and_leaving_ends_the_session_everywhere()
    {
        using var visitor = Visitor();
        var link = await StaffLinks.Create(_host.Store, "test");
        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync("/staff/enter", new FormUrlEncodedContent([new("token", token)]))).StatusCode);
        var session = (await Press(visitor, link)).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dateline-staff=", StringComparison.Ordinal)).Split(';')[0];
        await Press(visitor, "/staff", "/staff/leave");
        using var thief = Visitor(cookies: false);
        thief.DefaultRequestHeaders.Add("Cookie", session);
        Assert.Equal(HttpStatusCode.Found, (await thief.GetAsync("/staff")).StatusCode);
    }

    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/stories/01a0325a-b300-7c0f-8eda-aed62e339432")]
    [InlineData("/staff/media/x")]
    public async Task Without_a_session_everything_leads_to_the_door_alike(string path)
    {
        using var visitor = Visitor();
        var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/staff/enter", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_board_and_a_story_read_well_wide_narrow_dark_and_in_french()
    {
        var story = await Morning();
        foreach (var (name, width, dark, language) in new[] { ("1440", 1440, false, "en"), ("dark", 1440, true, "en"), ("390", 390, false, "en"), ("390-dark", 390, true, "fr"), ("fr", 1440, false, "fr"), ("1000", 1000, false, "en") })
        {
            var page = await browser.NewPageAsync(width, 900, dark);
            await page.GotoAsync(new Uri(_host.Address, await StaffLinks.Create(_host.Store, "test")).ToString());
            await Look(page, $"staff-enter-{name}", name is "1440" or "390-dark");
            await page.ClickAsync("button");
            await page.WaitForSelectorAsync("#now");
            await page.GotoAsync(new Uri(_host.Address, "/staff?lang=" + language).ToString());
            await Look(page, $"staff-board-{name}", true);
            await page.GotoAsync(new Uri(_host.Address, $"/staff/stories/{story}?lang=" + language).ToString());
            Assert.Contains("Arvid Holm", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            await Look(page, $"staff-story-{name}", true);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task An_open_board_takes_in_what_is_sent_without_being_loaded_anew()
    {
        await Morning();
        var page = await browser.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        await page.GotoAsync(new Uri(_host.Address, await StaffLinks.Create(_host.Store, "test")).ToString());
        await page.ClickAsync("button");
        await page.WaitForSelectorAsync("#now");
        await page.EvaluateAsync("window.same = true");
        var desk = await _host.CallerAsync();
        await desk.Act(await desk.Draft("Sent while you look"), "publish", """{"expectedVersion":0}""");
        await page.WaitForSelectorAsync("text=Sent while you look", new() { Timeout = 10_000 });
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_of_the_api_asks_nobody_else_for_anything()
    {
        var page = await browser.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync(new Uri(_host.Address, await StaffLinks.Create(_host.Store, "test")).ToString());
        await page.ClickAsync("button");
        await page.WaitForSelectorAsync("#now");
        await page.GotoAsync(new Uri(_host.Address, "/api/v1/docs").ToString());
        await page.GetByText("Sending", new() { Exact = true }).First.ClickAsync();
        await page.GetByText("Kill: nobody may ever use it").First.ClickAsync();
        await page.WaitForTimeoutAsync(1000);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repo.Artifacts("screens"), "api-docs.png") });
        Assert.DoesNotContain(asked, url => !url.StartsWith(_host.Address.ToString(), StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private HttpClient Visitor(bool cookies = true) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, UseProxy = false }) { BaseAddress = _host.Address };

    /// <summary>Opens a page and presses its button, as a browser would.</summary>
    private static async Task<HttpResponseMessage> Press(HttpClient visitor, string page, string? action = null)
    {
        var html = await visitor.GetStringAsync(page);
        var fields = Hidden().Matches(html).Select(m => new KeyValuePair<string, string>(m.Groups[1].Value, m.Groups[2].Value)).ToList();
        return await visitor.PostAsync(action ?? "/staff/enter", new FormUrlEncodedContent(fields));
    }

    [GeneratedRegex("<input name=\"(__RequestVerificationToken)\" type=\"hidden\" value=\"([^\"]*)\"|<input type=\"hidden\" name=\"(?<1>token)\" value=\"(?<2>[^\"]*)\"")]
    private static partial Regex Hidden();

    /// <summary>A morning with something of everything: the id of a story that has been through a lot.</summary>
    private async Task<string> Morning()
    {
        var desk = await _host.CallerAsync();
        async Task<string> Story(string slug, string headline, string more = "") =>
            (string)(await desk.Post("stories", $$$"""{"content":{"language":"en","slugline":"{{{slug}}}","headline":"{{{headline}}}","body":"<p>Text.</p>"{{{more}}}}}""")).Done["id"]!;
        async Task Go(string id, string action, string json)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(47));
            await desk.Act(id, action, json);
        }
        await _host.Store.Write(tx =>
        {
            var np = Sources.Save(tx, "np", "Northern Press", "{}", "test");
            Sources.Save(tx, "cns", "Coastal News Service", "{}", "test");
            Sources.Heard(tx, np.Id);
            var raw = RawBytes.From("<newsItem"u8);
            raw.Keep(tx);
            Quarantine.Put(tx, np.Id, raw.Sha, 0, "incomplete", "The document ends too early: the element newsItem is open.", 1, 9, null, null);
            Alarms.Raise(tx, "incoming-correction", "Northern Press corrects a story that the desk has edited. Bring both together.");
            return 0;
        });
        var strike = await Story("PORT-STRIKE", "Dockers reject offer, talks paused", """
            ,"urgency":2,"dek":"The union wants the night allowance in the base pay before it returns to the table.","bylines":[{"name":"Ingrid Solheim","title":"Northern Press"}],"dateline":"PORT CLARE, Aug. 24 (NP)",
            "withFilesFrom":[{"name":"M. Tremblay","place":"Kessel"},{"name":"CNS"}],"subjects":[{"code":"medtop:20000638","name":"diplomacy"}],"places":["Port Clare"],"edNote":"Photos of the quay follow.","pictures":[{"caption":"Pickets at the container gate.","credit":"Northern Press / Pavel Dvorin"}]
            """);
        await desk.Put($"stories/{strike}/content", (await desk.Get($"stories/{strike}/content")).Text.Replace("<p>Text.</p>", "<p>Dockers at Port Clare turned down a pay offer on Monday and left the talks, a day after the first ships had turned away to Kessel.</p><p>“We were offered what we have,” said Arvid Holm, who speaks for the 1,400 on the quay.</p><h2>What comes next</h2><p>The mediator expects both sides on Thursday, officials said.</p>", StringComparison.Ordinal), ("If-Match", (string)(await desk.Get($"stories/{strike}")).Done["contentTag"]!));
        await Go(strike, "publish", """{"expectedVersion":0}""");
        var visit = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers on unannounced visit to Kessel");
        await Go(visit, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T08:02:00Z"}""");
        var mine = await Story("MINE-RESCUE", "Two miners found alive");
        await Go(mine, "publish", """{"expectedVersion":0}""");
        await Go(strike, "writethru", """{"expectedVersion":1}""");
        await Go(strike, "correct", """{"expectedVersion":2,"edNote":"CORRECTS sum","notice":{"text":"An earlier version misstated the sum. It is 22 million."}}""");
        await Go(mine, "hold", """{"reason":"Doubts about the source"}""");
        await Go(mine, "kill", """{"reason":"The report was false"}""");
        await Go(await Story("BUDGET-SCHOOLS", "Schools to get heat pumps under revised budget"), "publish", """{"expectedVersion":0,"sendAt":"2026-08-24T15:00:00Z"}""");
        await Go(await Story("OBIT-LINDQVIST", "Composer Maja Lindqvist, voice of the north, dies at 91"), "embargo", """{"expectedVersion":0,"usableFrom":"until-further-notice"}""");
        await Go(visit, "writethru", """{"expectedVersion":1}""");
        return strike;
    }
}
