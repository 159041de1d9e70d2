using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Journey.Tests;

/// <summary>An agency and a member site, each a real program of its own, and a line between them that can be cut and tampered with: what the one does, the other has.</summary>
public sealed class DatelineToDatelineTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly Instance _agency = new();
    private readonly Instance _member = new();
    private Line _line = null!;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _agency.Start();
        await _agency.Put("products/all", """{"name":"Everything","filter":"everything"}""");
        await _agency.Put("clients/ledger", """{"name":"The Harbour Ledger","products":["all"],"contacts":[{"name":"Night desk","phone":"555 0100","onDuty":true}]}""");
        _key = (string)(await _agency.Post("/api/v1/clients/ledger/keys", """{"name":"Dateline"}"""))["secret"]!;
        _line = await Line.Open(_agency, _key);
        await StartMember();
    }

    public async ValueTask DisposeAsync()
    {
        await _member.DisposeAsync();
        await _line.DisposeAsync();
        await _agency.DisposeAsync();
    }

    [Fact]
    public async Task A_story_its_photo_its_correction_and_its_kill_go_through_by_themselves()
    {
        using (var photo = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Repo.Root, "samples", "morning", "kessel-station.jpg"))))
            Assert.True((await _agency.Http.PutAsync("/intake/np/media/kessel.jpg", photo)).IsSuccessStatusCode);
        await _agency.Send(WithPhoto("urn:np:1", "Premier arrives in Kessel", "kessel.jpg"));
        var page = await _member.PageOf("Premier arrives in Kessel");
        Assert.Contains("/media/", await _member.Http.GetStringAsync(page), StringComparison.Ordinal);
        await _agency.Send(Item("urn:np:1", 2, "Premier arrives in Kessel by train", more: "|<signal qcode=\"sig:correction\"/>"));
        await Until(async () => (await _member.Http.GetStringAsync(page)).Contains("by train", StringComparison.Ordinal));
        await _agency.Send(Item("urn:np:1", 3, "Killed", "canceled"));
        await Until(async () => (await _member.Http.GetAsync(page)).StatusCode == HttpStatusCode.Gone);
        // The agency has its receipt: nobody need phone.
        await Until(async () => (await _agency.Get("/api/v1/withdrawals"))["items"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task An_embargo_holds_at_both_ends_and_ends_at_both()
    {
        await _agency.Post("/api/v1/destinations/ledger-api", """{"client":"ledger","channel":"api","format":"ninjs-3.1","options":{},"inAdvance":true}""", HttpMethod.Put);
        var end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(9).ToUnixTimeSeconds());
        await _agency.Send(Item("urn:np:2", 1, "Rate decision", more: $"<embargoed>{end:yyyy-MM-ddTHH:mm:ssZ}</embargoed>"));
        await Until(async () => (await _member.Get("/api/v1/stories"))["items"]!.AsArray().Any(s => (string?)s!["headline"] == "Rate decision"));
        Assert.DoesNotContain("Rate decision", await _member.Http.GetStringAsync("/"), StringComparison.Ordinal);
        var page = await _member.PageOf("Rate decision");
        Assert.True(DateTimeOffset.UtcNow >= end, "It was there before its hour.");
        Assert.NotEmpty(page);
    }

    [Fact]
    public async Task A_member_that_was_away_for_days_has_everything_when_it_is_back_and_nothing_that_was_killed_meanwhile()
    {
        await _agency.Send(Item("urn:np:3", 1, "Mine rescue goes on"));
        var rescue = await _member.PageOf("Mine rescue goes on");
        await _member.Stop();
        await _agency.Send(Item("urn:np:3", 2, "Mine rescue ends well"));
        await _agency.Send(Item("urn:np:4", 1, "A false report"));
        await _agency.Send(Item("urn:np:4", 2, "Killed", "canceled"));
        for (var i = 0; i < 150; i++) await _agency.Send(Item("urn:np:day" + Wire.N(i), 1, "Story of the day " + Wire.N(i)));
        await StartMember();
        await _member.PageOf("Story of the day 149");
        Assert.Contains("ends well", await _member.Http.GetStringAsync(rescue), StringComparison.Ordinal);
        Assert.DoesNotContain("A false report", await _member.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Empty(await ChainAlarms());
    }

    [Fact]
    public async Task Paused_at_the_member_what_comes_waits_in_the_chain_without_an_alarm_until_it_is_resumed()
    {
        await _member.Post("/api/v1/sources/np/pause", """{"why":"We move house"}""");
        await _agency.Send(Item("urn:np:1", 1, "Ferry runs again"));
        await _member.Says("has paused \"np\"");
        Assert.Empty((await _member.Get("/api/v1/items"))["items"]!.AsArray());
        await _member.Post("/api/v1/sources/np/resume", "{}");
        await _member.PageOf("Ferry runs again");
        Assert.Empty(await ChainAlarms());
    }

    [Theory]
    [InlineData("document", "chain-document")]
    [InlineData("line", "chain-not-theirs")]
    [InlineData("gap", "chain-gap")]
    [InlineData("order", "chain-gap")]
    [InlineData("other", "chain-differs")]
    public async Task What_was_tampered_with_on_the_way_is_refused_told_and_asked_for_again(string how, string code)
    {
        await _agency.Send(Item("urn:np:5", 1, "Ferries stay in port"));
        await _member.PageOf("Ferries stay in port");
        await _member.Stop();
        await _agency.Send(Item("urn:np:6", 1, "Harvest is small"));
        await _agency.Send(Item("urn:np:7", 1, "Regatta begins"));
        _line.Tampers = how;
        await StartMember();
        await Until(async () => (await ChainAlarms()).Any(a => a.Contains($"({code})", StringComparison.Ordinal)));
        Assert.DoesNotContain("Regatta begins", await _member.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Harvest is huge", await _member.Http.GetStringAsync("/"), StringComparison.Ordinal);
        _line.Tampers = "";
        await _member.PageOf("Regatta begins");
        await _member.PageOf("Harvest is small");
        Assert.Single(await ChainAlarms());
    }

    private async Task<List<string>> ChainAlarms() => [.. (await _member.Get("/api/v1/alarms"))["items"]!.AsArray().Where(a => (string?)a!["kind"] == "agency-chain").Select(a => (string)a!["text"]!)];

    private Task StartMember() => _member.Start(new() { ["DATELINE_AGENCIES__0__SOURCE"] = "np", ["DATELINE_AGENCIES__0__URL"] = _line.Address.ToString(), ["DATELINE_AGENCIES__0__KEY"] = _key });

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var deadline = DateTimeOffset.UtcNow + Soon; !await holds(); await Task.Delay(50)) Assert.True(DateTimeOffset.UtcNow < deadline, "It never came.");
    }

    private static string Item(string guid, int version, string headline, string status = "usable", string more = "") =>
        Wire.Item(guid, Wire.N(version), headline, $"{more.Split('|')[0]}<pubStatus qcode=\"stat:{status}\"/>{more.Split('|').ElementAtOrDefault(1)}", $"2026-08-24T06:{version:00}:00Z");

    private static string WithPhoto(string guid, string headline, string href) => $$"""
        {"uri":"{{guid}}","standard":{"name":"ninjs","version":"3.1","schema":"https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"},"type":"text","pubstatus":"usable","version":"1","versioncreated":"2026-08-24T06:01:00Z","language":"en",
         "headlines":[{"role":"main","value":"{{headline}}"}],"bodies":[{"role":"main","contentType":"text/html","value":"<p>The text.</p>"}],
         "associations":[{"name":"main","uri":"{{guid}}:photo","type":"picture","descriptions":[{"role":"caption","value":"The station in Kessel."}],"renditions":[{"name":"main","href":"{{href}}","contentType":"image/jpeg","width":1600,"height":1067}]}]}
        """;

    /// <summary>A Dateline of its own, stopped and started on the same data.</summary>
    private sealed class Instance : IAsyncDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly int _port = FreePort.Next();
        private DatelineProcess? _process;
        private string? _key;

        internal HttpClient Http { get; private set; } = null!;

        internal Uri Address => new($"http://127.0.0.1:{Wire.N(_port)}");

        internal async Task Start(Dictionary<string, string?>? environment = null)
        {
            var isNew = _key is null;
            _key ??= (await DatelineProcess.RunAsync(["key", "create", "--data", _folder["data"]])).Output.Trim();
            _process = await DatelineProcess.StartAsync(["serve", "--data", _folder["data"], "--urls", Address.ToString()], environment);
            Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, UseCookies = false, UseProxy = false }) { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _key) } };
            if (!isNew) return;
            await Put("sources/np", """{"name":"Northern Press"}""");
            await Put("routes", """{"items":[{"name":"Everything goes out","actions":{"send":true}}]}""");
        }

        internal async Task Stop()
        {
            await _process!.KillAsync();
            await _process.DisposeAsync();
            Http.Dispose();
        }

        /// <summary>Waits until it has printed those words.</summary>
        internal Task Says(string words) => _process!.WaitForLineAsync(words, Soon);

        internal Task Put(string path, string json) => Post("/api/v1/" + path, json, HttpMethod.Put);

        internal async Task<JsonNode> Post(string path, string json, HttpMethod? method = null)
        {
            using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            using var answer = await Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
            return JsonNode.Parse(text)!;
        }

        internal async Task<JsonNode> Get(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

        internal async Task Send(string item)
        {
            var outcome = RunningServer.Outcome(await Post("/intake/np", item));
            Assert.DoesNotContain("quarantined", outcome, StringComparison.Ordinal);
        }

        /// <summary>The address of a story's public page, once the site has it.</summary>
        internal async Task<string> PageOf(string headline)
        {
            var page = "";
            await Until(async () =>
            {
                var story = (await Get("/api/v1/stories?limit=200"))["items"]!.AsArray().FirstOrDefault(s => (string?)s!["headline"] == headline);
                page = story is null ? "" : (string?)(await Get($"/api/v1/stories/{story["id"]}"))["page"] ?? "";
                return page.Length > 0 && (await Http.GetAsync(page)) is { StatusCode: HttpStatusCode.OK };
            });
            return page;
        }

        public async ValueTask DisposeAsync()
        {
            Http?.Dispose();
            if (_process is not null) await _process.DisposeAsync();
            _folder.Dispose();
        }
    }

    /// <summary>What lies between the two: passes everything on, or does harm to it.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly HttpClient _http;
        private readonly string _key;

        private Line(WebApplication app, HttpClient http, string key) => (_app, _http, _key) = (app, http, key);

        internal string Tampers { get; set; } = "";

        internal Uri Address => new(_app.Urls.First());

        internal static async Task<Line> Open(Instance agency, string key)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var line = new Line(builder.Build(), new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = agency.Address }, key);
            line._app.Run(line.Pass);
            await line._app.StartAsync();
            return line;
        }

        private async Task Pass(HttpContext http)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, http.Request.Path + http.Request.QueryString);
            request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
            try
            {
                using var answer = await _http.SendAsync(request, http.RequestAborted);
                var body = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
                var mac = answer.Headers.TryGetValues("Dateline-Mac", out var values) ? values.First() : null;
                (body, mac) = Changed(http.Request.Path, body, mac);
                http.Response.StatusCode = (int)answer.StatusCode;
                if (mac is not null) http.Response.Headers["Dateline-Mac"] = mac;
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }
            catch (OperationCanceledException) { /* the member went away */ }
        }

        private (byte[], string?) Changed(string path, byte[] body, string? mac)
        {
            var text = Encoding.UTF8.GetString(body);
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (Tampers == "document" && path.EndsWith("/document", StringComparison.Ordinal)) return (Encoding.UTF8.GetBytes(text.Replace("small", "huge", StringComparison.Ordinal).Replace("begins", "ends", StringComparison.Ordinal)), mac);
            if (!path.EndsWith("/chain", StringComparison.Ordinal) || lines.Length == 0) return (body, mac);
            return Tampers switch
            {
                "line" => (Encoding.UTF8.GetBytes(text.Replace("\"type\"", "\"typo\"", StringComparison.Ordinal)), mac),
                // Whoever has the key too, and tells another story.
                "gap" => Vouched(lines[1..]),
                "order" => Vouched([.. lines.Reverse()]),
                "other" => Vouched([.. lines.Select(l => l.Replace("\"previous\":\"", "\"previous\":\"00", StringComparison.Ordinal))]),
                _ => (body, mac),
            };
        }

        private (byte[], string) Vouched(string[] lines)
        {
            var body = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
            return (body, Convert.ToHexStringLower(HMACSHA256.HashData(SHA256.HashData(Encoding.UTF8.GetBytes(_key)), body)));
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _http.Dispose();
        }
    }
}
