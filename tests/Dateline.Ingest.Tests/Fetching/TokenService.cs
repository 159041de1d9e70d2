using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A mail service's other half on a loopback port: gives tokens to a client with its secret (RFC 6749 §4.4), and tells the mail server whose a token is (RFC 7662).</summary>
public sealed class TokenService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HashSet<string> _good = [];

    private TokenService(WebApplication app) => _app = app;

    public static string Client => "dateline-at-np";

    public static string Secret => "the-clients-secret";

    /// <summary>Where tokens are given.</summary>
    public Uri Token => new(_app.Urls.First() + "/token");

    /// <summary>Where one asks whose a token is.</summary>
    public Uri Introspection => new(_app.Urls.First() + "/introspect");

    /// <summary>How many tokens it gave.</summary>
    public int Given { get; private set; }

    /// <summary>The scope that was asked for last.</summary>
    public string? Scope { get; private set; }

    public static async Task<TokenService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new TokenService(builder.Build());
        service._app.MapPost("/token", service.Give);
        service._app.MapPost("/introspect", async context =>
        {
            var token = (await context.Request.ReadFormAsync())["token"].ToString();
            await context.Response.WriteAsJsonAsync(new { active = service._good.Contains(token), username = "wires" });
        });
        await service._app.StartAsync();
        return service;
    }

    /// <summary>No token that was given lets anybody in any more.</summary>
    public void Revoke() => _good.Clear();

    private async Task Give(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_id"] != Client || form["client_secret"] != Secret)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = "Something that is not for a screen." });
            return;
        }
        Scope = form["scope"];
        var token = $"token-{++Given}";
        _good.Add(token);
        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", access_token = token, expires_in = 3600 });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
