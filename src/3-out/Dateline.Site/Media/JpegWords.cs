using System.Buffers.Binary;

namespace Dateline.Site.Media;

/// <summary>
/// What a JPEG says of itself in words, caption, credit and rights (XMP in APP1, IPTC in APP13), goes with it into every size: a picture that loses its credit loses its owner.
/// What the camera says (EXIF, with the place where it stood) does not.
/// </summary>
internal static class JpegWords
{
    private const byte Marker = 0xFF, Start = 0xD8, Scan = 0xDA, App1 = 0xE1, App13 = 0xED;
    private static ReadOnlySpan<byte> Xmp => "http://ns.adobe.com/xap/1.0/\0"u8;
    private static ReadOnlySpan<byte> Iptc => "Photoshop 3.0\0"u8;

    /// <summary>The drawn JPEG with the words of the one it was drawn from; as it is where that has none, or is no JPEG.</summary>
    internal static byte[] Copied(ReadOnlySpan<byte> from, byte[] drawn)
    {
        var words = Words(from);
        if (words.Length == 0 || drawn.Length < 2 || drawn[0] != Marker || drawn[1] != Start) return drawn;
        return [.. drawn.AsSpan(0, 2), .. words, .. drawn.AsSpan(2)];
    }

    /// <summary>The segments that hold words, one behind the other.</summary>
    internal static byte[] Words(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length < 4 || jpeg[0] != Marker || jpeg[1] != Start) return [];
        var words = new List<byte>();
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == Marker && jpeg[at + 1] != Scan;)
        {
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 4 || at + length > jpeg.Length) break;
            var segment = jpeg.Slice(at, length);
            if (segment[1] == App1 && segment[4..].StartsWith(Xmp) || segment[1] == App13 && segment[4..].StartsWith(Iptc)) words.AddRange(segment);
            at += length;
        }
        return [.. words];
    }
}
