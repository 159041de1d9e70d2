using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dateline.Formats.Photo;

/// <summary>
/// Where JPEG, PNG, WebP and TIFF keep what a picture says of itself, and its size. Nothing is decoded; a file that ends too early gives
/// what stood before its end, and says so.
/// </summary>
internal sealed class PhotoContainer
{
    // More than any honest caption: what unfolds further is a bomb.
    private const int MostInflated = 4 * 1024 * 1024;

    internal int? Width { get; private set; }
    internal int? Height { get; private set; }
    internal byte[]? Xmp { get; private set; }
    internal byte[]? Iim { get; private set; }

    internal static ReadOnlySpan<byte> XmpMark => "http://ns.adobe.com/xap/1.0/\0"u8;
    internal static ReadOnlySpan<byte> PhotoshopMark => "Photoshop 3.0\0"u8;
    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The media type; null for what is none of the four.</summary>
    internal static string? KindOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "image/jpeg",
        _ when bytes.StartsWith(PngMark) => "image/png",
        _ when bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) => "image/webp",
        _ when bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) => "image/tiff",
        _ => null,
    };

    internal static PhotoContainer Open(string kind, ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        var container = new PhotoContainer();
        var end = kind switch
        {
            "image/jpeg" => container.ReadJpeg(bytes),
            "image/png" => container.ReadPng(bytes, notes),
            "image/webp" => container.ReadWebP(bytes),
            _ => container.ReadTiff(bytes),
        };
        if (end is { } at) notes.Add(new(NoteCodes.CutShort, "The file ends too early, or is damaged: what stood before that was read.", new(Offset: at)));
        return container;
    }

    // ---- JPEG (ISO 10918-1) -------------------------------------------------------------------------------------------------

    private int? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        using var photoshop = new MemoryStream();
        var damage = JpegSegments(bytes, photoshop);
        if (photoshop.Length > 0) Iim = PhotoshopBlocks.Iim(photoshop.ToArray());
        return damage;
    }

    private int? JpegSegments(ReadOnlySpan<byte> bytes, MemoryStream photoshop)
    {
        for (var at = 2; ;)
        {
            if (!JpegSegment.TryRead(bytes, ref at, out var segment)) return at;
            if (segment.IsScan) return null;
            var data = bytes.Slice(segment.Data, segment.Length);
            if (segment.IsFrame && data.Length >= 5) (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(data[1..]), BinaryPrimitives.ReadUInt16BigEndian(data[3..]));
            else if (segment.Marker == 0xE1 && data.StartsWith(XmpMark)) Xmp ??= data[XmpMark.Length..].ToArray();
            else if (segment.Marker == 0xED && data.StartsWith(PhotoshopMark)) photoshop.Write(data[PhotoshopMark.Length..]);
        }
    }

    // ---- PNG (ISO 15948) ----------------------------------------------------------------------------------------------------

    private int? ReadPng(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        for (var at = 8; ;)
        {
            if (at + 12 > bytes.Length) return at;
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return at;
            var type = bytes.Slice(at + 4, 4);
            var data = bytes.Slice(at + 8, (int)length);
            if (type.SequenceEqual("IHDR"u8) && length >= 8) (Width, Height) = (Size(BinaryPrimitives.ReadUInt32BigEndian(data)), Size(BinaryPrimitives.ReadUInt32BigEndian(data[4..])));
            else if (type.SequenceEqual("iTXt"u8)) ReadText(data, at, notes);
            else if (type.SequenceEqual("zTXt"u8) && data.StartsWith("Raw profile type iptc\0"u8)) ReadRawProfile(data["Raw profile type iptc\0"u8.Length..], at, notes);
            else if (type.SequenceEqual("IEND"u8)) return null;
            at += 12 + (int)length;
        }
    }

    // iTXt: keyword, compressed or not, language, translated keyword, text.
    private void ReadText(ReadOnlySpan<byte> data, int at, List<ReadNote> notes)
    {
        var keyword = "XML:com.adobe.xmp\0"u8;
        if (!data.StartsWith(keyword) || data.Length < keyword.Length + 4) return;
        var isCompressed = data[keyword.Length] == 1;
        var rest = data[(keyword.Length + 2)..];
        for (var skipped = 0; skipped < 2; skipped++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0) return;
            rest = rest[(end + 1)..];
        }
        Xmp ??= isCompressed ? Inflated(rest, at, notes) : rest.ToArray();
    }

    // ImageMagick's way to keep IIM in PNG: a name, a length, and hexadecimal digits, deflated.
    private void ReadRawProfile(ReadOnlySpan<byte> data, int at, List<ReadNote> notes)
    {
        if (data.Length < 2 || Inflated(data[1..], at, notes) is not { } text) return;
        var lines = Encoding.ASCII.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var digits = string.Concat(lines.Skip(2));
        if (digits.Length % 2 != 0 || digits.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF") >= 0) return;
        var block = Convert.FromHexString(digits);
        Iim ??= block.AsSpan().StartsWith("8BIM"u8) ? PhotoshopBlocks.Iim(block) : block;
    }

    private static byte[]? Inflated(ReadOnlySpan<byte> data, int at, List<ReadNote> notes)
    {
        try
        {
            using var source = new MemoryStream(data.ToArray());
            using var inflate = new ZLibStream(source, CompressionMode.Decompress);
            using var text = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (var read = inflate.Read(buffer); read > 0; read = inflate.Read(buffer))
            {
                if (text.Length + read > MostInflated) { notes.Add(new(NoteCodes.NotRead, "A text in the file unfolds to more than 4 MiB: it was left out.", new(Offset: at))); return null; }
                text.Write(buffer, 0, read);
            }
            return text.ToArray();
        }
        // zlib has two ways to say no: of data, and of a stream that asks for a dictionary nobody has (RFC 1950, FDICT).
        catch (Exception bad) when (bad is InvalidDataException or IOException)
        {
            notes.Add(new(NoteCodes.NotRead, "A text in the file can't be unfolded: it was left out.", new(Offset: at)));
            return null;
        }
    }

    // ---- WebP (RFC 9649) ----------------------------------------------------------------------------------------------------

    private int? ReadWebP(ReadOnlySpan<byte> bytes)
    {
        for (var at = 12; at < bytes.Length;)
        {
            if (at + 8 > bytes.Length) return at;
            var type = bytes.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (length > bytes.Length - at - 8) return at;
            var data = bytes.Slice(at + 8, (int)length);
            if (type.SequenceEqual("XMP "u8)) Xmp ??= data.ToArray();
            else if (Width is null) ReadWebPSize(type, data);
            at += 8 + (int)length + ((int)length & 1);
        }
        return null;
    }

    private void ReadWebPSize(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (data.Length < 10) return;
        if (type.SequenceEqual("VP8X"u8)) (Width, Height) = (1 + Int24(data[4..]), 1 + Int24(data[7..]));
        else if (type.SequenceEqual("VP8L"u8) && data[0] == 0x2F && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) is var packed) (Width, Height) = (1 + (int)(packed & 0x3FFF), 1 + (int)(packed >> 14 & 0x3FFF));
        else if (type.SequenceEqual("VP8 "u8)) (Width, Height) = (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    private static int Int24(ReadOnlySpan<byte> three) => three[0] | three[1] << 8 | three[2] << 16;

    // ---- TIFF 6.0: the first directory --------------------------------------------------------------------------------------

    private int? ReadTiff(ReadOnlySpan<byte> bytes)
    {
        var isLittle = bytes[0] == 'I';
        if (bytes.Length < 8) return bytes.Length;
        var at = (int)Math.Min(int.MaxValue, UInt32(bytes[4..], isLittle));
        if (at > bytes.Length - 2) return 4;
        var count = UInt16(bytes[at..], isLittle);
        for (var i = 0; i < count; i++)
        {
            var entry = at + 2 + 12 * i;
            if (entry + 12 > bytes.Length) return entry;
            ReadTiffEntry(bytes, bytes.Slice(entry, 12), isLittle);
        }
        return null;
    }

    private void ReadTiffEntry(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> entry, bool isLittle)
    {
        var (tag, type) = (UInt16(entry, isLittle), UInt16(entry[2..], isLittle));
        switch (tag)
        {
            case 256: Width ??= Size(Number(entry, type, isLittle)); break;
            case 257: Height ??= Size(Number(entry, type, isLittle)); break;
            case 700: Xmp ??= Data(bytes, entry, type, isLittle); break;
            case 33723: Iim ??= Data(bytes, entry, type, isLittle); break;
            case 34377: if (Data(bytes, entry, type, isLittle) is { } blocks) Iim ??= PhotoshopBlocks.Iim(blocks); break;
        }
    }

    private static uint Number(ReadOnlySpan<byte> entry, int type, bool isLittle) => type == 3 ? UInt16(entry[8..], isLittle) : UInt32(entry[8..], isLittle);

    private static byte[]? Data(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> entry, int type, bool isLittle)
    {
        var length = (long)UInt32(entry[4..], isLittle) * (type is 3 ? 2 : type is 4 ? 4 : 1);
        var offset = UInt32(entry[8..], isLittle);
        return length > 4 && offset + length <= bytes.Length ? bytes.Slice((int)offset, (int)length).ToArray() : null;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static int? Size(uint pixels) => pixels is > 0 and <= int.MaxValue ? (int)pixels : null;
}
