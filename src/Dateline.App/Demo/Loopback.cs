using System.Net.Http.Headers;

namespace Dateline.App.Demo;

/// <summary>A client of this very program, over loopback: no proxy, no cookies, no redirects.</summary>
internal static class Loopback
{
#pragma warning disable RS0030 // The guarded outbound client refuses loopback; this one knows nothing else.
    internal static HttpClient Client(string key) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
#pragma warning restore RS0030
}
