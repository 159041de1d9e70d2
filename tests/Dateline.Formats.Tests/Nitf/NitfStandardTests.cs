namespace Dateline.Formats.Tests.Nitf;

public sealed class NitfStandardTests
{
    [Fact]
    public void IPTCs_own_example_is_read_whole()
    {
        var result = WireFormats.Read(File.ReadAllBytes(Standards.RequireFile("nitf/examples/nitf-example-3.6.xml")));
        var item = Assert.Single(result.Items).Item!;
        Assert.Equal("nitf", result.Format);
        Assert.Equal("3.6", result.FormatVersion);
        Assert.NotNull(item.Content.Headline);
        Assert.Equal("EP Aerospace Writer", Assert.Single(item.Content.Bylines).Title);
        Assert.EndsWith(", Fla.", item.Content.Placeline?.Text, StringComparison.Ordinal);
        Assert.Equal("CAPE CANAVERAL", item.Content.Located?.Name);
        Assert.Equal(1406, Assert.Single(Assert.Single(item.Content.Pictures).Renditions).Height);
        Assert.Equal(11, item.Content.Body.Blocks().Count);
        Assert.StartsWith("<p>CAPE CANAVERAL, Fla. (EP) — A pair", item.Content.Body.Markup, StringComparison.Ordinal);
        Assert.Contains(result.Items[0].Notes, n => n.Code == NoteCodes.GuidDerived);
    }
}
