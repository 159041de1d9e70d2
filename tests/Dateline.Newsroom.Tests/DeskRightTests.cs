using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Routing;

namespace Dateline.Newsroom.Tests;

/// <summary>Rights desk by desk: what a person may do where, and that what is embargoed on another desk is not there for them, wherever they look.</summary>
public sealed partial class DeskRightTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    // Words that stand in the embargoed story and nowhere else.
    private const string Secret = "Zephyrine";

    private NewsroomHost _host = null!;
    private Caller _desk = null!;
    private Person _sam = null!;
    private string _secret = "";
    private string _open = "";
    private string _own = "";

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        _desk = await _host.CallerAsync();
        _sam = await _host.PersonAsync("sam", "Sam Sport", "editor");
        await _host.PersonAsync("carla", "Carla Chief", "chief");
        await _host.PersonAsync("anna", "Anna Admin", "admin");
        await On("sam", "sport", "editor");
        await On("carla", "sport", "editor");
        _secret = await Begun("politics", "ZEPHYRINE-MERGER", "Zephyrine to buy Port Clare docks");
        await _desk.Act(_secret, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        _open = await Begun("politics", "COUNCIL-VOTE", "Council votes on ferries");
        _own = await Begun("sport", "CUP-FINAL", "Rovers reach the final");
        await _desk.Act(_own, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        Assert.NotNull((await _desk.Post($"stories/{_open}/links", $$"""{"kind":"seeAlso","to":"{{_secret}}"}""")).Done);
        await _host.Store.Write(tx => { Alarms.Raise(tx, "incoming-embargo", "The embargo of ZEPHYRINE-MERGER was moved.", Guid.Parse(_secret)); return 0; });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_is_embargoed_on_another_desk_is_nowhere_to_be_found_and_a_chief_finds_it()
    {
        using var sam = await In("sam");
        using var carla = await In("carla");
        await IndexedAsync();
        var (paths, found) = (Paths().ToList(), 0);
        Assert.True(paths.Count > 60, $"Only {paths.Count} addresses are looked at.");
        foreach (var path in paths)
        {
            var seen = await (await sam.Get(path)).Content.ReadAsStringAsync();
            Assert.False(Says(seen), $"{path} tells of an embargoed story of another desk.");
            if (Says(await (await carla.Get(path)).Content.ReadAsStringAsync())) found++;
        }
        Assert.True(found > 12, $"A chief found it at {found} addresses: the crawl does not look where it is.");
    }

    [Fact]
    public async Task Looked_for_on_the_log_by_words_of_its_slugline_it_is_not_found_and_what_may_be_seen_is()
    {
        await _desk.Act(_open, "publish", """{"expectedVersion":0}""");
        using var sam = await In("sam");
        using var carla = await In("carla");
        Assert.Equal(0, Rows(await sam.Read("/newsroom/log?slug=MERGER")));
        Assert.Equal(0, Rows(await sam.Read("/newsroom/log?slug=MERGER&show=alarms")));
        Assert.Equal(1, Rows(await carla.Read("/newsroom/log?slug=MERGER")));
        Assert.Equal(1, Rows(await carla.Read("/newsroom/log?slug=MERGER&show=alarms")));
        Assert.Equal(1, Rows(await sam.Read("/newsroom/log?slug=vote")));
        // Of words that both have, the row that may be seen.
        Assert.Equal(2, Rows(await sam.Read("/newsroom/log?slug=-")));
        Assert.Equal(3, Rows(await sam.Read("/newsroom/log")));

        static int Rows(string page) => page.Split("<tr data-id=").Length - 1;
    }

    [Fact]
    public async Task It_is_there_from_the_moment_it_may_be_used()
    {
        using var sam = await In("sam");
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Get($"/api/v1/stories/{_secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Get($"/newsroom/stories/{_secret}")).StatusCode);
        _host.Time.Advance(TimeSpan.FromHours(14));
        using var later = await In("sam");
        Assert.Equal(HttpStatusCode.OK, (await later.Get($"/api/v1/stories/{_secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await later.Get($"/newsroom/stories/{_secret}")).StatusCode);
    }

    [Fact]
    public async Task Nothing_can_be_done_to_it_either()
    {
        using var sam = await In("sam");
        foreach (var action in Sending.SendAction.All) Assert.Equal("story-unknown", await Sent(sam, HttpMethod.Post, $"stories/{_secret}/actions/{action.Name}", Needed(action), "scope-missing"));
        Assert.Equal("story-unknown", await Sent(sam, HttpMethod.Post, $"stories/{_secret}/lock", null));
        Assert.Equal("story-unknown", await Sent(sam, HttpMethod.Post, $"stories/{_secret}/move", new { desk = "sport" }));
        Assert.Equal("link-unknown", await Sent(sam, HttpMethod.Post, $"stories/{_own}/links", new { kind = "seeAlso", to = _secret }));
    }

    [Fact]
    public async Task On_a_desk_its_role_counts_and_elsewhere_the_other()
    {
        await _host.PersonAsync("rea", "Rea Reader", "reader");
        await On("rea", "sport", "editor");
        await On("sam", "politics", "reader");
        using var rea = await In("rea");
        Assert.Null(await Sent(rea, HttpMethod.Post, $"stories/{_own}/lock", null));
        Assert.Equal("scope-missing", await Sent(rea, HttpMethod.Post, $"stories/{_open}/lock", null));
        Assert.Equal("scope-missing", await Sent(rea, HttpMethod.Post, $"stories/{_open}/actions/publish", new { expectedVersion = 0 }));
        Assert.Equal("scope-missing", await Sent(rea, HttpMethod.Post, "stories", new { desk = "politics", content = new { headline = "Mine?" } }));
        Assert.Null(await Sent(rea, HttpMethod.Post, "stories", new { desk = "sport", content = new { headline = "Mine." } }));
        var legal = JsonNode.Parse(await rea.Read($"/api/v1/stories/{_open}/actions"))!["actions"]!.AsArray();
        Assert.All(legal, a => Assert.False((bool)a!["allowed"]!));
        Assert.Contains(JsonNode.Parse(await rea.Read($"/api/v1/stories/{_own}/actions"))!["actions"]!.AsArray(), a => (bool)a!["allowed"]!);

        // Sam is of the politics desk now: to read, not to write, though his own role would let him.
        using var sam = await In("sam");
        Assert.Equal(HttpStatusCode.OK, (await sam.Get($"/api/v1/stories/{_secret}")).StatusCode);
        Assert.Equal("scope-missing", await Sent(sam, HttpMethod.Post, $"stories/{_secret}/lock", null));
        await On("sam", "politics", null);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Get($"/api/v1/stories/{_secret}")).StatusCode);
    }

    [Fact]
    public async Task A_lock_is_broken_by_those_who_may()
    {
        await _host.PersonAsync("rita", "Rita Reporter", "reporter");
        await _desk.Post($"stories/{_open}/lock");
        using var rita = await In("rita");
        Assert.Equal("scope-missing", await Sent(rita, HttpMethod.Post, $"stories/{_open}/lock/break", null));
        using var sam = await In("sam");
        Assert.Null(await Sent(sam, HttpMethod.Post, $"stories/{_open}/lock/break", null));
    }

    [Fact]
    public void Whoever_may_see_outputs_or_wires_may_see_what_they_show() =>
        Assert.All(Role.All.Where(r => r.Rights.Contains(Scopes.Outputs) || r.Rights.Contains(Scopes.Wires)), r => Assert.Contains(Scopes.SeeEmbargoed, r.Rights));

    [Fact]
    public async Task An_administrator_gives_a_role_on_a_desk_from_the_keyboard_and_it_holds_from_the_next_request()
    {
        using var sam = await In("sam");
        var page = await browser.NewPageAsync();
        var errors = Looking.Complaints(page);
        await page.GotoAsync(new Uri(_host.Address, "/newsroom/enter").ToString());
        await Looking.Enter(page);
        await page.GotoAsync(new Uri(_host.Address, "/newsroom/people").ToString());
        var row = page.Locator("li", new() { Has = page.Locator($"input[value='{_sam.Id}']") }).First;
        await row.Locator("summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("no desk!");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#desk-wrong");
        Assert.Equal("no desk!", await page.InputValueAsync($"#desk-{_sam.Id}"));
        await Looking.Look(page, "people-desks-wrong-1440", picture: true);
        await page.FillAsync($"#desk-{_sam.Id}", "politics");
        await page.SelectOptionAsync($"#desk-role-{_sam.Id}", "reporter");
        await page.Locator($"#desk-{_sam.Id}").PressAsync("Enter");
        await page.WaitForSelectorAsync("summary:has-text('Politics – Reporter')");
        Assert.Equal(HttpStatusCode.OK, (await sam.Get($"/api/v1/stories/{_secret}")).StatusCode);
        Assert.Equal([("politics", "reporter"), ("sport", "editor")], _host.Store.Read(db => DeskRoles.Of(db, _sam.Id)).Select(d => (d.Desk, d.Role)));
        Assert.Contains("politics reporter", _host.Store.Read(db => AuditLog.Before(db, long.MaxValue, _sam.Pseudonym, 10)).Where(a => a.What == "person-desk").Select(a => a.Detail));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440, true, "fr")]
    [InlineData(390, false, "en")]
    public async Task People_and_their_desks_read_well(int width, bool dark, string language)
    {
        var page = await browser.NewPageAsync(width, dark: dark);
        await page.GotoAsync(new Uri(_host.Address, "/newsroom/enter").ToString());
        await Looking.Enter(page);
        await page.GotoAsync(new Uri(_host.Address, "/newsroom/people?lang=" + language).ToString());
        await page.EvaluateAsync("for (const d of document.querySelectorAll('details.desks')) d.open = true");
        await Looking.Look(page, $"people-desks-{language}-{width}{(dark ? "-dark" : "")}", picture: true);
        await page.Context.CloseAsync();
    }

    /// <summary>The body that an action asks for, so that it is not refused for its form.</summary>
    private static JsonObject Needed(Sending.SendAction action)
    {
        var body = new JsonObject();
        if (!action.IsQuick) body["expectedVersion"] = 1;
        foreach (var member in action.Needs)
            body[member] = member switch { "usableFrom" or "sendAt" => "2026-08-25T19:00:00Z", "notice" => new JsonObject { ["kind"] = "correction", ["text"] = "It was Tuesday." }, _ => "It was Tuesday." };
        return body;
    }

    private static bool Says(string text) => text.Contains(Secret, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every address that can be looked at, of every kind of thing, filled in for the story that must not show.</summary>
    private IEnumerable<string> Paths()
    {
        var ids = new[] { _secret, _open };
        foreach (var endpoint in _host.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && !methods.HttpMethods.Contains("GET")) continue;
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            // The stream of events never ends; it names states, and is held to that elsewhere.
            if (path.EndsWith("/events", StringComparison.Ordinal)) continue;
            foreach (var id in path.Contains("{id", StringComparison.Ordinal) ? ids : [""])
                yield return Part().Replace(path, part => part.Groups[1].Value switch { "id" => id, "number" or "position" => "1", "desk" => "politics", _ => "x" });
        }
        foreach (var desk in new[] { "politics", "sport" })
        {
            yield return $"/newsroom?desk={desk}";
            yield return $"/newsroom?desk={desk}&part=board";
            yield return $"/newsroom?desk={desk}&part=changes&since=0.0.0.0";
            yield return $"/newsroom?desk={desk}&part=rows&column=sent&after=9000000000000000.{Guid.Empty:N}";
            yield return $"/newsroom?desk={desk}&part=rows&column=working&after=9000000000000000.{Guid.Empty:N}";
            yield return $"/api/v1/stories?desk={desk}";
        }
        yield return "/api/v1/search?q=Zephyrine";
        yield return "/api/v1/search?slugline=ZEPHYRINE&facets=yes";
        yield return "/api/v1/search?desk=politics&facets=yes";
        // The screen says again what was asked for: so the word is not asked for whole.
        yield return "/newsroom/search?q=Zephyrin*";
        yield return "/newsroom/search?slugline=ZEPHYRIN";
        yield return "/newsroom/search?desk=politics";
        yield return "/newsroom/log";
        foreach (var show in new[] { "", "failing", "waiting", "alarms" }) yield return "/newsroom/log?slug=ZEPHYRIN&show=" + show;
        yield return "/api/v1/log?newest=true";
        foreach (var view in new[] { "timetable", "corrections", "audit", "verify" }) yield return "/newsroom/log?view=" + view;
        yield return $"/newsroom/log/1";
    }

    private async Task IndexedAsync()
    {
        _host.Store.Search.CatchUp();
        Assert.NotEmpty((await _desk.Get("search?q=Zephyrine")).Done["items"]!.AsArray());
    }

    private Task<int> On(string login, string desk, string? role) => _host.Store.Write(tx => { DeskRoles.Set(tx, People.FindByLogin(tx.Db, login)!, desk, role, "test"); return 0; });

    private async Task<string> Begun(string desk, string slugline, string headline) =>
        (string)(await _desk.Post("stories", new JsonObject { ["desk"] = desk, ["content"] = new JsonObject { ["language"] = "en", ["slugline"] = slugline, ["headline"] = headline, ["body"] = $"<p>{headline}, it was said on Monday.</p>" } }.ToJsonString())).Done["id"]!;

    private async Task<Visitor> In(string login)
    {
        var visitor = new Visitor(_host);
        await In(visitor, login);
        return visitor;
    }

    private static Task<HttpResponseMessage> In(Visitor visitor, string login) => visitor.SignIn(login, PeopleOfTests.Password);

    /// <summary>The code of the refusal; null: it was done.</summary>
    private static async Task<string?> Sent(Visitor visitor, HttpMethod method, string path, object? body, params string[] beforehand)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.Add("RequestVerificationToken", await visitor.FormToken());
        using var answer = await visitor.Send(request);
        var code = answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
        // What is refused for its form, before a story is looked for, tells nothing of one.
        return code is not null && beforehand.Contains(code) ? "story-unknown" : code;
    }

    [GeneratedRegex(@"\{\**([a-z]+)[^}]*\}")]
    private static partial Regex Part();
}
