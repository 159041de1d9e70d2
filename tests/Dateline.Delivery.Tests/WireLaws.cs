using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dateline.Delivery.Wire;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests;

/// <summary>What the API gives to clients, on every database.</summary>
public abstract class WireLaws : AgencyLaws
{
    private WireHost W { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        W = await WireHost.Start(A);
    }

    public override async ValueTask DisposeAsync()
    {
        await W.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_client_reads_what_its_products_hold_in_an_order_of_its_own()
    {
        var harbour = await W.Reader("harbour", "slugline begins HARBOUR");
        var everything = await W.Reader("everything");
        foreach (var slug in new[] { "HARBOUR-ONE", "KESSEL", "HARBOUR-TWO", "HARBOUR-THREE" }) await A.Published(slug);

        var first = (await W.Get(harbour, "/wire/v1?limit=2")).Json;
        Assert.Equal(["HARBOUR-ONE", "HARBOUR-TWO"], first["items"]!.AsArray().Select(i => (string?)i!["slugline"]));
        Assert.True((bool)first["more"]!);
        var second = (await W.Get(harbour, $"/wire/v1?limit=2&after={first["next"]}")).Json;
        Assert.Equal(["HARBOUR-THREE"], second["items"]!.AsArray().Select(i => (string?)i!["slugline"]));
        Assert.False((bool)second["more"]!);
        Assert.Equal("", (await W.Page(harbour, (string)second["next"]!)).Entries);
        Assert.Equal("story1 story1 story1 story1", (await W.Page(everything)).Entries);
        // Nothing of a position says how much lies between two, and none is another client's.
        (await W.Get(everything, $"/wire/v1?after={first["next"]}")).Refused(400, "position-unknown");
    }

    [Fact]
    public async Task Every_change_of_a_story_comes_as_what_it_is_and_a_late_reader_sees_only_what_stands()
    {
        var ledger = await W.Reader("ledger");
        var story = await A.Published();
        var (entries, next) = await W.Page(ledger);
        Assert.Equal("story1", entries);
        foreach (var (action, type) in new[] { (ReleaseAction.Writethru, "update2"), (ReleaseAction.Correct, "correction3"), (ReleaseAction.Hold, "hold4"), (ReleaseAction.SendAsWas, "update5"), (ReleaseAction.Kill, "kill6") })
        {
            await A.Release(story, action);
            await A.Settle();
            (entries, next) = await W.Page(ledger, next);
            Assert.Equal(type, entries);
        }
        Assert.Equal("kill6", (await W.Page(ledger)).Entries);
    }

    [Fact]
    public async Task A_killed_story_disappears_behind_its_notice()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published("CANARY-SLUG");
        var guid = Uri.EscapeDataString(A.Store.Read(db => StoryTable.Find(db, id))!.Guid);
        await W.Page(ledger);
        Assert.Contains("CANARY-SLUG", (await W.Get(ledger, $"/wire/v1/items/{guid}?version=1")).Text, StringComparison.Ordinal);
        await A.Release(id, ReleaseAction.Kill);

        (await W.Get(ledger, $"/wire/v1/items/{guid}?version=1")).Refused(410, "withdrawn");
        var notice = await W.Get(ledger, $"/wire/v1/items/{guid}");
        Assert.Equal((200, "canceled", "2"), (notice.Status, notice.Headers["Dateline-Status"], notice.Headers["Dateline-Version"]));
        var page = await W.Get(ledger);
        Assert.Equal("kill", (string?)page.Json["items"]![0]!["type"]);
        Assert.All(new[] { page, notice, await W.Get(ledger, $"/wire/v1/items/{guid}?version=1") }, a => Assert.DoesNotContain("CANARY-SLUG headline", a.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("CANARY-SLUG", page.Text, StringComparison.Ordinal);
        Assert.Equal("", string.Join(' ', (await W.Get(ledger, "/wire/v1/search?filter=everything")).Json["items"]!.AsArray()));
    }

    [Fact]
    public async Task What_takes_a_story_away_repeats_nothing_of_what_its_readers_were_told()
    {
        var ledger = await W.Reader("ledger");
        var (killed, held) = (await A.Published("KILLED"), await A.Published("HELD"));
        foreach (var story in new[] { killed, held })
        {
            await A.Release(story, ReleaseAction.Correct, o => o with { Notice = "An earlier version named CANARY-PERSON." });
            await A.Settle();
        }
        await W.Page(ledger);
        Assert.Contains("CANARY-PERSON", (await W.Get(ledger, $"/wire/v1/items/{Uri.EscapeDataString(await A.GuidOf(killed))}")).Text, StringComparison.Ordinal);
        await A.Release(killed, ReleaseAction.Kill);
        await A.Release(held, ReleaseAction.Hold);
        await A.Settle();
        foreach (var story in new[] { killed, held })
            foreach (var format in WireFormats.Writers)
            {
                var answer = await W.Get(ledger, $"/wire/v1/items/{Uri.EscapeDataString(await A.GuidOf(story))}?format={format.Name}");
                Assert.Equal((200, "3"), (answer.Status, answer.Headers["Dateline-Version"]));
                Assert.DoesNotContain("CANARY-PERSON", answer.Text, StringComparison.Ordinal);
            }
        // What comes back after the hold says it again.
        await A.Release(held, ReleaseAction.SendAsWas);
        await A.Settle();
        Assert.Contains("CANARY-PERSON", (await W.Get(ledger, $"/wire/v1/items/{Uri.EscapeDataString(await A.GuidOf(held))}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_takedown_is_told_too_though_its_text_is_sealed()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published();
        await W.Page(ledger);
        await A.Release(id, ReleaseAction.Takedown);
        await A.Settle();
        Assert.Equal("takedown2", (await W.Page(ledger)).Entries);
    }

    [Fact]
    public async Task Who_never_read_a_story_learns_nothing_of_its_kill()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published();
        var story = await A.Release(id, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("", (await W.Page(ledger)).Entries);
        (await W.Get(ledger, $"/wire/v1/items/{Uri.EscapeDataString(story.Guid)}")).Refused(404, "unknown");
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
    }

    [Fact]
    public async Task Whoever_read_a_story_is_in_the_audience_of_its_kill_until_he_has_read_that_too()
    {
        var (ledger, herald) = (await W.Reader("ledger"), await W.Reader("herald"));
        await W.Reader("idle");
        var id = await A.Published();
        await W.Page(ledger);
        var story = A.Store.Read(db => StoryTable.Find(db, id))!;
        Assert.Equal(200, (await W.Get(herald, $"/wire/v1/items/{Uri.EscapeDataString(story.Guid)}")).Status);
        Assert.Equal(["herald-api", "ledger-api"], A.Store.Read(db => Recipients.Of(db, id)));

        await A.Release(id, ReleaseAction.Kill);
        Assert.Equal(2, A.Store.Read(DeliveryTable.OpenWithdrawals).Count);
        // To have been given the kill is no receipt: the answer may have been lost.
        var (_, next) = await W.Page(ledger);
        Assert.Equal(2, A.Store.Read(DeliveryTable.OpenWithdrawals).Count);
        Assert.Equal("", (await W.Page(ledger, next)).Entries);
        var open = Assert.Single(A.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.Equal("herald-api", A.Store.Read(db => Destinations.Find(db, open.Destination))!.Code);

        await A.Pass(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(1));
        var alarm = Assert.Single(A.Store.Read(db => Alarms.List(db, openOnly: true, 10)), a => a.Kind == "withdrawal-open");
        Assert.Contains("Night desk, 555 0100", alarm.Text, StringComparison.Ordinal);
        Assert.True(await A.Store.Write(tx => DeliveryTable.Confirm(tx, open.Id, "Ana Reyes by phone", "key:test")));
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.Equal("kill2", (await W.Page(herald)).Entries);
    }

    [Fact]
    public async Task Saying_received_is_a_receipt_and_closes_the_alarm()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published();
        await W.Page(ledger);
        await A.Release(id, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(1));
        var (_, next) = await W.Page(ledger);
        Assert.Equal(204, (await W.Get(ledger, "/wire/v1/received?position=" + next, HttpMethod.Post)).Status);
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.Empty(A.Store.Read(db => Alarms.List(db, openOnly: true, 10)));
    }

    [Fact]
    public async Task Another_clients_story_is_answered_as_one_that_there_is_not()
    {
        await W.Reader("herald");
        var ledger = await W.Reader("ledger", "slugline begins OTHER");
        var story = await A.Published();
        var guid = A.Store.Read(db => StoryTable.Find(db, story))!.Guid;
        var embargoed = await A.Draft("OTHER-LATER");
        var later = await A.Release(embargoed, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromHours(1)) });
        await A.Settle();
        var unknown = await W.Get(ledger, "/wire/v1/items/urn%3Auuid%3A00000000-0000-0000-0000-000000000000");
        unknown.Refused(404, "unknown");
        foreach (var hidden in new[] { guid, later.Guid })
            foreach (var query in new[] { "", "?version=1", "?format=newsml-g2" })
            {
                var answer = await W.Get(ledger, "/wire/v1/items/" + Uri.EscapeDataString(hidden) + query);
                Assert.Equal(unknown.Status, answer.Status);
                Assert.Equal(unknown.Text, answer.Text);
                Assert.Equal(unknown.Headers.OrderBy(h => h.Key), answer.Headers.OrderBy(h => h.Key));
            }
        Assert.Equal("", (await W.Page(ledger)).Entries);
    }

    [Fact]
    public async Task Nothing_embargoed_leaks_to_who_is_held_and_who_gets_it_in_advance_sees_it_marked()
    {
        var (held, advance) = (await W.Reader("held"), await W.Reader("advance", inAdvance: true));
        var until = A.Now + TimeSpan.FromMinutes(10);
        var id = await A.Draft("CANARY-9317");
        var story = await A.Release(id, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(until), EdNote = "canary-9317 note" });
        await A.Settle();
        A.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));
        await A.Store.Write(Timetable.RunDue);
        await A.Settle();
        var guid = Uri.EscapeDataString(story.Guid);
        // Every address there is needs ways to be asked: a new one can't be forgotten.
        var ways = new Dictionary<string, string[]>
        {
            ["/wire/v1"] = ["/wire/v1", "/wire/v1?limit=1", "/wire/v1?after=now"],
            ["/wire/v1/search"] = ["/wire/v1/search?filter=everything", "/wire/v1/search?filter=embargoed", "/wire/v1/search?filter=slugline begins CANARY"],
            ["/wire/v1/items/{**guid}"] = [$"/wire/v1/items/{guid}", $"/wire/v1/items/{guid}?version=1", .. Dateline.Formats.WireFormats.Writers.Select(f => $"/wire/v1/items/{guid}?format={f.Name}")],
            ["/wire/v1/openapi.json"] = ["/wire/v1/openapi.json"],
            ["/wire/v1/received"] = [],
            ["/wire/v1/chain"] = ["/wire/v1/chain", "/wire/v1/chain?after=0&wait=0"],
            ["/wire/v1/chain/{number}/document"] = ["/wire/v1/chain/1/document", "/wire/v1/chain/2/document"],
            ["/wire/v1/media/{key}"] = ["/wire/v1/media/0123456789abcdefghjkmnpqrs"],
            // A live one is read by what comes after: here only whether it can be had at all.
            ["/wire/v1/stream"] = ["/wire/v1/stream?after=x"],
        };
        Assert.Equal(W.Routes.Where(static r => r != WireApi.Beyond).Order(StringComparer.Ordinal), ways.Keys.Order(StringComparer.Ordinal));
        foreach (var path in ways.Values.SelectMany(p => p))
        {
            var answer = await W.Get(held, path);
            Assert.DoesNotContain("canary", answer.Text + string.Join(' ', answer.Headers.Values), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(story.Guid, answer.Text, StringComparison.Ordinal);
        }
        await using (var stream = await Events.Open(W, held, (await W.Page(held)).Next))
        {
            // What comes first on a held client's stream is the first thing that is public.
            await A.Published("PUBLIC");
            Assert.Equal("PUBLIC", (string?)(await stream.Next())!.Value.Data["slugline"]);
        }
        var marked = Assert.Single((await W.Get(advance)).Json["items"]!.AsArray(), i => (string?)i!["guid"] == story.Guid)!;
        Assert.Equal((true, until.ToString()), ((bool)marked["embargoed"]!, (string?)marked["usableFrom"]));
        Assert.Equal(until.ToString(), (await W.Get(advance, "/wire/v1/items/" + guid)).Headers["Dateline-Embargoed"]);

        A.Time.Advance(TimeSpan.FromMicroseconds(1));
        await A.Store.Write(Timetable.RunDue);
        await A.Settle();
        var open = Assert.Single((await W.Get(held)).Json["items"]!.AsArray(), i => (string?)i!["guid"] == story.Guid)!;
        Assert.Null(open["embargoed"]);
        Assert.False((await W.Get(advance, "/wire/v1/items/" + guid)).Headers.ContainsKey("Dateline-Embargoed"));
    }

    [Fact]
    public async Task An_embargo_that_comes_before_it_was_read_takes_the_story_back_and_its_end_brings_it_again()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published();
        await A.Release(id, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(10)) });
        await A.Settle();
        var (entries, next) = await W.Page(ledger);
        Assert.Equal("", entries);
        await A.Pass(TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(1));
        Assert.Equal("embargo2", (await W.Page(ledger, next)).Entries);
    }

    [Fact]
    public async Task A_suspended_client_reads_holds_and_kills_alone_and_back_again_misses_nothing()
    {
        var ledger = await W.Reader("ledger");
        var read = await A.Published("READ");
        var (_, next) = await W.Page(ledger);
        await A.Published("UNREAD");
        await A.Status("ledger", ClientStatus.Suspended);
        await A.Published("MEANWHILE");
        var (nothing, after) = await W.Page(ledger, next);
        Assert.Equal("", nothing);
        await A.Release(read, ReleaseAction.Kill);
        await A.Settle();
        (var kill, after) = await W.Page(ledger, after);
        Assert.Equal("kill2", kill);
        await A.Status("ledger", ClientStatus.Active);
        await A.Settle();
        var back = (await W.Get(ledger, "/wire/v1?after=" + after)).Json["items"]!.AsArray();
        Assert.Equal(["UNREAD"], back.Select(i => (string?)i!["slugline"]));
    }

    [Fact]
    public async Task Two_keys_work_at_once_and_a_revoked_one_is_dead_streams_included()
    {
        var first = await W.Reader("ledger");
        var client = A.Store.Read(db => Clients.Find(db, "ledger"))!;
        var second = (await A.Store.Write(tx => ClientKeys.Create(tx, client, "next", [ClientKeys.Wire], "test"))).Value.Secret;
        Assert.Equal("keys-enough", (await A.Store.Write(tx => ClientKeys.Create(tx, client, "third", [ClientKeys.Wire], "test"))).Refusal!.Code);
        Assert.Equal((200, 200), ((await W.Get(first)).Status, (await W.Get(second)).Status));
        (await W.Get(second, "/wire/v1/search?filter=everything")).Refused(403, "scope-missing");
        Assert.All(A.Store.Read(db => ClientKeys.OfClient(db, client.Id)), k => Assert.Equal(A.Now, k.LastUsed));

        await using var stream = await Events.Open(W, first);
        Assert.True(await A.Store.Write(tx => ClientKeys.Revoke(tx, client.Id, first[..12], "test")));
        A.Time.Advance(TimeSpan.FromSeconds(3));
        W.Hub.Look(all: true);
        Assert.Null(await stream.Next());
        (await W.Get(first)).Refused(401, "key-missing");
        Assert.Equal(200, (await W.Get(second)).Status);
        (await W.Get("")).Refused(401, "key-missing");
        (await W.Get("dlw_" + new string('a', 52))).Refused(401, "key-missing");
    }

    [Fact]
    public async Task A_stream_brings_what_is_released_and_goes_on_where_it_was_cut()
    {
        var ledger = await W.Reader("ledger");
        await A.Published("BEFORE");
        string last;
        await using (var stream = await Events.Open(W, ledger))
        {
            var id = await A.Published("LIVE");
            var live = (await stream.Next())!.Value;
            Assert.Equal(("story", "LIVE"), (live.Type, (string?)live.Data["slugline"]));
            await A.Release(id, ReleaseAction.Kill);
            var kill = (await stream.Next())!.Value;
            Assert.Equal("kill", kill.Type);
            Assert.Equal(kill.Id, (string?)kill.Data["position"]);
            last = live.Id;
        }
        await A.Published("WHILE-AWAY");
        await using var again = await Events.Open(W, ledger, last);
        Assert.Equal("kill", (await again.Next())!.Value.Type);
        Assert.Equal("WHILE-AWAY", (string?)(await again.Next())!.Value.Data["slugline"]);
        // The kill was given, and what follows it was not asked for yet.
        Assert.Single(A.Store.Read(DeliveryTable.OpenWithdrawals));
    }

    [Fact]
    public async Task A_request_that_waits_is_answered_when_there_is_something()
    {
        var ledger = await W.Reader("ledger");
        var (_, next) = await W.Page(ledger);
        var waiting = W.Get(ledger, $"/wire/v1?after={next}&wait=60");
        await A.Published("AT-LAST");
        Assert.Equal("AT-LAST", (string?)(await waiting).Json["items"]![0]!["slugline"]);
    }

    [Theory]
    [InlineData("/wire/v1?since=1", 400, "query-bad")]
    [InlineData("/wire/v1?limit=0", 400, "query-bad")]
    [InlineData("/wire/v1?limit=101", 400, "query-bad")]
    [InlineData("/wire/v1?limit=+5", 400, "query-bad")]
    [InlineData("/wire/v1?limit=5&limit=6", 400, "query-bad")]
    [InlineData("/wire/v1?wait=61", 400, "query-bad")]
    [InlineData("/wire/v1?after=17", 400, "position-unknown")]
    [InlineData("/wire/v1?after=AAAAAAAAAAAAAAAAAAAAAA", 400, "position-unknown")]
    [InlineData("/wire/v1?after=", 400, "position-unknown")]
    [InlineData("/wire/v1/stream?from=1", 400, "query-bad")]
    [InlineData("/wire/v1/search", 400, "filter-bad")]
    [InlineData("/wire/v1/search?filter=language en", 400, "filter-bad")]
    [InlineData("/wire/v1/items/x?format=fax", 400, "format-unknown")]
    [InlineData("/wire/v1/items/x?version=0", 400, "query-bad")]
    [InlineData("/wire/v1/items/x", 404, "unknown")]
    public async Task What_cant_be_meant_is_refused_by_a_stable_code(string path, int status, string code)
    {
        (await W.Get(await W.Reader("ledger"), path)).Refused(status, code);
        Assert.True(WireProblem.Codes.ContainsKey(code));
    }

    [Fact]
    public async Task Whatever_is_asked_under_the_wire_is_answered_by_it()
    {
        var ledger = await W.Reader("ledger");
        await A.Published();
        var (whole, head) = (await W.Get(ledger), await W.Get(ledger, "/wire/v1", HttpMethod.Head));
        Assert.Equal((200, 0), (head.Status, head.Bytes.Length));
        foreach (var name in new[] { "ETag", "Content-Type", "Content-Length" }) Assert.Equal(whole.Headers[name], head.Headers[name]);
        Assert.Equal(401, (await W.Get("", "/wire/v1", HttpMethod.Head)).Status);
        foreach (var (method, path, allow) in new[] { (HttpMethod.Post, "/wire/v1", "GET,HEAD"), (HttpMethod.Delete, "/wire/v1/items/x", "GET,HEAD"), (HttpMethod.Get, "/wire/v1/received", "POST"), (HttpMethod.Head, "/wire/v1/stream", "GET") })
        {
            var refused = await W.Get(ledger, path, method);
            Assert.Equal((405, allow), (refused.Status, refused.Headers["Allow"]));
            if (method != HttpMethod.Head) refused.Refused(405, "method-unknown");
        }
        foreach (var path in new[] { "/wire/v1/nothing", "/wire/v1/nothing/at/all", "/wire/v1/stream/x" }) (await W.Get(ledger, path)).Refused(404, "address-unknown");
    }

    [Fact]
    public async Task An_item_comes_in_the_format_that_is_asked_for()
    {
        var ledger = await W.Reader("ledger");
        var id = await A.Published();
        var path = "/wire/v1/items/" + Uri.EscapeDataString(A.Store.Read(db => StoryTable.Find(db, id))!.Guid);
        Assert.Contains("\"uri\"", (await W.Get(ledger, path)).Text, StringComparison.Ordinal);
        Assert.Contains("<newsItem", (await W.Get(ledger, path + "?format=newsml-g2")).Text, StringComparison.Ordinal);
        Assert.Contains("<newsItem", (await W.Get(ledger, path, null, ("Accept", "image/png;q=1, application/vnd.iptc.g2.newsitem+xml;q=0.5"))).Text, StringComparison.Ordinal);
        (await W.Get(ledger, path, null, ("Accept", "image/png"))).Refused(406, "not-acceptable");
        foreach (var writer in Dateline.Formats.WireFormats.Writers)
            Assert.Equal((200, writer.ContentType), ((await W.Get(ledger, path + "?format=" + writer.Name)).Status, (await W.Get(ledger, path + "?format=" + writer.Name)).Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_contract_that_names_formats_gives_those_and_a_kill_in_any()
    {
        var ledger = await W.Reader("ledger");
        await A.Store.Write(tx => Dateline.Store.Deliveries.Clients.Save(tx, Dateline.Store.Deliveries.Clients.Find(tx.Db, "ledger")! with { Formats = ["newsml-g2", "text"] }, "test"));
        var id = await A.Published();
        var path = "/wire/v1/items/" + Uri.EscapeDataString(A.Store.Read(db => StoryTable.Find(db, id))!.Guid);

        (await W.Get(ledger, path + "?format=ninjs-3.1")).Refused(403, "format-not-yours");
        (await W.Get(ledger, path, null, ("Accept", "application/json"))).Refused(406, "not-acceptable");
        (await W.Get(ledger, path + "?format=fax")).Refused(400, "format-unknown");
        var guid = await A.GuidOf(id);
        Assert.False(A.Store.Read(db => PullDeliveries.OfGuid(db, Destinations.OfChannel(db, Destination.ApiChannel).Single().Id, guid)[0].WasGiven));
        Assert.Contains("<newsItem", (await W.Get(ledger, path)).Text, StringComparison.Ordinal);
        Assert.StartsWith("text/plain", (await W.Get(ledger, path, null, ("Accept", "text/plain, application/json"))).Headers["Content-Type"], StringComparison.Ordinal);
        await A.Release(id, ReleaseAction.Kill);
        Assert.Equal(("canceled", 200), ((await W.Get(ledger, path + "?format=ninjs-3.1")).Headers["Dateline-Status"], (await W.Get(ledger, path + "?format=ninjs-3.1")).Status));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again_and_what_is_long_is_packed()
    {
        var ledger = await W.Reader("ledger");
        for (var i = 0; i < 10; i++) await A.Published("PACKED-" + i);
        var plain = await W.Get(ledger);
        var same = await W.Get(ledger, "/wire/v1", null, ("If-None-Match", plain.Headers["ETag"]));
        Assert.Equal((304, 0), (same.Status, same.Bytes.Length));
        foreach (var packing in new[] { "br", "gzip" })
        {
            var packed = await W.Get(ledger, "/wire/v1", null, ("Accept-Encoding", packing));
            Assert.Equal(packing, packed.Headers["Content-Encoding"]);
            using Stream stream = packing == "br" ? new BrotliStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress);
            using var text = new StreamReader(stream);
            Assert.Equal(plain.Text, await text.ReadToEndAsync());
        }
        await A.Published("ONE-MORE");
        Assert.Equal(200, (await W.Get(ledger, "/wire/v1", null, ("If-None-Match", plain.Headers["ETag"]))).Status);
    }

    [Fact]
    public async Task A_search_finds_only_what_is_the_clients_and_goes_on_where_it_stopped()
    {
        var ledger = await W.Reader("ledger", "slugline begins MINE");
        for (var i = 0; i < 5; i++) await A.Published($"MINE-{i}");
        await A.Published("ELSEWHERE");
        Assert.Empty((await W.Get(ledger, "/wire/v1/search?filter=slugline begins ELSEWHERE")).Json["items"]!.AsArray());
        var first = (await W.Get(ledger, "/wire/v1/search?filter=everything&limit=3")).Json;
        Assert.Equal(["MINE-4", "MINE-3", "MINE-2"], first["items"]!.AsArray().Select(i => (string?)i!["slugline"]));
        var rest = (await W.Get(ledger, $"/wire/v1/search?filter=everything&before={first["next"]}")).Json;
        Assert.Equal(["MINE-1", "MINE-0"], rest["items"]!.AsArray().Select(i => (string?)i!["slugline"]));
        Assert.False((bool)rest["more"]!);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        await using var host = await WireHost.Start(A, new WireOptions { RequestsPerSecond = 0.5, Burst = 2 });
        var (ledger, herald) = (await host.Reader("ledger"), await host.Reader("herald"));
        Assert.Equal((200, 200), ((await host.Get(ledger)).Status, (await host.Get(ledger)).Status));
        var refused = await host.Get(ledger);
        refused.Refused(429, "too-many");
        Assert.Equal("2", refused.Headers["Retry-After"]);
        Assert.Equal(200, (await host.Get(herald)).Status);
        A.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await host.Get(ledger)).Status);
    }

    [Fact]
    public async Task No_more_streams_are_open_than_a_client_may_have()
    {
        await using var host = await WireHost.Start(A, new WireOptions { MostStreams = 1, Burst = 100 });
        var ledger = await host.Reader("ledger");
        await using (await Events.Open(host, ledger)) (await host.Get(ledger, "/wire/v1?wait=1")).Refused(429, "streams-many");
    }

    [Fact]
    public async Task The_description_names_every_address_and_every_code()
    {
        var document = (await W.Get(await W.Reader("ledger"), "/wire/v1/openapi.json")).Json;
        Assert.Equal(["/wire/v1", "/wire/v1/chain", "/wire/v1/chain/{number}/document", "/wire/v1/items/{guid}", "/wire/v1/media/{key}", "/wire/v1/openapi.json", "/wire/v1/received", "/wire/v1/search", "/wire/v1/stream"], document["paths"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(WireProblem.Codes.Keys, document["components"]!["schemas"]!["Problem"]!["properties"]!["code"]!["enum"]!.AsArray().Select(c => (string?)c));
    }
}

/// <summary>A stream as a client reads it.</summary>
public sealed class Events : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private Events(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    /// <summary>Opens one, and reads the sign that it is open: what is released from now on comes.</summary>
    public static async Task<Events> Open(WireHost host, string key, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/wire/v1/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await reader.ReadLineAsync());
        return new Events(response, reader);
    }

    /// <summary>The next event; null: the stream has ended.</summary>
    public async Task<(string Id, string Type, JsonNode Data)?> Next()
    {
        string? id = null, type = null, data = null;
        try
        {
            while (await _reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                else if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                else if (line.Length == 0 && data is not null) return (id!, type!, JsonNode.Parse(data)!);
            }
        }
        catch (IOException) { /* cut */ }
        return null;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class WireOnSqlite : WireLaws
{
    protected override bool OnPostgres => false;
}

public sealed class WireOnPostgres : WireLaws
{
    protected override bool OnPostgres => true;
}
