using Dateline.News;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dateline.Ingest.HttpPush;

/// <summary>
/// An item and its pictures in one request (multipart/form-data): a part whose file name is the name by which the item refers to it is a picture,
/// every other part is an item. Pictures are kept before the item is taken in, so that it finds them.
/// </summary>
internal static class FormEndpoint
{
    private const long MostBytes = 128L * 1024 * 1024;
    private const int MostParts = 200;
    private const int MostBoundary = 200;

    internal static async Task<IResult> Post(HttpContext context, string source, Intake intake)
    {
        BodyReader.Allow(context, MostBytes);
        var parts = await Read(context);
        if (!parts.IsDone) return Problems.Of(parts.Refusal);
        var items = parts.Value.Where(p => !p.IsMedia).ToList();
        if (items.Count != 1) return Problems.Of(StatusCodes.Status400BadRequest, "form-items", $"The form holds {items.Count} items; send one (a news message may hold many). Nothing was kept.");

        var media = new List<MediaOutcome>();
        foreach (var part in parts.Value.Where(p => p.IsMedia))
        {
            var kept = await intake.KeepMedia(source, part.Name, part.Bytes);
            if (!kept.IsDone && kept.Refusal.Code == "source-unknown") return Problems.Of(kept.Refusal);
            media.Add(kept.IsDone ? new(part.Name, "kept") : new(part.Name, "refused", kept.Refusal.Code, kept.Refusal.Message));
        }
        var receipt = await intake.Accept(source, items[0].Bytes);
        return receipt.IsDone ? new ReceiptResult(receipt.Value, media) : Problems.Of(receipt.Refusal);
    }

    private static async Task<Outcome<List<Part>>> Read(HttpContext context)
    {
        try
        {
            return await ReadParts(context);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Refusal("too-large", $"The form has more than {MostBytes} bytes. Nothing was kept.");
        }
        catch (Exception odd) when (odd is InvalidDataException or IOException)
        {
            return new Refusal("form-broken", "The form is cut off or not well made. Nothing was kept.");
        }
    }

    private static async Task<Outcome<List<Part>>> ReadParts(HttpContext context)
    {
        if (context.Request.Headers.ContentEncoding.Count > 0) return new Refusal("encoding-unknown", "A form is taken as it is, not packed. Nothing was kept.");
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundary } boundary)
            return new Refusal("form-broken", "The form names no boundary. Nothing was kept.");
        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersLengthLimit = 16_384 };
        var parts = new List<Part>();
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (parts.Count == MostParts) return new Refusal("form-parts", $"The form has more than {MostParts} parts. Nothing was kept.");
            if (await BodyReader.ToEnd(section.Body, 65_536, BodyReader.MostBytes, context.RequestAborted) is not { } bytes)
                return new Refusal("too-large", $"A part of the form has more than {BodyReader.MostBytes} bytes. Nothing was kept.");
            parts.Add(new Part(NameOf(section), IsMedia(section, bytes.Span), bytes));
        }
        return parts;
    }

    private static string NameOf(MultipartSection section)
    {
        var disposition = section.GetContentDispositionHeader();
        var name = disposition?.FileNameStar is { HasValue: true } star ? star : disposition?.FileName ?? disposition?.Name ?? default;
        return HeaderUtilities.RemoveQuotes(name).ToString();
    }

    /// <summary>By its bytes first: a picture is one whatever the form says; what says that it is one and is not is a broken picture, not an item.</summary>
    private static bool IsMedia(MultipartSection section, ReadOnlySpan<byte> bytes) =>
        Media.PictureFile.Look(bytes) is not { IsDone: false, Refusal.Code: "media-type" } || section.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;

    private sealed record Part(string Name, bool IsMedia, ReadOnlyMemory<byte> Bytes);
}
