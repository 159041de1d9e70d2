using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.Folder;
using Dateline.Delivery.Channels.Ftp;
using Dateline.Delivery.Channels.HttpPush;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Channels.S3;
using Dateline.Delivery.Channels.Sftp;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>What every channel keeps, whatever it speaks: the dispatcher believes it. A new channel inherits this, with a peer that is real.</summary>
public abstract class DeliveryChannelLaws : IAsyncLifetime
{
    private const string Canary = "ZANZIBAR-CANARY";

    /// <summary>The channel as an operator has set it up, so that the peer may be reached.</summary>
    private protected abstract IDeliveryChannel Channel { get; }

    /// <summary>What goes to a client that takes everything, as this channel carries it.</summary>
    private protected abstract Parcel ToPeer(string text);

    /// <summary>Everything that the client has, one text for each message: what came twice is in it twice where the client can't tell.</summary>
    private protected abstract Task<IReadOnlyList<string>> Has();

    /// <summary>The channel and a parcel for a peer at that port of this machine; null: it needs no network.</summary>
    private protected abstract (IDeliveryChannel Channel, Parcel Parcel)? To(int port);

    public virtual ValueTask InitializeAsync() => default;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    [Fact]
    public async Task What_arrived_is_there_whole()
    {
        var result = await Channel.Send(ToPeer(Canary), CancellationToken.None);
        Assert.True(result.Outcome == AttemptOutcome.Arrived, result.Detail);
        Assert.Contains(Canary, Assert.Single(await Has()), StringComparison.Ordinal);
        Assert.True(result.Bytes > 0);
    }

    [Fact]
    public void What_a_form_asks_for_is_what_the_channel_takes_and_what_is_needed_is_missed()
    {
        var parcel = ToPeer(Canary);
        var options = JsonNode.Parse(parcel.Options)!.AsObject();
        Assert.Null(Channel.WhyNot(parcel.Options, parcel.Secret ?? ""));
        Assert.Empty(options.Select(o => o.Key).Except(Channel.Options.Select(o => o.Name)));
        foreach (var option in Channel.Options)
        {
            var without = options.DeepClone().AsObject();
            without.Remove(option.Name);
            Assert.Equal(option.IsNeeded ? "options-bad" : null, option.IsNeeded ? Channel.WhyNot(without.ToJsonString(), parcel.Secret ?? "")?.Code : null);
            foreach (var choice in option.Choices)
            {
                without[option.Name] = choice;
                Assert.Null(Channel.WhyNot(without.ToJsonString(), parcel.Secret ?? ""));
            }
        }
    }

    [Fact]
    public async Task A_photo_is_there_whole_under_its_own_name_before_the_item_or_within_it()
    {
        var item = ToPeer(Canary);
        var photo = new ParcelPhoto("5f2c09aa31d47e60-v3-1.jpg", "PHOTO-CANARY"u8.ToArray(), "image/jpeg");
        if (Channel.HoldsPhotos)
        {
            Assert.Equal(AttemptOutcome.Arrived, (await Channel.Send(item with { Photos = [photo] }, CancellationToken.None)).Outcome);
            Assert.Contains(Canary, Assert.Single(await Has()), StringComparison.Ordinal);
            return;
        }
        var before = item with { Id = Guid.CreateVersion7(), File = photo.Name, Bytes = photo.Bytes, ContentType = photo.ContentType };
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var result = await Channel.Send(before with { Attempt = attempt }, CancellationToken.None);
            Assert.True(result.Outcome == AttemptOutcome.Arrived, result.Detail);
            Assert.Equal("PHOTO-CANARY", Assert.Single(await Has()));
        }
        await Channel.Send(item, CancellationToken.None);
        Assert.Equal(2, (await Has()).Count);
    }

    [Fact]
    public async Task A_repeat_can_be_told_from_a_second_message()
    {
        var parcel = ToPeer(Canary);
        await Channel.Send(parcel, CancellationToken.None);
        var again = await Channel.Send(parcel with { Attempt = 2 }, CancellationToken.None);
        Assert.Equal(AttemptOutcome.Arrived, again.Outcome);
        Assert.Single(await Has());
        await Channel.Send(ToPeer(Canary) with { Sequence = 8 }, CancellationToken.None);
        Assert.Equal(2, (await Has()).Count);
    }

    [Fact]
    public async Task No_text_of_the_story_is_in_what_is_written_down()
    {
        Assert.DoesNotContain(Canary, (await Channel.Send(ToPeer(Canary), CancellationToken.None)).Detail, StringComparison.Ordinal);
        if (To(FreePort.Next()) is { } nobody) Assert.DoesNotContain(Canary, (await nobody.Channel.Send(nobody.Parcel, CancellationToken.None)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_tries_it_out_sees_what_both_sides_said_and_no_secret()
    {
        var said = new Transcript();
        var parcel = ToPeer("a word") with { Transcript = said };
        Assert.Equal(AttemptOutcome.Arrived, (await Channel.Send(parcel, CancellationToken.None)).Outcome);
        var lines = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, static l => l.StartsWith("> ", StringComparison.Ordinal));
        Assert.Contains(lines, static l => l.StartsWith("< ", StringComparison.Ordinal));
        Assert.All(lines, static l => Assert.Matches("^[<>] [^\u0000-\u0008\u000B-\u001F]*$", l));
        foreach (var secret in new[] { parcel.Secret }.OfType<string>().SelectMany(static s => s.Split('\n')).Where(static s => s.Length > 3)) Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);

        if (To(FreePort.Next()) is not { } nobody) return;
        var unheard = new Transcript();
        await nobody.Channel.Send(nobody.Parcel with { Transcript = unheard }, CancellationToken.None);
        Assert.DoesNotContain("< ", unheard.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the item", unheard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_cant_be_read_are_our_mistake_of_this_one_and_nothing_is_sent()
    {
        foreach (var options in (string[])["", "{}", "[]", "null", "{\"url\":7,\"host\":7,\"path\":7,\"to\":7}"])
        {
            var result = await Channel.Send(ToPeer(Canary) with { Options = options }, CancellationToken.None);
            Assert.Equal((AttemptOutcome.MadeBadly, true), (result.Outcome, result.IsOfThisOne));
            Assert.NotNull(Channel.WhyNot(options, null));
        }
        Assert.Empty(await Has());
        Assert.Null(Channel.WhyNot(ToPeer("").Options, null));
    }

    [Fact]
    public async Task Where_nobody_listens_it_has_not_arrived()
    {
        if (To(FreePort.Next()) is not { } nobody) return;
        var result = await nobody.Channel.Send(nobody.Parcel, CancellationToken.None);
        Assert.Equal((AttemptOutcome.NotConnected, false), (result.Outcome, result.IsOfThisOne));
    }

    [Fact]
    public async Task A_peer_that_takes_the_connection_and_says_nothing_is_left_at_the_deadline_without_a_receipt()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        if (To(((IPEndPoint)silent.LocalEndpoint).Port) is not { } to) return;
        using var deadline = new CancellationTokenSource();
        var sending = to.Channel.Send(to.Parcel, deadline.Token);
        using var taken = await silent.AcceptSocketAsync();
        await deadline.CancelAsync();
        var result = await sending.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(result.Outcome is AttemptOutcome.NotConnected or AttemptOutcome.Unknown, result.Detail);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_at_once_gives_no_receipt_and_no_exception()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        if (To(((IPEndPoint)rude.LocalEndpoint).Port) is not { } to) return;
        var sending = to.Channel.Send(to.Parcel, CancellationToken.None);
        using (var taken = await rude.AcceptSocketAsync()) taken.LingerState = new LingerOption(true, 0);
        rude.Stop();
        var result = await sending.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(result.Outcome is AttemptOutcome.NotConnected or AttemptOutcome.Unknown, result.Detail);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_ends_at_once_and_has_not_arrived()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var result = await Channel.Send(ToPeer(Canary), over.Token);
        Assert.NotEqual(AttemptOutcome.Arrived, result.Outcome);
        Assert.Empty(await Has());
    }
}

/// <summary>The push keeps the laws, with a receiver that knows messages by their id.</summary>
public sealed class HttpPushChannelTests : DeliveryChannelLaws
{
    private readonly HttpPushChannel _push = new([IPNetwork.Parse("127.0.0.0/8")]);
    private readonly Dictionary<string, string> _has = new(StringComparer.Ordinal);
    private readonly List<BadClient> _clients = [];

    private protected override IDeliveryChannel Channel => _push;

    private protected override Parcel ToPeer(string text)
    {
        // One for each request; the first that is asked twice is asked by its repeat.
        var client = new BadClient("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", times: 3);
        _clients.Add(client);
        return ParcelSample.Of(JsonSerializer.Serialize(new { url = client.Url }), body: text);
    }

    private protected override Task<IReadOnlyList<string>> Has()
    {
        foreach (var (head, body) in _clients.SelectMany(static c => c.Requests)) _has[head["webhook-id"]] = Encoding.UTF8.GetString(body);
        return Task.FromResult<IReadOnlyList<string>>([.. _has.Values]);
    }

    private protected override (IDeliveryChannel, Parcel)? To(int port) => (_push, ParcelSample.Of($$"""{"url":"http://127.0.0.1:{{port}}/"}"""));

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        _push.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>Folders keep the laws.</summary>
public sealed class FolderChannelTests : DeliveryChannelLaws
{
    private readonly TempFolder _folder = new();

    private protected override IDeliveryChannel Channel => new FolderChannel([_folder.Path]);

    private protected override Parcel ToPeer(string text) => ParcelSample.Of(JsonSerializer.Serialize(new { path = Directory.CreateDirectory(_folder["ledger"]).FullName }), body: text);

    private protected override Task<IReadOnlyList<string>> Has() => FileText.Of(_folder["ledger"]);

    private protected override (IDeliveryChannel, Parcel)? To(int port) => null;

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>SFTP keeps the laws, with OpenSSH.</summary>
public sealed class SftpChannelTests : DeliveryChannelLaws
{
    private readonly SftpChannel _sftp = new([IPNetwork.Parse("127.0.0.0/8")]);
    private OpenSsh _client = null!;

    public override async ValueTask InitializeAsync() => _client = await OpenSsh.Start();

    private protected override IDeliveryChannel Channel => _sftp;

    private protected override Parcel ToPeer(string text) => Of(_client.Port, text);

    private protected override Task<IReadOnlyList<string>> Has() => FileText.Of(_client.Incoming);

    private protected override (IDeliveryChannel, Parcel)? To(int port) => (_sftp, Of(port, "x"));

    private Parcel Of(int port, string text) => ParcelSample.Of(JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = Environment.UserName, folder = _client.Incoming, hostKeys = (string[])[_client.Fingerprint] }), _client.Key, text);

    public override async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>FTP keeps the laws, with vsftpd.</summary>
public sealed class FtpChannelTests : DeliveryChannelLaws
{
    private readonly FtpChannel _ftp = new([IPNetwork.Parse("127.0.0.0/8")]);
    private Vsftpd _client = null!;

    public override async ValueTask InitializeAsync() => _client = await Vsftpd.Start(null);

    private protected override IDeliveryChannel Channel => _ftp;

    private protected override Parcel ToPeer(string text) => Of(_client.Port, text);

    private protected override Task<IReadOnlyList<string>> Has() => FileText.Of(_client.Incoming);

    private protected override (IDeliveryChannel, Parcel)? To(int port) => (_ftp, Of(port, "x"));

    private static Parcel Of(int port, string text) => ParcelSample.Of(JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = "ftp", folder = "incoming", security = "none" }), "a password", text);

    public override async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>Mail keeps the laws, with aiosmtpd; a mailbox knows a mail by its Message-ID.</summary>
public sealed class MailChannelTests : DeliveryChannelLaws
{
    private MailServer _relay = null!;

    public override async ValueTask InitializeAsync() => _relay = await MailServer.Start();

    private protected override IDeliveryChannel Channel => Of(_relay.Port);

    private protected override Parcel ToPeer(string text) => Of(text);

    private protected override Task<IReadOnlyList<string>> Has() =>
        Task.FromResult<IReadOnlyList<string>>([.. _relay.Mails.DistinctBy(static m => m.MessageId).Select(static m => m.TextBody ?? "")]);

    private protected override (IDeliveryChannel, Parcel)? To(int port) => (Of(port), Of("x"));

    private static MailChannel Of(int port) => new(new MailRelay("127.0.0.1", port, MailSecurity.None, "wire@northernpress.example"));

    private static Parcel Of(string text)
    {
        var item = new NewsItem
        {
            Guid = "urn:newsml:ledger.example:20260824:KESSEL-VISIT",
            Version = "3",
            Provider = new(null, "Northern Press"),
            Content = new StoryContent { Language = Language.From("en"), Headline = Headline.From("Premier arrives in Kessel"), Body = StoryHtml.FromParagraphs([text]) },
        };
        return ParcelSample.Of("""{"to":["desk@ledger.example"]}""", null, Encoding.UTF8.GetString(Formats.WireFormats.Writer("mail")!.Write(item, Formats.WriteOptions.Default).Bytes.Span), "message/rfc822");
    }

    public override async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>Buckets keep the laws, with moto: one for all, each in a corner of its own.</summary>
public sealed class S3ChannelTests(S3Service service) : DeliveryChannelLaws, IClassFixture<S3Service>
{
    private readonly S3Channel _s3 = new([IPNetwork.Parse("127.0.0.0/8")]);
    private readonly string _prefix = Guid.CreateVersion7().ToString("N");

    private protected override IDeliveryChannel Channel => _s3;

    private protected override Parcel ToPeer(string text) => Of(service.Peer.Address, text);

    private protected override async Task<IReadOnlyList<string>> Has()
    {
        var texts = new List<string>();
        foreach (var name in await service.Peer.Names())
            if (name.StartsWith(_prefix + "/", StringComparison.Ordinal)) texts.Add(Encoding.UTF8.GetString(await service.Peer.Read(name)));
        return texts;
    }

    private protected override (IDeliveryChannel, Parcel)? To(int port) => (_s3, Of(new Uri("http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture)), "x"));

    private Parcel Of(Uri endpoint, string text) =>
        ParcelSample.Of(JsonSerializer.Serialize(new { endpoint = endpoint.GetLeftPart(UriPartial.Authority), bucket = "ledger-wire", prefix = _prefix, keyId = "AKIATEST" }), "a secret", text);

    public override ValueTask DisposeAsync()
    {
        _s3.Dispose();
        return base.DisposeAsync();
    }
}

/// <summary>One service with a bucket, for the tests of a class.</summary>
public sealed class S3Service : IAsyncLifetime
{
    internal S3Peer Peer { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Peer = await S3Peer.Start();

    public ValueTask DisposeAsync() => Peer.DisposeAsync();
}

/// <summary>What a client that reads a folder finds in it: what is not under its name is not there yet.</summary>
internal static class FileText
{
    internal static async Task<IReadOnlyList<string>> Of(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var texts = new List<string>();
        foreach (var path in Directory.GetFiles(folder).Where(static p => !p.EndsWith(ParcelFile.Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal)) texts.Add(await File.ReadAllTextAsync(path));
        return texts;
    }
}
