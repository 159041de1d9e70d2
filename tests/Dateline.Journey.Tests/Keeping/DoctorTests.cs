using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Dateline.App.Doctoring;
using Dateline.App.Settings;
using Dateline.Store;
using Dateline.Store.Backups;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>The doctor finds what is wrong, says what to do, and changes nothing.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_set_up_has_nothing_that_fails()
    {
        await Filled();
        var found = await Examine();
        Assert.DoesNotContain(found, f => f.Level == Level.Fail);
        Assert.All(["data-folder", "disk-room", "clock", "urls", "site-url", "store-schema", "sqlite-integrity", "sqlite-wal", "log", "clock-behind", "keys", "kill-journal"], code => Assert.Equal(Level.Ok, Of(found, code).Level));
        Assert.All(found.Where(f => f.Level != Level.Ok), f => Assert.NotNull(f.Todo));
    }

    [Fact]
    public async Task What_is_not_there_yet_is_a_warning_and_is_not_made()
    {
        var found = await Examine();
        Assert.All(["data-folder", "store-missing", "keys", "kill-journal", "backup"], code => Assert.Equal(Level.Warn, Of(found, code).Level));
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_running_server_is_asked_instead_of_failing()
    {
        await using var server = await DatelineProcess.StartAsync(["serve", "--data", _folder["data"], "--urls", $"http://127.0.0.1:{FreePort.Next()}"]);
        var (exit, output) = await DatelineProcess.RunAsync(["doctor", "--data", _folder["data"], "--urls", server.Address.ToString(), "--json"]);
        Assert.Equal(0, exit);
        var json = JsonNode.Parse(output)!;
        Assert.True((bool)json["ok"]!);
        Assert.Contains("a server answers", (string)json["findings"]!.AsArray().Single(f => (string?)f!["code"] == "urls")!["text"]!);
        Assert.Contains(json["findings"]!.AsArray(), f => (string?)f!["code"] == "sqlite-integrity" && (string?)f["level"] == "ok");
    }

    [Fact]
    public async Task A_damaged_database_fails_and_ends_with_1()
    {
        await Filled();
        await using (var file = new FileStream(Path.Combine(_folder["data"], "dateline.db"), FileMode.Open))
        {
            file.Seek(-6000, SeekOrigin.End);
            await file.WriteAsync(new byte[5000].Select(_ => (byte)0xA5).ToArray(), TestContext.Current.CancellationToken);
        }
        var found = await Examine();
        Assert.Contains(found, f => f.Level == Level.Fail && f.Code is "sqlite-integrity" or "store" or "log");
        Assert.Equal(1, (await DatelineProcess.RunAsync(["doctor", "--data", _folder["data"], "--urls", $"http://127.0.0.1:{FreePort.Next()}"])).ExitCode);
    }

    [Fact]
    public async Task A_log_that_was_changed_is_found_at_its_newest_end()
    {
        await Filled();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder["data"], "dateline.db")};Pooling=False"))
        {
            connection.Open();
            using var change = connection.CreateCommand();
            change.CommandText = "update audit set bytes = cast(replace(cast(bytes as text), 'operator', 'somebody') as blob)";
            Assert.True(change.ExecuteNonQuery() > 0);
        }
        Assert.Equal(Level.Fail, Of(await Examine(), "log").Level);
    }

    [Fact]
    public async Task A_key_that_others_can_read_fails()
    {
        if (OperatingSystem.IsWindows()) return;
        await Filled();
        File.SetUnixFileMode(Path.Combine(_folder["data"], "keys", "log-signing.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(Level.Fail, Of(await Examine(), "keys").Level);
    }

    [Fact]
    public async Task A_half_restored_store_fails()
    {
        await Filled();
        await File.WriteAllTextAsync(Path.Combine(_folder["data"], "restore.unfinished"), "", TestContext.Current.CancellationToken);
        Assert.Equal(Level.Fail, Of(await Examine(), "restore-unfinished").Level);
    }

    [Fact]
    public async Task An_address_in_use_by_something_else_fails()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        // Stopped between two calls, it says that it is not listening.
        var refusing = Task.Run(async () => { try { while (true) (await other.AcceptTcpClientAsync()).Dispose(); } catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException) { } });
        Assert.Equal(Level.Fail, Of(await Examine(("urls", $"http://127.0.0.1:{port}")), "urls").Level);
        other.Stop();
        await refusing;
    }

    [Theory]
    [InlineData(-2, Level.Fail)]
    [InlineData(10, Level.Warn)]
    [InlineData(90, Level.Ok)]
    public async Task A_certificate_is_looked_at_before_it_ends(int daysLeft, object level)
    {
        var now = TimeProvider.System.GetUtcNow();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            using var certificate = new CertificateRequest("CN=ledger.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-100), now.AddDays(daysLeft));
            await File.WriteAllTextAsync(_folder["site.pem"], certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }
        var found = await Examine(("cert", _folder["site.pem"]));
        Assert.Equal((Level)level, Of(found, "certificate").Level);
        Assert.Equal(Level.Warn, Of(found, "certificate-name").Level);
    }

    [Fact]
    public async Task Backups_are_missed_found_and_missed_again_when_they_are_old()
    {
        await Filled();
        Assert.Equal(Level.Warn, Of(await Examine(), "backup").Level);
        using (var store = StoreReader.Open(new StoreOptions { Folder = _folder["data"] })) StoreBackup.Make(store, Path.Combine(_folder["data"], "backups"));
        Assert.Equal(Level.Ok, Of(await Examine(), "backup").Level);
        Directory.SetLastWriteTimeUtc(StoreBackup.In(Path.Combine(_folder["data"], "backups"))[0], TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));
        Assert.Equal(Level.Warn, Of(await Examine(), "backup").Level);
    }

    [Fact]
    public async Task PostgreSQL_is_looked_at_too()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await Filled(database.ConnectionString);
        var found = await Examine(("database", database.ConnectionString));
        Assert.All(["postgres-version", "postgres-encoding", "clock-offset", "store-schema", "log"], code => Assert.Equal(Level.Ok, Of(found, code).Level));
        // The test's own server never waits for the disk: that is what must be said of it.
        Assert.Equal(Level.Fail, Of(found, "postgres-durable").Level);
    }

    private async Task Filled(string? postgres = null)
    {
        await using var store = NewsStore.Open(new StoreOptions { Folder = _folder["data"], Postgres = postgres });
        await store.Write(tx => ApiKeys.Create(tx, "first key", ["*"], "operator"));
        using var signing = new HeadSigning(store);
        await signing.SignAsync();
    }

    [Theory]
    [InlineData(0, "", Level.Ok, Level.Ok)]
    [InlineData(120, "", Level.Ok, Level.Warn)]
    [InlineData(-900, "", Level.Ok, Level.Fail)]
    [InlineData(0, "/another", Level.Fail, Level.Ok)]
    public async Task The_sign_in_service_is_asked_who_it_is_and_what_time_it_has(int secondsAhead, string callsItself, object service, object clock)
    {
        await using var app = await SignInService(callsItself, secondsAhead);
        var found = await Examine(("signIn:issuer", app.Urls.First()), ("signIn:client", "newsroom"), ("allowedNetworks", "127.0.0.0/8"));
        Assert.Equal(((Level)service, (Level)clock), (Of(found, "sign-in").Level, Of(found, "sign-in-clock").Level));
    }

    [Fact]
    public async Task A_sign_in_service_that_is_not_there_fails_and_is_left_out_where_there_is_none()
    {
        var found = await Examine(("signIn:issuer", $"http://127.0.0.1:{FreePort.Next()}"), ("signIn:client", "newsroom"), ("allowedNetworks", "127.0.0.0/8"));
        Assert.Equal(Level.Fail, Of(found, "sign-in").Level);
        Assert.DoesNotContain(await Examine(), f => f.Code.StartsWith("sign-in", StringComparison.Ordinal));
    }

    private static async Task<WebApplication> SignInService(string callsItself, int secondsAhead)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", (HttpContext http) =>
        {
            var here = $"http://{http.Request.Host}";
            http.Response.Headers.Date = TimeProvider.System.GetUtcNow().AddSeconds(secondsAhead).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            return Results.Json(new { issuer = here + callsItself, authorization_endpoint = here + "/enter", token_endpoint = here + "/token", jwks_uri = here + "/keys" });
        });
        app.MapGet("/keys", () => Results.Json(new { keys = Array.Empty<string>() }));
        await app.StartAsync();
        return app;
    }

    private async Task<IReadOnlyList<Finding>> Examine(params (string Name, string Value)[] flags)
    {
        var all = flags.ToDictionary(f => f.Name, f => (string?)f.Value);
        all.TryAdd("urls", $"http://127.0.0.1:{FreePort.Next()}");
        var (settings, problems) = ServerSettings.Read(_folder["data"], null, all);
        Assert.Empty(problems);
        return await Doctor.ExamineAsync(settings!, TimeProvider.System, stop: TestContext.Current.CancellationToken);
    }

    private static Finding Of(IReadOnlyList<Finding> found, string code) => found.FirstOrDefault(f => f.Code == code) ?? throw new InvalidOperationException($"{code} was not looked at: {string.Join(", ", found.Select(f => f.Code))}");
}
