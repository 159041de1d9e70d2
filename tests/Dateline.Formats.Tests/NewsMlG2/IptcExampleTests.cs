namespace Dateline.Formats.Tests.NewsMlG2;

public sealed class IptcExampleTests
{
    public static TheoryData<string> Examples => [.. Standards.Files("newsml-g2/examples", "*.xml")
        .Where(f => !f.Contains("fragments", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)!)];

    [Fact]
    public void IPTCs_examples_are_here() => Standards.RequireFolder("newsml-g2/examples");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Examples))]
    public void IPTCs_own_example_is_read_without_failure(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Standards.RequireFile("newsml-g2/examples/" + name)));
        Assert.Null(result.Failure);
        Assert.NotEmpty(result.Items);
        Assert.All(result.Items, i => Assert.Null(i.Failure));
        Assert.All(result.Items, i => Assert.NotNull(i.Item!.Content.Headline ?? (object?)i.Item.Content.Slugline ?? i.Item.Kind));
    }
}
