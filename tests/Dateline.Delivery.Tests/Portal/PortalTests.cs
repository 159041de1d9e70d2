using System.Net;
using Dateline.Delivery.Duty;
using Dateline.Delivery.Portal;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests.Portal;

/// <summary>The portal of the clients' people, on every database: what they see, what they take, and that a withdrawal finds them.</summary>
public abstract class PortalLaws : IAsyncLifetime
{
    private PortalHost? _host;

    protected abstract bool OnPostgres { get; }

    private PortalHost Host => _host!;

    public async ValueTask InitializeAsync() => _host = await PortalHost.Start(OnPostgres, withMail: true);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_photo_that_a_story_only_refers_to_is_shown_with_the_words_of_its_own_item_while_it_is_shown()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        await Host.Person(radio, "per@radio-nord.example", language: "fr");
        var jpeg = await File.ReadAllBytesAsync(System.IO.Path.Combine(Repo.Root, "samples", "morning", "kessel-station.jpg"));
        var photo = await Host.Sent(Copy("PHOTO-STATION", "Station") with { Pictures = [new Picture { Caption = "A train at a platform.", Credit = "Northern Press / Pavel Dvorin", Rights = new Rights { UsageTerms = "No sales." } }] }, jpeg, kind: ItemKind.Picture);
        var story = await Host.Sent(Copy("KESSEL-VISIT", "Premier arrives") with { Subjects = [new Concept("medtop:20000593", "government")], Pictures = [new Picture { Guid = photo.Guid }] }, jpeg);
        using var visitor = await Host.SignedIn("per@radio-nord.example");
        var page = await visitor.Read(PortalWire.PathOf(story.Guid));
        foreach (var word in new[] { "A train at a platform.", "Northern Press / Pavel Dvorin", "No sales." }) Assert.Contains(word, page, StringComparison.Ordinal);
        // A code is told in the language of whoever reads.
        Assert.Contains("Gouvernement", page, StringComparison.Ordinal);
        await Host.Agency.Release(photo.Id, ReleaseAction.Hold);
        await Host.Agency.Settle();
        Assert.DoesNotContain("A train at a platform.", await visitor.Read(PortalWire.PathOf(story.Guid)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_invited_sets_a_password_reads_the_wire_and_takes_a_story()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        var link = await Host.Agency.Store.Write(tx => ClientPeople.PathOf(ClientPeople.Invite(tx, People.Create(tx, "per@radio-nord.example", "Per Dahl", "client-downloader", "test", radio.Id)!, "test")));
        await Host.Sent(Copy("PORT-STRIKE", "Dockers reject offer"));
        using var visitor = new PortalVisitor(Host.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Fill(link, "/clients/join", ("password", "short"))).StatusCode);
        Assert.Equal("/clients", (await visitor.Fill(link, "/clients/join", ("password", PortalHost.Password))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get(link)).StatusCode);
        var wire = await visitor.Read("/clients");
        Assert.Contains("Dockers reject offer", wire, StringComparison.Ordinal);
        var story = Path(wire, "PORT-STRIKE");
        var page = await visitor.Read(story);
        Assert.Contains("The ferries stay in port.", page, StringComparison.Ordinal);
        var ninjs = await visitor.Get(story.Replace("/story/", "/download/", StringComparison.Ordinal) + "?format=ninjs-3.1&version=1");
        Assert.Equal((HttpStatusCode.OK, "port-strike-v1.json"), (ninjs.StatusCode, ninjs.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
        var copied = await visitor.Fill(story, story + "?version=1");
        Assert.Equal("text/plain", copied.Content.Headers.ContentType?.MediaType);
        Assert.Contains("The ferries stay in port.", await copied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var taken = await visitor.Read("/clients/taken");
        Assert.Contains("Downloaded · ninjs-3.1", taken, StringComparison.Ordinal);
        Assert.Contains("Copied", taken, StringComparison.Ordinal);

        await Host.Agency.Store.Write(tx => Clients.Save(tx, radio with { Formats = ["nitf"] }, "test"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(story.Replace("/story/", "/download/", StringComparison.Ordinal) + "?format=ninjs-3.1&version=1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(story.Replace("/story/", "/download/", StringComparison.Ordinal) + "?format=nitf&version=1")).StatusCode);
        Assert.DoesNotContain("format=ninjs", await visitor.Read(story), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_found_in_the_whole_archive_of_a_client_and_in_nothing_that_is_not_theirs()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord", "not slugline has SECRET");
        var store = Host.Agency.Store;
        var old = await Host.Sent(Copy("PORT-DREDGING", "Council votes on dredging"));
        await Host.Sent(Copy("PORT-SECRET", "Dredging report, not for radio"));
        var killed = await Host.Sent(Copy("PORT-WRONG", "Dredging stopped, says nobody"));
        await Host.Agency.Release(killed.Id, ReleaseAction.Kill);
        var edited = await Host.Sent(Copy("PORT-FERRY", "Ferry is late"));
        await store.Write(tx => StoryTable.Keep(tx, edited with { Content = edited.Content with { Headline = Headline.From("Ferry is late for the dredging") } }, "ada", "saved"));
        var embargoed = await Host.Sent(Copy("PORT-LATER", "Dredging to begin at noon"), embargo: Embargo.At(Host.Agency.Now + TimeSpan.FromHours(3)));
        for (var i = 0; i < 110; i++) await Host.Sent(Copy("FILLER-" + i, "Nothing of the kind"));
        store.Search.CatchUp();
        var wire = new PortalWire(store, Host.Service<WirePositions>()) { MostLooked = 100 };
        var destination = store.Read(db => PullDeliveries.DestinationOf(db, radio.Id, Destination.PortalChannel))!;
        var list = await wire.List(destination, new PortalQuestion { Words = "dredg council" }, null);
        Assert.Equal([old.Guid], list.Entries.Select(e => e.Ready.Guid));
        Assert.Null(list.Older);
        Assert.Equal([old.Guid], (await wire.List(destination, new PortalQuestion { Words = "Dredging" }, null)).Entries.Select(e => e.Ready.Guid));
        Assert.DoesNotContain(embargoed.Guid, (await wire.List(destination, new PortalQuestion { Words = "noon" }, null)).Entries.Select(e => e.Ready.Guid));
        // What was found was given: a kill of it reaches the client.
        Assert.Contains(destination.Code, store.Read(db => Recipients.Of(db, old.Id)));
    }

    [Fact]
    public async Task A_kill_goes_by_mail_to_whoever_opened_copied_or_took_the_story_and_to_nobody_else_and_is_confirmed_when_it_is_read()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        foreach (var login in new[] { "opens@radio-nord.example", "takes@radio-nord.example", "copies@radio-nord.example", "sleeps@radio-nord.example" }) await Host.Person(radio, login, language: login.StartsWith("takes", StringComparison.Ordinal) ? "fr" : null);
        var story = await Host.Sent(Copy("MINE-RESCUE", "Two found alive"));
        var path = PortalWire.PathOf(story.Guid);
        using (var opens = await Host.SignedIn("opens@radio-nord.example")) await opens.Read(path);
        using (var takes = await Host.SignedIn("takes@radio-nord.example")) await takes.Get(path.Replace("/story/", "/download/", StringComparison.Ordinal) + "?format=text");
        using (var copies = await Host.SignedIn("copies@radio-nord.example")) await copies.Fill(path, path + "?version=1");
        using var sleeps = await Host.SignedIn("sleeps@radio-nord.example");
        Assert.Contains("Two found alive", await sleeps.Read("/clients"), StringComparison.Ordinal);
        using var desk = new DutyDesk(Host.Agency.Store, Host.Service<DeliveryOptions>());
        await Host.Agency.Release(story.Id, ReleaseAction.Kill);
        await desk.TurnAsync();
        Assert.Equal(["copies@radio-nord.example", "opens@radio-nord.example", "takes@radio-nord.example"], Host.Mail!.Mails.Select(m => m.Headers["X-Envelope-To"]).Order(StringComparer.Ordinal));
        // Each in the language of who reads it.
        Assert.All(Host.Mail.Mails, m =>
        {
            var isFrench = m.Headers["X-Envelope-To"]!.StartsWith("takes", StringComparison.Ordinal);
            Assert.Equal(isFrench ? "ANNULATION: MINE-RESCUE" : "KILL: MINE-RESCUE", m.Subject);
            Assert.Contains(isFrench ? "Ne publiez cet article dans aucune version" : "Do not publish the story in any version", m.TextBody!, StringComparison.Ordinal);
        });

        Assert.Single(Host.Agency.Store.Read(DeliveryTable.OpenWithdrawals));
        var wire = await sleeps.Read("/clients");
        Assert.DoesNotContain("Two found alive", wire, StringComparison.Ordinal);
        Assert.Contains("class=\"bar\"", wire, StringComparison.Ordinal);
        var notice = await sleeps.Read(path);
        Assert.Contains("Killed: do not use", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("Two found alive", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("The ferries stay in port.", notice, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await sleeps.Get(path + "?version=1")).StatusCode);
        Assert.Empty(Host.Agency.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.DoesNotContain("class=\"bar\"", await sleeps.Read("/clients"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embargoed_copy_is_there_for_who_gets_it_marked_and_for_nobody_else_until_its_hour()
    {
        var early = await Host.Client("courier", "The Courier", inAdvance: true);
        var late = await Host.Client("radio-nord", "Radio Nord");
        await Host.Person(early, "ed@courier.example");
        await Host.Person(late, "per@radio-nord.example");
        var story = await Host.Sent(Copy("KESSEL-VISIT", "Premier arrives"), embargo: Embargo.At(Host.Agency.Now + TimeSpan.FromHours(1)));
        var path = PortalWire.PathOf(story.Guid);
        using var ed = await Host.SignedIn("ed@courier.example");
        using var per = await Host.SignedIn("per@radio-nord.example");
        Assert.Contains("EMBARGOED", await ed.Read(path), StringComparison.Ordinal);
        Assert.Contains("Embargo until", await ed.Read("/clients"), StringComparison.Ordinal);
        Assert.DoesNotContain("KESSEL-VISIT", await per.Read("/clients"), StringComparison.Ordinal);
        await Same(per, path, PortalWire.PathOf("urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100"));
        await Host.Agency.Pass(TimeSpan.FromHours(1));
        Assert.Contains("Premier arrives", await per.Read(path), StringComparison.Ordinal);
        Assert.DoesNotContain("EMBARGOED", await ed.Read(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_clients_story_is_what_there_is_not_on_every_way_to_it()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord", "slugline has SPORT");
        var courier = await Host.Client("courier", "The Courier");
        await Host.Person(radio, "per@radio-nord.example");
        await Host.Person(courier, "ed@courier.example");
        var photo = Jpeg();
        var story = await Host.Sent(Copy("KESSEL-VISIT", "Premier arrives") with { Pictures = [new Picture { Caption = "Kessel" }] }, photo);
        using var ed = await Host.SignedIn("ed@courier.example");
        using var per = await Host.SignedIn("per@radio-nord.example");
        var key = System.Text.RegularExpressions.Regex.Match(await ed.Read(PortalWire.PathOf(story.Guid)), "/clients/photos/([a-z0-9]+)").Groups[1].Value;
        Assert.Equal(photo, await (await ed.Get("/clients/photos/" + key)).Content.ReadAsByteArrayAsync());
        const string unknown = "urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100";
        await Same(per, PortalWire.PathOf(story.Guid), PortalWire.PathOf(unknown));
        await Same(per, "/clients/download/" + story.Guid + "?format=text", "/clients/download/" + unknown + "?format=text");
        await Same(per, "/clients/photos/" + key, "/clients/photos/0123456789abcdefghjkmnpqrs");
        await Same(per, "/clients?q=Premier", "/clients?q=Xremier", "Premier", "Xremier");
    }

    [Fact]
    public async Task A_reader_reads_and_a_downloader_invites_nobody_and_the_newsrooms_doors_are_other_doors()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        await Host.Person(radio, "reads@radio-nord.example", "reader");
        await Host.Person(radio, "takes@radio-nord.example");
        await Host.Agency.Store.Write(tx =>
        {
            var staff = People.Create(tx, "anna@np.example", "Anna Bell", "admin", "test")!;
            People.SetPassword(tx, staff, Passwords.Hash(PortalHost.Password), "test");
            return 0;
        });
        var story = await Host.Sent(Copy("PORT-STRIKE", "Dockers reject offer"));
        using var reads = await Host.SignedIn("reads@radio-nord.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await reads.Get("/clients/download/" + story.Guid + "?format=text")).StatusCode);
        Assert.DoesNotContain("data-copy", await reads.Read(PortalWire.PathOf(story.Guid)), StringComparison.Ordinal);
        using var takes = await Host.SignedIn("takes@radio-nord.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await takes.Get("/clients/people")).StatusCode);
        using var stranger = new PortalVisitor(Host.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Fill("/clients/enter", "/clients/enter", ("login", "anna@np.example"), ("password", PortalHost.Password))).StatusCode);
        Assert.Equal("/clients/enter?to=%2Fclients%2Ftaken", (await stranger.Get("/clients/taken")).Headers.Location?.OriginalString);
        Assert.Null(Host.Agency.Store.Read(db => People.FindByLogin(db, "takes@radio-nord.example")));
    }

    [Fact]
    public async Task Who_is_ended_is_out_at_once_and_a_suspended_client_reads_only_what_was_withdrawn()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        var per = await Host.Person(radio, "per@radio-nord.example");
        await Host.Person(radio, "ida@radio-nord.example", name: "Ida Moe");
        var story = await Host.Sent(Copy("PORT-STRIKE", "Dockers reject offer"));
        using var first = await Host.SignedIn("per@radio-nord.example");
        using var other = await Host.SignedIn("ida@radio-nord.example");
        await first.Read(PortalWire.PathOf(story.Guid));
        await Host.Agency.Store.Write(tx => { People.End(tx, per, "test"); return 0; });
        Assert.Equal(HttpStatusCode.Redirect, (await first.Get("/clients")).StatusCode);
        await Host.Agency.Store.Write(tx => Clients.Save(tx, radio with { Status = ClientStatus.Suspended }, "test").IsDone);
        Assert.DoesNotContain("Dockers", await other.Read("/clients"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(PortalWire.PathOf(story.Guid))).StatusCode);
        await Host.Agency.Release(story.Id, ReleaseAction.Kill);
        Assert.Contains("Killed: do not use", await other.Read(PortalWire.PathOf(story.Guid)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_stands_over_the_text_and_older_versions_stay_to_be_read_as_such()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        await Host.Person(radio, "per@radio-nord.example");
        var story = await Host.Sent(Copy("RATES", "Rate cut by half a point"));
        using var per = await Host.SignedIn("per@radio-nord.example");
        var path = PortalWire.PathOf(story.Guid);
        await per.Read(path);
        await Host.Agency.Release(story.Id, ReleaseAction.Correct);
        await Host.Agency.Settle();
        var page = await per.Read(path);
        Assert.Contains("banner correction", page, StringComparison.Ordinal);
        Assert.Contains("It was wrong.", page, StringComparison.Ordinal);
        Assert.Contains("version 2", page, StringComparison.Ordinal);
        Assert.Contains("An older version.", await per.Read(path + "?version=1"), StringComparison.Ordinal);
        Assert.Contains("Correction v2", await per.Read("/clients"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_portal_holds_what_was_sent_last_but_nothing_that_was_killed_or_waits_for_its_hour()
    {
        await Host.Client("courier", "The Courier");
        await Host.Sent(Copy("HARVEST", "Wet June cuts the harvest"));
        var killed = await Host.Sent(Copy("MINE", "Mine closes"));
        await Host.Sent(Copy("KESSEL-VISIT", "Premier arrives"), embargo: Embargo.At(Host.Agency.Now + TimeSpan.FromHours(1)));
        await Host.Agency.Release(killed.Id, ReleaseAction.Kill);
        await Host.Agency.Settle();
        await Host.Person(await Host.Client("radio-nord", "Radio Nord"), "per@radio-nord.example");
        await Host.Service<AlertDesk>().TurnAsync();
        using var per = await Host.SignedIn("per@radio-nord.example");
        var wire = await per.Read("/clients");
        Assert.Contains("Wet June", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("MINE", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("KESSEL-VISIT", wire, StringComparison.Ordinal);
        Assert.Empty(Host.Mail!.Mails);
        await Host.Agency.Pass(TimeSpan.FromHours(1));
        Assert.Contains("KESSEL-VISIT", await per.Read("/clients"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_go_at_once_or_in_one_mail_a_day_and_tell_nothing_that_was_withdrawn_meanwhile()
    {
        var radio = await Host.Client("radio-nord", "Radio Nord");
        var now = await Host.Person(radio, "now@radio-nord.example");
        var daily = await Host.Person(radio, "daily@radio-nord.example", language: "fr");
        using (var visitor = await Host.SignedIn("now@radio-nord.example")) Assert.Equal(HttpStatusCode.Redirect, (await visitor.Fill("/clients/topics", "/clients/topics", ("name", "Port"), ("words", "dockers"), ("alerts", "at-once"))).StatusCode);
        using (var visitor = await Host.SignedIn("daily@radio-nord.example")) Assert.Equal(HttpStatusCode.Redirect, (await visitor.Fill("/clients/topics", "/clients/topics", ("name", "Port"), ("words", "ferries"), ("alerts", "daily"))).StatusCode);
        var alerts = Host.Service<AlertDesk>();
        await Told(alerts);
        var strike = await Host.Sent(Copy("PORT-STRIKE", "Dockers reject offer"));
        await Host.Sent(Copy("HARVEST", "Wet June cuts the harvest"));
        var killed = await Host.Sent(Copy("MINE", "Mine closes"));
        await Told(alerts);
        Assert.Equal([("now@radio-nord.example", "PORT-STRIKE: Dockers reject offer")], Host.Mail!.Mails.Select(m => (m.Headers["X-Envelope-To"], m.Subject)));
        Assert.Contains("https://np.example/clients/story/", Host.Mail.Mails[0].TextBody, StringComparison.Ordinal);
        await Host.Agency.Release(killed.Id, ReleaseAction.Kill);
        await Host.Agency.Pass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));
        await Told(alerts);
        var digest = Host.Mail.Mails.Single(m => m.Headers["X-Envelope-To"] == "daily@radio-nord.example");
        Assert.Equal("Northern Press\u00A0: 2 nouveautés dans vos thèmes", digest.Subject);
        Assert.Contains("HARVEST", digest.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Mine closes", digest.TextBody, StringComparison.Ordinal);
        // Who was told has it: a kill reaches them too.
        Assert.Equal([daily.Id, now.Id], Host.Agency.Store.Read(db => ClientReadings.Of(db, strike.Id)).Select(p => p.Id));
        await Told(alerts);
        Assert.Equal(2, Host.Mail.Mails.Count);
    }

    private static async Task Told(AlertDesk alerts)
    {
        while (await alerts.TurnAsync() > 0) { }
    }

    private static async Task Same(PortalVisitor visitor, string path, string unknown, string word = "", string otherWord = "")
    {
        var (one, other) = (await visitor.Get(path), await visitor.Get(unknown));
        Assert.Equal(other.StatusCode, one.StatusCode);
        string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(word.Length == 0 ? text : text.Replace(word, otherWord, StringComparison.Ordinal), "value=\"CfDJ8[^\"]*\"|data-now=\"[^\"]*\"", "");
        Assert.Equal(Plain(await other.Content.ReadAsStringAsync()), Plain(await one.Content.ReadAsStringAsync()));
    }

    private static string Path(string html, string slug) =>
        System.Text.RegularExpressions.Regex.Match(html, "href=\"(/clients/story/[^\"]+)\"(?:(?!</a>).)*" + slug, System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;

    private static StoryContent Copy(string slug, string headline) => new()
    {
        Language = Language.From("en"),
        Slugline = Slugline.From(slug),
        Headline = Headline.From(headline),
        Dek = "What happened in short.",
        Body = StoryHtml.FromParagraphs(["The ferries stay in port.", "Talks go on."]),
    };

    private static byte[] Jpeg() => [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];
}

public sealed class SqlitePortalTests : PortalLaws
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresPortalTests : PortalLaws
{
    protected override bool OnPostgres => true;
}
