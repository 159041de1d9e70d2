using System.Buffers.Binary;
using Dateline.News;

namespace Dateline.Ingest.Media;

/// <summary>
/// A picture as its bytes say: kind and size, never by its name or what the sender claims, and without decoding it. JPEG, PNG, GIF and WebP; nothing else is taken in.
/// A file that ends too early, or that would unfold to more than 100 million pixels, is refused before anyone opens it.
/// </summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record PictureFile(string ContentType, int Width, int Height)
{
    internal const long MostPixels = 100_000_000;
    private const int MostFrames = 1_000;

    internal static Outcome<PictureFile> Look(ReadOnlySpan<byte> bytes)
    {
        var picture = bytes switch
        {
            _ when bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => Jpeg(bytes),
            _ when bytes.StartsWith(PngSignature) => Png(bytes),
            _ when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => Gif(bytes),
            _ when bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) => WebP(bytes),
            _ => new Refusal("media-type", "That is no JPEG, PNG, GIF or WebP file. Nothing was kept."),
        };
        return picture is { IsDone: true } && (long)picture.Value.Width * picture.Value.Height is var pixels && pixels > MostPixels
            ? new Refusal("pixels", $"The picture has {picture.Value.Width} × {picture.Value.Height} pixels; at most {MostPixels} in all are taken in. Nothing was kept.")
            : picture;
    }

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static Refusal Broken => new("media-broken", "The picture is cut off or damaged. Nothing was kept. Send it again.");

    private static Outcome<PictureFile> Made(string type, int width, int height) => width > 0 && height > 0 ? new PictureFile(type, width, height) : Broken;

    /// <summary>ISO 10918-1: segments up to the scan; the frame header says the size, and the end marker must be there.</summary>
    private static Outcome<PictureFile> Jpeg(ReadOnlySpan<byte> bytes)
    {
        int width = 0, height = 0;
        for (var at = 2; at + 4 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF) return Broken;
            var marker = bytes[at + 1];
            if (marker == 0xFF) { at++; continue; }
            if (marker is 0x01 or >= 0xD0 and <= 0xD8) { at += 2; continue; }
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return Broken;
            if (IsFrame(marker) && length >= 8) (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]));
            at += 2 + length;
            if (marker == 0xDA) return bytes[at..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0 ? Made("image/jpeg", width, height) : Broken;
        }
        return Broken;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>PNG (ISO 15948): chunks from IHDR to IEND.</summary>
    private static Outcome<PictureFile> Png(ReadOnlySpan<byte> bytes)
    {
        int width = 0, height = 0;
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return Broken;
            var type = bytes.Slice(at + 4, 4);
            var data = bytes.Slice(at + 8, (int)length);
            if (at == 8)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != 13) return Broken;
                (width, height) = (Size(data), Size(data[4..]));
            }
            if (type.SequenceEqual("IEND"u8)) return Made("image/png", width, height);
            at += 12 + (int)length;
        }
        return Broken;

        static int Size(ReadOnlySpan<byte> four) => BinaryPrimitives.ReadUInt32BigEndian(four) is var size and <= int.MaxValue ? (int)size : 0;
    }

    /// <summary>GIF 87a and 89a: blocks to the trailer, frames counted.</summary>
    private static Outcome<PictureFile> Gif(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 13) return Broken;
        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        var at = 13 + ColorTable(bytes[10]);
        for (var frames = 0; at < bytes.Length;)
        {
            switch (bytes[at])
            {
                case 0x3B:
                    return frames > 0 ? Made("image/gif", width, height) : Broken;
                case 0x21:
                    at = AfterBlocks(bytes, at + 2);
                    break;
                case 0x2C when at + 10 < bytes.Length:
                    if (++frames > MostFrames) return new Refusal("frames", $"The picture moves through more than {MostFrames} frames. Nothing was kept.");
                    at = AfterBlocks(bytes, at + 10 + ColorTable(bytes[at + 9]) + 1);
                    break;
                default:
                    return Broken;
            }
        }
        return Broken;
    }

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int AfterBlocks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0) at += bytes[at] + 1;
        return at + 1;
    }

    /// <summary>WebP (RFC 9649): the first chunk says the size, in one of three ways.</summary>
    private static Outcome<PictureFile> WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) > (uint)bytes.Length - 8) return Broken;
        var data = bytes[20..];
        if (bytes[12..16].SequenceEqual("VP8X"u8)) return Made("image/webp", 1 + Int24(data[4..]), 1 + Int24(data[7..]));
        if (bytes[12..16].SequenceEqual("VP8L"u8) && data[0] == 0x2F && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) is var packed) return Made("image/webp", 1 + (int)(packed & 0x3FFF), 1 + (int)(packed >> 14 & 0x3FFF));
        if (bytes[12..16].SequenceEqual("VP8 "u8) && data[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return Made("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        return Broken;
    }

    private static int Int24(ReadOnlySpan<byte> three) => three[0] | three[1] << 8 | three[2] << 16;
}
