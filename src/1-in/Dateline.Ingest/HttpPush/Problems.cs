using System.Data.Common;
using Dateline.News;
using Dateline.Store;
using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.HttpPush;

/// <summary>Why a request was not taken: problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problems
{
    internal static IResult Of(Refusal refusal) => refusal.Code == Intake.PausedCode ? new WhilePaused(Of(StatusCodes.Status503ServiceUnavailable, refusal.Code, refusal.Message)) : Of(StatusOf(refusal.Code), refusal.Code, refusal.Message);

    internal static IResult Of(int status, string code, string message) =>
        Results.Problem(detail: message, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>Answers what <paramref name="work"/> answers, or 503 where the store could not keep it: the sender keeps it and sends it again.</summary>
    internal static async Task<IResult> Guarded(HttpContext context, Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreException trouble)
        {
            return Later(context, trouble.Code, trouble.Message);
        }
        catch (DbException)
        {
            return Later(context, "store-unavailable", "The database did not take it. Nothing was acknowledged. Send it again later.");
        }
    }

    private static IResult Later(HttpContext context, string code, string message)
    {
        context.Response.Headers.RetryAfter = "5";
        return Of(StatusCodes.Status503ServiceUnavailable, code, message);
    }

    /// <summary>The source is paused: nothing was kept, so who sends keeps it, and comes again in a while.</summary>
    private sealed class WhilePaused(IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "60";
            return problem.ExecuteAsync(httpContext);
        }
    }

    internal static IResult SourceUnknown(string source) => Of(Intake.Unknown(source));

    private static int StatusOf(string code) => code switch
    {
        "source-unknown" => StatusCodes.Status404NotFound,
        "source-settings" => StatusCodes.Status409Conflict,
        "too-large" or "inflated-limit" or "pixels" or "frames" => StatusCodes.Status413PayloadTooLarge,
        "encoding-unknown" or "nested-gzip" or "media-type" => StatusCodes.Status415UnsupportedMediaType,
        "media-broken" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };
}
