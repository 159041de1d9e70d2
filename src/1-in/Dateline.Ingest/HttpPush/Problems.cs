using Dateline.News;
using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.HttpPush;

/// <summary>Why a request was not taken: problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problems
{
    internal static IResult Of(Refusal refusal) => Of(StatusOf(refusal.Code), refusal.Code, refusal.Message);

    internal static IResult Of(int status, string code, string message) =>
        Results.Problem(detail: message, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal static IResult SourceUnknown(string source) => Of(new Refusal("source-unknown", $"There is no source \"{source}\". Nothing was kept."));

    private static int StatusOf(string code) => code switch
    {
        "source-unknown" => StatusCodes.Status404NotFound,
        "source-settings" => StatusCodes.Status409Conflict,
        "too-large" or "inflated-limit" or "pixels" or "frames" => StatusCodes.Status413PayloadTooLarge,
        "encoding-unknown" or "nested-gzip" or "media-type" => StatusCodes.Status415UnsupportedMediaType,
        "media-broken" => StatusCodes.Status422UnprocessableEntity,
        "store-unavailable" or "store-closed" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
