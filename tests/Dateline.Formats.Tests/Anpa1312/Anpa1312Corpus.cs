namespace Dateline.Formats.Tests.Anpa1312;

/// <summary>Messages written for these tests, in the shapes in which agencies send: each with what must be read of it beside it.</summary>
public sealed class Anpa1312Corpus
{
    private const string Folder = "tests/Corpus/anpa1312";

    /// <summary>The messages, sorted by name.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Repo.Path(Folder), "*.anpa").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files.Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{name}.anpa")));
        Golden.Matches($"{Folder}/{name}.expected.txt", ItemJson.Of(result));
    }
}
