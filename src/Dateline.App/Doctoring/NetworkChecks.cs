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
                findings.Add(said == "ok" ? Finding.Ok("urls", $"a server answers at {url} that it is well") : Finding.Warn("urls", $"Something answers at {url}, but not that it is well: {said}", runs ? "Look at the server's log, and at the database." : "If that is not Dateline, choose another address with --urls."));
            else if (Bind(url) is { } why) findings.Add(Finding.Fail("urls", $"{url} can't be listened on: {why}", "Stop what uses it, choose another with --urls, or grant the right to low ports."));
            else findings.Add(runs ? Finding.Warn("urls", $"A server holds the data folder, but none answers at {url}.", "It may listen elsewhere: give the same --urls. Else look at its log.") : Finding.Ok("urls", $"{url} is free to listen on"));
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
            yield return Finding.Fail("certificate", $"{file} can't be read with its key: {unreadable}", "Name a PEM certificate with --cert and its key with --cert-key.");
            yield break;
        }
        using (certificate)
        {
            var left = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
            var until = $"the certificate is good until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
            yield return left < TimeSpan.Zero ? Finding.Fail("certificate", $"The certificate ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.", "Renew it, and start the server again.")
                : certificate.NotBefore.ToUniversalTime() > time.GetUtcNow().UtcDateTime ? Finding.Fail("certificate", "The certificate is not good yet.", "Look at the clock and at the certificate.")
                : left < TimeSpan.FromDays(WarnDays) ? Finding.Warn("certificate", until, "Renew it, and start the server again.")
                : Finding.Ok("certificate", until);
            if (!certificate.MatchesHostname(settings.SiteUrl.Host))
                yield return Finding.Warn("certificate-name", $"The certificate is not for {settings.SiteUrl.Host}, the host of site:url.", "Get one for that name, or correct site:url.");
        }
    }

    internal static async Task<IReadOnlyList<Finding>> SiteUrlAsync(ServerSettings settings, CancellationToken stop)
    {
        var url = settings.SiteUrl;
        if (IsOwn(url.Host))
            return [settings.IsOnlyLoopback && settings.TrustedProxy is null ? Finding.Ok("site-url", $"{url}: this machine only") : Finding.Warn("site-url", $"site:url is {url}: links in feeds and messages lead nowhere for anyone else.", "Set site:url to the address readers use.")];
        if (url.Scheme == "http") return [Finding.Warn("site-url", $"site:url is {url}, without encryption.", "Use https for it: by cert and certKey, or by a proxy in front.")];
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            await Dns.GetHostAddressesAsync(url.Host, patience.Token);
            return [Finding.Ok("site-url", $"{url}: its host is known and served here")];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return [Finding.Warn("site-url", $"{url.Host} is not known to this machine's name service.", "Enter it there, or correct site:url.")];
        }
    }
}
