using Dateline.Ingest.Fetching;
using Dateline.Ingest.Fetching.Mailbox;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A mailbox that is read, against Dovecot.</summary>
public abstract class MailboxLaws : ConnectorLaws
{
    private Dovecot _server = null!;

    protected override SourceSettings Settings => new()
    {
        Kind = SourceKind.Mailbox,
        Mailbox = new() { Host = "127.0.0.1", Port = _server.Port, User = "wires", Certificates = [_server.Fingerprint] },
    };

    protected override string Secret => Dovecot.Password;

    private protected override IConnector Connector(IWayOut way) => new MailboxConnector(way, Time);

    protected override async Task Begin() => _server = await Dovecot.Start();

    protected override Task Offer(string guid, string headline) => _server.Deliver(IdOf(guid), headline, "The bridge is open again, the mayor of Kessel said.");

    protected override Task OfferNonsense() => _server.DeliverBytes("1.nonsense", "\u0001\u0002 no mail at all"u8.ToArray());

    protected override int Kept(string guid) => Store.Read(db => (int)db.Number("select count(*) from item where guid like $1", "%" + IdOf(guid) + "%")!.Value);

    private static string IdOf(string guid) => guid.Replace(':', '.') + "@np.example";

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mail_that_was_taken_in_is_marked_as_read_and_stays()
    {
        await Offer("urn:np:1", "Bridge reopens");
        Assert.Equal((1, 1), await _server.Count());
        await Look();
        Assert.Equal((1, 0), await _server.Count());
        Assert.Equal("Bridge reopens", Assert.Single(Store.Read(db => Items.Latest(db, News.Instant.FarFuture, 10))).Item.Content.Headline?.Text);
    }

    [Fact]
    public async Task The_first_look_takes_what_is_unread_and_later_ones_what_came_since_read_or_not()
    {
        await _server.Deliver(IdOf("urn:np:old"), "Bridge is planned", "Long ago.", isRead: true);
        await Offer("urn:np:1", "Bridge reopens");
        await Look();
        Assert.Equal((0, 1), (Kept("urn:np:old"), Kept("urn:np:1")));
        // Somebody was quicker with a mail program of their own.
        await _server.Deliver(IdOf("urn:np:2"), "Bridge closes", "It is closed.", isRead: true);
        Assert.Equal(1, await Look());
        Assert.Equal((0, 1, 1), (Kept("urn:np:old"), Kept("urn:np:1"), Kept("urn:np:2")));
    }

    [Fact]
    public async Task A_mailbox_where_all_is_read_begins_with_what_comes_next()
    {
        await _server.Deliver(IdOf("urn:np:old"), "Bridge is planned", "Long ago.", isRead: true);
        Assert.Equal(0, await Look());
        await _server.Deliver(IdOf("urn:np:1"), "Bridge reopens", "It is open.", isRead: true);
        Assert.Equal(1, await Look());
        Assert.Equal((0, 1), (Kept("urn:np:old"), Kept("urn:np:1")));
    }

    [Fact]
    public async Task A_mail_that_was_taken_in_moves_where_that_is_wanted()
    {
        await SetUp(Settings with { Mailbox = Settings.Mailbox! with { MoveTo = "Taken in" } }, null);
        await Offer("urn:np:1", "Bridge reopens");
        await Offer("urn:np:2", "Bridge closes");
        Assert.Equal(2, await Look());
        Assert.Equal(((0, 0), (2, 0)), (await _server.Count(), await _server.Count("Taken in")));
        Assert.Equal(0, await Look());
    }

    [Fact]
    public async Task What_was_noted_and_not_moved_before_a_death_is_moved_with_the_next_look()
    {
        var moving = Settings with { Mailbox = Settings.Mailbox! with { MoveTo = "Taken in" } };
        await SetUp(moving, null);
        await Offer("urn:np:1", "Bridge reopens");
        Time.Advance(TimeSpan.FromHours(2));
        var source = Store.Read(db => Sources.Find(db, "np"))!;
        var lease = (await Store.Write(tx => SourceRounds.Claim(tx, source.Id, SourceLook.Lease)))!;
        await foreach (var fetched in Connector(new TestWayOut()).Fetch(new(source, moving, Secret, null, new HashSet<string>()), CancellationToken.None))
        {
            await Intake.Accept("np", fetched.Bytes!.Value);
            await Store.Write(tx => SourceRounds.Remember(tx, source.Id, lease, TimeSpan.Zero, fetched.Place));
            break;
        }
        Assert.Equal((1, 1), await _server.Count());
        Assert.Equal(0, await Look());
        Assert.Equal(((0, 0), (1, 0)), (await _server.Count(), await _server.Count("Taken in")));
        Assert.Equal(1, Kept("urn:np:1"));
    }

    [Fact]
    public async Task A_mailbox_that_is_numbered_anew_loses_nothing_and_doubles_nothing()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await Look();
        _server.NumberAnew();
        await _server.Deliver(IdOf("urn:np:2"), "Bridge closes", "It is closed.", isRead: true);
        await Look();
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
        Assert.Equal(0, await Look());
    }

    [Fact]
    public async Task What_a_stranger_sends_is_kept_aside_and_never_read()
    {
        await SetUp(Settings with { Mailbox = Settings.Mailbox! with { Senders = ["np.example", "duty@cns.example"] } }, null);
        await Offer("urn:np:1", "Bridge reopens");
        await _server.Deliver("x@spam.example", "Buy a bridge", "Cheap.", from: "someone@np.example.spam.example");
        await _server.Deliver("y@cns.example", "Ferry runs again", "It runs.", from: "Duty@CNS.example");
        await Look();
        Assert.Equal(2, Store.Read(db => Items.Latest(db, News.Instant.FarFuture, 10)).Count);
        var aside = Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
        Assert.Equal("sender-unknown", aside.Code);
        Assert.Contains("someone@np.example.spam.example", aside.Message, StringComparison.Ordinal);
        Assert.Equal((3, 0), await _server.Count());
    }

    [Fact]
    public async Task A_certificate_that_is_not_theirs_ends_it_before_a_word_is_said()
    {
        await Offer("urn:np:1", "Bridge reopens");
        foreach (var pins in new[] { (string[])[], [new string('0', 64)] })
        {
            await SetUp(Settings with { Mailbox = Settings.Mailbox! with { Certificates = pins } }, null);
            await Look();
            Assert.Equal("certificate-bad", Round.ErrorCode);
        }
        Assert.Equal((1, 1), await _server.Count());
    }

    [Fact]
    public async Task A_service_that_takes_no_password_lets_us_in_with_a_token_which_is_kept_until_it_is_over()
    {
        await using var service = await TokenService.Start();
        await using var server = await Dovecot.Start(service.Introspection);
        var settings = Settings with { Mailbox = Settings.Mailbox! with { Port = server.Port, Certificates = [server.Fingerprint], Token = new() { Url = service.Token.OriginalString, Client = TokenService.Client, Scope = "mail.read" } } };
        using var connector = (MailboxConnector)Connector(new TestWayOut());
        await server.Deliver(IdOf("urn:np:1"), "Bridge reopens", "It is open.");
        Assert.Equal(1, await Read(connector, settings, TokenService.Secret));
        Assert.Equal((1, "mail.read"), (service.Given, service.Scope));
        await server.Deliver(IdOf("urn:np:2"), "Bridge closes", "It is closed.");
        Assert.Equal(1, await Read(connector, settings, TokenService.Secret));
        Assert.Equal(1, service.Given);

        // One that does not hold any more is forgotten with the first refusal, and the next look asks for another.
        service.Revoke();
        await server.Deliver(IdOf("urn:np:3"), "Bridge reopens again", "It is open again.");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Read(connector, settings, TokenService.Secret));
        Assert.Equal("sign-in-refused", connector.Explain(refused)?.Why.Code);
        Assert.Equal(1, await Read(connector, settings, TokenService.Secret));
        Assert.Equal(2, service.Given);

        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => Read(connector, settings, "not-the-secret"));
        Assert.Equal("sign-in-refused", connector.Explain(wrong)?.Why.Code);
        Assert.Contains("invalid_client", connector.Explain(wrong)!.Why.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not for a screen", connector.Explain(wrong)!.Why.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://tokens.example/token", "client", "token-url")]
    [InlineData("https://user:word@tokens.example/token", "client", "token-url")]
    [InlineData("https://tokens.example/token", " ", "token-client")]
    public void Where_tokens_come_from_is_judged_before_anything_is_sent(string url, string client, string code) =>
        Assert.Equal(code, (Settings.Mailbox! with { Token = new() { Url = url, Client = client } }).WhyNot()?.Code);

    // How many mails there are that were not marked as read yet.
    private async Task<int> Read(IConnector connector, SourceSettings settings, string secret)
    {
        var (mails, source) = (0, Store.Read(db => Sources.Find(db, "np"))!);
        await foreach (var fetched in connector.Fetch(new(source, settings, secret, null, new HashSet<string>()), CancellationToken.None)) if (fetched.Bytes is not null) mails++;
        return mails;
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_to_be_gone()
    {
        await SetUp(Settings with { Mailbox = Settings.Mailbox! with { Folder = "Nowhere" } }, null);
        await Look();
        Assert.Equal("folder-gone", Round.ErrorCode);
    }
}

public sealed class MailboxesOnSqlite : MailboxLaws
{
    protected override bool OnPostgres => false;
}

public sealed class MailboxesOnPostgres : MailboxLaws
{
    protected override bool OnPostgres => true;
}
