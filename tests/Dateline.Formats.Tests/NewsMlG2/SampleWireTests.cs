namespace Dateline.Formats.Tests.NewsMlG2;

/// <summary>The sample wire is read without a word of complaint, and says what its README says.</summary>
public sealed class SampleWireTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repo.Path("samples/morning"), "*.xml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void An_item_is_read_without_a_note(string file)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path("samples/morning/" + file)));
        Assert.Null(result.Failure);
        Assert.Empty(result.Notes);
        var item = Assert.Single(result.Items);
        Assert.Null(item.Failure);
        Assert.Empty(item.Notes);
        Assert.Equal(file.Contains("-advisory", StringComparison.Ordinal), item.Item!.IsAdvisory);
    }
}
