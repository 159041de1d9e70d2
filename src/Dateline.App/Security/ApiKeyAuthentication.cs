using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Dateline.App.Security;

/// <summary>
/// Who a program is: <c>Authorization: Bearer dl_…</c>. Its name is the key's pseudonym, its rights are the key's scopes.
/// A key looked up is believed for two seconds, so a revoked one is dead well within five.
/// </summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, NewsStore store, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string Scheme_ = "ApiKey";
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<string, (ApiKey Key, Instant Until)> Known = new(StringComparer.Ordinal);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        // A client's key is another: it opens nothing of the newsroom's.
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header.AsSpan(7).Trim().StartsWith(ClientKeys.Begins, StringComparison.Ordinal)) return Task.FromResult(AuthenticateResult.NoResult());
        var key = Check(header[7..].Trim());
        return Task.FromResult(key is null ? AuthenticateResult.Fail("The key is not known, or was revoked.") : AuthenticateResult.Success(new AuthenticationTicket(Person(key), Scheme_)));
    }

    private ApiKey? Check(string secret)
    {
        var now = Instant.Now(time);
        if (Known.TryGetValue(secret, out var known) && now < known.Until) return known.Key;
        var key = store.Read(db => ApiKeys.Check(db, secret));
        if (key is null) { Known.TryRemove(secret, out _); return null; }
        if (Known.Count > 10_000) Known.Clear();
        Known[secret] = (key, now + Believed);
        return key;
    }

    private static ClaimsPrincipal Person(ApiKey key)
    {
        var identity = new ClaimsIdentity(Scheme_);
        identity.AddClaim(new Claim(ClaimTypes.Name, key.Pseudonym));
        foreach (var scope in key.Scopes) identity.AddClaim(new Claim("scope", scope));
        if (key.Source is not null) identity.AddClaim(new Claim("source", key.Source));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>Policies by name: <c>scope:kill</c> asks for the scope "kill". A module names what it needs; nothing is listed twice.</summary>
internal sealed class ScopePolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (!policyName.StartsWith("scope:", StringComparison.Ordinal)) return await base.GetPolicyAsync(policyName).ConfigureAwait(false);
        var scope = policyName["scope:".Length..];
        return new AuthorizationPolicyBuilder(ApiKeyAuthentication.Scheme_)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasClaim("scope", scope) || context.User.HasClaim("scope", "*"))
            .Build();
    }
}
