using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Dateline.App.Settings;

namespace Dateline.App.Doctoring;

/// <summary>The way to the server: its addresses, its certificate, the name readers use.</summary>
internal static class NetworkChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int WarnDays = 21;

    internal static async Task<IReadOnlyList<Finding>> UrlsAsync(ServerSettings settings, bool runs, CancellationToken stop)
    {
        var findings = new List<Finding>();
        foreach (var url in settings.Urls)
        {
            if (await AnswersAsync(url, stop) is { } said)
                findings.Add(said == "ok" ? Finding.Ok("urls", "url-answers", url) : Finding.Warn("urls", runs ? "url-unwell" : "url-other", url, said));
            else if (Bind(url) is { } why) findings.Add(Finding.Fail("urls", "url-taken", url, why));
            else findings.Add(runs ? Finding.Warn("urls", "url-silent", url) : Finding.Ok("urls", "url-free", url));
        }
        return findings;
    }

    private static async Task<string?> AnswersAsync(Uri url, CancellationToken stop)
    {
        var host = url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host;
        var ask = new UriBuilder(url) { Host = host, Path = "/healthz" }.Uri;
#pragma warning disable RS0030 // The guarded outbound client is for strangers' addresses; this one is the operator's own.
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        // Whether the certificate is good is a check of its own; here the question is who answers.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => IsOwn(host);
        using var http = new HttpClient(handler) { Timeout = Patience };
#pragma warning restore RS0030
        try
        {
            var text = await http.GetStringAsync(ask, stop);
            return text.Trim() == "ok" ? "ok" : text.Length > 80 ? text[..80] : text.Trim();
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status)
        {
            return $"HTTP {(int)status}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsOwn(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address) || host == "localhost";

    private static string? Bind(Uri url)
    {
        if (url.Port == 0) return null;
        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(address, url.Port);
            listener.Start();
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }

    internal static IEnumerable<Finding> Certificate(ServerSettings settings, TimeProvider time)
    {
        if (settings.CertificateFile is not { } file) yield break;
        X509Certificate2? certificate = null;
        string? unreadable = null;
        try { certificate = X509Certificate2.CreateFromPemFile(file, settings.CertificateKeyFile); }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException or ArgumentException) { unreadable = e.Message; }
        if (certificate is null)
        {
            yield return Finding.Fail("certificate", "certificate-unreadable", file, unreadable);
            yield break;
        }
        using (certificate)
        {
            var ends = certificate.NotAfter.ToUniversalTime();
            var left = ends - time.GetUtcNow().UtcDateTime;
            yield return left < TimeSpan.Zero ? Finding.Fail("certificate", "certificate-ended", ends)
                : certificate.NotBefore.ToUniversalTime() > time.GetUtcNow().UtcDateTime ? Finding.Fail("certificate", "certificate-early")
                : left < TimeSpan.FromDays(WarnDays) ? Finding.Warn("certificate", "certificate-ends", ends)
                : Finding.Ok("certificate", "certificate", ends);
            if (!certificate.MatchesHostname(settings.SiteUrl.Host))
                yield return Finding.Warn("certificate-name", "certificate-name", settings.SiteUrl.Host);
        }
    }

    internal static async Task<IReadOnlyList<Finding>> SiteUrlAsync(ServerSettings settings, CancellationToken stop)
    {
        var url = settings.SiteUrl;
        if (IsOwn(url.Host))
            return [settings.IsOnlyLoopback && settings.TrustedProxy is null ? Finding.Ok("site-url", "site-here", url) : Finding.Warn("site-url", "site-nowhere", url)];
        if (url.Scheme == "http") return [Finding.Warn("site-url", "site-plain", url)];
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            await Dns.GetHostAddressesAsync(url.Host, patience.Token);
            return [Finding.Ok("site-url", "site-known", url)];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return [Finding.Warn("site-url", "site-unknown", url.Host)];
        }
    }
}
