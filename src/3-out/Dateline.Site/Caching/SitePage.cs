using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Dateline.Site.Caching;

/// <summary>One encoding of a page: its bytes and the validator that goes with exactly these bytes.</summary>
internal sealed record Representation(byte[] Bytes, StringValues ETag, StringValues Encoding);

/// <summary>The finished bytes of a page, ready to be sent in whatever encoding a reader takes. Compressed when first asked for.</summary>
internal sealed class SitePage
{
    private const int WorthCompressing = 1024;
    private readonly string _hash;
    private Representation? _gzip;
    private Representation? _brotli;

    internal SitePage(byte[] bytes, string contentType, string? contentSecurity)
    {
        (ContentType, ContentSecurity) = (contentType, contentSecurity);
        _hash = Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12));
        Plain = new Representation(bytes, $"\"{_hash}\"", default);
    }

    internal StringValues ContentType { get; }
    internal StringValues ContentSecurity { get; }
    internal Representation Plain { get; }

    /// <summary>The address of the story whose page it is; null: it is no story's.</summary>
    internal string? Story { get; init; }

    /// <summary>Whether its bytes are packed already, so that packing them again would win nothing.</summary>
    internal bool IsPacked { get; init; }

    /// <summary>How much memory it holds.</summary>
    internal long Size => 512 + Plain.Bytes.Length + (_gzip?.Bytes.Length ?? 0) + (_brotli?.Bytes.Length ?? 0);

    /// <summary>The best encoding that a request's Accept-Encoding allows.</summary>
    internal Representation For(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0 || Plain.Bytes.Length < WorthCompressing || IsPacked) return Plain;
        var accepted = acceptEncoding.Count == 1 ? acceptEncoding[0].AsSpan() : string.Join(',', (string?[])acceptEncoding!).AsSpan();
        if (Accepts(accepted, "br")) return _brotli ??= new(Brotli(Plain.Bytes), $"\"{_hash}-br\"", "br");
        if (Accepts(accepted, "gzip")) return _gzip ??= new(Gzip(Plain.Bytes), $"\"{_hash}-gz\"", "gzip");
        return Plain;
    }

    /// <summary>Whether a list like "gzip;q=0.8, br" names a coding with a weight above nothing.</summary>
    internal static bool Accepts(ReadOnlySpan<char> list, ReadOnlySpan<char> coding)
    {
        foreach (var range in list.Split(','))
        {
            var item = list[range].Trim();
            var semicolon = item.IndexOf(';');
            if (!(semicolon < 0 ? item : item[..semicolon].TrimEnd()).Equals(coding, StringComparison.OrdinalIgnoreCase)) continue;
            return semicolon < 0 || item[(semicolon + 1)..].IndexOfAnyInRange('1', '9') >= 0;
        }
        return false;
    }

    private static byte[] Brotli(byte[] bytes)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        if (!BrotliEncoder.TryCompress(bytes, buffer, out var written, quality: 6, window: 22)) throw new InvalidOperationException("The buffer was too small for what it is said to hold.");
        return buffer.AsSpan(0, written).ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal)) gzip.Write(bytes);
        return stream.ToArray();
    }
}
