namespace Dateline.Formats.Tests.Iptc7901;

/// <summary>Messages written for these tests, in the shapes in which agencies send: each with what must be read of it beside it.</summary>
public sealed class Iptc7901Corpus
{
    private const string Folder = "tests/Corpus/iptc7901";

    /// <summary>The messages, sorted by name.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Repo.Path(Folder), "*.iptc").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files.Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{name}.iptc")));
        Golden.Matches($"{Folder}/{name}.expected.txt", ItemJson.Of(result));
    }
}
