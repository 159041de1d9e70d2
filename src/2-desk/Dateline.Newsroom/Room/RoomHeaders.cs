using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>What a browser may do with a screen: run the scripts that its nonce vouches for, and talk to nobody else.</summary>
internal sealed class RoomHeaders : IResultFilter
{
    private const string Item = "room-nonce";
    private const int NonceLength = 26;

    /// <summary>The nonce of this answer.</summary>
    internal static string Nonce(HttpContext http)
    {
        if (http.Items[Item] is string known) return known;
        var nonce = http.RequestServices.GetRequiredService<NewsStore>().Ids.NewToken(NonceLength);
        http.Items[Item] = nonce;
        return nonce;
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; script-src 'nonce-{Nonce(context.HttpContext)}' 'strict-dynamic'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types newsroom ProseMirrorClipboard";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
