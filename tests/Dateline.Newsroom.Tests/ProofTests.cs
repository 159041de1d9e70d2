using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Dateline.Newsroom.Tests;

/// <summary>Before a kill a person who signed in a while ago says again who they are; a factor that fails does not delay it, and a hold asks for nothing.</summary>
public sealed class ProofTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private NewsroomHost _host = null!;
    private Caller _desk = null!;
    private Visitor _anna = null!;
    private string _story = "";
    private string _formToken = "";

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        await _host.PersonAsync();
        await _host.PersonAsync("bela", "Bela Toth");
        await _host.PersonAsync("rita", "Rita Reporter", "reporter");
        _desk = await _host.CallerAsync();
        _story = (string)(await _desk.Post("stories", """{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers reject offer","body":"<p>Dockers said no on Monday.</p>"}}""")).Done["id"]!;
        await _desk.Try(_story, "publish", """{"expectedVersion":0}""");
        _anna = new Visitor(_host);
        await _anna.SignIn("anna", PeopleOfTests.Password);
        _formToken = await _anna.FormToken();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        _anna.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_kill_right_after_signing_in_asks_for_nothing_and_later_for_the_password()
    {
        _host.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("proof-needed", await Kill());
        Assert.Equal("published", await State());
        Assert.Equal("proof-wrong", await Prove(new { password = "not this one, surely" }));
        Assert.Equal("proof-needed", await Kill());
        Assert.Null(await Prove(new { password = PeopleOfTests.Password }));
        Assert.Null(await Kill());
        Assert.Equal("killed", await State());
    }

    [Fact]
    public async Task A_fresh_sign_in_is_proof_enough()
    {
        _host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(await Kill());
    }

    [Fact]
    public async Task A_hold_never_asks()
    {
        _host.Time.Advance(TimeSpan.FromHours(8));
        Assert.Null(await Act("hold"));
        Assert.Equal("onHold", await State());
    }

    [Fact]
    public async Task Where_it_fails_a_colleague_who_may_kill_proves_it_and_nobody_else_does()
    {
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("proof-wrong", await Prove(new { login = "rita", password = PeopleOfTests.Password }));
        Assert.Equal("proof-wrong", await Prove(new { login = "anna", password = PeopleOfTests.Password }));
        Assert.Equal("proof-wrong", await Prove(new { login = "nobody", password = PeopleOfTests.Password }));
        Assert.Null(await Prove(new { login = "bela", password = PeopleOfTests.Password }));
        Assert.Null(await Kill());
        var (anna, bela) = _host.Store.Read(db => (Store.Keeping.People.FindByLogin(db, "anna")!.Pseudonym, Store.Keeping.People.FindByLogin(db, "bela")!.Pseudonym));
        Assert.Equal((anna, bela), _host.Store.Read(db => db.One("select who, subject from audit where what = 'person-proof'", static r => (r.Text(0), r.Text(1)))));
    }

    [Fact]
    public async Task Whoever_guesses_waits_and_a_request_from_elsewhere_proves_nothing()
    {
        _host.Time.Advance(TimeSpan.FromHours(1));
        var said = new List<string?>();
        for (var n = 0; n < 12; n++) said.Add(await Prove(new { password = "a guess, number " + n }));
        Assert.Equal("proof-wrong", said[0]);
        Assert.Equal("proof-wait", said[^1]);
        using var without = new HttpRequestMessage(HttpMethod.Post, "/newsroom/proof") { Content = JsonContent.Create(new { password = PeopleOfTests.Password }) };
        Assert.Equal(HttpStatusCode.BadRequest, (await _anna.Send(without)).StatusCode);
        using var nobody = new Visitor(_host);
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.Get("/newsroom/proof")).StatusCode);
    }

    [Fact]
    public async Task A_program_is_proven_by_its_key()
    {
        _host.Time.Advance(TimeSpan.FromHours(8));
        Assert.NotNull((await _desk.Try(_story, "kill", """{"reason":"Wrong man."}""")).Done);
    }

    [Fact]
    public async Task The_kill_sheet_asks_for_the_password_where_it_stands_and_keeps_what_was_typed()
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(_host.Address, "/newsroom/enter").ToString());
        await page.FillAsync("#login", "anna");
        await page.FillAsync("#password", PeopleOfTests.Password);
        await page.ClickAsync("button.p");
        await page.WaitForSelectorAsync("#board");
        _host.Time.Advance(TimeSpan.FromHours(1));
        await page.ClickAsync($"#board li[data-id=\"{_story}\"] a");
        await page.ClickAsync("#preview [data-do=kill]");
        await page.FillAsync("#s-reason", "Names the wrong man.");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#sheet .proof #s-password");
        await ChromiumBrowser.ScreenshotAsync(page, "room-proof-1440");
        await page.FillAsync("#s-password", "wrong");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#sheet .alert");
        Assert.Equal("published", await State());
        Assert.Equal("Names the wrong man.", await page.InputValueAsync("#s-reason"));
        await page.FillAsync("#s-password", PeopleOfTests.Password);
        await page.ClickAsync("#sheet .do button.red");
        await Assertions.Expect(page.Locator("#sheet")).Not.ToBeVisibleAsync();
        Assert.Equal("killed", await State());
        await page.Context.CloseAsync();
    }

    private Task<string?> Kill() => Act("kill");

    private Task<string?> Act(string action) => Sent($"/api/v1/stories/{_story}/actions/{action}", new { reason = "Names the wrong man." });

    private Task<string?> Prove(object given) => Sent("/newsroom/proof", given);

    /// <summary>What a page's script would send: the code of the refusal, or null where it was done.</summary>
    private async Task<string?> Sent(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", _formToken);
        using var answer = await _anna.Send(request);
        if (answer.IsSuccessStatusCode) return null;
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
    }

    private async Task<string?> State() => (string?)(await _desk.Get($"stories/{_story}")).Done["state"];
}
