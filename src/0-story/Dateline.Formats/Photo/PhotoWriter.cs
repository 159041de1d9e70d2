using System.Buffers.Binary;
using Dateline.News;

namespace Dateline.Formats.Photo;

/// <summary>
/// Writes what a photo says of itself into a JPEG file: XMP and IIM together, so that no program reads the older of two. IIM becomes UTF-8 and says so (1:90).
/// Everything else in the file stays as it is, byte for byte: the picture, its colours, its Exif, what other programs put into the same boxes, and
/// what XMP holds beyond the fields that are written (PLUS, DigitalSourceType …).
/// </summary>
public static class PhotoWriter
{
    private const int MostInSegment = 0xFFFF - 2;

    /// <summary>
    /// <paramref name="jpeg"/> with <paramref name="metadata"/> in it: null leaves a field as it is, an empty text takes it out.
    /// Refused where the file is no whole JPEG, or has no room for what is to be written. What IIM must cut short is a note; XMP has it whole.
    /// </summary>
    public static Outcome<WriteResult> Write(ReadOnlySpan<byte> jpeg, PhotoMetadata metadata)
    {
        if (PhotoContainer.KindOf(jpeg) != "image/jpeg") return new Refusal(FailureCodes.UnknownFormat, "Only JPEG files are written into. The photo is as it was.");
        if (Segments(jpeg) is not { } segments) return new Refusal(FailureCodes.Incomplete, "The JPEG file is cut off or damaged. It is as it was.");
        var notes = new List<ReadNote>();
        var xmp = XmpWriter.Write(Packet(jpeg, segments), metadata);
        if (xmp.Length > MostInSegment - PhotoContainer.XmpMark.Length) return new Refusal(FailureCodes.TooLarge, "The XMP packet would be larger than a JPEG file has room for. The photo is as it was.");
        var photoshop = Photoshop(jpeg, segments, metadata, notes);
        return new WriteResult(Assembled(jpeg, segments, xmp, photoshop), notes);
    }

    private static List<JpegSegment>? Segments(ReadOnlySpan<byte> jpeg)
    {
        var segments = new List<JpegSegment>();
        for (var at = 2; JpegSegment.TryRead(jpeg, ref at, out var segment);)
        {
            segments.Add(segment);
            if (segment.IsScan) return segment.Marker == 0xDA ? segments : null;
        }
        return null;
    }

    private static bool IsXmp(ReadOnlySpan<byte> jpeg, JpegSegment segment) => segment.Marker == 0xE1 && jpeg.Slice(segment.Data, segment.Length).StartsWith(PhotoContainer.XmpMark);

    private static bool IsPhotoshop(ReadOnlySpan<byte> jpeg, JpegSegment segment) => segment.Marker == 0xED && jpeg.Slice(segment.Data, segment.Length).StartsWith(PhotoContainer.PhotoshopMark);

    private static XmpPacket Packet(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments)
    {
        foreach (var segment in segments)
            if (IsXmp(jpeg, segment)) return XmpPacket.Read(jpeg.Slice(segment.Data, segment.Length)[PhotoContainer.XmpMark.Length..].ToArray(), []);
        return XmpPacket.Empty;
    }

    // ---- the box of Photoshop's: our block in it, and its hash; the others as they are ----------------------------------------

    private static byte[] Photoshop(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments, PhotoMetadata metadata, List<ReadNote> notes)
    {
        using var old = new MemoryStream();
        foreach (var segment in segments)
            if (IsPhotoshop(jpeg, segment)) old.Write(jpeg.Slice(segment.Data, segment.Length)[PhotoContainer.PhotoshopMark.Length..]);
        ReadOnlySpan<byte> box = old.ToArray();
        var blocks = PhotoshopBlocks.Read(box);
        var iim = IimWriter.Write(PhotoshopBlocks.Iim(box) is { } block ? IimBlock.Read(block, []) : IimBlock.Empty, metadata, notes);
        using var made = new MemoryStream();
        PhotoshopBlocks.Write(made, PhotoshopBlocks.IimId, iim);
        // Metadata Working Group, Guidelines 2.0 §3: by this hash a reader knows that both were written together.
        PhotoshopBlocks.Write(made, PhotoshopBlocks.DigestId, System.Security.Cryptography.MD5.HashData(iim));
        foreach (var other in blocks)
            if (other.Id is not (PhotoshopBlocks.IimId or PhotoshopBlocks.DigestId)) made.Write(box.Slice(other.Start, other.Length));
        return made.ToArray();
    }

    // ---- the file -----------------------------------------------------------------------------------------------------------

    private static byte[] Assembled(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments, byte[] xmp, byte[] photoshop)
    {
        using var file = new MemoryStream(jpeg.Length + xmp.Length + photoshop.Length);
        file.Write(jpeg[..2]);
        var (hasXmp, hasPhotoshop) = (false, false);
        var (needsXmp, needsPhotoshop) = (!Any(jpeg, segments, IsXmp), !Any(jpeg, segments, IsPhotoshop));
        var end = 2;
        foreach (var segment in segments)
        {
            var isXmp = IsXmp(jpeg, segment);
            var isPhotoshop = IsPhotoshop(jpeg, segment);
            // A file that has neither gets both behind JFIF and Exif, which want to be first.
            if (segment.Marker is not (0xE0 or 0xE1) || isXmp)
            {
                if (needsXmp && !hasXmp) { WriteXmp(file, xmp); hasXmp = true; }
                if (needsPhotoshop && !hasPhotoshop) { WritePhotoshop(file, photoshop); hasPhotoshop = true; }
            }
            if (isXmp && !hasXmp) { WriteXmp(file, xmp); hasXmp = true; }
            else if (isPhotoshop && !hasPhotoshop) { WritePhotoshop(file, photoshop); hasPhotoshop = true; }
            else if (!isXmp && !isPhotoshop) file.Write(jpeg[end..(segment.Data + segment.Length)]);
            end = segment.Data + segment.Length;
        }
        file.Write(jpeg[end..]);
        return file.ToArray();
    }

    private delegate bool Test(ReadOnlySpan<byte> jpeg, JpegSegment segment);

    private static bool Any(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments, Test test)
    {
        foreach (var segment in segments) if (test(jpeg, segment)) return true;
        return false;
    }

    private static void WriteXmp(MemoryStream file, byte[] xmp) => WriteSegment(file, 0xE1, PhotoContainer.XmpMark, xmp);

    private static void WritePhotoshop(MemoryStream file, ReadOnlySpan<byte> box)
    {
        var most = MostInSegment - PhotoContainer.PhotoshopMark.Length;
        do
        {
            var part = box[..Math.Min(most, box.Length)];
            WriteSegment(file, 0xED, PhotoContainer.PhotoshopMark, part);
            box = box[part.Length..];
        }
        while (!box.IsEmpty);
    }

    private static void WriteSegment(MemoryStream file, byte marker, ReadOnlySpan<byte> mark, ReadOnlySpan<byte> data)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(2 + mark.Length + data.Length));
        file.Write(head);
        file.Write(mark);
        file.Write(data);
    }
}
