using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.HttpPush;

/// <summary>One media file of a form and what became of it.</summary>
/// <param name="Name">The name it came under.</param>
/// <param name="Outcome"><c>kept</c> or <c>refused</c>.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Message">Why, in a sentence.</param>
internal sealed record MediaOutcome(string Name, string Outcome, string? Code = null, string? Message = null);

/// <summary>
/// 202 with what was made of each item. The same item sent again is answered with the same bytes: what was made of it the first time.
/// Only a header, <c>Intake-Repeat</c>, tells how many of the items were here already.
/// </summary>
internal sealed class ReceiptResult(IntakeReceipt? receipt, IReadOnlyList<MediaOutcome> media) : IResult
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json; charset=utf-8";
        if (receipt?.Items.Count(i => i.IsRepeat) is { } repeats and > 0) response.Headers["Intake-Repeat"] = repeats.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Compact)) Write(json);
        response.ContentLength = buffer.WrittenCount;
        return response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted).AsTask();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", receipt?.Source);
        json.WriteString("format", receipt?.Format);
        json.WriteStartArray("items");
        foreach (var item in receipt?.Items ?? []) Write(json, item);
        json.WriteEndArray();
        if (media.Count > 0) WriteMedia(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ItemOutcome item)
    {
        json.WriteStartObject();
        json.WriteString("guid", item.Guid);
        json.WriteString("version", item.Version);
        json.WriteString("outcome", item.Outcome);
        if (item.Story is { } story) json.WriteString("story", story);
        else json.WriteNull("story");
        if (item.Code is not null) json.WriteString("code", item.Code);
        if (item.Message is not null) json.WriteString("message", item.Message);
        json.WriteEndObject();
    }

    private void WriteMedia(Utf8JsonWriter json)
    {
        json.WriteStartArray("media");
        foreach (var file in media)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("outcome", file.Outcome);
            if (file.Code is not null) json.WriteString("code", file.Code);
            if (file.Message is not null) json.WriteString("message", file.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
