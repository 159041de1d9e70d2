using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Counting;

/// <summary>Tells readers from programs, by what they say of themselves: whoever opens a page in a browser asks for a page and names the browser. One that fetches ahead has not read.</summary>
internal static class Programs
{
    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["bot", "crawl", "spider", "slurp", "preview", "fetch", "headless", "lighthouse", "monitor", "uptime", "pingdom", "scrap", "archiver", "validator", "facebookexternalhit", "embedly", "python", "curl", "wget", "http-client", "+http"],
        StringComparison.OrdinalIgnoreCase);

    internal static bool IsReader(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method)) return false;
        var headers = request.Headers;
        var browser = headers.UserAgent.ToString().AsSpan();
        return browser.StartsWith("Mozilla/", StringComparison.Ordinal) && !browser.ContainsAny(Names)
            && headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !IsAhead(headers["Sec-Purpose"].ToString()) && !IsAhead(headers["Purpose"].ToString()) && !IsAhead(headers["X-Moz"].ToString());
    }

    private static bool IsAhead(string purpose) => purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("prerender", StringComparison.OrdinalIgnoreCase);
}
