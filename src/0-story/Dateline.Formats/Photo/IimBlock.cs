using System.Buffers.Binary;
using System.Text;
using Dateline.Formats.Text;

namespace Dateline.Formats.Photo;

/// <summary>
/// IIM (IPTC Information Interchange Model 4.2): a row of data sets, each with the number of its record and its own. What its characters are is said
/// by 1:90, is often not said, and is sometimes wrong: valid UTF-8 with more than ASCII in it is UTF-8 whatever is said, else windows-1252 is taken.
/// </summary>
internal sealed class IimBlock
{
    private const byte Tag = 0x1C;

    /// <summary>One data set: its record, its number, its bytes.</summary>
    internal readonly record struct DataSet(byte Record, byte Number, byte[] Data);

    internal static IimBlock Empty { get; } = new([]);

    internal DataSet[] DataSets { get; }

    private readonly Encoding _encoding;

    private IimBlock(DataSet[] dataSets)
    {
        DataSets = dataSets;
        _encoding = EncodingOf(dataSets);
    }

    internal static IimBlock Read(ReadOnlySpan<byte> bytes, List<ReadNote> notes)
    {
        var dataSets = new List<DataSet>();
        for (var at = 0; at < bytes.Length && bytes[at] == Tag;)
        {
            if (!TryRead(bytes, ref at, out var dataSet))
            {
                notes.Add(new(NoteCodes.CutShort, "The IIM block ends too early: what stood before that was read.", new(Offset: at)));
                break;
            }
            dataSets.Add(dataSet);
        }
        var block = new IimBlock([.. dataSets]);
        block.NoteLie(notes);
        return block;
    }

    // Tag, record, number, length; a length over 32,767 says in its first bits how many bytes the length has (§1.6).
    private static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out DataSet dataSet)
    {
        dataSet = default;
        if (at + 5 > bytes.Length) return false;
        long length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 3)..]);
        var data = at + 5;
        if (length > 0x7FFF)
        {
            var bytesOfLength = (int)(length & 0x7FFF);
            if (bytesOfLength is 0 or > 4 || data + bytesOfLength > bytes.Length) return false;
            length = 0;
            for (var i = 0; i < bytesOfLength; i++) length = length << 8 | bytes[data + i];
            data += bytesOfLength;
        }
        if (length > bytes.Length - data) return false;
        dataSet = new(bytes[at + 1], bytes[at + 2], bytes.Slice(data, (int)length).ToArray());
        at = data + (int)length;
        return true;
    }

    // ---- characters ---------------------------------------------------------------------------------------------------------

    private static Encoding EncodingOf(DataSet[] dataSets) =>
        dataSets.Any(d => IsText(d) && d.Data.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F)) && dataSets.Where(IsText).All(d => IsUtf8(d.Data)) ? Encoding.UTF8 : CodePages.Western;

    /// <summary>Whether a data set is text: record 2, but for what is numbers and the small picture in it.</summary>
    internal static bool IsText(DataSet d) => d.Record == 2 && d.Number is not (0 or 200 or 201 or 202 or 125);

    // A program that counts bytes cuts a character in two: what is left of it at the end tells nothing against UTF-8.
    private static bool IsUtf8(ReadOnlySpan<byte> data) => System.Text.Unicode.Utf8.IsValid(Whole(data));

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> data)
    {
        for (var back = 1; back <= Math.Min(3, data.Length); back++)
        {
            var lead = data[^back];
            if (lead < 0x80) break;
            if (lead < 0xC0) continue;
            var need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            return need > back ? data[..^back] : data;
        }
        return data;
    }

    private void NoteLie(List<ReadNote> notes)
    {
        var says = DataSets.FirstOrDefault(d => d is { Record: 1, Number: 90 }).Data;
        if (says is null) return;
        var saysUtf8 = says.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x1B, 0x25, 0x47]);
        if (saysUtf8 && _encoding.CodePage != 65001 && DataSets.Any(d => IsText(d) && d.Data.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F)))
            notes.Add(new(NoteCodes.EncodingMismatch, "IIM says that it is UTF-8, and is not: windows-1252 was taken.", new(Offset: 0), "1:90"));
        else if (!saysUtf8 && says.Length > 0)
            notes.Add(new(NoteCodes.OddValue, $"IIM names a character set by an odd code: {_encoding.WebName} was taken.", new(Offset: 0), Convert.ToHexString(says.AsSpan(0, Math.Min(16, says.Length)))));
    }

    /// <summary>The characters of one data set.</summary>
    internal string Characters(DataSet d) => (_encoding.CodePage == 65001 ? _encoding.GetString(Whole(d.Data)) : _encoding.GetString(d.Data)).TrimEnd('\0');

    /// <summary>The text of data set 2:<paramref name="number"/>; null where it is not stated.</summary>
    internal string? this[byte number]
    {
        get
        {
            foreach (var d in DataSets) if (d.Record == 2 && d.Number == number && Characters(d) is { } text && !string.IsNullOrWhiteSpace(text)) return text;
            return null;
        }
    }

    /// <summary>The texts of a data set that may be repeated.</summary>
    internal List<string> All(byte number)
    {
        var texts = new List<string>();
        foreach (var d in DataSets)
            if (d.Record == 2 && d.Number == number && Characters(d) is { } text && !string.IsNullOrWhiteSpace(text)) texts.Add(text);
        return texts;
    }

    /// <summary>1:100, the unique name of the object.</summary>
    internal string? UniqueName => DataSets.FirstOrDefault(d => d is { Record: 1, Number: 100 }).Data is { } name ? Encoding.ASCII.GetString(name) : null;
}
