using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dateline.Store.Backups;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>The running server tells how it is, and makes and checks backups where its settings say.</summary>
public sealed class HealthAndBackupTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private DatelineProcess _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["data"], "dateline.json"), $$$"""{"backup":{"folder":"{{{_folder["elsewhere"]}}}"}}""");
        var (exit, key) = await DatelineProcess.RunAsync(["key", "create", "--data", _folder["data"]]);
        Assert.Equal(0, exit);
        _server = await DatelineProcess.StartAsync(["serve", "--data", _folder["data"], "--urls", $"http://127.0.0.1:{FreePort.Next()}"]);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Trim()) } };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_tells_how_it_is_makes_a_backup_beside_the_work_and_checks_it()
    {
        var health = await Until("health", h => h["at"] is not null);
        Assert.Contains(health["items"]!.AsArray(), f => (string?)f!["code"] == "sqlite-wal" && (string?)f["level"] == "well");
        Assert.Contains(health["items"]!.AsArray(), f => (string?)f!["code"] == "backup" && (string?)f["level"] == "look" && ((string?)f["text"])!.Contains(_folder["elsewhere"], StringComparison.Ordinal));
        Assert.DoesNotContain(health["items"]!.AsArray(), f => (string?)f!["code"] == "sqlite-integrity");

        Assert.Equal(HttpStatusCode.Accepted, (await _http.PostAsync("/api/v1/backups", null)).StatusCode);
        var made = await Until("backups", b => b["run"]?["ended"] is not null);
        Assert.Null(made["run"]!["code"]);
        var row = Assert.Single(made["items"]!.AsArray())!;
        Assert.Equal((string?)made["run"]!["name"], (string?)row["name"]);
        var folder = Path.Combine(_folder["elsewhere"], (string)row["name"]!);
        Assert.Empty(BackupCheck.Check(folder).Problems);

        // A byte that is another one: the check names the file, and the audit has it.
        var database = Path.Combine(folder, "dateline.db");
        await using (var file = new FileStream(database, FileMode.Open))
        {
            file.Seek(-100, SeekOrigin.End);
            var was = file.ReadByte();
            file.Seek(-1, SeekOrigin.Current);
            file.WriteByte((byte)(was ^ 1));
        }
        Assert.Equal(HttpStatusCode.Accepted, (await _http.PostAsync($"/api/v1/backups/{row["name"]}/check", null)).StatusCode);
        var check = await Until("backups", b => b["run"]?["ended"] is not null && (bool)b["run"]!["check"]!);
        Assert.Equal("backup-unsound", (string?)check["run"]!["code"]);
        Assert.Contains("dateline.db", (string?)check["run"]!["message"], StringComparison.Ordinal);
        var audit = JsonNode.Parse(await _http.GetStringAsync($"/api/v1/audit?subject={row["name"]}"))!["items"]!.AsArray();
        Assert.Equal(["backup-check", "backup-make"], audit.Select(a => (string)a!["what"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PostAsync("/api/v1/backups/..%2Fdata/check", null)).StatusCode);
    }

    // The server works beside us: it is asked until it has done it, and the test's own end is the limit.
    private async Task<JsonNode> Until(string path, Func<JsonNode, bool> isDone)
    {
        for (; ; await Task.Delay(100, TestContext.Current.CancellationToken))
            if (JsonNode.Parse(await _http.GetStringAsync("/api/v1/" + path, TestContext.Current.CancellationToken)) is { } said && isDone(said)) return said;
    }
}
