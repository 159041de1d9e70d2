using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Media;

/// <summary>
/// A picture's file. Whether the public may see it is asked anew for every request, of every story that shows it, and of the terms, which may be other ones for another site; anything but yes is the same
/// "not found" as for a key that was never given. Nobody may keep it without asking again: a picture can be killed.
/// </summary>
internal sealed class MediaEndpoint(NewsStore store, SiteOptions site, PageServing pages, PhotoLab lab)
{
    internal Task Serve(HttpContext context, string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0) return pages.NotFound(context);
        var (key, shape) = (name[..dot], name.IndexOf('-', StringComparison.Ordinal));
        var found = store.Read(db => Open(db, shape < 0 ? key : key[..Math.Min(shape, dot)], store.Clock.Now()));
        if (found is not { } open) return pages.NotFound(context);
        if (shape >= 0) return InShape(context, open.File, open.Bytes, key[Math.Min(shape + 1, dot)..], name[dot..]);
        return PhotoViews.ExtensionOf(open.File) != name[dot..] ? pages.NotFound(context) : Send(context, open.File.Sha, open.File.ContentType, open.Bytes);
    }

    /// <summary>The file in another shape or size. One that can't be drawn is sent as it is: a reader sees the photo, whatever it is made of.</summary>
    private async Task InShape(HttpContext context, MediaFile file, byte[] bytes, string name, string extension)
    {
        if (PhotoShape.Named(name) is not { } shape || extension is not (".jpg" or ".webp")) { await pages.NotFound(context).ConfigureAwait(false); return; }
        var drawn = PhotoShape.IsDrawn(file.Width, file.Height) ? await lab.Make(file.Sha, () => bytes, shape, extension).ConfigureAwait(false) : null;
        var mark = SHA256.HashData([.. file.Sha, .. Encoding.ASCII.GetBytes(name + extension)]);
        await (drawn is null ? Send(context, file.Sha, file.ContentType, bytes) : Send(context, mark, PhotoLab.ContentTypeOf(extension), drawn)).ConfigureAwait(false);
    }

    private (MediaFile File, byte[] Bytes)? Open(Db db, string key, Instant now)
    {
        if (!MediaGate.IsPublic(db, key, now)) return null;
        if (MediaFiles.Find(db, key) is not { } file || !PhotoViews.IsShown(file) || !PictureTerms.Allow(db, file, now, site)) return null;
        return MediaFiles.Bytes(db, file.Sha) is { } bytes ? (file, bytes) : null;
    }

    private static Task Send(HttpContext context, byte[] sha, string contentType, byte[] bytes)
    {
        var (request, response) = (context.Request, context.Response);
        var etag = "\"" + Base64Url.EncodeToString(sha) + "\"";
        response.Headers.ETag = etag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        Sending.Secure(context, "sandbox; default-src 'none'");
        if (request.Headers.IfNoneMatch.Count != 0 && Sending.Matches(request.Headers.IfNoneMatch, etag)) return Sending.Empty(response, StatusCodes.Status304NotModified);
        response.ContentType = contentType;
        return IsWholeWanted(request, etag) ? Write(context, bytes) : WritePart(context, bytes);
    }

    private static bool IsWholeWanted(HttpRequest request, string etag) =>
        request.Headers.Range.Count == 0 || request.Headers.IfRange.Count != 0 && request.Headers.IfRange != etag;

    private static Task WritePart(HttpContext context, byte[] bytes)
    {
        var (range, response) = (context.Request.Headers.Range, context.Response);
        if (Sending.IsManyRanges(range) || !TryRange(range.ToString(), bytes.Length, out var from, out var length))
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{bytes.Length}");
            return Sending.Empty(response, StatusCodes.Status416RangeNotSatisfiable);
        }
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + length - 1}/{bytes.Length}");
        return Write(context, bytes.AsMemory(from, length));
    }

    private static Task Write(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>One range of bytes (RFC 9110 §14.1.2): "bytes=0-99", "bytes=100-", "bytes=-100".</summary>
    internal static bool TryRange(string range, int total, out int from, out int length)
    {
        (from, length) = (0, 0);
        if (!range.StartsWith("bytes=", StringComparison.Ordinal) || range.IndexOf('-', StringComparison.Ordinal) is var dash && dash < 0) return false;
        var first = range.AsSpan(6, dash - 6).Trim();
        var last = range.AsSpan(dash + 1).Trim();
        if (first.IsEmpty)
        {
            if (!TryNumber(last, out var tail) || tail == 0) return false;
            (from, length) = ((int)Math.Max(0, total - tail), (int)Math.Min(tail, total));
            return length > 0;
        }
        if (!TryNumber(first, out var start) || start >= total) return false;
        var end = (long)total - 1;
        if (!last.IsEmpty && (!TryNumber(last, out end) || end < start)) return false;
        (from, length) = ((int)start, (int)(Math.Min(end, total - 1) - start + 1));
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
