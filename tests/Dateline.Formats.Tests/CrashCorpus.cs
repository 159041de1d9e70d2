namespace Dateline.Formats.Tests;

/// <summary>What once broke a reader, found by damaging documents at random. It never does again.</summary>
public sealed class CrashCorpus
{
    private static IEnumerable<string> Files => Directory.EnumerateFiles(Repo.Path("tests/Corpus/crashes")).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Files.Select(f => Path.GetFileName(f))];

    private const long MostBytes = 64 * 1024 * 1024;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_of_it_is_written_at_a_bearable_price(string file) => Assert.All(WireFormats.Writers, writer =>
    {
        var items = WireFormats.Read(File.ReadAllBytes(Repo.Path("tests/Corpus/crashes/" + file))).Items;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var read in items) if (read.Item is { } item) writer.Write(item, WriteOptions.Default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void What_once_broke_a_reader_is_read_or_refused_by_name(string file)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path("tests/Corpus/crashes/" + file)));
        Assert.True(result.Failure is not null || result.Items.Count > 0);
        Assert.All(result.Items, i => Assert.True(i.Item is null != i.Failure is null));
    }
}
