using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Newsroom.Outside;

/// <summary>What a browser may do with a draft: show it. No script runs, nothing is fetched, nobody keeps it or finds it, and no address that is followed from it tells where it stood.</summary>
internal sealed class DraftHeaders : IResultFilter
{
    private static readonly string Policy = $"default-src 'none'; style-src '{DraftAssets.Style.Hash}'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
