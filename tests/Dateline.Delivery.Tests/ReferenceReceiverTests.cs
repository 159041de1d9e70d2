using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Dateline.Delivery.Channels.HttpPush;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>The receiver of <c>samples/receiver</c>, a program of another language, behind a network that does its worst: it always ends right.</summary>
public sealed class ReferenceReceiverTests
{
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(Enumerable.Range(1, 32).Select(static n => (byte)n).ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_bad_the_network_it_ends_with_the_right_version_of_every_story(ulong seed)
    {
        await using var receiver = await Receiver.Start(tolerance: 10_000_000);
        var dice = new ScriptedRandomness(seed);
        var isWell = false;
        await using var proxy = new FaultProxy(receiver.Port, _ => isWell ? ProxyFault.None : AFault(dice));
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var push = new HttpPushChannel([IPNetwork.Parse("127.0.0.0/8")]);
        await using var a = Agency.Open(time, push, proxy);
        await a.Client("ledger", "http-push", $$"""{"url":"http://127.0.0.1:{{proxy.Port}}/in"}""", Secret);

        var killed = await a.Draft("KILLED");
        var held = await a.Draft("HELD");
        var back = await a.Draft("BACK");
        foreach (var (story, action) in new[]
        {
            (killed, ReleaseAction.Publish), (held, ReleaseAction.Publish), (back, ReleaseAction.Publish), (killed, ReleaseAction.Writethru), (back, ReleaseAction.Hold),
            (killed, ReleaseAction.Kill), (held, ReleaseAction.Correct), (back, ReleaseAction.SendAsWas), (held, ReleaseAction.Hold), (back, ReleaseAction.Writethru),
        })
        {
            await a.Release(story, action);
            await a.Pass(TimeSpan.FromSeconds(dice.Number(80)), TimeSpan.FromSeconds(5));
            if (dice.Number(3) == 0) await proxy.LetLate();
            if (dice.Number(4) == 0) proxy.Server = (await receiver.Restart()).Port;
        }
        isWell = true;
        await a.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));
        await proxy.LetLate();
        await a.Pass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));

        var has = await receiver.Stories();
        Assert.Equal(("canceled", 3), has[await a.GuidOf(killed)]);
        Assert.Equal(("withheld", 3), has[await a.GuidOf(held)]);
        Assert.Equal(("usable", 4), has[await a.GuidOf(back)]);
        Assert.Empty(a.Store.Read(DeliveryTable.OpenWithdrawals));
    }

    /// <summary>Clock skew: what our clock signs is too old for them until it is set right, and nothing is lost meanwhile.</summary>
    [Fact]
    public async Task While_our_clock_is_behind_they_refuse_us_and_then_they_have_it()
    {
        await using var receiver = await Receiver.Start(tolerance: 300);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(420));
        using var push = new HttpPushChannel([IPNetwork.Parse("127.0.0.0/8")]);
        await using var a = Agency.Open(time, push);
        var ledger = await a.Client("ledger", "http-push", $$"""{"url":"http://127.0.0.1:{{receiver.Port}}/in"}""", Secret);
        var story = await a.Published();
        Assert.Equal([400], Statuses());
        Assert.Empty(await receiver.Stories());
        await a.Pass(TimeSpan.FromSeconds(420), TimeSpan.FromSeconds(5));
        Assert.Equal(200, Statuses()[^1]);
        Assert.Equal(("usable", 1), (await receiver.Stories())[await a.GuidOf(story)]);

        List<int?> Statuses() => [.. a.Store.Read(db => DeliveryTable.Attempts(db, DeliveryTable.Latest(db, ledger.Id, 1)[0].Id)).Select(static t => t.Status)];
    }

    [Fact]
    public async Task It_refuses_what_is_not_signed_what_was_changed_and_what_is_played_to_it_again_later()
    {
        await using var receiver = await Receiver.Start(tolerance: 300);
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var body = Encoding.UTF8.GetBytes("""{"uri":"urn:a","version":"2","pubstatus":"usable"}""");
        Assert.Equal(200, await receiver.Post("one", now, body, StandardWebhooks.Sign(Secret, "one", now, body)));
        Assert.Equal(401, await receiver.Post("two", now, body, StandardWebhooks.Sign("whsec_" + Convert.ToBase64String(new byte[32]), "two", now, body)));
        Assert.Equal(401, await receiver.Post("two", now, body, StandardWebhooks.Sign(Secret, "one", now, body)));
        Assert.Equal(401, await receiver.Post("two", now, "{}"u8.ToArray(), StandardWebhooks.Sign(Secret, "two", now, body)));
        var before = now - TimeSpan.FromSeconds(400);
        Assert.Equal(400, await receiver.Post("two", before, body, StandardWebhooks.Sign(Secret, "two", before, body)));
        var later = now + TimeSpan.FromSeconds(400);
        Assert.Equal(400, await receiver.Post("two", later, body, StandardWebhooks.Sign(Secret, "two", later, body)));
        var garbage = "not json"u8.ToArray();
        Assert.Equal(422, await receiver.Post("three", now, garbage, StandardWebhooks.Sign(Secret, "three", now, garbage)));
        Assert.Equal(("usable", 2), (await receiver.Stories())["urn:a"]);
    }

    /// <summary>Photos that go as files come before their story, and go with it, whatever comes late or twice.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task However_bad_the_network_it_has_the_photos_of_what_may_be_used_and_no_others(ulong seed)
    {
        await using var receiver = await Receiver.Start(tolerance: 10_000_000);
        var dice = new ScriptedRandomness(seed);
        var isWell = false;
        await using var proxy = new FaultProxy(receiver.Port, _ => isWell ? ProxyFault.None : AFault(dice));
        using var push = new HttpPushChannel([IPNetwork.Parse("127.0.0.0/8")]);
        await using var a = Agency.Open(new FakeTimeProvider(TimeProvider.System.GetUtcNow()), push, proxy);
        var ledger = await a.Client("ledger", "http-push", $$"""{"url":"http://127.0.0.1:{{proxy.Port}}/in"}""", Secret);
        await a.Store.Write(tx => Destinations.Save(tx, ledger with { Photos = PhotoDelivery.First, Format = "ninjs-3.1" }, "test"));

        var (usable, held, killed) = (await PhotoDeliveryTests.Pictured(a, "kessel-bridge"), await PhotoDeliveryTests.Pictured(a, "kessel-station"), await PhotoDeliveryTests.Pictured(a, "esker-mine"));
        foreach (var (story, action) in new[] { (usable, ReleaseAction.Writethru), (held, ReleaseAction.Hold), (killed, ReleaseAction.Correct), (killed, ReleaseAction.Kill) })
        {
            await a.Release(story, action);
            await a.Pass(TimeSpan.FromSeconds(dice.Number(80)), TimeSpan.FromSeconds(5));
            if (dice.Number(2) == 0) await proxy.LetLate();
        }
        isWell = true;
        await a.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));
        await proxy.LetLate();
        await a.Pass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));

        var has = await receiver.Photos();
        Assert.EndsWith("-v2-1.jpg", Assert.Single(has[await a.GuidOf(usable)]));
        Assert.Empty(has[await a.GuidOf(held)]);
        Assert.Empty(has[await a.GuidOf(killed)]);
    }

    [Fact]
    public async Task A_photo_under_a_strange_name_is_refused_and_one_that_comes_after_the_kill_is_not_kept()
    {
        await using var receiver = await Receiver.Start(tolerance: 300);
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var photo = "photo"u8.ToArray();
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("urn:a"u8).AsSpan(0, 8)) + "-v1-1.jpg";
        Task<int> Post(string id, byte[] body, string? file = null) => receiver.Post(id, now, body, StandardWebhooks.Sign(Secret, id, now, body), file);

        foreach (var strange in new[] { "../../etc/passwd", "wire.db", name + "/x", name.ToUpperInvariant() }) Assert.Equal(422, await Post("strange", photo, strange));
        Assert.Equal(200, await Post("a", photo, name));
        Assert.Equal(200, await Post("b", """{"uri":"urn:a","version":"1","pubstatus":"usable"}"""u8.ToArray()));
        Assert.Equal([name], (await receiver.Photos())["urn:a"]);
        Assert.Equal(200, await Post("c", """{"uri":"urn:a","version":"2","pubstatus":"canceled"}"""u8.ToArray()));
        Assert.Equal(200, await Post("d", photo, name));
        Assert.Empty((await receiver.Photos())["urn:a"]);
    }

    [Fact]
    public async Task It_takes_a_message_once_and_an_older_or_milder_one_changes_nothing()
    {
        await using var receiver = await Receiver.Start(tolerance: 300);
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        foreach (var (id, version, status, then) in new[]
        {
            ("a", 2, "usable", ("usable", 2)), ("b", 1, "usable", ("usable", 2)), ("c", 2, "withheld", ("withheld", 2)), ("d", 2, "usable", ("withheld", 2)),
            ("e", 3, "usable", ("usable", 3)), ("e", 4, "usable", ("usable", 3)), ("f", 1, "canceled", ("canceled", 1)), ("g", 9, "usable", ("canceled", 1)),
        })
        {
            var body = Encoding.UTF8.GetBytes($$"""{"uri":"urn:a","version":"{{version}}","pubstatus":"{{status}}"}""");
            Assert.Equal(200, await receiver.Post(id, now, body, StandardWebhooks.Sign(Secret, id, now, body)));
            Assert.Equal(then, (await receiver.Stories())["urn:a"]);
        }
    }

    private static ProxyFault AFault(ScriptedRandomness dice) => dice.Number(11) switch
    {
        0 => new() { IsHalfOpen = true },
        1 => new() { CutRequestAfter = dice.Number(600) },
        2 => new() { CutRequestAfter = 200 + dice.Number(600), Reset = true },
        3 => new() { CutAnswerAfter = dice.Number(40), Reset = true },
        4 => new() { KeepsAnswer = true },
        5 => new() { IsLate = true },
        6 => new() { IsTwice = true, CutAnswerAfter = 20 },
        7 => new() { Instead = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray() },
        8 => new() { Instead = "SSH-2.0-nonsense\r\n"u8.ToArray() },
        _ => ProxyFault.None,
    };

    /// <summary>The program, run as a client would run it.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly HttpClientHandler _handler = new();
        private readonly int _tolerance;
        private Process _process = null!;

        private Receiver(int tolerance) => _tolerance = tolerance;

        internal int Port { get; private set; }

        internal static Task<Receiver> Start(int tolerance) => new Receiver(tolerance).Run();

        /// <summary>It dies, and is started again with what it had on its disk.</summary>
        internal async Task<Receiver> Restart()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            return await Run();
        }

        private async Task<Receiver> Run()
        {
            var start = new ProcessStartInfo("/usr/bin/python3", [Repo.Path("samples/receiver/receiver.py"), "--port", "0", "--state", _folder["wire.db"], "--tolerance", _tolerance.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
            start.Environment["DATELINE_SECRET"] = Secret;
            _process = Process.Start(start)!;
            var line = await _process.StandardOutput.ReadLineAsync();
            Assert.StartsWith("listening ", line);
            Port = new Uri(line!["listening ".Length..]).Port;
            return this;
        }

        internal async Task<int> Post(string id, Instant at, byte[] body, string signature, string? file = null)
        {
            using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{Port}/in") { Content = new ByteArrayContent(body) };
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", StandardWebhooks.Timestamp(at));
            request.Headers.Add("webhook-signature", signature);
            if (file is not null) request.Headers.Add("Dateline-File", file);
            using var answer = await http.SendAsync(request, CancellationToken.None);
            return (int)answer.StatusCode;
        }

        internal async Task<Dictionary<string, (string Status, int Version)>> Stories() =>
            (await All()).ToDictionary(s => s.Name, s => (s.Value.GetProperty("status").GetString()!, s.Value.GetProperty("version").GetInt32()));

        internal async Task<Dictionary<string, string[]>> Photos() =>
            (await All()).ToDictionary(s => s.Name, s => s.Value.GetProperty("photos").EnumerateArray().Select(p => p.GetString()!).ToArray());

        private async Task<IReadOnlyList<JsonProperty>> All()
        {
            using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}/stories");
            using var answer = await http.SendAsync(request, CancellationToken.None);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return [.. json.RootElement.Clone().EnumerateObject()];
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _handler.Dispose();
            _folder.Dispose();
        }
    }
}
