using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Delivery.Portal;

/// <summary>The portal's style and script, from the assembly, and the agency's own face beside them. They hold nothing of anybody's, so the door may use them too.</summary>
internal static class PortalAssets
{
    private const string Prefix = "Dateline.Delivery.Portal.Assets.";
    private static readonly Dictionary<string, PortalFile> Files = Load();

    internal static async Task Send(HttpContext http)
    {
        var name = (string?)http.Request.RouteValues["file"] ?? "";
        var house = http.RequestServices.GetRequiredService<PortalHouse>();
        var (request, response) = (http.Request, http.Response);
        response.Headers.XContentTypeOptions = "nosniff";
        // A drawing may hold script: shown as a picture it does not run, and opened by itself it may do nothing.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        if ((name switch { "brand.css" => house.Brand, "logo" => house.Logo, _ => Files.GetValueOrDefault(name) }) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        // Asked again each time, and mostly answered "the same": after an update no page runs with an old script.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = file.Tag;
        if (request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = file.ContentType;
        response.ContentLength = file.Bytes.Length;
        await response.Body.WriteAsync(file.Bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private static Dictionary<string, PortalFile> Load()
    {
        var assembly = typeof(PortalAssets).Assembly;
        var files = new Dictionary<string, PortalFile>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(resource[Prefix.Length..], new(bytes, resource.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"));
        }
        return files;
    }
}
