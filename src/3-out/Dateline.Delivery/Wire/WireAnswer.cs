using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dateline.Delivery.Wire;

/// <summary>What a client is answered: whole before a byte is sent, with an ETag, and packed where the client takes that.</summary>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record WireAnswer(ReadOnlyMemory<byte> Body, string ContentType)
{
    internal const string JsonType = "application/json; charset=utf-8";
    private const int WorthPacking = 1024;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal int Status { get; init; } = 200;
    internal IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    // Weak: the bytes differ with how they are packed.
    private string? Tag { get; init; }

    public static implicit operator WireAnswer(WireProblem problem) => problem.ToAnswer();

    internal static WireAnswer Ok(Action<Utf8JsonWriter> write) => new(Json(write), JsonType);

    internal static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Compact)) write(json);
        return buffer.WrittenMemory;
    }

    /// <summary>Sends it. An unchanged one is 304 and nothing more: whoever had it has it.</summary>
    internal async Task Send(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = Status == 200 ? "private, no-cache" : "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = "Authorization, Accept, Accept-Encoding";
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        if (Status == 200)
        {
            var tag = Tag ?? TagOf(Body);
            response.Headers.ETag = tag;
            if (Matches(http.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        if (Status == StatusCodes.Status204NoContent) return;
        response.ContentType = ContentType;
        var body = Body;
        if (body.Length >= WorthPacking && Packing(http.Request) is { } packing)
        {
            body = Packed(body, packing);
            response.Headers.ContentEncoding = packing;
        }
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The same with its ETag made: for what is answered more than once.</summary>
    internal WireAnswer Tagged() => this with { Tag = TagOf(Body) };

    private static string TagOf(ReadOnlyMemory<byte> body) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 12))}\"";

    private static bool Matches(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.ToString() is { Length: > 0 } asked && asked.Split(',').Any(one => one.Trim() is var trimmed && (trimmed == "*" || trimmed == tag || trimmed == tag[2..]));

    private static string? Packing(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var asked)) return null;
        foreach (var packing in new[] { "br", "gzip" })
            if (asked.Any(a => a.Value.Equals(packing, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0)) return packing;
        return null;
    }

    private static ReadOnlyMemory<byte> Packed(ReadOnlyMemory<byte> body, string packing)
    {
        var buffer = new MemoryStream(body.Length / 2);
        using (Stream stream = packing == "br" ? new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(body.Span);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
