using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Dateline.Site.Caching;

/// <summary>One encoding of a page: its bytes and the validator that goes with exactly these bytes.</summary>
internal sealed record Representation(byte[] Bytes, StringValues ETag, StringValues Encoding);

/// <summary>
/// The finished bytes of a page, ready to be sent in whatever encoding a reader takes. Packed when a reader who takes that first asks; from then on it is held packed alone,
/// a fifth of the memory, and unpacked for the few who take nothing else.
/// </summary>
internal sealed class SitePage
{
    private const int WorthPacking = 1024;
    private const int Beside = 512;
    private readonly string _hash;
    private volatile Representation? _plain;
    private Representation? _gzip;
    private Representation? _brotli;

    internal SitePage(byte[] bytes, string contentType, string? contentSecurity)
    {
        (ContentType, ContentSecurity) = (contentType, contentSecurity);
        _hash = Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12));
        _plain = new Representation(bytes, $"\"{_hash}\"", default);
    }

    internal StringValues ContentType { get; }
    internal StringValues ContentSecurity { get; }

    /// <summary>Its bytes as they are.</summary>
    internal Representation Plain => _plain ?? new Representation(Unpacked(), $"\"{_hash}\"", default);

    /// <summary>The validator of its bytes as they are.</summary>
    internal string Mark => $"\"{_hash}\"";

    /// <summary>The address of the story whose page it is; null: it is no story's.</summary>
    internal string? Story { get; init; }

    /// <summary>Whether its bytes are packed already, so that packing them again would win nothing.</summary>
    internal bool IsPacked { get; init; }

    /// <summary>How much memory it holds.</summary>
    internal long Size => Beside + (_plain?.Bytes.Length ?? 0) + (_gzip?.Bytes.Length ?? 0) + (_brotli?.Bytes.Length ?? 0);

    /// <summary>Is told when it holds more or less than it did.</summary>
    internal Action? Resized { get; set; }

    /// <summary>The best encoding that a request's Accept-Encoding allows.</summary>
    internal Representation For(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0 || IsPacked || _plain is { Bytes.Length: < WorthPacking }) return Plain;
        var accepted = acceptEncoding.Count == 1 ? acceptEncoding[0].AsSpan() : string.Join(',', (string?[])acceptEncoding!).AsSpan();
        if (Accepts(accepted, "br")) return _brotli ?? Pack(ref _brotli, new(Brotli(Plain.Bytes), $"\"{_hash}-br\"", "br"));
        if (Accepts(accepted, "gzip")) return _gzip ?? Pack(ref _gzip, new(Gzip(Plain.Bytes), $"\"{_hash}-gz\"", "gzip"));
        return Plain;
    }

    // Packed before the plain bytes go: there is always one of them to be had.
    private Representation Pack(ref Representation? place, Representation packed)
    {
        place = packed;
        _plain = null;
        Resized?.Invoke();
        return packed;
    }

    private byte[] Unpacked()
    {
        using var bytes = new MemoryStream();
        using (var packed = _gzip is { } gzip ? (Stream)new GZipStream(new MemoryStream(gzip.Bytes), CompressionMode.Decompress) : new BrotliStream(new MemoryStream(_brotli!.Bytes), CompressionMode.Decompress))
            packed.CopyTo(bytes);
        return bytes.ToArray();
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
