using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.HttpPush;

/// <summary>
/// <c>PUT /intake/{source}/media/{name}</c>: a picture under the name by which its item refers to it, before or after that item.
/// The kind is judged by the bytes; a file that is none, is cut off or is too large in pixels is refused and nothing is kept.
/// </summary>
internal static class MediaEndpoint
{
    internal static Task<IResult> Put(HttpContext context, string source, string? name, Intake intake)
    {
        if (!context.User.MaySendFor(source)) return Task.FromResult(Problems.SourceUnknown(source));
        if (string.IsNullOrEmpty(name) || name.Length > 1_000) return Task.FromResult(Problems.Of(StatusCodes.Status400BadRequest, "media-name", "Name the file as its item does, in at most 1,000 characters. Nothing was kept."));
        return Problems.Guarded(context, () => PutBody(context, source, name, intake));
    }

    private static async Task<IResult> PutBody(HttpContext context, string source, string name, Intake intake)
    {
        var body = await BodyReader.Read(context);
        if (!body.IsDone) return Problems.Of(body.Refusal);
        var kept = await intake.KeepMedia(source, name, body.Value);
        return kept.IsDone ? Results.Json(new Answer(name, kept.Value.ContentType, kept.Value.Width, kept.Value.Height, kept.Value.Length), statusCode: StatusCodes.Status202Accepted) : Problems.Of(kept.Refusal);
    }

    private sealed record Answer(string Name, string ContentType, int? Width, int? Height, long Length);
}
