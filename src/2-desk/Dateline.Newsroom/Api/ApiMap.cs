using System.Reflection;
using System.Text.Json;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Api;

/// <summary>Answers one request.</summary>
internal delegate Task<Answer> ApiHandler(ApiCall call);

/// <summary>
/// Puts the API's endpoints on the map, all in one way: a scope that is asked for, a body that was looked through, an answer that nobody keeps,
/// and a description for the OpenAPI document. An endpoint without a scope or a description can't be made.
/// </summary>
internal sealed class ApiMap(IEndpointRouteBuilder routes, NewsroomOptions options)
{
    internal const string Root = "/api/v1/";

    private const string Stories = "stories";
    private const int LargestBody = 4 * 1024 * 1024;
    private static readonly MethodInfo Described = typeof(ApiMap).GetMethod(nameof(Describe), BindingFlags.NonPublic | BindingFlags.Static)!;

    internal void Get(string path, string scope, ApiHandler handler, ApiDoc doc) => Map("GET", path, scope, handler, doc);

    internal void Post(string path, string scope, ApiHandler handler, ApiDoc doc) => Map("POST", path, scope, handler, doc);

    internal void Put(string path, string scope, ApiHandler handler, ApiDoc doc) => Map("PUT", path, scope, handler, doc);

    internal void Delete(string path, string scope, ApiHandler handler, ApiDoc doc) => Map("DELETE", path, scope, handler, doc);

    private void Map(string method, string path, string scope, ApiHandler handler, ApiDoc doc) =>
        routes.MapMethods(Root + path, [method], http => Run(http, handler, doc.LargestBody ?? LargestBody))
            .RequireAuthorization(Needs(scope, path == Stories || path.StartsWith(Stories + "/", StringComparison.Ordinal)))
            .WithMetadata(new ApiEndpoint(method, path, scope, doc), Described)
            .WithName(doc.Id);

    /// <summary>
    /// A program with a key, or a person with a session, that has the right. Where it is about a story, a right on some desk lets them ask; whether it is
    /// that story's desk is asked when the story is known.
    /// </summary>
    private AuthorizationPolicy Needs(string scope, bool onDesk) => new AuthorizationPolicyBuilder(options.KeyScheme, StaffSession.Name)
        .RequireAuthenticatedUser()
        .RequireAssertion(context => onDesk ? DeskRights.Of(context.User).MaySomewhere(scope) : DeskRights.Of(context.User).May(scope))
        .Build();

    // What the OpenAPI generator looks at: the description itself comes from ApiDoc.
    private static Task Describe(HttpContext http) => Task.CompletedTask;

    private async Task Run(HttpContext http, ApiHandler handler, int largest)
    {
        Answer answer;
        try
        {
            answer = await Handle(http, handler, largest).ConfigureAwait(false);
        }
        catch (StoreException broken)
        {
            answer = new Problem("store-unavailable", broken.Message);
        }
        await Send(http, answer).ConfigureAwait(false);
    }

    private async Task<Answer> Handle(HttpContext http, ApiHandler handler, int largest)
    {
        if (await WhyNotFromHere(http).ConfigureAwait(false) is { } strange) return strange;
        var (body, problem) = HttpMethods.IsGet(http.Request.Method) ? (default, null) : await ReadBody(http, largest).ConfigureAwait(false);
        if (problem is not null) return problem;
        using var json = body.IsEmpty || TakesFile(http) ? null : JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
        return await handler(new ApiCall(http, http.RequestServices.GetRequiredService<NewsStore>(), options, body, json?.RootElement)).ConfigureAwait(false);
    }

    /// <summary>A browser brings a person's cookie along whoever asks: what changes anything must bring the token of one of our pages too.</summary>
    private static async Task<Problem?> WhyNotFromHere(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || http.User.Identities.All(i => i.AuthenticationType != StaffSession.Name)) return null;
        if (await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false)) return null;
        return new("antiforgery", "The request does not come from one of the newsroom's own pages. Nothing was done. Load the page again, and repeat it there.");
    }

    private static async Task<(ReadOnlyMemory<byte> Body, Problem? Problem)> ReadBody(HttpContext http, int largest)
    {
        var tooLarge = new Problem("too-large", $"The body is larger than {largest} bytes. Nothing was done. Send pictures and other media as files of their own.");
        if (http.Request.ContentLength > largest) return (default, tooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest + 1;
        using var buffer = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, tooLarge);
        }
        if (buffer.Length > largest) return (default, tooLarge);
        if (buffer.Length == 0) return (default, null);
        if (TakesFile(http)) return (buffer.ToArray(), null);
        if (!http.Request.HasJsonContentType()) return (default, new("media-type", "The body must be JSON, and its Content-Type must say so: application/json. Nothing was done."));
        ReadOnlyMemory<byte> bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return StrictJson.Check(bytes.Span) is { } problem ? (default, problem) : (bytes, null);
    }

    private static bool TakesFile(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>()?.Doc.File is not null;

    internal static async Task Send(HttpContext http, Answer answer)
    {
        answer = TheirWords.In(http, answer);
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.ContentType is null) return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, http.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>What an endpoint of the API is, as metadata.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Its path under <see cref="ApiMap.Root"/>.</param>
/// <param name="Scope">The scope it asks for.</param>
/// <param name="Doc">Its description.</param>
internal sealed record ApiEndpoint(string Method, string Path, string Scope, ApiDoc Doc);
