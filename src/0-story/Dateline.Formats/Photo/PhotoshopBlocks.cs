using System.Buffers.Binary;

namespace Dateline.Formats.Photo;

/// <summary>
/// Photoshop's image resource blocks: the box in which JPEG and TIFF carry IIM, beside much else that is not ours (Adobe Photoshop File Formats
/// Specification, "Image Resource Blocks").
/// </summary>
internal static class PhotoshopBlocks
{
    /// <summary>The resource that is IIM.</summary>
    internal const int IimId = 0x0404;

    /// <summary>The resource that is a hash of IIM: by it a program sees whether one that knew nothing of XMP changed the file.</summary>
    internal const int DigestId = 0x0425;

    /// <summary>One block, whole, as it stands in the box.</summary>
    internal readonly record struct Block(int Id, int Start, int Length, int Data, int DataLength);

    /// <summary>The IIM in these blocks; null where there is none.</summary>
    internal static byte[]? Iim(ReadOnlySpan<byte> box)
    {
        foreach (var block in Read(box)) if (block.Id == IimId) return box.Slice(block.Data, block.DataLength).ToArray();
        return null;
    }

    /// <summary>The blocks, up to the first that is broken.</summary>
    internal static List<Block> Read(ReadOnlySpan<byte> box)
    {
        var blocks = new List<Block>();
        for (var at = 0; at + 12 <= box.Length && IsSignature(box.Slice(at, 4));)
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(box[(at + 4)..]);
            // A name of Pascal's kind, padded to an even length.
            var name = 1 + box[at + 6];
            var size = at + 6 + name + (name & 1);
            if (size + 4 > box.Length) break;
            var length = BinaryPrimitives.ReadUInt32BigEndian(box[size..]);
            var data = size + 4;
            if (length > box.Length - data) break;
            var end = Math.Min(box.Length, data + (int)length + ((int)length & 1));
            blocks.Add(new(id, at, end - at, data, (int)length));
            at = end;
        }
        return blocks;
    }

    /// <summary>A block without a name.</summary>
    internal static void Write(MemoryStream box, int id, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[12];
        "8BIM"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], (ushort)id);
        head[6] = head[7] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(head[8..], (uint)data.Length);
        box.Write(head);
        box.Write(data);
        if (data.Length % 2 != 0) box.WriteByte(0);
    }

    private static bool IsSignature(ReadOnlySpan<byte> four) => four.SequenceEqual("8BIM"u8) || four.SequenceEqual("MeSa"u8) || four.SequenceEqual("PHUT"u8) || four.SequenceEqual("AgHg"u8) || four.SequenceEqual("DCSR"u8);
}
