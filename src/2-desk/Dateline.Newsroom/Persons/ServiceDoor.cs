using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Pages;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Dateline.Newsroom.Persons;

/// <summary>
/// Signing in by the house's own service: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636). The framework speaks with the service and checks
/// what it says; here it is decided whom that lets in: somebody whom the service vouched for before, or whose verified mail address is the sign-in name of
/// somebody invited. Nobody is made known by it.
/// </summary>
internal static class ServiceDoor
{
    internal const string Scheme = "Service";
    internal const string Begins = "/newsroom/enter/service";
    internal const string Returns = "/newsroom/enter/returned";

    private const string To = "to";
    private const string Again = "again";
    private const string Mail = "mail";
    private const string Issuer = "issuer";
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    internal static void AddServiceDoor(this IServiceCollection services, SignInService service)
    {
        services.AddAuthentication().AddOpenIdConnect(Scheme, oidc => Set(oidc, service));
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<NewsStore>((oidc, store) => oidc.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => IsNow(store.Clock.Now(), from, until));
    }

    private static void Set(OpenIdConnectOptions oidc, SignInService service)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret, oidc.CallbackPath) = (service.Issuer.OriginalString, service.Client, service.Secret, Returns);
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = ("code", "query", true);
        (oidc.GetClaimsFromUserInfoEndpoint, oidc.SaveTokens, oidc.MapInboundClaims, oidc.DisableTelemetry) = (true, false, false, true);
        oidc.RequireHttpsMetadata = service.Issuer.Scheme == Uri.UriSchemeHttps;
        oidc.BackchannelTimeout = TimeSpan.FromSeconds(15);
        if (service.Handler is { } handler) oidc.BackchannelHttpHandler = handler;
        oidc.Scope.Add("email");
        oidc.SignInScheme = StaffSession.Name;
        // Cookies of this way alone, for the visit only: they come back from the service's page, so they are lax, and what they hold is good for a quarter of an hour.
        (oidc.CorrelationCookie, oidc.NonceCookie) = (CookieOf("dateline-service-state."), CookieOf("dateline-service-nonce."));
        oidc.ProtocolValidator.NonceLifetime = Life;
        oidc.TokenValidationParameters.ValidAlgorithms = Algorithms;
        // The service is who the operator named, whatever its own description says.
        oidc.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer == service.Issuer.OriginalString ? issuer : throw new SecurityTokenInvalidIssuerException("The token is another service's.");
        oidc.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = static context =>
            {
                if (!context.Properties.Items.ContainsKey(Again)) return Task.CompletedTask;
                (context.ProtocolMessage.Prompt, context.ProtocolMessage.MaxAge) = ("login", "0");
                return Task.CompletedTask;
            },
            OnTokenValidated = static context =>
            {
                // The framework takes an unsigned token where it came by the service's own connection (§3.1.3.7, 6); we do not.
                if (!Algorithms.Contains(context.SecurityToken.SignatureAlgorithm)) context.Fail("The token is not signed.");
                context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
                Note(context.Properties, context.Principal!.FindFirst("email")?.Value, context.Principal.FindFirst("email_verified")?.Value);
                return Task.CompletedTask;
            },
            OnUserInformationReceived = static context =>
            {
                if (!context.Properties!.Items.ContainsKey(Mail)) Note(context.Properties, Text(context.User, "email"), Text(context.User, "email_verified"));
                return Task.CompletedTask;
            },
            OnTicketReceived = Received,
            OnAccessDenied = static context =>
            {
                Refuse(context.HttpContext, "denied");
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = static async context =>
            {
                var store = context.HttpContext.RequestServices.GetRequiredService<NewsStore>();
                await store.Write(static tx => { tx.Audit("nobody", "person-refused"); return 0; }).ConfigureAwait(false);
                Refuse(context.HttpContext, "not");
                context.HandleResponse();
            },
        };
    }

    /// <summary>Leads to the service. With <c>again</c>, somebody who is signed in asks it to vouch for them anew.</summary>
    internal static async Task Begin(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!StaffSession.MayBegin(http))
        {
            Refuse(http, "plain");
            return;
        }
        var properties = new AuthenticationProperties { Items = { [To] = SignInModel.Within(http.Request.Query["to"]) } };
        if (http.Request.Query.ContainsKey(Again))
        {
            var session = await http.AuthenticateAsync(StaffSession.Name).ConfigureAwait(false);
            if (!session.Succeeded || StaffSession.TokenOf(http.Request) is not { } token)
            {
                Refuse(http, "not");
                return;
            }
            properties.Items[Again] = StaffPasses.HandleOf(token);
        }
        try
        {
            await http.ChallengeAsync(Scheme, properties).ConfigureAwait(false);
        }
        catch (Exception away) when (away is InvalidOperationException or HttpRequestException or IOException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            Refuse(http, "away");
        }
    }

    private static async Task Received(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        context.HandleResponse();
        var items = context.Properties!.Items;
        var said = new Vouched(items[Issuer]!, context.Principal!.FindFirst("sub")?.Value ?? "", items.TryGetValue(Mail, out var mail) ? mail : null, context.Principal.FindFirst("auth_time")?.Value);
        if (items.TryGetValue(Again, out var handle)) await Prove(http, said, handle!).ConfigureAwait(false);
        else await Enter(http, said, items[To]!).ConfigureAwait(false);
    }

    private static async Task Enter(HttpContext http, Vouched said, string to)
    {
        var (store, door) = (http.RequestServices.GetRequiredService<NewsStore>(), http.RequestServices.GetRequiredService<Door>());
        var agent = http.Request.Headers.UserAgent.ToString();
        var entry = await store.Write(tx =>
        {
            if (Who(tx, said) is not { Ended: null, Client: null } person)
            {
                tx.Audit("nobody", "person-refused");
                return Entry.Refused("unknown");
            }
            ServiceLinks.Used(tx, said.Issuer, said.Subject);
            return door.Opened(tx, person, agent);
        }).ConfigureAwait(false);
        if (entry.SecondStep is { } pass) TempPass.Set(http, pass);
        else if (entry.Session is { } session) StaffSession.Begin(http, session);
        else
        {
            Refuse(http, entry.Trouble!);
            return;
        }
        http.Response.Redirect("/newsroom/entered?to=" + Uri.EscapeDataString(entry.SecondStep is null ? to : "/newsroom/code?to=" + Uri.EscapeDataString(to)));
    }

    /// <summary>Whom the service means: whom it meant before, else the one whose sign-in name is the address that it has verified.</summary>
    private static Person? Who(Store.Writing.StoreTransaction tx, Vouched said)
    {
        if (said.Subject.Length == 0) return null;
        if (ServiceLinks.Find(tx.Db, said.Issuer, said.Subject) is { } known) return People.Find(tx.Db, known.Person);
        // An address that was given to somebody else at the service lets nobody in here: its first owner is linked.
        return said.Mail is { } mail && People.FindByLogin(tx.Db, mail) is { Ended: null } person && ServiceLinks.Link(tx, person, said.Issuer, said.Subject) ? person : null;
    }

    private static async Task Prove(HttpContext http, Vouched said, string handle)
    {
        var store = http.RequestServices.GetRequiredService<NewsStore>();
        var isProven = await store.Write(tx => IsFresh(said.At, tx.Now) && ServiceLinks.Find(tx.Db, said.Issuer, said.Subject) is { } known && People.Find(tx.Db, known.Person) is { Ended: null } person && StaffPasses.ProveOf(tx, person, handle)).ConfigureAwait(false);
        http.Response.Redirect("/newsroom/entered?" + (isProven ? "proven" : "unproven"));
    }

    /// <summary>Whether the service asked its person just now, and not days ago (OpenID Connect Core 1.0 §3.1.2.1, "max_age").</summary>
    private static bool IsFresh(string? seconds, Instant now) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && now.ToDateTimeOffset().ToUnixTimeSeconds() is var here && at <= here + (long)Skew.TotalSeconds && here - at <= (long)FreshFor.TotalSeconds;

    private static bool IsNow(Instant now, DateTime? from, DateTime? until) =>
        until is { } end && now.ToDateTimeOffset().UtcDateTime < end + Skew && (from is not { } start || start <= now.ToDateTimeOffset().UtcDateTime + Skew);

    /// <summary>Notes an address only where the same word says that it was verified.</summary>
    private static void Note(AuthenticationProperties properties, string? mail, string? isVerified)
    {
        if (mail is not null && string.Equals(isVerified, "true", StringComparison.OrdinalIgnoreCase)) properties.Items[Mail] = mail;
    }

    private static string? Text(JsonDocument user, string name) => user.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static void Refuse(HttpContext http, string why) => http.Response.Redirect("/newsroom/enter?said=" + why);

    private static CookieBuilder CookieOf(string name) => new() { Name = name, Path = Returns, HttpOnly = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, IsEssential = true };

    /// <summary>What a service says of who stands at our door.</summary>
    private sealed record Vouched(string Issuer, string Subject, string? Mail, string? At);
}
