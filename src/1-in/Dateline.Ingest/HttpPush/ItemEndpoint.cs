using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.HttpPush;

/// <summary>
/// <c>POST /intake/{source}</c>: an item or a news message in any known format, as it is, as gzip, or as a form with its pictures beside it.
/// The answer is 202 with one outcome for each item, given after the durable commit; a bad item is quarantined and does not make the others fail.
/// </summary>
internal static class ItemEndpoint
{
    internal static Task<IResult> Post(HttpContext context, string source, Intake intake)
    {
        if (!context.User.MaySendFor(source)) return Task.FromResult(Problems.SourceUnknown(source));
        return Problems.Guarded(context, () => IsForm(context.Request) ? FormEndpoint.Post(context, source, intake) : PostBody(context, source, intake));
    }

    /// <summary>Only a form of parts is one. What a sender calls anything else, "x-www-form-urlencoded" included (which is what curl says where it is told nothing), is the item itself.</summary>
    private static bool IsForm(HttpRequest request) => request.ContentType?.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<IResult> PostBody(HttpContext context, string source, Intake intake)
    {
        var body = await BodyReader.Read(context);
        if (!body.IsDone) return Problems.Of(body.Refusal);
        if (body.Value.IsEmpty) return Problems.Of(StatusCodes.Status400BadRequest, Formats.FailureCodes.Empty, "There is nothing in the body. Nothing was kept.");
        var receipt = await intake.Accept(source, body.Value);
        return receipt.IsDone ? new ReceiptResult(receipt.Value, []) : Problems.Of(receipt.Refusal);
    }
}
