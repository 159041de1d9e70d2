using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Api;

/// <summary>Says in the API's own way that a key is missing or may not do this. Other endpoints are answered as ever.</summary>
internal sealed class RefusedAuthorization : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || context.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is not { } endpoint) return _usual.HandleAsync(next, context, policy, authorizeResult);
        return ApiMap.Send(context, authorizeResult.Challenged ? NoKey : NotAllowed(endpoint, context.User.Identity?.AuthenticationType == Staff.StaffSession.Name));
    }

    private static Answer NoKey =>
        new Problem("key-missing", "This needs an API key that works: send it as \"Authorization: Bearer dl_…\". Nothing was done.").ToAnswer() with { Headers = [("WWW-Authenticate", "Bearer")] };

    private static Answer NotAllowed(ApiEndpoint endpoint, bool isPerson) => isPerson
        ? new Problem("scope-missing", $"Your role lacks the right \"{endpoint.Scope}\". Nothing was done. Ask somebody who has it.")
        : new Problem("scope-missing", $"The key lacks the scope \"{endpoint.Scope}\". Nothing was done. Ask for a key that has it.");
}
