using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dateline.Delivery.Portal;

/// <summary>
/// Who uses the portal: a cookie that a password was exchanged for. The cookie is only a name for a session in the store, so it ends when the session or the person does,
/// on every node; it opens nothing of the newsroom's, and nothing of the newsroom's opens the portal.
/// </summary>
internal sealed class PortalSession(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, NewsStore store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string Name = "Portal";
    internal const string PersonClaim = "portal-person";

    private const string Cookie = "dateline-portal";
    private const string StepCookie = "dateline-portal-step";

    /// <summary>The session's token as the browser brings it; null where it brings none.</summary>
    internal static string? TokenOf(HttpRequest request) => Read(request, Cookie);

    /// <summary>The pass to the second step of signing in; null where there is none.</summary>
    internal static string? StepOf(HttpRequest request) => Read(request, StepCookie);

    /// <summary>Whether a session may begin over this connection: an encrypted one, or one that does not leave the machine.</summary>
    internal static bool MayBegin(HttpContext http) => http.Request.IsHttps || http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    internal static void Begin(HttpContext http, string token)
    {
        http.Response.Cookies.Delete(NameOf(http.Request, StepCookie), CookieOf(http.Request));
        http.Response.Cookies.Append(NameOf(http.Request, Cookie), token, CookieOf(http.Request));
    }

    internal static void BeginStep(HttpContext http, string pass) => http.Response.Cookies.Append(NameOf(http.Request, StepCookie), pass, CookieOf(http.Request));

    internal static void End(HttpContext http) => http.Response.Cookies.Delete(NameOf(http.Request, Cookie), CookieOf(http.Request));

    /// <summary>The person whose session it is, as long as it lasts; null where there is none.</summary>
    internal static Person? PersonOf(NewsStore store, string token) => store.Read(db =>
        StaffPasses.Owner(db, token, PassKind.PortalSession, store.Clock.Now()).Person is { } id && People.Find(db, id) is { Client: not null, Ended: null } person && ClientRole.Find(person.Role) is not null ? person : null);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count > 0 || TokenOf(Request) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        if (PersonOf(store, token) is not { } person) return Task.FromResult(AuthenticateResult.Fail("The session is over."));
        Context.Items[typeof(Person)] = person;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, person.Pseudonym), new Claim(ClaimTypes.NameIdentifier, person.Pseudonym), new Claim(PersonClaim, person.Id.ToString("D"))], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    /// <summary>Who has no session is led to the door, and comes back to where they were.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Redirect(PortalModule.Root + "/enter" + (HttpMethods.IsGet(Request.Method) && Request.Path != PortalModule.Root ? "?to=" + Uri.EscapeDataString(Request.Path) : ""));
        return Task.CompletedTask;
    }

    private static string? Read(HttpRequest request, string cookie) => request.Cookies[NameOf(request, cookie)] is { Length: > 0 } token ? token : null;

    private static string NameOf(HttpRequest request, string cookie) => request.IsHttps ? "__Host-" + cookie : cookie;

    private static CookieOptions CookieOf(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
