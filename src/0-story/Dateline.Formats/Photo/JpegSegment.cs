using System.Buffers.Binary;

namespace Dateline.Formats.Photo;

/// <summary>One segment of a JPEG file (ISO 10918-1 §B.1).</summary>
/// <param name="Marker">The second byte of its marker.</param>
/// <param name="Start">Where its marker stands.</param>
/// <param name="Data">Where its data begin.</param>
/// <param name="Length">How many bytes of data it has.</param>
internal readonly record struct JpegSegment(byte Marker, int Start, int Data, int Length)
{
    /// <summary>Whether the picture itself follows: there is nothing more to be told.</summary>
    internal bool IsScan => Marker is 0xDA or 0xD9;

    /// <summary>Whether it says the picture's size.</summary>
    internal bool IsFrame => Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The segment at <paramref name="at"/>, which moves behind it; false where there is none.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out JpegSegment segment)
    {
        segment = default;
        // Any number of FF may stand before a marker.
        while (at + 1 < bytes.Length && bytes[at] == 0xFF && bytes[at + 1] == 0xFF) at++;
        if (at + 2 > bytes.Length || bytes[at] != 0xFF) return false;
        var marker = bytes[at + 1];
        if (marker is 0xD9 or 0x01 or >= 0xD0 and <= 0xD8)
        {
            segment = new(marker, at, at + 2, 0);
            at += 2;
            return true;
        }
        if (at + 4 > bytes.Length) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        if (length < 2 || at + 2 + length > bytes.Length) return false;
        segment = new(marker, at, at + 4, length - 2);
        at += 2 + length;
        return true;
    }
}
