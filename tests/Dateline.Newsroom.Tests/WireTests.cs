using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Tests;

/// <summary>What comes in and what goes out, as the newsroom sees it: sources, quarantine, routes, alarms, log, audit; on every database.</summary>
public abstract class WireLaws : NewsroomLaws
{
    private readonly FakeIntake _intake = new();
    protected override void More(IServiceCollection services) => services.AddSingleton<IQuarantineRetry>(_intake).AddSingleton<IRouteBook>(_intake).AddSingleton<ISourceSettings>(_intake);

    [Fact]
    public async Task What_a_story_is_on_each_site_is_decided_listed_and_taken_back()
    {
        var story = await Desk.Draft();
        var made = (await Desk.Put($"stories/{story}/sites/main", """{"headline":" The quay  is closed ","section":"world"}""")).Done;
        Assert.Equal(("main", "The quay is closed", "world"), ((string?)made["site"], (string?)made["headline"], (string?)made["section"]));
        _ = (await Desk.Put($"stories/{story}/sites/town", """{"here":false}""")).Done;
        var all = (await Desk.Get($"stories/{story}/sites")).Done["items"]!.AsArray();
        Assert.Equal(["main", "town"], all.Select(s => (string?)s!["site"]));
        Assert.Equal((null, false), ((bool?)all[0]!["here"], (bool?)all[1]!["here"]));

        (await Desk.Put($"stories/{story}/sites/nowhere", "{}")).Refused(HttpStatusCode.NotFound, "unknown");
        (await Desk.Put($"stories/{story}/sites/main", """{"section":"sport"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/section");
        (await Desk.Put($"stories/{story}/sites/main", """{"photo":"of-another"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/photo");
        (await Desk.Put($"stories/{story}/sites/main", """{"hear":true}""")).Refused(HttpStatusCode.BadRequest, "unknown-member");
        (await Desk.Put("stories/0197a0b0-0000-7000-8000-000000000000/sites/main", "{}")).Refused(HttpStatusCode.NotFound, "story-unknown");
        (await (await Host.CallerAsync("publish")).Put($"stories/{story}/sites/main", "{}")).Refused(HttpStatusCode.Forbidden, "scope-missing");

        _ = (await Desk.Put($"stories/{story}/sites/town", "{}")).Done;
        Assert.Null((await Desk.Get($"stories/{story}/sites")).Done["items"]![1]!["here"]);
        Assert.Equal(3, Host.Store.Read(Store.Stories.Placements.Revision));
    }

    [Fact]
    public async Task Stories_are_pinned_to_a_front_in_their_order_and_let_go_again()
    {
        var (first, second) = ((string)(await Desk.Post("stories", """{"content":{"headline":"One"}}""")).Done["id"]!, (string)(await Desk.Post("stories", """{"content":{"headline":"Two"}}""")).Done["id"]!);
        Assert.Equal(2, (await Desk.Put("site/pins", $$"""{"place":"en/world","stories":["{{second}}","{{first}}"]}""")).Done["stories"]!.AsArray().Count);
        var place = Assert.Single((await Desk.Get("site/pins")).Done["items"]!.AsArray())!;
        Assert.Equal(("en/world", second), ((string)place["place"]!, (string)place["stories"]![0]!));
        (await Desk.Put("site/pins", """{"place":"en","stories":["0197a0b0-0000-7000-8000-000000000000"]}""")).Refused(HttpStatusCode.NotFound, "story-unknown", "/stories/0");
        foreach (var bad in new[] { "", "EN", "en/", "en/a/b", "english" }) Assert.NotEqual(HttpStatusCode.OK, (await Desk.Put("site/pins", $$"""{"place":"{{bad}}","stories":[]}""")).Status);
        (await (await Host.CallerAsync("publish")).Put("site/pins", """{"place":"en","stories":[]}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        _ = (await Desk.Put("site/pins", """{"place":"en/world","stories":[]}""")).Done;
        Assert.Empty((await Desk.Get("site/pins")).Done["items"]!.AsArray());
    }

    [Fact]
    public async Task A_source_is_set_up_changed_and_checked_by_the_intake()
    {
        var made = (await Desk.Put("sources/np", """{"name":"Northern Press","settings":{"zone":"UTC"}}""")).Done;
        Assert.Equal("UTC", (string?)made["settings"]!["zone"]);
        (await Desk.Put("sources/np", """{"name":"Northern Press","settings":{"bad":1}}""")).Refused(HttpStatusCode.UnprocessableEntity, "settings-unreadable", "/settings");
        (await Desk.Put("sources/Nord%20P", """{"name":"x"}""")).Refused(HttpStatusCode.BadRequest, "query-bad");
        Assert.Equal("np", (string?)(await Desk.Get("sources")).Done["items"]![0]!["code"]);
        (await Desk.Get("sources/cns")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    [Fact]
    public async Task A_source_is_paused_with_a_reason_resumed_and_asked_and_each_is_in_the_audit()
    {
        _ = (await Desk.Put("sources/np", """{"name":"Northern Press"}""")).Done;
        (await Desk.Post("sources/np/pause", "{}")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/why");
        (await Desk.Post("sources/cns/pause", """{"why":"x"}""")).Refused(HttpStatusCode.NotFound, "unknown");
        (await (await Host.CallerAsync("publish")).Post("sources/np/pause", """{"why":"x"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        var paused = (await Desk.Post("sources/np/pause", """{"why":"They move house"}""")).Done["paused"]!;
        Assert.Equal("They move house", (string?)paused["why"]);
        Assert.Equal((string?)paused["since"], (string?)(await Desk.Get("sources/np")).Done["paused"]!["since"]);
        Assert.Null((await Desk.Post("sources/np/resume")).Done["paused"]);
        _ = (await Desk.Post("sources/np/ask")).Done;
        Assert.Equal(["source-resume", "source-pause", "source-create"], Host.Store.Read(db => AuditLog.Before(db, long.MaxValue, "np", 10)).Select(r => r.What));
    }

    [Fact]
    public async Task A_secret_of_a_source_is_sealed_replaced_and_taken_away_and_never_shown()
    {
        var made = await Desk.Put("sources/np", """{"name":"Northern Press","secret":"let-us-in"}""");
        Assert.True((bool)made.Done["hasSecret"]!);
        foreach (var shown in new[] { made, await Desk.Get("sources/np"), await Desk.Get("sources"), await Desk.Get("audit") }) Assert.DoesNotContain("let-us-in", shown.Text, StringComparison.Ordinal);
        var kept = Host.Store.Read(db => Sources.Find(db, "np"))!.Secret!;
        Assert.DoesNotContain("let-us-in", kept, StringComparison.Ordinal);
        _ = (await Desk.Put("sources/np", """{"name":"Northern Press"}""")).Done;
        Assert.Equal(kept, Host.Store.Read(db => Sources.Find(db, "np"))!.Secret);
        Assert.False((bool)(await Desk.Put("sources/np", """{"name":"Northern Press","secret":""}""")).Done["hasSecret"]!);
    }

    [Fact]
    public async Task How_a_source_is_asked_is_told_with_its_last_error_in_words()
    {
        _ = (await Desk.Put("sources/np", """{"name":"Northern Press"}""")).Done;
        Assert.Null((await Desk.Get("sources/np")).Done["asked"]);
        await Host.Store.Write(tx =>
        {
            var np = Sources.Find(tx.Db, "np")!.Id;
            Assert.True(SourceRounds.Failed(tx, np, SourceRounds.Claim(tx, np, TimeSpan.FromMinutes(1))!, new("time-out", "Their server did not answer in time."), tx.Now));
            return true;
        });
        var asked = (await Desk.Get("sources/np")).Done["asked"]!;
        Assert.Equal((1, "time-out", "Their server did not answer in time."), ((int)asked["failures"]!, (string?)asked["lastError"]!["code"], (string?)asked["lastError"]!["message"]));
        Assert.NotNull(asked["failingSince"]);
    }

    [Fact]
    public async Task The_quarantine_shows_reason_place_and_bytes_and_tries_again()
    {
        var id = await InQuarantine("<newsItem>\u00e9"u8.ToArray());
        var row = (await Desk.Get("quarantine")).Done["items"]![0]!;
        Assert.Equal("incomplete", (string?)row["code"]);
        Assert.Equal(9, (int)row["column"]!);
        var raw = await Desk.Get($"quarantine/{id}/raw");
        Assert.Equal("<newsItem>é", raw.Text);
        Assert.Equal("application/octet-stream", raw.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", raw.Response.Content.Headers.ContentDisposition!.DispositionType);

        _intake.Answer = new Refusal("incomplete", "It still ends too early.");
        Assert.Equal("incomplete", (await Desk.Post($"quarantine/{id}/retry")).Code);
        _intake.Answer = new QuarantineRetried("new-story", null);
        Assert.Equal("new-story", (string?)(await Desk.Post($"quarantine/{id}/retry", null, ("Idempotency-Key", "again"))).Done["outcome"]);
        Assert.Equal("new-story", (string?)(await Desk.Post($"quarantine/{id}/retry", null, ("Idempotency-Key", "again"))).Done["outcome"]);
        Assert.Equal(2, _intake.Tried);

        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Post($"quarantine/{id}/put-away")).Status);
        Assert.Empty((await Desk.Get("quarantine")).Done["items"]!.AsArray());
        Assert.Equal("put-away", (string?)(await Desk.Get("quarantine?all=true")).Done["items"]![0]!["state"]);
    }

    [Fact]
    public async Task Routes_are_read_and_replaced_as_the_intake_knows_them()
    {
        Assert.Empty((await Desk.Get("routes")).Done["items"]!.AsArray());
        Assert.Equal("All", (string?)(await Desk.Put("routes", """{"items":[{"name":"All"}]}""")).Done["items"]![0]!["name"]);
        (await Desk.Put("routes", """{"items":["not a route"]}""")).Refused(HttpStatusCode.Conflict, "routes-unreadable");
        Assert.Single((await Desk.Get("routes")).Done["items"]!.AsArray());
    }

    [Fact]
    public async Task An_alarm_stays_until_a_named_person_has_seen_it()
    {
        var id = await Host.Store.Write(tx => Alarms.Raise(tx, "scheduled-cant-go", "A scheduled story could not be sent."));
        Assert.Single((await Desk.Get("alarms")).Done["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Post($"alarms/{id}/acknowledge")).Status);
        (await Desk.Post($"alarms/{id}/acknowledge")).Refused(HttpStatusCode.NotFound, "unknown");
        Assert.Empty((await Desk.Get("alarms")).Done["items"]!.AsArray());
        Assert.Equal(Desk.Name, (string?)(await Desk.Get("alarms?all=true")).Done["items"]![0]!["acknowledgedBy"]);
    }

    [Fact]
    public async Task Anyone_can_check_the_log_by_what_it_shows()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Desk.Act(id, "kill", """{"reason":"False"}""");
        var hash = new byte[32];
        foreach (var row in (await Desk.Get("log")).Done["items"]!.AsArray())
        {
            hash = SHA256.HashData([.. hash, .. Convert.FromBase64String((string)row!["canonical"]!)]);
            Assert.Equal(Convert.ToHexStringLower(hash), (string?)row["hash"]);
        }
        var head = (await Desk.Get("log/head")).Done;
        Assert.Equal(2, (int)head["position"]!);
        Assert.Equal(Convert.ToHexStringLower(hash), (string?)head["hash"]);
        Assert.Equal(2, (int)(await Desk.Get("log?newest=true&limit=1")).Done["items"]![0]!["position"]!);
        Assert.Equal("kill", (string?)(await Desk.Get("log?after=1")).Done["items"]![0]!["action"]);
        Assert.Equal(2, (await Desk.Get($"stories/{id}/log")).Done["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_audit_says_who_did_what()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var guid = Uri.EscapeDataString((string)(await Desk.Get($"stories/{id}")).Done["guid"]!);
        var rows = (await Desk.Get("audit?subject=" + guid)).Done["items"]!.AsArray();
        Assert.Equal(["publish", "story-create"], rows.Select(r => (string)r!["what"]!));
        Assert.All(rows, r => Assert.Equal(Desk.Name, (string?)r!["who"]));
        var page = (await Desk.Get("audit?limit=1")).Done;
        Assert.Equal("story-create", (string?)(await Desk.Get("audit?limit=1&before=" + (string)page["next"]!)).Done["items"]![0]!["what"]);
    }

    [Fact]
    public async Task A_version_is_answered_as_it_goes_over_the_wire()
    {
        var id = await Desk.Draft(more: ",\"kind\":\"text\"");
        await Desk.Act(id, "publish", """{"expectedVersion":0,"edNote":"First of two","content":{"language":"en","headline":"Talks resume","staffNote":"Call the port first","body":"<p>They did.</p>"}}""");
        var wire = await Desk.Get($"stories/{id}/versions/1?format=newsml-g2");
        Assert.Equal(HttpStatusCode.OK, wire.Status);
        Assert.Contains("Talks resume", wire.Text, StringComparison.Ordinal);
        Assert.Contains("First of two", wire.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Call the port first", wire.Text, StringComparison.Ordinal);
        var read = Formats.WireFormats.Read(wire.Bytes);
        Assert.Equal((string?)(await Desk.Get($"stories/{id}")).Done["guid"], read.Items[0].Item!.Guid);
        (await Desk.Get($"stories/{id}/versions/1?format=telex")).Refused(HttpStatusCode.NotFound, "format-unknown");
        (await Desk.Get($"stories/{id}/versions/2")).Refused(HttpStatusCode.NotFound, "version-unknown");
        (await Desk.Get($"stories/{id}/revisions/9")).Refused(HttpStatusCode.NotFound, "revision-unknown");
    }

    [Fact]
    public async Task What_was_taken_down_is_sealed_everywhere()
    {
        var id = await Desk.Draft("A name that must not be named");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var tag = (string)(await Desk.Get($"stories/{id}")).Done["contentTag"]!;
        await Desk.Act(id, "takedown", """{"reason":"Court order"}""");
        (await Desk.Get($"stories/{id}/content")).Refused(HttpStatusCode.Gone, "sealed");
        (await Desk.Get($"stories/{id}/revisions/1")).Refused(HttpStatusCode.Gone, "sealed");
        (await Desk.Get($"stories/{id}/versions/1?format=newsml-g2")).Refused(HttpStatusCode.Gone, "sealed");
        (await Desk.Put($"stories/{id}/content", """{"headline":"x"}""", ("If-Match", tag))).Refused(HttpStatusCode.Gone, "sealed");
        foreach (var path in new[] { $"stories/{id}", "stories", $"stories/{id}/versions/1", $"stories/{id}/versions", $"stories/{id}/actions", $"stories/{id}/chain", "log", "audit", "timetable" })
            Assert.DoesNotContain("must not be named", (await Desk.Get(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_is_settled_before_it_is_sent_and_never_goes_in_a_circle()
    {
        var first = await Desk.Draft("First");
        var second = await Desk.Draft("Second", $",\"follows\":\"{first}\"");
        var chain = (string)(await Desk.Get($"stories/{first}")).Done["chain"]!;
        Assert.Equal(chain, (string?)(await Desk.Get($"stories/{second}")).Done["chain"]);
        Task<Said> Link(string from, string kind, string to) => Desk.Post($"stories/{from}/links", $$"""{"kind":"{{kind}}","to":"{{to}}"}""");
        (await Link(first, "evolvedFrom", second)).Refused(HttpStatusCode.UnprocessableEntity, "link-loop");
        (await Link(first, "evolvedFrom", first)).Refused(HttpStatusCode.UnprocessableEntity, "link-self");
        (await Link(first, "evolvedFrom", "urn:nowhere")).Refused(HttpStatusCode.UnprocessableEntity, "link-unknown");
        await Desk.Act(first, "publish", """{"expectedVersion":0}""");
        var third = await Desk.Draft("Third");
        (await Link(first, "translatedFrom", third)).Refused(HttpStatusCode.Conflict, "link-late");
        Assert.Equal(HttpStatusCode.OK, (await Link(first, "seeAlso", third)).Status);
        var alone = (await Desk.Delete($"stories/{second}/links?kind=evolvedFrom&to={first}")).Done;
        Assert.Equal(second, (string?)alone["chain"]);
    }

    [Fact]
    public async Task The_spike_takes_what_was_never_sent_and_gives_it_back()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "schedule", """{"expectedVersion":0,"sendAt":"2026-08-24T09:00:00Z"}""");
        Assert.Equal("spiked", (string?)(await Desk.Post($"stories/{id}/spike")).Done["state"]);
        Assert.Empty((await Desk.Get("timetable")).Done["items"]!.AsArray());
        (await Desk.Post($"stories/{id}/spike")).Refused(HttpStatusCode.Conflict, "spiked");
        (await Desk.Post($"stories/{id}/move", """{"desk":"world"}""")).Refused(HttpStatusCode.Conflict, "spiked");
        Assert.Equal("working", (string?)(await Desk.Post($"stories/{id}/restore")).Done["state"]);
        (await Desk.Post($"stories/{id}/restore")).Refused(HttpStatusCode.Conflict, "not-spiked");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        (await Desk.Post($"stories/{id}/spike")).Refused(HttpStatusCode.Conflict, "already-sent");
    }

    [Fact]
    public async Task A_kill_offers_the_packages_that_hold_the_story()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var guid = (string)(await Desk.Get($"stories/{id}")).Done["guid"]!;
        var package = (string)(await Desk.Post("stories", $$$"""{"kind":"package","content":{"language":"en","headline":"Top stories","groups":[{"id":"root","role":"main","root":true,"items":[{"kind":"seeAlso","guid":"{{{guid}}}"}]}]}}""")).Done["id"]!;
        await Desk.Act(package, "publish", """{"expectedVersion":0}""");
        var offered = (await Desk.Get($"stories/{id}/actions")).Done["chain"]!.AsArray().Single()!;
        Assert.Equal("package", (string?)offered["why"]);
        Assert.Equal(2, (await Desk.Act(id, "kill", $$"""{"reason":"False","also":["{{package}}"]}"""))["released"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_search_finds_by_words_and_filters_pages_and_counts()
    {
        var first = await Desk.Draft("Dockers resume talks");
        var second = await Desk.Draft("Dockers reach a deal", ",\"desk\":\"money\"");
        Host.Store.Search.CatchUp();
        var page = (await Desk.Get("search?q=docker&limit=1&facets=yes")).Done;
        Assert.Equal(second, (string?)page["items"]!.AsArray().Single()!["id"]);
        Assert.Equal(2, (int?)page["facets"]!["total"]!["count"]);
        Assert.Equal(["money", "news"], page["facets"]!["desk"]!.AsArray().Select(d => (string?)d!["value"]).Order());
        Assert.Null(page["behind"]);
        var last = (await Desk.Get("search?q=docker&limit=1&after=" + (string?)page["next"])).Done;
        Assert.Equal(first, (string?)last["items"]!.AsArray().Single()!["id"]);
        Assert.Null(last["next"]);

        foreach (var (query, expected) in new[] { ("desk=money", second), ("q=resume&state=draft,working", first), ("q=%22resume+talks%22&order=relevance", first), ("slugline=port&q=deal&kind=text&language=en&from=2026-08-24&before=2026-08-25", second) })
            Assert.Equal(expected, (string?)(await Desk.Get("search?" + query)).Done["items"]!.AsArray().Single()!["id"]);
        foreach (var query in new[] { "q=talks&source=nobody", "q=talks&before=2026-08-24T05:59:59Z", "q=%22%27%20OR%201" }) Assert.Empty((await Desk.Get("search?" + query)).Done["items"]!.AsArray());
        foreach (var query in new[] { "", "q=" + new string('x', 401), "q=a&state=gone", "q=a&kind=9", "q=a&order=1", "q=a&from=yesterday", "q=a&after=x", "q=a&limit=0" })
            Assert.Equal("query-bad", (await Desk.Get("search?" + query)).Code);
    }

    private Task<Guid> InQuarantine(byte[] bytes) => Host.Store.Write(tx =>
    {
        var source = Sources.Save(tx, "np", "Northern Press", "{}", "test");
        var raw = RawBytes.From(bytes);
        raw.Keep(tx);
        Quarantine.Put(tx, source.Id, raw.Sha, 0, "incomplete", "The document ends too early.", 1, 9, null, null);
        return Quarantine.List(tx.Db, openOnly: true, 1)[0].Id;
    });
}

public sealed class WiresOnSqlite : WireLaws
{
    protected override bool OnPostgres => false;
}

public sealed class WiresOnPostgres : WireLaws
{
    protected override bool OnPostgres => true;
}
