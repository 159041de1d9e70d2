namespace Dateline.Formats.Tests;

/// <summary>Documents written for these tests, in the shapes in which the world sends them: each with what must be read of it beside it.</summary>
public sealed class WireCorpus
{
    // The formats whose folders hold nothing but documents, what is expected of them, and a page that says where they come from.
    private static readonly string[] Formats = ["rss", "atom", "json-feed", "wordpress-wxr", "ap-media", "photo"];

    /// <summary>The documents of one format, sorted by name.</summary>
    public static IReadOnlyList<string> Files(string format) =>
        [.. Directory.EnumerateFiles(Repo.Path("tests/Corpus/" + format)).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal) && !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Those that are read without a failure, and hold at least one item.</summary>
    public static IReadOnlyList<byte[]> Good(string format, params string[] but) =>
        [.. Files(format).Where(f => !f.Contains("-bad", StringComparison.Ordinal) && !f.Contains("-empty", StringComparison.Ordinal) && !but.Any(b => f.Contains(b, StringComparison.Ordinal))).Select(File.ReadAllBytes)];

    public static TheoryData<string, string> Documents
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var format in Formats) foreach (var file in Files(format)) data.Add(format, Path.GetFileName(file));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_is_read_is_as_expected(string format, string file)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"tests/Corpus/{format}/{file}")));
        Golden.Matches($"tests/Corpus/{format}/{Path.GetFileNameWithoutExtension(file)}.expected.txt", ItemJson.Of(result));
    }

    [Fact]
    public void Each_format_has_a_dozen_of_them_and_says_where_they_come_from() => Assert.All(Formats, format =>
    {
        Assert.True(Files(format).Count >= 12, $"{format}: {Files(format).Count}");
        var page = File.ReadAllText(Repo.Path($"tests/Corpus/{format}/README.md"));
        Assert.All(Files(format), f => Assert.Contains($"`{Path.GetFileName(f)}`", page));
    });
}
