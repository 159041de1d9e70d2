using System.Text;
using CsCheck;
using Dateline.News;

namespace Dateline.Formats.Tests;

/// <summary>What holds for every format. A format's tests inherit it, and say what good documents of it look like.</summary>
public abstract class WireFormatLaws
{
    /// <summary>The format's name.</summary>
    protected abstract string Format { get; }

    /// <summary>Good documents, each different from the others in what it holds.</summary>
    protected abstract IReadOnlyList<byte[]> Documents { get; }

    /// <summary>The writers of the format; none where it is only read.</summary>
    protected virtual IReadOnlyList<IWireWriter> FormatWriters => [];

    /// <summary>Items the format can say in full.</summary>
    private protected virtual Gen<NewsItem> Items => ItemGen.Any;

    /// <summary>What of an item the format can't say, or says in another way, made the same on both sides.</summary>
    protected virtual NewsItem Comparable(NewsItem item) => item with { Content = item.Content with { StaffNote = null } };

    [Fact]
    public void The_format_is_listed_and_its_documents_are_recognised()
    {
        Assert.Contains(WireFormats.Readers, r => r.Name == Format);
        Assert.All(FormatWriters, w => Assert.Same(w, WireFormats.Writer(w.Name)));
        Assert.All(Documents, d => Assert.Equal(Format, WireFormats.Read(d).Format));
    }

    [Fact]
    public void Good_documents_are_read_without_failure() => Assert.All(Documents, d =>
    {
        var result = WireFormats.Read(d);
        Assert.Null(result.Failure);
        Assert.NotEmpty(result.Items);
        Assert.All(result.Items, i => Assert.Null(i.Failure));
    });

    [Fact]
    public void Reading_twice_gives_the_same() => Assert.All(Documents, d => Assert.Equal(ItemJson.Of(WireFormats.Read(d)), ItemJson.Of(WireFormats.Read(d))));

    [Fact]
    public void Hostile_bytes_give_a_result_never_an_exception() =>
        Gen.Select(Gen.Int[0, Documents.Count - 1], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 300]).Array[1, 6]).Sample(
            (document, blows) =>
            {
                var result = WireFormats.Read(Broken(Documents[document], blows));
                AssertComplete(result);
            }, iter: 2_000);

    [Fact]
    public void Noise_gives_a_result_never_an_exception() => Gen.Byte.Array[0, 400].Sample(bytes => AssertComplete(WireFormats.Read(bytes)), iter: 1_000);

    [Fact]
    public void Every_note_and_failure_has_a_place_and_short_text() => Gen.Select(Gen.Int[0, Documents.Count - 1], Gen.Int[0, 1_000_000], Gen.Byte).Sample((document, at, value) =>
    {
        var bytes = Documents[document].ToArray();
        bytes[at % bytes.Length] = value;
        var result = WireFormats.Read(bytes);
        foreach (var note in result.Notes.Concat(result.Items.SelectMany(i => i.Notes)))
        {
            Assert.True(note.Position != default, note.ToString());
            Assert.True(note.Text is null or { Length: <= 200 });
        }
        Assert.All(result.Items, i => Assert.True(i.Failure is null || i.Failure.Position != default));
    }, iter: 500);

    [Fact]
    public void What_is_written_is_read_as_it_was_meant() => Assert.All(FormatWriters, writer => Items.Sample(item =>
    {
        var written = writer.Write(item, WriteOptions.Default);
        var read = Assert.Single(WireFormats.Read(written.Bytes).Items);
        Assert.Null(read.Failure);
        var (expected, actual) = (ItemJson.Of(Comparable(item)), ItemJson.Of(Comparable(read.Item!)));
        Assert.True(expected == actual, $"{Difference(expected, actual)}\n{Encoding.UTF8.GetString(written.Bytes.Span)}");
    }, iter: 500));

    [Fact]
    public void The_same_item_gives_the_same_bytes() => Assert.All(FormatWriters, writer => Items.Sample(
        item => Assert.True(writer.Write(item, WriteOptions.Default).Bytes.Span.SequenceEqual(writer.Write(item, WriteOptions.Default).Bytes.Span)), iter: 50));

    [Fact]
    public void Kills_holds_embargoes_and_versions_survive_being_read_and_written() => Assert.All(FormatWriters, writer => Assert.All(Documents, document =>
    {
        foreach (var item in WireFormats.Read(document).Items)
        {
            var again = Assert.Single(WireFormats.Read(writer.Write(item.Item!, WriteOptions.Default).Bytes).Items).Item!;
            Assert.Equal(item.Item!.Guid, again.Guid);
            Assert.Equal(item.Item.Status, again.Status);
            Assert.Equal(item.Item.Embargo.UsableFrom, again.Embargo.UsableFrom);
            Assert.Equal(item.Item.IsKill, again.IsKill);
            Assert.Equal(item.Item.IsAdvisory, again.IsAdvisory);
            Assert.Equal(item.Item.Has(SignalKind.Correction), again.Has(SignalKind.Correction));
        }
    }));

    private static void AssertComplete(ReadResult result)
    {
        Assert.NotNull(result.Format);
        Assert.All(result.Items, i => Assert.True(i.Item is null != i.Failure is null));
        Assert.All(result.Items, i => Assert.True(i.Item is null || i.Item.Guid.Trim().Length > 0));
    }

    // Each blow: overwrite a byte, cut out a piece, double a piece, or insert a byte.
    private static byte[] Broken(byte[] document, (int Kind, int At, byte Value, int Length)[] blows)
    {
        var bytes = new List<byte>(document);
        foreach (var (kind, at, value, length) in blows)
        {
            if (bytes.Count == 0) break;
            var place = at % bytes.Count;
            var piece = Math.Min(length, bytes.Count - place);
            switch (kind)
            {
                case 0: bytes[place] = value; break;
                case 1: bytes.RemoveRange(place, piece); break;
                case 2: bytes.InsertRange(place, bytes.GetRange(place, piece)); break;
                default: bytes.Insert(place, value); break;
            }
        }
        return [.. bytes];
    }

    private static string Difference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line]) line++;
        return $"line {line + 1}\nexpected: {left.ElementAtOrDefault(line)}\nread:     {right.ElementAtOrDefault(line)}";
    }
}
