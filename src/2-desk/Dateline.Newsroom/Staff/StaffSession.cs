using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dateline.Newsroom.Staff;

/// <summary>
/// Who looks at the staff's pages: a cookie that a one-time link was exchanged for. The cookie is only a name for a session in the store,
/// so it ends when the session does, on every node.
/// </summary>
internal sealed class StaffSession(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, NewsStore store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string Name = "Staff";
    internal static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private const string Cookie = "dateline-staff";

    /// <summary>The session's token as the browser brings it; null where it brings none.</summary>
    internal static string? TokenOf(HttpRequest request) => request.Cookies[CookieName(request)] is { Length: > 0 } token ? token : null;

    /// <summary>Whether a session may begin over this connection: an encrypted one, or one that does not leave the machine.</summary>
    internal static bool MayBegin(HttpContext http) => http.Request.IsHttps || http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    internal static void Begin(HttpContext http, string token) => http.Response.Cookies.Append(CookieName(http.Request), token, CookieOf(http.Request));

    internal static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName(http.Request), CookieOf(http.Request));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        if (!store.Read(db => StaffPasses.IsSession(db, token, store.Clock.Now()))) return Task.FromResult(AuthenticateResult.Fail("The session is over."));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "staff")], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    /// <summary>Who has no session is told how to get one.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Redirect("/staff/enter");
        return Task.CompletedTask;
    }

    private static string CookieName(HttpRequest request) => request.IsHttps ? "__Host-" + Cookie : Cookie;

    private static CookieOptions CookieOf(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
