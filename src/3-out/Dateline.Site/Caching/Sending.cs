using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Dateline.Site.Caching;

/// <summary>Puts finished bytes on the connection: headers made before, one write, and 304 where the reader has them already.</summary>
internal static class Sending
{
    private static readonly StringValues NoCache = "no-cache";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues OneYear = "max-age=31536000";
    private static readonly StringValues VaryEncoding = "Accept-Encoding";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>A page that stands: it may be kept by anyone who asks again before showing it.</summary>
    internal static Task Page(HttpContext context, SitePage page)
    {
        var (request, response) = (context.Request.Headers, context.Response);
        if (request.Range.Count != 0 && IsManyRanges(request.Range)) return Empty(response, StatusCodes.Status416RangeNotSatisfiable);
        var best = page.For(request.AcceptEncoding);
        var headers = response.Headers;
        headers.ETag = best.ETag;
        headers.CacheControl = NoCache;
        headers.Vary = VaryEncoding;
        Secure(context, page.ContentSecurity);
        if (request.IfNoneMatch.Count != 0 && Matches(request.IfNoneMatch, best.ETag.ToString()))
            return Empty(response, StatusCodes.Status304NotModified);
        return Body(context, page, best);
    }

    /// <summary>A notice instead of a page (404, 410, 500): nobody keeps it, and nothing about the request changes it.</summary>
    internal static Task Notice(HttpContext context, int status, SitePage page)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = NoStore;
        context.Response.Headers.Vary = VaryEncoding;
        Secure(context, page.ContentSecurity);
        return Body(context, page, page.For(context.Request.Headers.AcceptEncoding));
    }

    /// <summary>The page's address is another one now. Browsers may not remember that: the new one may be gone tomorrow.</summary>
    internal static Task GoTo(HttpContext context, string location)
    {
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = location;
        context.Response.Headers.CacheControl = NoCache;
        Secure(context, "default-src 'none'");
        return Task.CompletedTask;
    }

    internal static Task Empty(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The headers that go with everything.</summary>
    internal static void Secure(HttpContext context, StringValues contentSecurity)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = contentSecurity;
        headers["Referrer-Policy"] = Referrer;
        headers["Permissions-Policy"] = Permissions;
        if (context.Request.IsHttps) headers.StrictTransportSecurity = OneYear;
    }

    /// <summary>Whether one of the validators a request brought is ours (RFC 9110 §13.1.2, weak comparison).</summary>
    internal static bool Matches(StringValues ifNoneMatch, string etag)
    {
        foreach (var value in ifNoneMatch)
            if (value is not null && (value.Contains(etag, StringComparison.Ordinal) || value.AsSpan().Trim() is "*")) return true;
        return false;
    }

    internal static bool IsManyRanges(StringValues range) => range.Count > 1 || range[0] is { } one && one.Contains(',', StringComparison.Ordinal);

    private static Task Body(HttpContext context, SitePage page, Representation best)
    {
        var response = context.Response;
        response.Headers.ContentType = page.ContentType;
        if (best.Encoding.Count != 0) response.Headers.ContentEncoding = best.Encoding;
        response.ContentLength = best.Bytes.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        var writing = response.BodyWriter.WriteAsync(best.Bytes, context.RequestAborted);
        return writing.IsCompletedSuccessfully ? Done(writing.Result) : writing.AsTask();
    }

    private static Task Done(System.IO.Pipelines.FlushResult _) => Task.CompletedTask;
}
