using System.Buffers.Binary;
using System.IO.Compression;
using Dateline.News;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dateline.Ingest.HttpPush;

/// <summary>Reads a request's body whole, unpacking gzip: never more bytes than the cap, packed or unpacked, whatever the headers say.</summary>
internal static class BodyReader
{
    /// <summary>The most that one request may hold, unpacked.</summary>
    internal const int MostBytes = 32 * 1024 * 1024;

    internal static async Task<Outcome<ReadOnlyMemory<byte>>> Read(HttpContext context)
    {
        Allow(context, MostBytes);
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding is "" or "identity") return await Plain(context);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            return new Refusal("encoding-unknown", "The body may come as it is or as gzip, nothing else. Nothing was kept.");
        return await Unpacked(context);
    }

    /// <summary>Lets the server read as much as this endpoint takes, and no more.</summary>
    internal static void Allow(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
    }

    private static async Task<Outcome<ReadOnlyMemory<byte>>> Plain(HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes) return TooLarge;
        try
        {
            return await ToEnd(context.Request.Body, (int)(context.Request.ContentLength ?? 16_384), MostBytes, context.RequestAborted) is { } bytes ? bytes : TooLarge;
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge;
        }
    }

    private static async Task<Outcome<ReadOnlyMemory<byte>>> Unpacked(HttpContext context)
    {
        var packed = await Plain(context);
        return packed.IsDone && !packed.Value.IsEmpty ? await Unpacked(packed.Value, context.RequestAborted) : packed;
    }

    /// <summary>
    /// Unpacks one gzip member (RFC 1952). The framework's stream takes a cut-off member for its end, so the length that the member's last four bytes state is compared:
    /// half a story is never taken for a whole one.
    /// </summary>
    internal static async Task<Outcome<ReadOnlyMemory<byte>>> Unpacked(ReadOnlyMemory<byte> packed, CancellationToken stop)
    {
        try
        {
            await using var gzip = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            if (await ToEnd(gzip, Math.Min(packed.Length, MostBytes / 8) * 4, MostBytes, stop) is not { } bytes)
                return new Refusal("inflated-limit", $"The body unpacks to more than {MostBytes} bytes. Nothing was kept.");
            if (packed.Length < 18 || BinaryPrimitives.ReadUInt32LittleEndian(packed.Span[^4..]) != (uint)bytes.Length) return BrokenGzip;
            return bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new Refusal("nested-gzip", "The body is packed twice. Nothing was kept. Pack it once.") : bytes;
        }
        catch (InvalidDataException)
        {
            return BrokenGzip;
        }
    }

    private static Refusal BrokenGzip => new("gzip-broken", "The body is not the one whole gzip file that it says it is. Nothing was kept. Send it again.");

    internal static async Task<ReadOnlyMemory<byte>?> ToEnd(Stream stream, int expected, int most, CancellationToken stop)
    {
        var buffer = new byte[Math.Clamp(expected, 256, most) + 1];
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), stop) is var read and > 0)
        {
            length += read;
            if (length > most) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, most + 1L));
        }
        return buffer.AsMemory(0, length);
    }

    private static Refusal TooLarge => new("too-large", $"The body has more than {MostBytes} bytes. Nothing was kept.");
}
