using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Room;

/// <summary>The screens' styles and scripts, from the assembly. They hold nothing of anybody's, so the door may use them too.</summary>
internal static class RoomAssets
{
    private const string Prefix = "Dateline.Newsroom.Room.Assets.";
    private static readonly Dictionary<string, (byte[] Bytes, string Tag)> Files = Load();

    internal static async Task Send(HttpContext http)
    {
        var name = (string?)http.Request.RouteValues["file"] ?? "";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!Files.TryGetValue(name, out var file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        // Asked again each time, and mostly answered "the same": after an update no page runs with an old script.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ETag = file.Tag;
        if (http.Request.Headers.IfNoneMatch == file.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
        http.Response.ContentLength = file.Bytes.Length;
        await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private static Dictionary<string, (byte[] Bytes, string Tag)> Load()
    {
        var assembly = typeof(RoomAssets).Assembly;
        var files = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(resource[Prefix.Length..], (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\""));
        }
        return files;
    }
}
