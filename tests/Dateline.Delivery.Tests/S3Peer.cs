using System.Diagnostics;
using System.Globalization;
using Dateline.Delivery.Channels.S3;
using Dateline.News;

namespace Dateline.Delivery.Tests;

/// <summary>A service that speaks as S3 does: moto, which checks no signature and keeps the objects; what checks ours is botocore's own reckoning of it (Peers/s3.py).</summary>
internal sealed class S3Peer : IAsyncDisposable
{
    private readonly Process _server;
    private readonly HttpClient _http;

    private S3Peer(Process server, int port)
    {
        (_server, Address) = (server, new Uri("http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture)));
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
    }

    internal Uri Address { get; }

    internal static async Task<S3Peer> Start()
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Peers", "s3.py"), port.ToString(CultureInfo.InvariantCulture), "AKIATEST", "a secret", "ledger-wire"]) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        var said = await server.StandardOutput.ReadLineAsync();
        if (said == "missing") Requirement.Missing("moto is not installed (pip install 'moto[s3,server]', or apt-get install python3-moto).");
        if (said != "listening") Assert.Fail("The service did not start: " + await server.StandardError.ReadToEndAsync());
        _ = server.StandardError.ReadToEndAsync();
        return new(server, port);
    }

    /// <summary>The names of what lies in the bucket, as the service lists them.</summary>
    internal async Task<IReadOnlyList<string>> Names() =>
        [.. System.Text.RegularExpressions.Regex.Matches(await _http.GetStringAsync("/ledger-wire?list-type=2"), "<Key>([^<]+)</Key>").Select(static m => m.Groups[1].Value)];

    internal async Task<byte[]> Read(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/ledger-wire/" + name));
        S3Signature.Sign(request, default, new S3Options(Address, "ledger-wire", "us-east-1", "", "AKIATEST"), "a secret", Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)));
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }
}
