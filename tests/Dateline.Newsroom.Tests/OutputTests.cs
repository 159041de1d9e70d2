using System.Net;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Tests;

/// <summary>Clients, products, destinations and deliveries over the API, on every database.</summary>
public abstract class OutputLaws : NewsroomLaws
{
    protected override void More(IServiceCollection services) => services.AddSingleton<IOutputs>(new FakeOutputs());

    [Fact]
    public async Task A_client_with_a_product_and_a_destination_is_set_up_and_changed()
    {
        (await Desk.Put("clients/radio-nord", """{"name":"Radio Nord","products":["politics"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "product-unknown", "/products");
        var product = (await Desk.Put("products/politics", """{"name":"Politics","filter":"language is English and  not genre is Opinion"}""")).Done;
        Assert.Equal("language is en and not genre is Opinion", (string?)product["filter"]);
        (await Desk.Put("products/broken", """{"name":"x","filter":"language en"}""")).Refused(HttpStatusCode.UnprocessableEntity, "filter-verb", "/filter");
        var client = (await Desk.Put("clients/radio-nord", """{"name":"Radio Nord","products":["politics"],"contacts":[{"name":"Night desk","phone":"555 0100","onDuty":true}]}""")).Done;
        Assert.Equal(("active", "555 0100"), ((string?)client["status"], (string?)client["contacts"]![0]!["phone"]));
        Assert.Equal("suspended", (string?)(await Desk.Put("clients/radio-nord", """{"name":"Radio Nord","status":"suspended","products":["politics"]}""")).Done["status"]);
        (await Desk.Put("clients/Radio%20Nord", """{"name":"x"}""")).Refused(HttpStatusCode.BadRequest, "query-bad");
        (await Desk.Put("clients/x", """{"name":"x","country":"C4"}""")).Refused(HttpStatusCode.BadRequest, "query-bad", "/country");
        (await Desk.Put("clients/x", """{"name":"x","contacts":[{"name":"y","fax":"1"}]}""")).Refused(HttpStatusCode.BadRequest, "unknown-member");

        var made = (await Desk.Put("destinations/radio-nord", """{"client":"radio-nord","channel":"http-push","format":"newsml-g2","options":{"url":"https://radio-nord.example/in"}}""")).Done;
        Assert.Equal("fresh", (string?)made["secret"]);
        Assert.Equal("protected fresh", Host.Store.Read(db => Destinations.Find(db, "radio-nord"))!.Secret);
        var again = (await Desk.Put("destinations/radio-nord", """{"client":"radio-nord","channel":"http-push","format":"ninjs-3.1","options":{"url":"https://radio-nord.example/in"},"inAdvance":true}""")).Done;
        Assert.Null(again["secret"]);
        Assert.Equal("protected fresh", Host.Store.Read(db => Destinations.Find(db, "radio-nord"))!.Secret);
        (await Desk.Put("destinations/y", """{"client":"nobody","channel":"http-push","format":"newsml-g2","options":{}}""")).Refused(HttpStatusCode.UnprocessableEntity, "client-unknown", "/client");
        (await Desk.Put("destinations/y", """{"client":"radio-nord","channel":"pigeon","format":"newsml-g2","options":{}}""")).Refused(HttpStatusCode.UnprocessableEntity, "channel-unknown", "/channel");
        Assert.Equal("paused", (string?)(await Desk.Post("destinations/radio-nord/state", """{"state":"paused","why":"They move"}""")).Done["state"]);
        Assert.Equal("They move", (string?)(await Desk.Get("destinations")).Done["items"]![0]!["stateWhy"]);
        var test = (await Desk.Post("destinations/radio-nord/test")).Done;
        Assert.Equal("arrived", (string?)test["outcome"]);
        Assert.Contains("> POST", (string?)test["exchange"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_may_name_formats_and_its_destinations_keep_to_them()
    {
        (await Desk.Put("clients/formats", """{"name":"The Ledger","formats":["fax"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "writer-unknown", "/formats");
        Assert.Equal(["nitf", "text"], (await Desk.Put("clients/formats", """{"name":"The Ledger","formats":["nitf","text"]}""")).Done["formats"]!.AsArray().Select(f => (string?)f));
        const string Push = """{"client":"formats","channel":"http-push","format":"FORMAT","options":{"url":"https://ledger.example/in"}}""";
        (await Desk.Put("destinations/formats-push", Push.Replace("FORMAT", "newsml-g2", StringComparison.Ordinal))).Refused(HttpStatusCode.UnprocessableEntity, "format-not-in-contract", "/format");
        Assert.Equal("nitf", (string?)(await Desk.Put("destinations/formats-push", Push.Replace("FORMAT", "nitf", StringComparison.Ordinal))).Done["format"]);
        (await Desk.Put("clients/formats", """{"name":"The Ledger","formats":["text"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "format-in-use", "/formats");
        Assert.Equal(["nitf", "text"], (await Desk.Get("clients/formats")).Done["formats"]!.AsArray().Select(f => (string?)f));
        Assert.Empty((await Desk.Put("clients/formats", """{"name":"The Ledger"}""")).Done["formats"]!.AsArray());
    }

    [Fact]
    public async Task Who_does_not_get_what_may_be_used_in_some_countries_alone_is_said_before_it_goes()
    {
        foreach (var (code, more) in new[] { ("here", "\"country\":\"ca\","), ("there", "\"country\":\"FR\","), ("anywhere", ""), ("gone", "\"status\":\"ended\",") })
            _ = (await Desk.Put("clients/" + code, $$"""{{{more}}"name":"{{code}}"}""")).Done;
        Assert.Equal("CA", (string?)(await Desk.Get("clients/here")).Done["country"]);
        var free = await Desk.Draft();
        Assert.Null((await Desk.Get($"stories/{free}/actions")).Done["countriesUnstated"]);
        var bound = (string)(await Desk.Post("stories", """{"content":{"headline":"Harbour opens","rights":{"territories":["CA"]}}}""")).Done["id"]!;
        Assert.Equal(1, (int)(await Desk.Get($"stories/{bound}/actions")).Done["countriesUnstated"]!);
    }

    [Fact]
    public async Task A_destination_says_when_it_takes_copy_how_much_of_it_and_what_a_new_version_is()
    {
        await Desk.Put("clients/radio-nord", """{"name":"Radio Nord"}""");
        Task<Said> Put(string more) =>
            Desk.Put("destinations/nord-hours", """{"client":"radio-nord","channel":"http-push","format":"newsml-g2","options":{"url":"https://radio-nord.example/in"}""" + more + "}");
        var plain = (await Put("")).Done;
        Assert.Equal((null, null, "sameGuid"), ((string?)plain["hours"], plain["rate"], (string?)plain["writethrus"]));
        var set = (await Put(""","hours":"weekdays  06:00-22:00 Europe/Paris","rate":{"most":20,"per":"minute"},"writethrus":"newGuid" """)).Done;
        Assert.Equal(("weekdays 06:00-22:00 Europe/Paris", 20, "minute", "newGuid"), ((string?)set["hours"], (int?)set["rate"]!["most"], (string?)set["rate"]!["per"], (string?)set["writethrus"]));
        var kept = Host.Store.Read(db => Destinations.Find(db, "nord-hours"))!;
        Assert.Equal((new SendingRate(20, RatePer.Minute), WritethruMapping.NewGuid), (kept.Rate, kept.Writethrus));
        Assert.Equal("language is fr and kind is text", (string?)(await Put(""","only":"language  is fr and kind is text" """)).Done["only"]);
        Assert.Null((await Put("")).Done["only"]);
        (await Put(""","only":"kind is" """)).Refused(HttpStatusCode.UnprocessableEntity, "filter-ends", "/only");
        (await Put(""","hours":"workdays 06:00-22:00 Europe/Paris" """)).Refused(HttpStatusCode.UnprocessableEntity, "hours-bad", "/hours");
        (await Put(""","rate":{"most":0,"per":"second"}""")).Refused(HttpStatusCode.UnprocessableEntity, "rate-bad", "/rate");
        (await Put(""","rate":{"most":1,"per":"day"}""")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/rate/per");
        await Desk.Put("clients/north", """{"name":"North"}""");
        foreach (var (more, code, at) in new[] { (""","hours":"daily 06:00-22:00 UTC" """, "hours-not-read", "/hours"), (""","writethrus":"newGuid" """, "writethrus-not-read", "/writethrus") })
            (await Desk.Put("destinations/north-api", """{"client":"north","channel":"api","format":"ninjs-3.1","options":{}""" + more + "}")).Refused(HttpStatusCode.UnprocessableEntity, code, at);
    }

    [Fact]
    public async Task A_destination_says_how_large_photos_may_be_that_go_as_files()
    {
        await Desk.Put("clients/radio-nord", """{"name":"Radio Nord"}""");
        Task<Said> Put(string more) =>
            Desk.Put("destinations/nord-photos", """{"client":"radio-nord","channel":"http-push","format":"newsml-g2","options":{"url":"https://radio-nord.example/in"}""" + more + "}");
        Assert.Null((await Put(""","photos":"first" """)).Done["photoSide"]);
        Assert.Equal(2000, (int?)(await Put(""","photos":"first","photoSide":2000""")).Done["photoSide"]);
        foreach (var side in new[] { 0, 199, 20_001 }) (await Put($$""","photos":"first","photoSide":{{side}}""")).Refused(HttpStatusCode.UnprocessableEntity, "photo-side-bad", "/photoSide");
        (await Put(""","photoSide":2000""")).Refused(HttpStatusCode.UnprocessableEntity, "photo-side-not-files", "/photoSide");
        Assert.Equal(2000, Host.Store.Read(db => Destinations.Find(db, "nord-photos"))!.PhotoSide);
        await Put(""","photos":"first" """);
        Assert.Null(Host.Store.Read(db => Destinations.Find(db, "nord-photos"))!.PhotoSide);
    }

    [Fact]
    public async Task A_product_names_a_media_topic_and_takes_what_lies_under_it()
    {
        var product = (await Desk.Put("products/under-politics", """{"name":"Politics","filter":"subject under politics"}""")).Done;
        Assert.Equal("subject under medtop:11000000", (string?)product["filter"]);
        (await Desk.Put("products/under-nothing", """{"name":"x","filter":"subject under the weather in Kessel"}""")).Refused(HttpStatusCode.UnprocessableEntity, "filter-value", "/filter");
    }

    [Fact]
    public async Task A_client_has_two_keys_at_most_each_shown_once_and_revoked_for_good()
    {
        (await Desk.Post("clients/nobody/keys", """{"name":"x"}""")).Refused(HttpStatusCode.NotFound, "unknown");
        await Desk.Put("clients/ledger", """{"name":"The Ledger"}""");
        (await Desk.Post("clients/ledger/keys", """{"name":"x","scopes":["kill"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "scope-unknown", "/scopes");
        var first = (await Desk.Post("clients/ledger/keys", """{"name":"Web team"}""")).Done;
        Assert.StartsWith("dlw_", (string?)first["secret"]);
        Assert.Equal(("ledger-api", "search wire"), ((string?)first["destination"], string.Join(' ', first["scopes"]!.AsArray())));
        await Desk.Post("clients/ledger/keys", """{"name":"The next","scopes":["wire"]}""");
        (await Desk.Post("clients/ledger/keys", """{"name":"A third"}""")).Refused(HttpStatusCode.Conflict, "keys-enough");
        var prefix = (string)first["prefix"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Delete("clients/ledger/keys/" + prefix)).Status);
        (await Desk.Delete("clients/ledger/keys/" + prefix)).Refused(HttpStatusCode.NotFound, "unknown");
        var keys = (await Desk.Get("clients/ledger/keys")).Done["items"]!.AsArray();
        Assert.Equal((2, 1), (keys.Count, keys.Count(k => k!["revoked"] is not null)));
        Assert.All(keys, k => Assert.Null(k!["secret"]));
        Assert.Null(Host.Store.Read(db => ClientKeys.Check(db, (string)first["secret"]!)));
        (await Desk.Put("destinations/ledger-api", """{"client":"ledger","channel":"http-push","format":"newsml-g2","options":{}}""")).Refused(HttpStatusCode.Conflict, "channel-fixed", "/channel");
    }

    [Fact]
    public async Task A_clients_person_is_invited_once_given_another_role_and_ended_and_is_nobody_in_the_newsroom()
    {
        const string body = """{"login":"per@radio-nord.example","name":"Per Dahl","role":"reader"}""";
        (await Desk.Post("clients/radio-nord/people", body)).Refused(HttpStatusCode.NotFound, "unknown");
        await Desk.Put("clients/radio-nord", """{"name":"Radio Nord"}""");
        await Desk.Put("clients/ledger", """{"name":"The Ledger"}""");
        (await Desk.Post("clients/radio-nord/people", body.Replace("per@radio-nord.example", "per", StringComparison.Ordinal))).Refused(HttpStatusCode.UnprocessableEntity, "login-bad", "/login");
        (await Desk.Post("clients/radio-nord/people", body.Replace("reader", "chief", StringComparison.Ordinal))).Refused(HttpStatusCode.UnprocessableEntity, "role-unknown", "/role");
        var invited = (await Desk.Post("clients/radio-nord/people", body)).Done;
        Assert.StartsWith("/clients/join?token=", (string?)invited["path"]);
        Assert.Equal(("reader", false), ((string?)invited["person"]!["role"], (bool)invited["person"]!["hasPassword"]!));
        (await Desk.Post("clients/ledger/people", body)).Refused(HttpStatusCode.Conflict, "login-taken", "/login");
        Assert.Equal("portal", Host.Store.Read(db => Destinations.Find(db, "radio-nord-portal"))!.Channel);
        Assert.Equal("admin", (string?)(await Desk.Post("clients/radio-nord/people/per@radio-nord.example/role", """{"role":"admin"}""")).Done["role"]);
        (await Desk.Post("clients/ledger/people/per@radio-nord.example/end")).Refused(HttpStatusCode.NotFound, "unknown");
        Assert.NotNull((await Desk.Post("clients/radio-nord/people/per@radio-nord.example/end")).Done["ended"]);
        Assert.Single((await Desk.Get("clients/radio-nord/people")).Done["items"]!.AsArray());
        Assert.Empty((await Desk.Get("people")).Done["items"]!.AsArray());
        (await Desk.Post("people/per@radio-nord.example/role", """{"role":"admin"}""")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    [Fact]
    public async Task A_preview_shows_what_a_filter_would_have_held()
    {
        var story = await Desk.Draft();
        (await Desk.Post($"stories/{story}/actions/publish", """{"expectedVersion":0}""")).Done.ToString();
        var all = (await Desk.Post("products/preview", """{"filter":"everything"}""")).Done;
        Assert.Equal((1, 1), ((int)all["count"]!, (int)all["lookedAt"]!));
        Assert.Equal(story, (string?)all["items"]![0]!["id"]);
        Assert.Equal(0, (int)(await Desk.Post("products/preview", """{"filter":"slugline has NOWHERE"}""")).Done["count"]!);
    }

    [Fact]
    public async Task The_board_shows_a_kill_without_receipt_with_whom_to_call_and_a_named_person_closes_it()
    {
        await Desk.Put("clients/ledger", """{"name":"The Ledger","contacts":[{"name":"Ana Reyes","phone":"555 0199","onDuty":true}]}""");
        await Desk.Put("destinations/ledger", """{"client":"ledger","channel":"http-push","format":"newsml-g2","options":{"url":"https://ledger.example/in"}}""");
        var story = await Desk.Draft();
        (await Desk.Post($"stories/{story}/actions/publish", """{"expectedVersion":0}""")).Done.ToString();
        await Host.Store.Write(tx => { Store.Keeping.Recipients.Note(tx, "ledger", Guid.Parse(story), 1); return true; });
        (await Desk.Post($"stories/{story}/actions/kill", """{"expectedVersion":1,"reason":"It was forged"}""")).Done.ToString();

        var open = Assert.Single((await Desk.Get("withdrawals")).Done["items"]!.AsArray())!;
        Assert.Equal(("The Ledger", "Ana Reyes", "kill"), ((string?)open["client"], (string?)open["contact"]!["name"], (string?)open["action"]));
        var id = (string)open["id"]!;
        Assert.Equal(id, (string?)(await Desk.Get("deliveries?position=2")).Done["items"]![0]!["id"]);
        Assert.Empty((await Desk.Get("deliveries/" + id)).Done["tries"]!.AsArray());
        var alarm = await Host.Store.Write(tx =>
        {
            var raised = Store.Keeping.Alarms.Raise(tx, "withdrawal-open", "The Ledger has not confirmed.", Guid.Parse(story));
            tx.Db.Execute("update delivery set alarm = $2 where id = $1", Guid.Parse(id), raised);
            return raised;
        });
        // To have seen it is not to have called.
        (await Desk.Post($"alarms/{alarm}/acknowledge")).Refused(HttpStatusCode.Conflict, "withdrawal-open");
        Assert.Single((await Desk.Get("alarms")).Done["items"]!.AsArray());
        (await Desk.Post($"withdrawals/{id}/confirm", "{}")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/how");
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Post($"withdrawals/{id}/confirm", """{"how":"Ana Reyes by phone"}""")).Status);
        Assert.Empty((await Desk.Get("withdrawals")).Done["items"]!.AsArray());
        (await Desk.Post($"alarms/{alarm}/acknowledge")).Refused(HttpStatusCode.NotFound, "unknown");
        Assert.Equal("Ana Reyes by phone", (string?)(await Desk.Get("deliveries/" + id)).Done["receipt"]);
        (await Desk.Post($"withdrawals/{id}/confirm", """{"how":"again"}""")).Refused(HttpStatusCode.NotFound, "unknown");
        Assert.Equal(id, (string?)(await Desk.Post($"deliveries/{id}/replay")).Done["replayOf"]);
    }

    [Fact]
    public async Task Before_a_story_goes_it_is_told_by_name_who_gets_it_now_and_who_when_its_embargo_ends()
    {
        var story = await Desk.Draft();
        var now = (await Desk.Get($"stories/{story}/audience")).Done;
        Assert.Equal(["Radio Nord", "The Ledger"], now["now"]!.AsArray().Select(n => (string)n!));
        Assert.Empty(now["later"]!.AsArray());
        Assert.Equal([("Kessel Post", "2026-08-25T04:00:00Z"), ("Night Mail", null)], now["waiting"]!.AsArray().Select(w => ((string)w!["client"]!, (string?)w["opens"])));
        // Never a time without the zone whose clocks show it.
        Assert.Equal(["Tue 25 Aug 04:00 UTC", null], now["waiting"]!.AsArray().Select(w => (string?)w!["opensHere"]));
        Assert.True((bool)now["site"]!);
        var embargoed = (await Desk.Get($"stories/{story}/audience?action=embargo&usableFrom=2026-08-24T19:00:00Z")).Done;
        Assert.Equal(["Radio Nord"], embargoed["now"]!.AsArray().Select(n => (string)n!));
        Assert.Equal(["The Ledger"], embargoed["later"]!.AsArray().Select(n => (string)n!));
        (await Desk.Get($"stories/{story}/audience?action=eat")).Refused(HttpStatusCode.BadRequest, "query-bad");
        (await Desk.Get($"stories/{story}/audience?at=noon")).Refused(HttpStatusCode.BadRequest, "query-bad");
        (await Desk.Get($"stories/{story}/audience?usableFrom=noon")).Refused(HttpStatusCode.BadRequest, "query-bad");
    }

    internal sealed class FakeOutputs : IOutputs
    {
        public IReadOnlyList<string> Channels => ["api", "http-push", "sftp"];

        public IReadOnlyList<ChannelOption> OptionsOf(string channel) => channel switch
        {
            "http-push" => [new("url", "https://ledger.example/incoming")],
            "sftp" => [new("host", "sftp.ledger.example"), new("port", "22", IsNeeded: false, ChannelOptionKind.Number), new("hostKeys", "SHA256:…", Kind: ChannelOptionKind.List)],
            _ => [],
        };

        public Refusal? WhyNot(string channel, string format, string options, string? secret) => channel == "http-push" ? null : new("channel-unknown", "There is no such channel. Nothing was saved.", "channel");

        public string? NewSecret(string channel) => "fresh";

        public string Protect(string secret) => "protected " + secret;

        public IReadOnlyList<Receiver> WhoGets(Store.Database.Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now) =>
            [
                new("The Ledger", "ledger", usableFrom.IsNone), new("Radio Nord", "nord", true), new("Radio Nord", "nord-backup", true) { IsPaused = true },
                new("Night Mail", "mail", true) { IsPaused = true }, new("Kessel Post", "post", true) { Opens = Instant.From(new DateTimeOffset(2026, 8, 25, 4, 0, 0, TimeSpan.Zero)) },
            ];

        public Task<(AttemptResult Result, string Sent)> Try(Destination destination, CancellationToken stop) => Task.FromResult((new AttemptResult(AttemptOutcome.Arrived, "They have it.") { Exchange = "> POST /incoming HTTP/1.1\n< HTTP/1.1 200 OK\n" }, "sent"));
    }
}

public sealed class OutputsOnSqlite : OutputLaws
{
    protected override bool OnPostgres => false;
}

public sealed class OutputsOnPostgres : OutputLaws
{
    protected override bool OnPostgres => true;
}
