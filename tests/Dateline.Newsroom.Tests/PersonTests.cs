using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.SignIn;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary>Who comes in, who does not, and what a session may do.</summary>
public sealed partial class PersonTests : IAsyncLifetime
{
    private const string Password = PeopleOfTests.Password;

    private NewsroomHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await NewsroomHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_first_one_sets_the_newsroom_up_by_a_link_that_opens_once_and_nobody_after_them()
    {
        var old = await PersonLinks.FirstSetUp(_host.Store);
        var link = await PersonLinks.FirstSetUp(_host.Store);
        using var visitor = new Visitor(_host);
        var over = await visitor.Get(old!);
        Assert.Equal(HttpStatusCode.Forbidden, over.StatusCode);
        Assert.Contains("href=\"/newsroom/enter\"", await over.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Nobody works here yet", await visitor.Read("/newsroom/enter"), StringComparison.Ordinal);
        var weak = await visitor.Fill(link!, "/newsroom/setup", ("name", "Anna Bell"), ("login", "anna@np.example"), ("password", "short"));
        var again = await weak.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains("value=\"Anna Bell\"", again, StringComparison.Ordinal);
        Assert.Contains("id=\"password-wrong\">At least 12 characters.", again, StringComparison.Ordinal);
        Assert.DoesNotContain("short\"", again, StringComparison.Ordinal);

        var done = await visitor.Fill(link!, "/newsroom/setup", ("name", "Anna Bell"), ("login", "Anna@np.example"), ("password", Password));
        Assert.Equal("/newsroom", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/newsroom/people")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get(link!)).StatusCode);
        Assert.DoesNotContain("Nobody works here yet", await visitor.Read("/newsroom/enter"), StringComparison.Ordinal);
        Assert.Null(await PersonLinks.FirstSetUp(_host.Store));
        Assert.Equal("admin", _host.Store.Read(db => People.FindByLogin(db, "ANNA@np.example"))!.Role);
    }

    [Fact]
    public async Task A_password_opens_the_newsroom_and_its_cookie_is_strict_and_hidden_from_scripts()
    {
        await _host.PersonAsync();
        using var visitor = new Visitor(_host);
        Assert.Equal("/newsroom/enter?to=%2Fnewsroom%2Fme", (await visitor.Get("/newsroom/me")).Headers.Location!.ToString());
        var entered = await visitor.Fill("/newsroom/enter?to=%2Fnewsroom%2Fme", "/newsroom/enter", ("login", "Anna "), ("password", Password));
        Assert.Equal("/newsroom/me", entered.Headers.Location!.ToString());
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dateline-staff=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var desk = await visitor.Get("/newsroom");
        Assert.True(desk.Headers.CacheControl!.NoStore);
        var policy = desk.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/newsroom//evil.example")]
    [InlineData("/newsroomx")]
    public async Task Nobody_is_led_elsewhere_by_the_door(string to)
    {
        await _host.PersonAsync();
        using var visitor = new Visitor(_host);
        var entered = await visitor.Fill("/newsroom/enter?to=" + Uri.EscapeDataString(to), "/newsroom/enter", ("login", "anna"), ("password", Password), ("to", to));
        Assert.Equal("/newsroom", entered.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/newsroom/outputs")]
    [InlineData("/newsroom/wires")]
    [InlineData("/newsroom/people")]
    [InlineData("/newsroom/keys")]
    public async Task A_place_that_is_not_open_to_a_person_says_so_and_where_they_may_go(string place)
    {
        await _host.PersonAsync("rep", "Rita Epp", "reporter");
        using var visitor = new Visitor(_host);
        await visitor.SignIn("rep", Password);
        var answer = await visitor.Get(place);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("This place is not open to you", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/newsroom/log\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{place}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_unknown_who_is_wrong_and_who_has_ended_are_told_the_same()
    {
        await _host.PersonAsync();
        var gone = await _host.PersonAsync("gone", "Gone Person");
        await _host.Store.Write(tx => { People.End(tx, gone, "test"); return 0; });
        var said = new List<string>();
        foreach (var (login, password) in new[] { ("anna", "not it at all"), ("nobody", "not it at all"), ("gone", Password) })
        {
            using var visitor = new Visitor(_host);
            var answer = await visitor.SignIn(login, password);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Contains($"value=\"{login}\"", html, StringComparison.Ordinal);
            said.Add(Alert().Match(html).Groups[1].Value);
        }
        Assert.Single(said.Distinct());
        Assert.NotEmpty(said[0]);
    }

    [Fact]
    public async Task Who_guesses_waits_whether_the_name_is_known_or_not_and_even_with_the_right_password()
    {
        await _host.PersonAsync();
        using var visitor = new Visitor(_host);
        foreach (var login in new[] { "anna", "nobody" })
        {
            for (var i = 0; i < SignInThrottle.MostByName; i++) Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SignIn(login, "guess number " + i)).StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.SignIn(login, Password)).StatusCode);
        }
        _host.Time.Advance(SignInThrottle.Window);
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignIn("anna", Password)).StatusCode);
    }

    [Fact]
    public async Task With_a_generator_the_password_alone_does_not_open_and_a_code_opens_once()
    {
        await _host.PersonAsync();
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", Password);
        var page = await visitor.Read("/newsroom/me");
        var secret = Secret().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var wrong = await visitor.Fill("/newsroom/me", "/newsroom/me?handler=totpOn", ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotEmpty(secret);
        // The page that was shown again offers another secret only where the first was not ours.
        var html = await wrong.Content.ReadAsStringAsync();
        secret = Secret().Match(await visitor.Read("/newsroom/me")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var on = await TurnOn(visitor);
        var recovery = RecoveryCode().Matches(on.Html).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(10, recovery.Count);

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        using var second = new Visitor(_host);
        Assert.StartsWith("/newsroom/code", (await second.SignIn("anna", Password)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await second.Get("/newsroom")).StatusCode);
        var code = Totp.CodeAt(on.Secret, Instant.Now(_host.Time));
        Assert.Equal(HttpStatusCode.Forbidden, (await second.Fill("/newsroom/code", "/newsroom/code", ("code", "123456"))).StatusCode);
        Assert.Equal("/newsroom", (await second.Fill("/newsroom/code", "/newsroom/code", ("code", code))).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await second.Get("/newsroom")).StatusCode);

        using var third = new Visitor(_host);
        await third.SignIn("anna", Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await third.Fill("/newsroom/code", "/newsroom/code", ("code", code))).StatusCode);
        Assert.Equal("/newsroom", (await third.Fill("/newsroom/code", "/newsroom/code", ("code", recovery[0]))).Headers.Location!.ToString());
        using var fourth = new Visitor(_host);
        await fourth.SignIn("anna", Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await fourth.Fill("/newsroom/code", "/newsroom/code", ("code", recovery[0]))).StatusCode);
        Assert.DoesNotContain(recovery[1], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_opens_once_and_gives_the_role_and_what_ends_a_person_ends_their_sessions()
    {
        await _host.PersonAsync("chief", "Chief", "admin");
        using var admin = new Visitor(_host);
        await admin.SignIn("chief", Password);
        var bad = await admin.Fill("/newsroom/people", "/newsroom/people?handler=invite", ("name", "Ingrid Solheim"), ("login", "not a login"), ("role", "reporter"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("value=\"Ingrid Solheim\"", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var invited = await (await admin.Fill("/newsroom/people", "/newsroom/people?handler=invite", ("name", "Ingrid Solheim"), ("login", "ingrid"), ("role", "reporter"))).Content.ReadAsStringAsync();
        var link = new Uri(Invitation().Match(invited).Groups[1].Value).PathAndQuery;

        using var ingrid = new Visitor(_host);
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await ingrid.Get(link)).StatusCode);
        Assert.Equal("/newsroom", (await ingrid.Fill(link, "/newsroom/join", ("password", Password))).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await ingrid.Get(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ingrid.Get("/newsroom")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ingrid.Get("/newsroom/people")).StatusCode);

        var person = _host.Store.Read(db => People.FindByLogin(db, "ingrid"))!;
        await admin.Fill("/newsroom/people", "/newsroom/people?handler=end", ("id", person.Id.ToString("D")));
        Assert.Equal(HttpStatusCode.Found, (await ingrid.Get("/newsroom")).StatusCode);
        var audit = _host.Store.Read(db => AuditLog.Before(db, long.MaxValue, person.Pseudonym, 20)).Select(a => a.What).ToList();
        Assert.Contains("person-create", audit);
        Assert.Contains("person-password", audit);
        Assert.Contains("person-end", audit);
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_a_session_can_be_ended_from_another()
    {
        await _host.PersonAsync();
        using var office = new Visitor(_host);
        using var phone = new Visitor(_host);
        await office.SignIn("anna", Password);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await phone.SignIn("anna", Password);
        await phone.Fill("/newsroom/me", "/newsroom/me?handler=end");
        Assert.Equal(HttpStatusCode.Found, (await office.Get("/newsroom")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.Get("/newsroom")).StatusCode);

        await office.SignIn("anna", Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.Fill("/newsroom/me", "/newsroom/me?handler=password", ("old", "wrong one"), ("password", "eight red trams depart"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.Fill("/newsroom/me", "/newsroom/me?handler=password", ("old", Password), ("password", "eight red trams depart"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await office.Get("/newsroom")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.Get("/newsroom")).StatusCode);
    }

    [Fact]
    public async Task A_session_acts_only_from_our_own_pages_and_only_within_its_role()
    {
        await _host.PersonAsync();
        await _host.PersonAsync("rita", "Rita Reporter", "reporter");
        var desk = await _host.CallerAsync();
        var story = await desk.Draft();
        using var anna = new Visitor(_host);
        await anna.SignIn("anna", Password);

        var without = await anna.Send(Action(story, "publish", null));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal("antiforgery", (string?)(await without.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
        using var rita = new Visitor(_host);
        await rita.SignIn("rita", Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await anna.Send(Action(story, "publish", await rita.FormToken()))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rita.Send(Action(story, "publish", await rita.FormToken()))).StatusCode);
        Assert.Equal(0, (int)(await desk.Get($"stories/{story}")).Done["version"]!);

        Assert.Equal(HttpStatusCode.OK, (await anna.Send(Action(story, "publish", await anna.FormToken()))).StatusCode);
        var person = _host.Store.Read(db => People.FindByLogin(db, "anna"))!;
        Assert.Contains(_host.Store.Read(db => AuditLog.Before(db, long.MaxValue, null, 10)), row => row.Who == person.Pseudonym && row.What == "publish");
        await _host.Store.Write(tx => { People.SetRole(tx, person, "reader", "test"); return 0; });
        Assert.Equal(HttpStatusCode.Forbidden, (await anna.Send(Action(story, "hold", await anna.FormToken()))).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_a_get_changes_nothing()
    {
        await _host.PersonAsync("chief", "Chief", "admin");
        using var admin = new Visitor(_host);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.Post("/newsroom/enter", ("login", "chief"), ("password", Password))).StatusCode);
        await admin.SignIn("chief", Password);
        foreach (var path in new[] { "/newsroom/people?handler=invite", "/newsroom/people?handler=end", "/newsroom/me?handler=password", "/newsroom/me?handler=totpOff", "/newsroom/me?handler=end" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.Post(path, ("name", "X Y"), ("login", "xy"), ("role", "admin"))).StatusCode);
            await admin.Get(path + "&name=X&login=xy&role=admin");
        }
        Assert.Single(_host.Store.Read(People.All));
        Assert.Equal(HttpStatusCode.OK, (await admin.Get("/newsroom")).StatusCode);
    }

    [Fact]
    public async Task A_link_that_only_looks_on_opens_no_screen_and_no_action()
    {
        using var looker = new Visitor(_host);
        await looker.Fill(await StaffLinks.Create(_host.Store, "test"), "/staff/enter");
        Assert.Equal(HttpStatusCode.OK, (await looker.Get("/staff")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looker.Get("/newsroom")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looker.Get("/api/v1/stories")).StatusCode);
    }

    [Fact]
    public async Task A_demo_editor_comes_in_by_a_link()
    {
        using var visitor = new Visitor(_host);
        var entered = await visitor.Fill(await PersonLinks.OfDemoPerson(_host.Store, "anna", "Anna Bell", "demo"), "/staff/enter");
        Assert.Equal("/newsroom", entered.Headers.Location!.ToString());
        Assert.Contains("Anna Bell", await visitor.Read("/newsroom"), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_are_those_of_the_standard()
    {
        // RFC 6238, appendix B, the SHA-1 column, cut to six digits.
        const string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        foreach (var (seconds, code) in new[] { (59L, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130") })
            Assert.Equal(code, Totp.CodeAt(secret, new Instant(seconds * 1_000_000)));
    }

    private static HttpRequestMessage Action(string story, string action, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/stories/{story}/actions/{action}") { Content = JsonContent.Create(new { expectedVersion = 0 }) };
        if (action == "hold") request.Content = JsonContent.Create(new { reason = "Checking" });
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        return request;
    }

    private async Task<(string Secret, string Html)> TurnOn(Visitor visitor)
    {
        // The secret of the page is the one that its form carries: both are read from one answer.
        var html = await visitor.Read("/newsroom/me");
        var secret = Secret().Match(html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var fields = new[] { "__RequestVerificationToken", "secret" }.Select(n => (n, WebUtility.HtmlDecode(Regex.Match(html[html.IndexOf("totpOn", StringComparison.Ordinal)..], $"name=\"{n}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value)));
        var answer = await visitor.Post("/newsroom/me?handler=totpOn", [.. fields, ("code", Totp.CodeAt(secret, Instant.Now(_host.Time)))]);
        return (secret, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<p class=\"alert\" role=\"alert\">([^<]*)<")]
    private static partial Regex Alert();

    [GeneratedRegex("<code class=\"secret\">([^<]*)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>([^<]*)</code></li>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("id=\"invitation\">([^<]*)<")]
    private static partial Regex Invitation();
}
