using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dateline.News;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dateline.Newsroom.Staff;

/// <summary>
/// Who uses the newsroom's pages: a cookie that a password or a one-time link was exchanged for. The cookie is only a name for a session in the store,
/// so it ends when the session does, on every node; and rights that a person loses are lost with the next request.
/// </summary>
internal sealed class StaffSession(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, NewsStore store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string Name = "Staff";
    internal static readonly TimeSpan Life = Entrance.Newsroom.SessionLife;

    private const string Cookie = "dateline-staff";

    /// <summary>The session's token as the browser brings it; null where it brings none.</summary>
    internal static string? TokenOf(HttpRequest request) => request.Cookies[CookieName(request)] is { Length: > 0 } token ? token : null;

    /// <summary>Whether a session may begin over this connection: an encrypted one, or one that does not leave the machine.</summary>
    internal static bool MayBegin(HttpContext http) => http.Request.IsHttps || http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    internal static void Begin(HttpContext http, string token) => http.Response.Cookies.Append(CookieName(http.Request), token, CookieOf(http.Request));

    internal static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName(http.Request), CookieOf(http.Request));

    /// <summary>A request that brings a key is a program's: a person's rights are never added to it.</summary>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count > 0 || TokenOf(Request) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        var now = store.Clock.Now();
        var (known, person, proven, isVouchedFor, desks, sites) = store.Read(db => StaffPasses.Session(db, token, now) is { IsKnown: true, Person: var owner, Proven: var at }
            ? (true, owner is { } id ? People.Find(db, id) : null, at, owner is { } mine && ServiceLinks.Any(db, mine), owner is { } member ? DeskRoles.Of(db, member) : [], owner is { } limited ? PersonSites.Of(db, limited) : [])
            : default);
        if (!known || person is { Ended: not null } or { Client: not null }) return Task.FromResult(AuthenticateResult.Fail("The session is over."));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(person is null ? OnLooker() : Identity(person, proven, isVouchedFor, desks, sites)), Name)));
    }

    /// <summary>Who has no session is told how to get one, and comes back to where they were.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.CacheControl = "no-store";
        if (!Request.Path.StartsWithSegments("/newsroom", StringComparison.Ordinal)) Response.Redirect("/staff/enter");
        else Response.Redirect("/newsroom/enter" + (HttpMethods.IsGet(Request.Method) && Request.Path != "/newsroom" ? "?to=" + Uri.EscapeDataString(Request.Path) : ""));
        return Task.CompletedTask;
    }

    /// <summary>Who is known, but may not see this page, is led to what they may see.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.CacheControl = "no-store";
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>A session that a link opened for nobody in particular: it looks on, and has no rights.</summary>
    private static ClaimsIdentity OnLooker() => new([new Claim(ClaimTypes.Name, "staff"), new Claim(ClaimTypes.NameIdentifier, "staff")], Name);

    private static ClaimsIdentity Identity(Person person, Instant? proven, bool isVouchedFor, List<DeskRole> desks, List<string> sites) => new(
    [
        new Claim(ClaimTypes.Name, person.Pseudonym),
        new Claim(ClaimTypes.NameIdentifier, person.Pseudonym),
        new Claim(PersonClaims.Id, person.Id.ToString("D")),
        new Claim(PersonClaims.DisplayName, person.Name),
        // Whoever came by a link, and has no password and no sign-in service that vouches for them, can't be asked for either.
        .. person.Password is null && !isVouchedFor ? [] : new[] { new Claim(PersonClaims.Proven, (proven?.Microseconds ?? 0).ToString(CultureInfo.InvariantCulture)) },
        .. person.Language is { } language ? new[] { new Claim(PersonClaims.Language, language) } : [],
        .. person.Zone is { } zone ? new[] { new Claim(PersonClaims.Zone, zone) } : [],
        .. desks.Select(d => DeskRights.ClaimOf(d.Desk, d.Role)),
        .. sites.Select(s => new Claim(DeskRights.SiteClaim, s)),
        .. Role.Find(person.Role)?.Rights.Select(r => new Claim("scope", r)) ?? [],
    ], Name);

    private static string CookieName(HttpRequest request) => request.IsHttps ? "__Host-" + Cookie : Cookie;

    private static CookieOptions CookieOf(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
