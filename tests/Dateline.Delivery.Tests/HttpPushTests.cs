using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.HttpPush;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>The push against real sockets that behave badly: what arrived, what did not, and what may have.</summary>
public sealed class HttpPushTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private readonly HttpPushChannel _push = new([IPNetwork.Parse("127.0.0.0/8")]);

    public void Dispose() => _push.Dispose();

    [Fact]
    public async Task A_push_is_signed_so_that_the_client_can_check_it_with_nothing_but_hmac()
    {
        await using var client = new BadClient("HTTP/1.1 204 No Content\r\n\r\n");
        var sent = ParcelTo(client.Url) with { ReplayOf = Guid.CreateVersion7() };
        var result = await _push.Send(sent, CancellationToken.None);
        Assert.Equal((AttemptOutcome.Arrived, 204), (result.Outcome, result.Status));

        var (head, body) = await client.Request;
        Assert.Equal("{\"a\":\"é\"}", Encoding.UTF8.GetString(body));
        Assert.Equal(sent.Id.ToString("D"), head["webhook-id"]);
        Assert.Equal("1787551200", head["webhook-timestamp"]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{head["webhook-id"]}.{head["webhook-timestamp"]}."), .. body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, signed)), head["webhook-signature"]);
        Assert.Equal(("7", "3", "canceled", sent.ReplayOf!.Value.ToString("D")), (head["Dateline-Sequence"], head["Dateline-Version"], head["Dateline-Status"], head["Dateline-Replay-Of"]));
        Assert.Equal("application/json", head["Content-Type"]);
    }

    [Fact]
    public void While_a_secret_is_changed_both_sign()
    {
        var both = StandardWebhooks.Sign($"whsec_{Convert.ToBase64String(Key)} {Convert.ToBase64String(new byte[24])}", "id", new Instant(0), "x"u8);
        Assert.Equal([.. both.Split(' ').Select(s => s[..3])], ["v1,", "v1,"]);
        Assert.True(StandardWebhooks.IsSecret(StandardWebhooks.NewSecret()));
        Assert.False(StandardWebhooks.IsSecret("whsec_dG9vIHNob3J0"));
        Assert.False(StandardWebhooks.IsSecret("not base64!"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", AttemptOutcome.Arrived, false)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, false)]
    [InlineData("HTTP/1.1 400 Bad\r\nContent-Length: 3\r\n\r\nno!", AttemptOutcome.Refused, true)]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, false)]
    [InlineData("HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, true)]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf", AttemptOutcome.Arrived, false)]
    [InlineData("", AttemptOutcome.Unknown, false)]
    [InlineData("HTTP/1.1 2", AttemptOutcome.Unknown, false)]
    [InlineData("SSH-2.0-OpenSSH\r\n", AttemptOutcome.Unknown, false)]
    public async Task An_answer_says_what_has_arrived(string answer, AttemptOutcome outcome, bool isOfThisOne)
    {
        await using var client = new BadClient(answer);
        var result = await _push.Send(ParcelTo(client.Url), CancellationToken.None);
        Assert.Equal((outcome, isOfThisOne), (result.Outcome, result.IsOfThisOne));
        Assert.NotEmpty(result.Detail.Text);
    }

    /// <summary>What a bad network does to an answer of 200 leaves it an arrival, or something that may have arrived: never a refusal, and never a wait without end.</summary>
    [Theory]
    [InlineData("endless", AttemptOutcome.Arrived)]
    [InlineData("drip", AttemptOutcome.Arrived)]
    [InlineData("reset", null)]
    [InlineData("half an answer", AttemptOutcome.Unknown)]
    [InlineData("half a request", AttemptOutcome.Unknown)]
    [InlineData("no TLS", AttemptOutcome.NotConnected)]
    [InlineData("hung up in TLS", AttemptOutcome.NotConnected)]
    public async Task A_bad_network_is_seen_for_what_it_is(string what, AttemptOutcome? outcome)
    {
        const string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        await using var client = new BadClient(answer);
        await using var proxy = new FaultProxy(new Uri(client.Url).Port, _ => what switch
        {
            "endless" => new() { IsEndless = true },
            "drip" => new() { Drip = TimeSpan.FromMilliseconds(1) },
            "reset" => new() { CutAnswerAfter = answer.Length - 2, Reset = true },
            "half an answer" => new() { CutAnswerAfter = 12 },
            "half a request" => new() { CutRequestAfter = 100 },
            "no TLS" => new() { Instead = Encoding.ASCII.GetBytes("HTTP/1.1 400 This is no TLS\r\n\r\n") },
            _ => new() { Instead = ReadOnlyMemory<byte>.Empty },
        });
        var result = await _push.Send(ParcelTo($"{(what.Contains("TLS", StringComparison.Ordinal) ? "https" : "http")}://127.0.0.1:{proxy.Port}/"), CancellationToken.None);
        if (outcome is { } known) Assert.Equal(known, result.Outcome);
        else Assert.True(result.Outcome is AttemptOutcome.Arrived or AttemptOutcome.Unknown, result.Detail);
        Assert.InRange(result.Answer?.Length ?? 0, 0, 500);
    }

    [Fact]
    public async Task What_is_held_half_open_ends_with_its_deadline_as_what_may_have_arrived()
    {
        await using var client = new BadClient("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var proxy = new FaultProxy(new Uri(client.Url).Port, _ => new() { KeepsAnswer = true });
        using var deadline = new CancellationTokenSource();
        var sending = _push.Send(ParcelTo($"http://127.0.0.1:{proxy.Port}/"), deadline.Token);
        await client.Request;
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.Unknown, (await sending).Outcome);
    }

    [Fact]
    public async Task Gone_ends_it_and_a_wish_to_wait_is_heard()
    {
        await using var gone = new BadClient("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
        Assert.True((await _push.Send(ParcelTo(gone.Url), CancellationToken.None)).IsGone);
        await using var busy = new BadClient("HTTP/1.1 429 Slow\r\nRetry-After: 31536000\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(TimeSpan.FromDays(365), (await _push.Send(ParcelTo(busy.Url), CancellationToken.None)).RetryAfter);
        await using var dated = new BadClient("HTTP/1.1 503 Busy\r\nRetry-After: Mon, 24 Aug 2026 06:02:00 GMT\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(TimeSpan.FromMinutes(2), (await _push.Send(ParcelTo(dated.Url), CancellationToken.None)).RetryAfter);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_has_arrived()
    {
        string url;
        await using (var client = new BadClient("")) url = client.Url;
        Assert.Equal(AttemptOutcome.NotConnected, (await _push.Send(ParcelTo(url), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_client_that_takes_it_and_says_nothing_may_have_it()
    {
        await using var client = new BadClient(null);
        using var deadline = new CancellationTokenSource();
        var sending = _push.Send(ParcelTo(client.Url), deadline.Token);
        await client.Request;
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.Unknown, (await sending).Outcome);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_wherever_it_leads()
    {
        await using var elsewhere = new BadClient("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var client = new BadClient($"HTTP/1.1 307 Over there\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n");
        var result = await _push.Send(ParcelTo(client.Url), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, 307), (result.Outcome, result.Status));
        Assert.Contains("never followed", result.Detail, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    /// <summary>DNS rebinding: what is dialled is one of the very addresses that were looked at, and each new connection asks and looks again.</summary>
    [Fact]
    public async Task A_name_that_changes_its_mind_gains_nothing()
    {
        await using var client = new BadClient("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", times: 2);
        var asked = new List<string>();
        Queue<IPAddress[]> says = new([[IPAddress.Loopback], [IPAddress.Parse("169.254.169.254")], [IPAddress.Loopback, IPAddress.Parse("10.0.0.1")], [IPAddress.Loopback]]);
        using var push = new HttpPushChannel(new OutboundGuard([IPNetwork.Parse("127.0.0.0/8")], (name, _) => { asked.Add(name); return Task.FromResult(says.Dequeue()); }));
        var parcel = ParcelTo(client.Url.Replace("127.0.0.1", "wire.ledger.example", StringComparison.Ordinal));
        Assert.Equal(AttemptOutcome.Arrived, (await push.Send(parcel, CancellationToken.None)).Outcome);
        for (var n = 0; n < 2; n++)
        {
            var result = await push.Send(parcel, CancellationToken.None);
            Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
            Assert.Contains("blocked-address", result.Detail, StringComparison.Ordinal);
        }
        Assert.Equal(AttemptOutcome.Arrived, (await push.Send(parcel, CancellationToken.None)).Outcome);
        Assert.Equal(["wire.ledger.example", "wire.ledger.example", "wire.ledger.example", "wire.ledger.example"], asked);
        Assert.Equal(2, client.Requests.Count);
    }

    /// <summary>With the dispatcher behind the sockets: a wish to wait a year is heard for an hour, and by a kill for a minute.</summary>
    [Fact]
    public async Task A_wish_to_wait_a_year_is_heard_for_an_hour_and_by_a_kill_for_a_minute()
    {
        await using var client = new BadClient("HTTP/1.1 429 Slow\r\nRetry-After: 31536000\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", times: 100);
        await using var a = Agency.Open(new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)), _push);
        await a.Client("ledger", "http-push", $$"""{"url":"{{client.Url}}"}""", "whsec_" + Convert.ToBase64String(Key));
        var story = await a.Published();
        await a.Pass(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1));
        Assert.Single(client.Requests);
        await a.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        Assert.Equal(2, client.Requests.Count);
        await a.Release(story, ReleaseAction.Kill);
        await a.Pass(TimeSpan.FromMinutes(10));
        Assert.InRange(client.Requests.Count(static r => r.Head["Dateline-Status"] == "canceled"), 8, 13);
        Assert.Equal(2, client.Requests.Count(static r => r.Head["Dateline-Status"] == "usable"));
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:a9fe:a9fe::1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://0x0a000001/")]
    [InlineData("http://167772161/")]
    [InlineData("http://100.64.1.1/")]
    public async Task A_private_address_is_never_dialled(string url)
    {
        var result = await _push.Send(ParcelTo(url), CancellationToken.None);
        Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
        Assert.Contains("blocked-address", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("::1", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700::1111", true)]
    public void The_guard_knows_which_addresses_are_public(string address, bool allowed) =>
        Assert.Equal(allowed, new OutboundGuard([IPNetwork.Parse("127.0.0.0/8")]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"url":"ftp://x/"}""")]
    [InlineData("""{"url":"https://user:pass@x/"}""")]
    [InlineData("""{"url":"https://x/#part"}""")]
    [InlineData("""{"url":7}""")]
    public void Options_that_cannot_be_meant_are_refused(string options) => Assert.Equal("options-bad", _push.WhyNot(options, null)?.Code);

    private static Parcel ParcelTo(string url) => new()
    {
        Id = Guid.CreateVersion7(),
        Sequence = 7,
        Attempt = 1,
        Options = $$"""{"url":"{{url}}"}""",
        Secret = "whsec_" + Convert.ToBase64String(Key),
        Guid = "urn:newsml:northernpress.example:20260824:1",
        Version = 3,
        Status = PubStatus.Canceled,
        Bytes = "{\"a\":\"é\"}"u8.ToArray(),
        ContentType = "application/json",
        At = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)),
    };
}
