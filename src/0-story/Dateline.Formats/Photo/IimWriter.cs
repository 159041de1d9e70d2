using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dateline.Formats.Photo;

/// <summary>
/// Writes IIM 4.2 in UTF-8. Data sets that are not written stay, with their text brought over to UTF-8; what is longer than IIM allows is cut
/// between characters, with a note.
/// </summary>
internal static class IimWriter
{
    private static ReadOnlySpan<byte> Utf8Mark => [0x1B, 0x25, 0x47];

    internal static byte[] Write(IimBlock old, PhotoMetadata metadata, List<ReadNote> notes)
    {
        var fields = Fields(metadata);
        var written = fields.Select(f => f.Number).ToHashSet();
        var dataSets = new List<IimBlock.DataSet>();
        foreach (var d in old.DataSets)
        {
            if (d is { Record: 1, Number: 0 or 90 } or { Record: 2, Number: 0 } || d.Record == 2 && written.Contains(d.Number)) continue;
            dataSets.Add(IimBlock.IsText(d) ? d with { Data = Encoding.UTF8.GetBytes(old.Characters(d)) } : d);
        }
        // Version 4 of the model (1:00, 2:00), and its characters.
        dataSets.Insert(0, new(1, 0, [0, 4]));
        dataSets.Insert(1, new(1, 90, Utf8Mark.ToArray()));
        dataSets.Add(new(2, 0, [0, 4]));
        foreach (var (number, most, values) in fields)
            foreach (var value in values)
                if (value.Length > 0) dataSets.Add(new(2, number, Cut(value, most, number, notes)));
        using var block = new MemoryStream();
        // Records stand in order, and in record 2 its version comes first (§1.6).
        foreach (var d in dataSets.OrderBy(d => d.Record).ThenBy(d => d is { Record: 2, Number: 0 } ? 0 : 1)) WriteOne(block, d);
        return block.ToArray();
    }

    // Number, bytes it may have, values: only what is stated.
    private static List<(byte Number, int Most, IReadOnlyList<string> Values)> Fields(PhotoMetadata m)
    {
        var fields = new List<(byte, int, IReadOnlyList<string>)>();
        void One(byte number, int most, string? value) { if (value is not null) fields.Add((number, most, [value])); }
        void Many(byte number, int most, IReadOnlyList<string>? values) { if (values is not null) fields.Add((number, most, values)); }
        One(5, 64, m.Title);
        One(10, 1, m.Urgency?.ToString());
        Many(12, 236, m.SubjectCodes?.Select(c => $"IPTC:{c}:::").ToList());
        One(15, 3, m.Category);
        Many(25, 64, m.Keywords);
        One(40, 256, m.Instructions);
        if (m.Taken is { } taken)
        {
            var at = taken.ToDateTimeOffset();
            One(55, 8, at.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            One(60, 11, at.ToString("HHmmss", CultureInfo.InvariantCulture) + "+0000");
        }
        Many(80, 32, m.Creators);
        One(85, 32, m.CreatorTitle);
        One(90, 32, m.City);
        One(92, 32, m.Sublocation);
        One(95, 32, m.State);
        One(100, 3, m.CountryCode);
        One(101, 64, m.Country);
        One(103, 32, m.JobId);
        One(105, 256, m.Headline);
        One(110, 32, m.Credit);
        One(115, 32, m.Source);
        One(116, 128, m.Copyright);
        One(120, 2000, m.Caption);
        One(122, 32, m.CaptionWriter);
        return fields;
    }

    private static byte[] Cut(string value, int most, byte number, List<ReadNote> notes)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length <= most) return bytes;
        var end = most;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) end--;
        notes.Add(new(NoteCodes.CannotSay, $"IIM has {most} bytes for this: it was cut there, and stands whole in XMP.", new(Offset: 0), $"2:{number}"));
        return bytes[..end];
    }

    private static void WriteOne(MemoryStream block, IimBlock.DataSet d)
    {
        Span<byte> head = stackalloc byte[9];
        (head[0], head[1], head[2]) = (0x1C, d.Record, d.Number);
        if (d.Data.Length <= 0x7FFF)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head[3..], (ushort)d.Data.Length);
            block.Write(head[..5]);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(head[3..], 0x8004);
            BinaryPrimitives.WriteInt32BigEndian(head[5..], d.Data.Length);
            block.Write(head);
        }
        block.Write(d.Data);
    }
}
