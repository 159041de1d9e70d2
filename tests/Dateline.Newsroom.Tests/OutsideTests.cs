using System.Net;
using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Newsroom.Outside;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.Net.Http.Headers;

namespace Dateline.Newsroom.Tests;

/// <summary>A draft that somebody outside reads by a link: what the page shows and keeps to itself, and everything that ends it.</summary>
public abstract class OutsideLaws(bool onPostgres) : IAsyncLifetime
{
    private const string Ada = """{"name":"Ada Quill","organisation":"Quill & Partners","reach":"+1 555 0142"}""";

    private NewsroomHost _host = null!;
    private Caller _desk = null!;
    private HttpClient _outside = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(onPostgres, zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"));
        _desk = await _host.CallerAsync();
        _outside = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = _host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _outside.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_shows_the_text_as_it_was_last_saved_marked_and_to_be_kept_by_nobody()
    {
        var id = await _desk.Draft("Dockers and port resume talks");
        await Save(id, """{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers <b>talk</b>","dek":"A dek","bylines":[{"name":"Mira Voss"}],"body":"<p>Talks <strong>resumed</strong>.</p>","edNote":"For editors","staffNote":"For us"}""");
        var made = await Made(id);
        Assert.Matches("^https://ledger\\.example/draft/[0-9a-z]{52}$", made.Url);
        var answer = await _outside.GetAsync(made.Path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Draft: not for publication", page, StringComparison.Ordinal);
        Assert.Contains("Shown to Ada Quill (Quill &amp; Partners) by Dateline until Tue 25 Aug 02:00 (UTC−04:00).", WebUtility.HtmlDecode(page).Replace("Quill & Partners", "Quill &amp; Partners", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<h1>Dockers &lt;b&gt;talk&lt;/b&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("By Mira Voss", page, StringComparison.Ordinal);
        Assert.Contains("<p>Talks <strong>resumed</strong>.</p>", page, StringComparison.Ordinal);
        foreach (var inside in new[] { "For editors", "For us", "PORT-STRIKE", id, "0142", "<script" }) Assert.DoesNotContain(inside, page, StringComparison.OrdinalIgnoreCase);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("noindex, nofollow, noarchive", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains(HeaderNames.SetCookie));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        foreach (var open in new[] { "script-src", "'self'", "unsafe", "connect-src" }) Assert.DoesNotContain(open, policy, StringComparison.Ordinal);

        // What is saved next is what is read next.
        await Save(id, """{"language":"en","headline":"Port strike ends","body":"<p>Done.</p>"}""");
        page = await _outside.GetStringAsync(made.Path);
        Assert.Contains("Port strike ends", page, StringComparison.Ordinal);
        Assert.DoesNotContain("resumed", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_french_storys_page_speaks_french_and_an_embargo_stands_on_it()
    {
        var id = await _desk.Draft("Reprise", ""","desk":"news" """);
        await Save(id, """{"language":"fr","headline":"Les dockers reprennent les négociations","body":"<p>Lundi.</p>"}""");
        await _desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        var made = await Made(id);
        var page = WebUtility.HtmlDecode(await _outside.GetStringAsync(made.Path));
        Assert.Contains("<html lang=\"fr\">", page, StringComparison.Ordinal);
        Assert.Contains("Brouillon\u00A0: ne pas publier", page, StringComparison.Ordinal);
        Assert.Contains("Sous embargo\u00A0: ne pas utiliser avant le lun. 24 août 15:00 (UTC−04:00).", page, StringComparison.Ordinal);
        _host.Time.Advance(TimeSpan.FromHours(14));
        Assert.DoesNotContain("Sous embargo", await _outside.GetStringAsync(made.Path), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Its_photos_are_named_and_not_shown_and_one_that_was_killed_is_not_named()
    {
        var photos = new List<string>();
        foreach (var name in new[] { "quay", "crane" })
        {
            var made = (await _desk.Post("stories", $$$"""{"kind":"picture","content":{"language":"en","headline":"The {{{name}}}"}}""")).Done;
            photos.Add((string)made["guid"]!);
            await _desk.Act((string)made["id"]!, "publish", """{"expectedVersion":0}""");
            if (name == "crane") await _desk.Act((string)made["id"]!, "kill", """{"reason":"Not ours"}""");
        }
        var id = await _desk.Draft();
        await Save(id, $$$"""{"language":"en","headline":"Dockers talk","body":"<p>One.</p><figure data-ref=\"{{{photos[0]}}}\"></figure><p>Two.</p>","pictures":[{"guid":"{{{photos[0]}}}","caption":"At the quay","credit":"Mira Voss"},{"guid":"{{{photos[1]}}}","caption":"At the crane"}]}""");
        var page = await _outside.GetStringAsync((await Made(id)).Path);
        Assert.Contains("1 photo goes with it and is not shown here", page, StringComparison.Ordinal);
        Assert.Contains("At the quay <span class=\"muted\">Mira Voss</span>", page, StringComparison.Ordinal);
        foreach (var inside in new[] { "crane", "<img", "<figure", "urn:" }) Assert.DoesNotContain(inside, page, StringComparison.Ordinal);
    }

    /// <summary>Everything that ends a link, each with how it is done and undone.</summary>
    [Fact]
    public async Task Whatever_ends_it_answers_like_what_never_was()
    {
        var never = await Shape("/draft/" + new string('7', 52));
        Assert.StartsWith("404", never, StringComparison.Ordinal);
        foreach (var path in new[] { "/draft/x", "/draft/" + new string('z', 52), "/draft/" + new string('7', 300), "/draft/%F0%9F%93%B0" }) Assert.Equal(never, await Shape(path));

        await Ends("revoked", (id, link) => Done(_desk.Delete($"stories/{id}/draft-links/{link}")));
        await Ends("expired", (_, _) => { _host.Time.Advance(TimeSpan.FromHours(24)); return Task.CompletedTask; });
        await Ends("spiked", (id, _) => Done(_desk.Post($"stories/{id}/spike")), id => Done(_desk.Post($"stories/{id}/restore")));
        await Ends("legal", (id, _) => Done(_desk.Post($"stories/{id}/legal", """{"note":"Names"}""")), id => Done(_desk.Post($"stories/{id}/legal/clear", """{"clearedBy":"Counsel"}""")));
        await Ends("unpublished", async (id, _) => { await _desk.Act(id, "publish", """{"expectedVersion":0}"""); await Shown(id); await _desk.Act(id, "unpublish", """{"expectedVersion":1}"""); });
        await Ends("on-hold", async (id, _) => { await _desk.Act(id, "publish", """{"expectedVersion":0}"""); await _desk.Act(id, "hold", """{"reason":"Check"}"""); }, async id => await _desk.Act(id, "send-as-was", """{"expectedVersion":2}"""));
        await Ends("killed", async (id, _) => { await _desk.Act(id, "publish", """{"expectedVersion":0}"""); await _desk.Act(id, "kill", """{"reason":"Wrong"}"""); });
        await Ends(null, async (id, _) => { await _desk.Act(id, "publish", """{"expectedVersion":0}"""); await _desk.Act(id, "takedown", """{"reason":"Court"}"""); });

        async Task Ends(string? why, Func<string, string, Task> end, Func<string, Task>? undo = null)
        {
            var id = await _desk.Draft();
            var made = await Made(id);
            _shown[id] = made.Path;
            await Shown(id);
            await end(id, made.Id);
            Assert.Equal(never, await Shape(made.Path));
            if (why is not null) Assert.Equal(why, (string?)(await _desk.Get($"stories/{id}/draft-links")).Done["items"]![0]!["closed"]);
            if (undo is null) return;
            await undo(id);
            await Shown(id);
        }
    }

    [Fact]
    public async Task It_ends_with_its_makers_right_and_comes_back_with_it()
    {
        var anna = await _host.PersonAsync("anna", "Anna Bell", "reporter");
        var id = await _desk.Draft();
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        var path = await MadeBy(visitor, id);
        Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(path)).StatusCode);
        await Change(tx => DeskRoles.Set(tx, anna, "news", "reader", "test"));
        await Closed("maker");
        await Change(tx => DeskRoles.Set(tx, anna, "news", null, "test"));
        await Shown();
        await Change(tx => People.SetRole(tx, anna, "reader", "test"));
        await Closed("maker");
        await Change(tx => People.SetRole(tx, anna, "editor", "test"));
        await Shown();
        // Of another desk alone, and the story embargoed: it is not there for her.
        await Change(tx => DeskRoles.Set(tx, anna, "sport", "editor", "test"));
        await Shown();
        await _desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        await Closed("maker");
        await Change(tx => DeskRoles.Set(tx, anna, "sport", null, "test"));
        await Shown();
        await Change(tx => People.End(tx, People.Find(tx.Db, anna.Id)!, "test"));
        await Closed("maker");

        var program = await _host.CallerAsync("stories:write", "stories:read");
        var other = await _desk.Draft();
        var made = await Made(other, program);
        Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(made.Path)).StatusCode);
        await Change(tx => ApiKeys.Revoke(tx, program.Name[4..], "test"));
        Assert.Equal(HttpStatusCode.NotFound, (await _outside.GetAsync(made.Path)).StatusCode);

        Task Change(Action<Dateline.Store.Writing.StoreTransaction> change) => _host.Store.Write(tx => { change(tx); return 0; });
        async Task Shown() => Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(path)).StatusCode);
        async Task Closed(string why)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _outside.GetAsync(path)).StatusCode);
            Assert.Equal(why, (string?)(await _desk.Get($"stories/{id}/draft-links")).Done["items"]![0]!["closed"]);
        }
    }

    [Fact]
    public async Task Each_opening_is_counted_and_audited_and_a_look_at_the_head_or_a_guess_is_not()
    {
        var id = await _desk.Draft();
        var made = await Made(id);
        Assert.Equal(HttpStatusCode.OK, (await _outside.SendAsync(new(HttpMethod.Head, made.Path))).StatusCode);
        await _outside.GetAsync("/draft/" + new string('7', 52));
        Assert.Equal(HttpStatusCode.NotFound, (await _outside.SendAsync(new(HttpMethod.Head, "/draft/" + new string('7', 52)))).StatusCode);
        Assert.Equal(0, (int?)(await Link())["openings"]);
        await _outside.GetAsync(made.Path);
        await _outside.GetAsync(made.Path);
        var link = await Link();
        Assert.Equal((2, "2026-08-24T06:00:00Z"), ((int?)link["openings"], (string?)link["opened"]));
        var audit = _host.Store.Read(db => AuditLog.Before(db, long.MaxValue, null, 100)).Where(a => a.What.StartsWith("draft-", StringComparison.Ordinal)).ToList();
        Assert.Equal(["draft-open", "draft-open", "draft-link"], audit.Select(a => a.What));
        Assert.All(audit, a => Assert.StartsWith(made.Id, a.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain(audit, a => $"{a.Who}{a.Detail}".Contains("Quill", StringComparison.Ordinal));

        async Task<JsonNode> Link() => (await _desk.Get($"stories/{id}/draft-links")).Done["items"]![0]!;
    }

    [Fact]
    public async Task It_is_made_by_those_who_may_write_the_story_for_a_name_and_a_week_at_most()
    {
        var id = await _desk.Draft();
        var path = $"stories/{id}/draft-links";
        (await _desk.Post(path, """{"organisation":"Nobody in it"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/name");
        (await _desk.Post(path, """{"name":"Ada","hours":169}""")).Refused(HttpStatusCode.BadRequest, "number-range", "/hours");
        (await _desk.Post(path, """{"name":"Ada","hours":0}""")).Refused(HttpStatusCode.BadRequest, "number-range", "/hours");
        (await (await _host.CallerAsync("stories:read")).Post(path, Ada)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await (await _host.CallerAsync("stories:read")).Get(path)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Empty((await _desk.Get(path)).Done["items"]!.AsArray());

        // What is asked again under its key is answered without the address, which is told once.
        var first = (await _desk.Post(path, Ada, ("Idempotency-Key", "a"))).Done;
        var again = (await _desk.Post(path, Ada, ("Idempotency-Key", "a"))).Done;
        Assert.NotNull(first["url"]);
        Assert.Null(again["url"]);
        Assert.Equal((string?)first["id"], (string?)again["id"]);
        Assert.Equal("2026-08-25T06:00:00Z", (string?)first["until"]);
        Assert.DoesNotContain("url", (await _desk.Get(path)).Text, StringComparison.Ordinal);

        var other = await _desk.Draft();
        (await _desk.Delete($"stories/{other}/draft-links/{(string?)first["id"]}")).Refused(HttpStatusCode.NotFound, "draft-link-unknown");
        Assert.Equal(HttpStatusCode.OK, (await _desk.Delete($"{path}/{(string?)first["id"]}")).Status);
        (await _desk.Delete($"{path}/{(string?)first["id"]}")).Refused(HttpStatusCode.Conflict, "draft-link-over");

        await _desk.Post($"stories/{other}/spike");
        (await _desk.Post($"stories/{other}/draft-links", Ada)).Refused(HttpStatusCode.Conflict, "draft-closed");
        await _desk.Act(id, "publish", """{"expectedVersion":0}""");
        await _desk.Act(id, "kill", """{"reason":"Wrong"}""");
        (await _desk.Post(path, Ada)).Refused(HttpStatusCode.Conflict, "draft-closed");
    }

    [Fact]
    public async Task A_kill_names_who_opened_it_and_they_are_owed_a_call_until_somebody_made_it()
    {
        await _host.PersonAsync();
        using var anna = new Visitor(_host);
        await anna.SignIn("anna", PeopleOfTests.Password);
        var id = await _desk.Draft();
        var made = await Made(id);
        await Made(id, name: "Never Opened");
        await _desk.Act(id, "publish", """{"expectedVersion":0}""");
        Assert.Empty((await _desk.Get($"stories/{id}/actions")).Done["shownTo"]!.AsArray());
        await _outside.GetAsync(made.Path);
        var shown = (await _desk.Get($"stories/{id}/actions")).Done["shownTo"]!.AsArray().Single()!;
        Assert.Equal(("Ada Quill", "Quill & Partners", "+1 555 0142", 1), ((string?)shown["name"], (string?)shown["organisation"], (string?)shown["reach"], (int?)shown["openings"]));
        Assert.Null((await (await _host.CallerAsync("stories:read")).Get($"stories/{id}/actions")).Done["shownTo"]);
        Assert.DoesNotContain("Quill", await anna.Read("/newsroom/alarms"), StringComparison.Ordinal);

        await _desk.Act(id, "hold", """{"reason":"Check"}""");
        var board = WebUtility.HtmlDecode(await anna.Read("/newsroom/alarms"));
        Assert.Contains("1 of 1 has not confirmed", board, StringComparison.Ordinal);
        Assert.Contains("<h3>Ada Quill (Quill & Partners)</h3>", board, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:+15550142\"", board, StringComparison.Ordinal);
        Assert.DoesNotContain("Never Opened", board, StringComparison.Ordinal);
        Assert.Contains("Ada Quill (Quill & Partners)", WebUtility.HtmlDecode(await anna.Read("/newsroom")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Tell("")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Tell("Ada by phone")).StatusCode);
        board = WebUtility.HtmlDecode(await anna.Read("/newsroom/alarms"));
        Assert.Contains("The only one has confirmed", board, StringComparison.Ordinal);
        Assert.Matches("Ada by phone · [^·]*Anna Bell", board);
        Assert.DoesNotContain("Ada Quill", await anna.Read("/newsroom"), StringComparison.Ordinal);

        // Who was told of the hold has not heard of the kill.
        _host.Time.Advance(TimeSpan.FromMinutes(10));
        await _desk.Act(id, "kill", """{"reason":"Wrong"}""");
        board = WebUtility.HtmlDecode(await anna.Read("/newsroom/alarms"));
        Assert.Contains("1 of 1 has not confirmed", board, StringComparison.Ordinal);
        var log = WebUtility.HtmlDecode(await anna.Read("/newsroom/log/3"));
        Assert.Contains("<b>Ada Quill (Quill & Partners)</b>", log, StringComparison.Ordinal);
        Assert.Contains("not told yet", log, StringComparison.Ordinal);
        _host.Time.Advance(TimeSpan.FromDays(30));
        await anna.SignIn("anna", PeopleOfTests.Password);
        Assert.Contains("Ada Quill", await anna.Read("/newsroom/alarms"), StringComparison.Ordinal);

        Task<HttpResponseMessage> Tell(string how) => anna.Fill("/newsroom/alarms", "/newsroom/alarms?handler=told", ("how", how));
    }

    [Fact]
    public async Task Who_read_what_a_wire_killed_before_it_was_sent_is_named_at_its_alarm()
    {
        await _host.PersonAsync();
        using var anna = new Visitor(_host);
        await anna.SignIn("anna", PeopleOfTests.Password);
        var id = await _desk.Draft();
        var made = await Made(id);
        await _outside.GetAsync(made.Path);
        await _host.Store.Write(tx =>
        {
            var story = StoryTable.Find(tx.Db, Guid.Parse(id))!;
            Alarms.Raise(tx, "incoming-kill", "Northern Press killed PORT-STRIKE.", story.Id);
            StoryTable.Update(tx, story with { Standing = story.Standing with { State = StoryState.Spiked, Status = PubStatus.Canceled } });
            return 0;
        });
        Assert.Equal(HttpStatusCode.NotFound, (await _outside.GetAsync(made.Path)).StatusCode);
        Assert.Contains("Read outside by Ada Quill (Quill & Partners) · +1 555 0142", WebUtility.HtmlDecode(await anna.Read("/newsroom/alarms")), StringComparison.Ordinal);
        await _desk.Post($"stories/{id}/restore");
        Assert.Equal("withdrawn", (string?)(await _desk.Get($"stories/{id}/draft-links")).Done["items"]![0]!["closed"]);
    }

    [Fact]
    public async Task Who_asks_too_often_waits()
    {
        var made = await Made(await _desk.Draft());
        for (var i = 0; i < DraftLimits.MostOfLink; i++) Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(made.Path)).StatusCode);
        var answer = await _outside.GetAsync(made.Path);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(DraftLimits.Window, answer.Headers.RetryAfter!.Delta);
        Assert.DoesNotContain("Talks", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        _host.Time.Advance(DraftLimits.Window);
        Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(made.Path)).StatusCode);

        var limits = new DraftLimits(_host.Store);
        for (var i = 0; i < DraftLimits.MostMissed; i++) limits.Missed(IPAddress.Parse("2001:db8::" + (i % 7)));
        Assert.True(limits.MustWait(IPAddress.Parse("2001:db8::ffff")));
        Assert.False(limits.MustWait(IPAddress.Parse("2001:db8:1::1")));
    }

    private readonly Dictionary<string, string> _shown = [];

    private async Task Shown(string id) => Assert.Equal(HttpStatusCode.OK, (await _outside.GetAsync(_shown[id])).StatusCode);

    private static async Task Done(Task<Said> doing) => Assert.True((int)(await doing).Status < 300, (await doing).Text);

    /// <summary>All that an answer is: status, headers and bytes.</summary>
    private async Task<string> Shape(string path)
    {
        var answer = await _outside.GetAsync(path);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}"))}\n{await answer.Content.ReadAsStringAsync()}";
    }

    private async Task Save(string id, string content)
    {
        var story = (await _desk.Get("stories/" + id)).Done;
        Assert.Equal(HttpStatusCode.OK, (await _desk.Put($"stories/{id}/content", content, ("If-Match", $"\"{story["contentTag"]}\""))).Status);
    }

    private async Task<(string Id, string Url, string Path)> Made(string story, Caller? by = null, string name = "Ada Quill")
    {
        var made = (await (by ?? _desk).Post($"stories/{story}/draft-links", Ada.Replace("Ada Quill", name, StringComparison.Ordinal))).Done;
        return ((string)made["id"]!, (string)made["url"]!, new Uri((string)made["url"]!).PathAndQuery);
    }

    private static async Task<string> MadeBy(Visitor visitor, string story)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/stories/{story}/draft-links") { Content = new StringContent(Ada, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("RequestVerificationToken", await visitor.FormToken());
        var made = JsonNode.Parse(await (await visitor.Send(request)).Content.ReadAsStringAsync())!;
        return new Uri((string)made["url"]!).PathAndQuery;
    }
}

public sealed class OutsideOnSqlite() : OutsideLaws(onPostgres: false);

public sealed class OutsideOnPostgres() : OutsideLaws(onPostgres: true);
