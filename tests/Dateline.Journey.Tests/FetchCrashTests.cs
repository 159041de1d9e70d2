using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dateline.Journey.Tests;

/// <summary>The whole program fetches from an agency's SFTP server, and is killed while it does: nothing is lost and nothing is kept twice.</summary>
public sealed class FetchCrashTests
{
    private static readonly Dictionary<string, string?> Loopback = new() { ["DATELINE_ALLOWEDNETWORKS"] = "127.0.0.0/8" };

    [Theory]
    [InlineData("fetch.taken-in:1")]
    [InlineData("fetch.remembered:1")]
    [InlineData("fetch.taken-in:2")]
    [InlineData("fetch.remembered:2")]
    public async Task Killed_between_what_was_kept_and_what_was_noted_each_file_is_an_item_once(string point)
    {
        using var folder = new TempFolder();
        await using var agency = await OpenSsh.Start();
        foreach (var number in new[] { 1, 2, 3 }) await File.WriteAllTextAsync(Path.Combine(agency.Incoming, $"{number}.json"), Document(number));
        var key = await Key(folder);
        await using (var server = await Start(folder, new(Loopback) { ["DATELINE_CRASH_AT"] = point }))
        {
            using var http = Caller(server, key);
            await SetUp(http, agency);
            await server.WaitForExitAsync();
        }
        await using var again = await Start(folder, Loopback);
        using var caller = Caller(again, key);
        var source = await Until(caller, "sources/np", s => s["asked"]?["lastSuccess"] is not null);
        Assert.Null(source["asked"]!["lastError"]);
        Assert.Equal(["urn:np:1", "urn:np:2", "urn:np:3"], (await Api(caller, "items"))["items"]!.AsArray().Select(i => (string?)i!["item"]!["guid"]).Order());
        Assert.Equal(["1.json", "2.json", "3.json"], Directory.GetFiles(Path.Combine(agency.Incoming, "done")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty((await Api(caller, "quarantine"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_network_that_nobody_allowed_is_not_dialled_and_the_source_says_so()
    {
        using var folder = new TempFolder();
        await using var agency = await OpenSsh.Start();
        await File.WriteAllTextAsync(Path.Combine(agency.Incoming, "1.json"), Document(1));
        var key = await Key(folder);
        await using var server = await Start(folder, []);
        using var http = Caller(server, key);
        await SetUp(http, agency);
        var source = await Until(http, "sources/np", s => s["asked"]?["lastError"] is not null);
        Assert.Equal("blocked-address", (string?)source["asked"]!["lastError"]!["code"]);
        Assert.Empty((await Api(http, "items"))["items"]!.AsArray());
    }

    private static string Document(int number) => JsonSerializer.Serialize(new { uri = $"urn:np:{number}", type = "text", version = "1", versioncreated = "2026-08-24T06:00:00Z", language = "en", headline = $"Ferry {number} runs again", slugline = "FERRY", body_text = "It runs." });

    private static async Task<string> Key(TempFolder folder) => (await DatelineProcess.RunAsync(["key", "create", "--data", folder["data"]])).Output.Trim();

    private static Task<DatelineProcess> Start(TempFolder folder, Dictionary<string, string?> environment) => DatelineProcess.StartAsync(["serve", "--data", folder["data"], "--urls", $"http://127.0.0.1:{FreePort.Next()}"], environment);

    private static HttpClient Caller(DatelineProcess server, string key) => new() { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private static async Task SetUp(HttpClient http, OpenSsh agency)
    {
        var settings = new { kind = "sftp", everySeconds = 10, sftp = new { host = "127.0.0.1", port = agency.Port, user = Environment.UserName, folder = agency.Incoming, hostKeys = new[] { agency.Fingerprint }, after = "done" } };
        using var body = new StringContent(JsonSerializer.Serialize(new { name = "Northern Press", settings, secret = agency.Key }), Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync("/api/v1/sources/np", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> Api(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync("/api/v1/" + path))!;

    /// <summary>Asks until it is so; the server does what it does by itself.</summary>
    private static async Task<JsonNode> Until(HttpClient http, string path, Func<JsonNode, bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var answer = await Api(http, path);
            if (isSo(answer)) return answer;
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
