namespace Dateline.Formats.Tests.Ninjs;

/// <summary>Documents written for these tests, in the shapes in which agencies send: each with what must be read of it beside it.</summary>
public sealed class NinjsCorpus
{
    private const string Folder = "tests/Corpus/ninjs";

    /// <summary>The documents, sorted by name.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Repo.Path(Folder), "*.json").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files.Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{name}.json")));
        Golden.Matches($"{Folder}/{name}.expected.txt", ItemJson.Of(result));
    }
}
