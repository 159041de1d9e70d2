using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;

namespace Dateline.Newsroom.Tests;

/// <summary>Signing in by the house's own service: who is known comes in, nobody is made known by it, and a word that can't be trusted opens nothing.</summary>
public sealed class ServiceDoorTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private SignInServer _service = null!;
    private NewsroomHost _host = null!;
    private Person _anna = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await SignInServer.StartAsync();
        _host = await NewsroomHost.StartAsync(signIn: _service.Service);
        _service.Time = _host.Time;
        _anna = await _host.PersonAsync("anna@np.example");
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task An_invited_person_comes_in_by_one_key_from_the_page_of_another_site_and_lands_where_they_wanted()
    {
        await _host.Store.Write(tx => { People.SetLanguage(tx, _anna.Id, "fr"); return 0; });
        var page = await browser.NewPageAsync();
        var errors = Looking.Complaints(page);
        await page.GotoAsync(At("/newsroom/me"));
        await page.FocusAsync(".door a.button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#me-service");
        Assert.Equal("/newsroom/me", new Uri(page.Url).AbsolutePath);
        Assert.Contains("Relié", await page.InnerTextAsync("section[aria-labelledby=me-service]"), StringComparison.Ordinal);
        await Looking.Look(page, "service-me-fr-1440", picture: true);
        await page.ClickAsync("form[action$=unlink] button");
        await page.WaitForSelectorAsync("section[aria-labelledby=me-service]:not(:has(form))");
        Assert.Null(_host.Store.Read(db => ServiceLinks.Of(db, _anna.Id, _service.Issuer)));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440, false, "en")]
    [InlineData(1440, true, "fr")]
    [InlineData(390, false, "fr")]
    public async Task The_door_with_the_service_reads_well(int width, bool dark, string language)
    {
        var page = await browser.NewPageAsync(width, dark: dark);
        await page.GotoAsync(At("/newsroom/enter?lang=" + language));
        await Looking.Look(page, $"service-enter-{language}-{width}{(dark ? "-dark" : "")}", picture: true);
        await page.GotoAsync(At("/newsroom/enter?said=unknown&lang=" + language));
        Assert.Contains("Ledger Login", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
        await Looking.Look(page, $"service-unknown-{language}-{width}{(dark ? "-dark" : "")}", picture: true);
        await page.GotoAsync(At("/newsroom/entered?proven&lang=" + language));
        await Looking.Look(page, $"service-proven-{language}-{width}{(dark ? "-dark" : "")}", picture: true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_request_binds_the_answer_to_this_browser_and_to_this_moment()
    {
        using var visitor = new Visitor(_host);
        await Led(visitor);
        var asked = _service.Asked!;
        Assert.Equal(("code", "S256", SignInServer.Client), (asked["response_type"].ToString(), asked["code_challenge_method"].ToString(), asked["client_id"].ToString()));
        Assert.Equal(new Uri(_host.Address, "/newsroom/enter/returned").ToString(), asked["redirect_uri"].ToString());
        Assert.All(new[] { "state", "nonce", "code_challenge" }, name => Assert.NotEmpty(asked[name].ToString()));
        Assert.DoesNotContain("client_secret", asked.Keys);
    }

    [Fact]
    public async Task Whom_it_vouched_for_once_it_vouches_for_still_under_another_address_and_whoever_has_the_old_address_now_does_not()
    {
        Assert.True(await ComesIn());
        _service.Claims = new() { ["email"] = "anna.bell@elsewhere.example", ["email_verified"] = true };
        Assert.True(await ComesIn());
        (_service.Subject, _service.Claims) = ("999", new() { ["email"] = "anna@np.example", ["email_verified"] = true });
        Assert.Equal("unknown", await Refused());
        Assert.Equal(["subject-link"], Audit("subject-link"));
    }

    [Fact]
    public async Task An_address_that_only_the_userinfo_has_counts_if_it_is_verified_there()
    {
        (_service.Claims, _service.Info) = ([], new() { ["email"] = "anna@np.example", ["email_verified"] = true });
        Assert.True(await ComesIn());
    }

    [Fact]
    public async Task An_address_of_one_word_and_a_verification_of_another_are_never_put_together()
    {
        (_service.Claims, _service.Info) = (new() { ["email"] = "anna@np.example" }, new() { ["email"] = "mallory@np.example", ["email_verified"] = true });
        Assert.Equal("unknown", await Refused());
    }

    [Fact]
    public async Task Userinfo_of_somebody_else_lets_nobody_in()
    {
        (_service.InfoSubject, _service.Claims, _service.Info) = ("somebody else", [], new() { ["email"] = "anna@np.example", ["email_verified"] = true });
        Assert.Equal("not", await Refused());
    }

    [Fact]
    public async Task Who_is_unknown_unverified_ended_or_a_clients_stays_out_and_nobody_is_made_known()
    {
        _service.Claims = new() { ["email"] = "anna@np.example", ["email_verified"] = false };
        Assert.Equal("unknown", await Refused());
        _service.Claims = new() { ["email"] = "anna@np.example" };
        Assert.Equal("unknown", await Refused());
        _service.Claims = new() { ["email"] = "stranger@np.example", ["email_verified"] = true };
        Assert.Equal("unknown", await Refused());
        await _host.Store.Write(tx => People.Create(tx, "carl@client.example", "Carl Client", "client-reader", "test", tx.Ids.NewId()));
        _service.Claims = new() { ["email"] = "carl@client.example", ["email_verified"] = true };
        Assert.Equal("unknown", await Refused());
        Assert.Single(_host.Store.Read(People.All));

        _service.Claims = new() { ["email"] = "anna@np.example", ["email_verified"] = true };
        Assert.True(await ComesIn());
        await _host.Store.Write(tx => { People.End(tx, _anna, "test"); return 0; });
        Assert.Equal("unknown", await Refused());
        Assert.Equal(5, Audit("person-refused").Count);
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("nonce", null)]
    [InlineData("aud", "another-client")]
    [InlineData("iss", "http://localhost:1")]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    public async Task A_token_for_another_question_client_or_by_another_service_opens_nothing(string claim, string? value)
    {
        _service.Bend = claims => { if (value is null) claims.Remove(claim); else claims[claim] = value; };
        Assert.Contains(await Refused(), new[] { "not", "unknown" });
        Assert.NotEmpty(Audit("person-refused"));
    }

    [Fact]
    public async Task A_token_that_is_over_or_not_yet_good_opens_nothing()
    {
        var now = _host.Time.GetUtcNow().ToUnixTimeSeconds();
        _service.Bend = claims => claims["exp"] = now - 600;
        Assert.Equal("not", await Refused());
        _service.Bend = claims => claims["nbf"] = now + 600;
        Assert.Equal("not", await Refused());
        _service.Bend = null;
        Assert.True(await ComesIn());
    }

    [Fact]
    public async Task A_token_that_another_key_the_shared_secret_or_nobody_signed_opens_nothing()
    {
        using var other = RSA.Create(2048);
        _service.Signature = (new() { ["alg"] = "RS256", ["kid"] = "one" }, bytes => other.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("not", await Refused());
        _service.Signature = (new() { ["alg"] = "HS256" }, bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(SignInServer.Secret), bytes));
        Assert.Equal("not", await Refused());
        _service.Signature = (new() { ["alg"] = "none" }, _ => []);
        Assert.Equal("not", await Refused());
        _service.Signature = null;
        Assert.True(await ComesIn());
    }

    [Fact]
    public async Task An_answer_with_another_state_in_another_browser_or_given_twice_opens_nothing()
    {
        using var visitor = new Visitor(_host);
        var back = await Led(visitor);
        var bent = back.PathAndQuery.Replace("state=", "state=x", StringComparison.Ordinal);
        Assert.Equal("/newsroom/enter?said=not", (await visitor.Get(bent)).Headers.Location!.ToString());
        using var stranger = new Visitor(_host);
        Assert.Equal("/newsroom/enter?said=not", (await stranger.Get(back.PathAndQuery)).Headers.Location!.ToString());
        Assert.StartsWith("/newsroom/entered", (await visitor.Get(back.PathAndQuery)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/newsroom/enter?said=not", (await visitor.Get(back.PathAndQuery)).Headers.Location!.ToString());
        Assert.Equal(0, _service.CodesRefused);
    }

    [Fact]
    public async Task A_code_of_another_browsers_question_is_refused_by_the_service_for_it_lacks_the_key_to_it()
    {
        using var mallory = new Visitor(_host);
        using var victim = new Visitor(_host);
        var stolen = System.Web.HttpUtility.ParseQueryString((await Led(victim)).Query)["code"];
        var own = System.Web.HttpUtility.ParseQueryString((await Led(mallory)).Query);
        var mixed = $"/newsroom/enter/returned?code={stolen}&state={Uri.EscapeDataString(own["state"]!)}";
        Assert.Equal("/newsroom/enter?said=not", (await mallory.Get(mixed)).Headers.Location!.ToString());
        Assert.Equal(1, _service.CodesRefused);
    }

    [Fact]
    public async Task Who_says_no_at_the_service_is_told_so()
    {
        using var visitor = new Visitor(_host);
        var state = System.Web.HttpUtility.ParseQueryString((await Led(visitor)).Query)["state"];
        var answer = await visitor.Get($"/newsroom/enter/returned?error=access_denied&state={Uri.EscapeDataString(state!)}");
        Assert.Equal("/newsroom/enter?said=denied", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/newsroom/enter?said=denied")).StatusCode);
    }

    [Fact]
    public async Task A_generator_is_still_asked_for()
    {
        await _host.Store.Write(tx => { People.SetTotp(tx, _anna, "sealed", 0, [], "test"); return 0; });
        using var visitor = new Visitor(_host);
        var entered = await visitor.Get((await Led(visitor)).PathAndQuery);
        Assert.StartsWith("/newsroom/entered?to=%2Fnewsroom%2Fcode", entered.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/newsroom")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/newsroom/code")).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_by_it()
    {
        using var visitor = new Visitor(_host);
        var entered = await visitor.Get((await Led(visitor, "?to=https%3A%2F%2Fevil.example%2F")).PathAndQuery);
        Assert.Equal("/newsroom/entered?to=%2Fnewsroom", entered.Headers.Location!.ToString());
        var page = await visitor.Get("/newsroom/entered?to=%2F%2Fevil.example");
        Assert.Equal("0; url=/newsroom", page.Headers.GetValues("Refresh").Single());
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named_and_the_other_ways_in_stay()
    {
        await _service.DisposeAsync();
        using var visitor = new Visitor(_host);
        Assert.Equal("/newsroom/enter?said=away", (await visitor.Get("/newsroom/enter/service")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Get("/newsroom/enter?said=away")).StatusCode);
        Assert.Equal("/newsroom", (await visitor.SignIn("anna@np.example", PeopleOfTests.Password)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Before_a_kill_it_vouches_anew_and_only_a_fresh_word_for_the_same_person_counts()
    {
        // Bela has no password: without the service nobody could ask who it is.
        var bela = await _host.Store.Write(tx => People.Create(tx, "bela@np.example", "Bela Toth", "editor", "test")!);
        (_service.Subject, _service.Claims) = ("bela", new() { ["email"] = "bela@np.example", ["email_verified"] = true });
        var desk = await _host.CallerAsync();
        var story = (string)(await desk.Post("stories", """{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers reject offer","body":"<p>Dockers said no.</p>"}}""")).Done["id"]!;
        await desk.Try(story, "publish", """{"expectedVersion":0}""");
        using var visitor = new Visitor(_host);
        await visitor.Get((await Led(visitor)).PathAndQuery);
        _host.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("proof-needed", await Kill(visitor, story));

        var old = _host.Time.GetUtcNow().AddMinutes(-16).ToUnixTimeSeconds();
        _service.Bend = claims => claims["auth_time"] = old;
        Assert.Equal("/newsroom/entered?unproven", await Again(visitor));
        Assert.Equal(("login", "0"), (_service.Asked!["prompt"].ToString(), _service.Asked["max_age"].ToString()));
        _service.Bend = claims => claims.Remove("auth_time");
        Assert.Contains("un", await Again(visitor), StringComparison.Ordinal);
        (_service.Bend, _service.Subject) = (null, "anna");
        Assert.Equal("/newsroom/entered?unproven", await Again(visitor));
        Assert.Equal("proof-needed", await Kill(visitor, story));

        _service.Subject = "bela";
        Assert.Equal("/newsroom/entered?proven", await Again(visitor));
        Assert.Null(await Kill(visitor, story));
        Assert.Contains(bela.Pseudonym, _host.Store.Read(db => db.Many("select who from audit where what = 'person-proof'", static r => r.Text(0))));
    }

    [Fact]
    public async Task On_the_kill_sheet_the_service_vouches_in_a_tab_of_its_own_and_nothing_typed_is_lost()
    {
        var desk = await _host.CallerAsync();
        var story = (string)(await desk.Post("stories", """{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers reject offer","body":"<p>Dockers said no.</p>"}}""")).Done["id"]!;
        await desk.Try(story, "publish", """{"expectedVersion":0}""");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(At("/newsroom"));
        await page.ClickAsync(".door a.button");
        await page.WaitForSelectorAsync("#board");
        _host.Time.Advance(TimeSpan.FromMinutes(16));
        await page.ClickAsync($"#board li[data-id=\"{story}\"] a");
        await page.ClickAsync("#preview [data-do=kill]");
        await page.FillAsync("#s-reason", "Names the wrong man.");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#sheet .proof a");
        await Looking.Look(page, "service-proof-1440", picture: true);
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#sheet .alert");
        var tab = await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#sheet .proof a"));
        await tab.WaitForSelectorAsync(".done");
        await tab.CloseAsync();
        Assert.Equal("Names the wrong man.", await page.InputValueAsync("#s-reason"));
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#sheet:not([open])", new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        Assert.Equal("killed", (string?)(await desk.Get($"stories/{story}")).Done["state"]);
        await page.Context.CloseAsync();
    }

    private async Task<string> Again(Visitor visitor) => (await visitor.Get((await Led(visitor, "?again")).PathAndQuery)).Headers.Location!.ToString();

    private static async Task<string?> Kill(Visitor visitor, string story)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/stories/{story}/actions/kill") { Content = JsonContent.Create(new { expectedVersion = 1, reason = "The offer was not rejected." }) };
        request.Headers.Add("RequestVerificationToken", await visitor.FormToken());
        using var answer = await visitor.Send(request);
        return answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
    }

    /// <summary>To the service and its answer: the address that the browser is sent back to.</summary>
    private static async Task<Uri> Led(Visitor visitor, string query = "")
    {
        var away = (await visitor.Get("/newsroom/enter/service" + query)).Headers.Location!;
        using var elsewhere = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        return (await elsewhere.GetAsync(away)).Headers.Location!;
    }

    private async Task<bool> ComesIn()
    {
        using var visitor = new Visitor(_host);
        var entered = await visitor.Get((await Led(visitor)).PathAndQuery);
        return entered.Headers.Location!.ToString() == "/newsroom/entered?to=%2Fnewsroom" && (await visitor.Get("/newsroom")).StatusCode == HttpStatusCode.OK;
    }

    private async Task<string> Refused()
    {
        using var visitor = new Visitor(_host);
        var answer = (await visitor.Get((await Led(visitor)).PathAndQuery)).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/newsroom")).StatusCode);
        return answer.StartsWith("/newsroom/enter?said=", StringComparison.Ordinal) ? answer["/newsroom/enter?said=".Length..] : answer;
    }

    private List<string> Audit(string what) => _host.Store.Read(db => db.Many("select what from audit where what = $1", static r => r.Text(0), what));

    private string At(string path) => new Uri(_host.Address, path).ToString();
}
