using System.Buffers.Binary;

namespace Dateline.Ingest.Tests;

/// <summary>Pictures of just enough bytes to be ones.</summary>
internal static class Pictures
{
    internal static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0, 4, 0, 0,
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3,
        0xFF, 0xD9,
    ];

    internal static byte[] Png(uint width, uint height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, [1, 2, 3]), .. Chunk("IEND"u8, [])];
    }

    internal static byte[] Gif(int frames)
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0];
        return [.. "GIF89a"u8, 4, 0, 3, 0, 0, 0, 0, .. Enumerable.Repeat(frame, frames).SelectMany(f => f), 0x3B];
    }

    internal static byte[] WebP(int width, int height) =>
    [
        .. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0,
        (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16),
    ];

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. type, .. data, 0, 0, 0, 0];
    }
}
