using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Newsroom.Tests;

/// <summary>
/// A sign-in service on a loopback port that speaks OpenID Connect Core 1.0: discovery, keys, authorization code with PKCE, signed tokens, userinfo. It says what a test
/// tells it to say, wrong things too. It is called <c>localhost</c>, so that for a browser it is another site than the newsroom.
/// </summary>
internal sealed class SignInServer : IAsyncDisposable
{
    internal const string Client = "dateline";
    internal const string Secret = "a secret between the two of them";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string ReturnTo)> _codes = new();
    private int _next;

    private SignInServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/userinfo",
            ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }));
        _app.MapGet("/keys", () =>
        {
            var key = _key.ExportParameters(false);
            return Results.Json(new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = "one", ["n"] = Text(key.Modulus!), ["e"] = Text(key.Exponent!) }) });
        });
        _app.MapGet("/authorize", (Delegate)Authorize);
        _app.MapPost("/token", (Delegate)Token);
        _app.MapGet("/userinfo", () => Results.Json(new JsonObject(Info.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))) { ["sub"] = InfoSubject ?? Subject }));
    }

    internal string Issuer => $"http://localhost:{new Uri(_app.Urls.First()).Port}";

    /// <summary>What the newsroom is told of it.</summary>
    internal SignInService Service => new(new Uri(Issuer), Client, "Ledger Login") { Secret = Secret };

    /// <summary>The clock of its tokens.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Whom it vouches for.</summary>
    internal string Subject { get; set; } = "248289761001";

    /// <summary>What its tokens say beside what they must.</summary>
    internal JsonObject Claims { get; set; } = new() { ["email"] = "anna@np.example", ["email_verified"] = true };

    /// <summary>What it says on top of a token, when it is asked by one.</summary>
    internal JsonObject Info { get; set; } = [];

    /// <summary>Whom that is about; null: whom the token is about.</summary>
    internal string? InfoSubject { get; set; }

    /// <summary>Bends the token's claims before it is signed.</summary>
    internal Action<JsonObject>? Bend { get; set; }

    /// <summary>Signs in place of its own key, with this header.</summary>
    internal (JsonObject Header, Func<byte[], byte[]> Sign)? Signature { get; set; }

    /// <summary>The last request of a browser.</summary>
    internal IQueryCollection? Asked { get; private set; }

    /// <summary>How often a code was refused.</summary>
    internal int CodesRefused { get; private set; }

    internal static async Task<SignInServer> StartAsync()
    {
        var server = new SignInServer();
        await server._app.StartAsync();
        return server;
    }

    private IResult Authorize(HttpContext http)
    {
        Asked = http.Request.Query;
        var code = $"code-{Interlocked.Increment(ref _next)}";
        var returnTo = Asked["redirect_uri"].ToString();
        _codes[code] = (Asked["nonce"].ToString(), Asked["code_challenge"].ToString(), returnTo);
        return Results.Redirect($"{returnTo}?code={code}&state={Uri.EscapeDataString(Asked["state"].ToString())}");
    }

    private async Task<IResult> Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var isClient = form["client_id"] == Client && form["client_secret"] == Secret || http.Request.Headers.Authorization == new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{HttpUtility.UrlEncode(Secret)}"))).ToString();
        // RFC 7636 §4.6; a code is good once.
        if (!isClient || form["grant_type"] != "authorization_code" || !_codes.TryRemove(form["code"].ToString(), out var known) || known.ReturnTo != form["redirect_uri"]
            || known.Challenge.Length == 0 || known.Challenge != Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
        {
            CodesRefused++;
            return Results.Json(new JsonObject { ["error"] = "invalid_grant" }, statusCode: 400);
        }
        return Results.Json(new JsonObject { ["access_token"] = "opaque", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Sign(known.Nonce) });
    }

    private string Sign(string nonce)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Issuer, ["sub"] = Subject, ["aud"] = Client, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300, ["auth_time"] = now, ["nonce"] = nonce };
        foreach (var (name, value) in Claims) claims[name] = value?.DeepClone();
        Bend?.Invoke(claims);
        var header = Signature?.Header ?? new JsonObject { ["alg"] = "RS256", ["kid"] = "one", ["typ"] = "JWT" };
        var signed = Text(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Text(JsonSerializer.SerializeToUtf8Bytes(claims));
        var bytes = Encoding.ASCII.GetBytes(signed);
        return signed + "." + Text(Signature is { } other ? other.Sign(bytes) : _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    internal static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
