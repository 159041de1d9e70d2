using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Newsroom.Staff;

/// <summary>What a browser may do with a staff page: show it, and nothing else. Its one style and one script are named by their hashes.</summary>
internal sealed class StaffHeaders : IResultFilter
{
    private static readonly string Policy =
        $"default-src 'none'; style-src '{StaffAssets.Style.Hash}'; script-src '{StaffAssets.Script.Hash}'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types staff";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
