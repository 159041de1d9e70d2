using System.Security.Claims;
using System.Text.Encodings.Web;
using Dateline.Store;
using Dateline.Store.Sites;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dateline.Newsroom.Tests;

/// <summary>The newsroom on a loopback port, over a store of its own, entered by real keys: no other part of Dateline is there.</summary>
public sealed class NewsroomHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PostgresDatabase? _database;
    private readonly WebApplication _app;

    private NewsroomHost(PostgresDatabase? database, Action<IServiceCollection>? more, TimeZoneInfo? zone, TimeSpan undo, SignInService? signIn)
    {
        _database = database;
        Store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Postgres = database?.ConnectionString, Time = Time });
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyScheme>("ApiKey", null);
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, ScopePolicies>();
        builder.Services.AddNewsroom(new NewsroomOptions { UndoWindow = undo, SignIn = signIn, TimeZone = zone ?? TimeZoneInfo.Utc, Sites = [new("main", "The Harbour Ledger", [World]) { Address = new("https://ledger.example") }, new("town", "Port Clare Today", [])] });
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddSingleton<Dateline.Store.SignIn.ISecretSeal, TestSeal>();
        more?.Invoke(builder.Services);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (!IsCutOff(context.Request)) return next(context);
            context.Abort();
            return Task.CompletedTask;
        });
        _app.UseRouting();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapNewsroom();
    }

    /// <summary>The section that the settings give the first site.</summary>
    public static SectionChoice World { get; } = new() { Key = "world", Slug = "world", Names = new Dictionary<string, string> { ["en"] = "World", ["fr"] = "Monde" }, Filter = "subject under medtop:11000000", Former = ["abroad"] };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));

    public NewsStore Store { get; }

    /// <summary>Which requests find the line dead. Here and not in the browser, whose own rules a request that a page sends as it goes can escape.</summary>
    public Predicate<HttpRequest> IsCutOff { get; set; } = _ => false;

    /// <summary>What the screens ask of the newsroom finds the line dead; programs with keys are answered.</summary>
    public static bool FromScreen(HttpRequest request) => request.Path.StartsWithSegments("/api") && request.Headers.Authorization.Count == 0;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints)];

    public static async Task<NewsroomHost> StartAsync(bool onPostgres = false, Action<IServiceCollection>? more = null, TimeZoneInfo? zone = null, TimeSpan undo = default, SignInService? signIn = null)
    {
        var host = new NewsroomHost(onPostgres ? await PostgresServer.CreateDatabaseAsync() : null, more, zone, undo, signIn);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>A program with a new key that may do <paramref name="scopes"/>.</summary>
    public async Task<Caller> CallerAsync(params string[] scopes)
    {
        var (secret, key) = await Store.Write(tx => ApiKeys.Create(tx, "test", scopes.Length == 0 ? ["*"] : scopes, "test"));
        return new Caller(Address, secret, key.Pseudonym);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, NewsStore store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.Ordinal)) return Task.FromResult(AuthenticateResult.NoResult());
            if (store.Read(db => ApiKeys.Check(db, header[7..])) is not { } key) return Task.FromResult(AuthenticateResult.Fail("not known"));
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, key.Pseudonym), .. key.Scopes.Select(s => new Claim("scope", s))], "ApiKey");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "ApiKey")));
        }
    }

    private sealed class ScopePolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            if (!policyName.StartsWith("scope:", StringComparison.Ordinal)) return await base.GetPolicyAsync(policyName);
            var scope = policyName["scope:".Length..];
            return new AuthorizationPolicyBuilder("ApiKey").RequireAuthenticatedUser().RequireAssertion(c => c.User.HasClaim("scope", scope) || c.User.HasClaim("scope", "*")).Build();
        }
    }
}
