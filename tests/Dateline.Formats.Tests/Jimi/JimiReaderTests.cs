using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Jimi;

public sealed class JimiReaderTests
{
    private static NewsItem Item(string inner) =>
        Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes($"<Publish><ContentItem><NewsCompID>cp-1</NewsCompID><Headline>Ferry</Headline>{inner}</ContentItem></Publish>")).Items).Item!;

    [Theory]
    [InlineData("<PubStatus>canceled</PubStatus>", true)]
    [InlineData("<Kill>true</Kill>", true)]
    [InlineData("<WriteThruType>Kill</WriteThruType>", true)]
    [InlineData("<Kill>false</Kill>", false)]
    [InlineData("<WriteThruType>Writethru</WriteThruType>", false)]
    public void A_kill_is_heard_however_it_is_said(string inner, bool kills) => Assert.Equal(kills, Item(inner).IsKill);

    [Theory]
    [InlineData("<EmbargoTime>0001-01-01T00:00:00</EmbargoTime>", "none")]
    [InlineData("<EmbargoTime>2026-08-25T06:00:00-04:00</EmbargoTime>", "2026-08-25T10:00:00Z")]
    [InlineData("<EmbargoTime>2026-08-25T06:00:00</EmbargoTime>", "until further notice")]
    [InlineData("<Embargoed>true</Embargoed>", "until further notice")]
    [InlineData("<Embargoed>false</Embargoed>", "none")]
    public void An_embargo_is_never_missed(string inner, string embargo) => Assert.Equal(embargo, Item(inner).Embargo.ToString());

    [Theory]
    [InlineData("1", "en")]
    [InlineData("2", "fr")]
    [InlineData("fr-CA", "fr-CA")]
    public void Languages_are_numbered(string stated, string language) => Assert.Equal(language, Item($"<Language>{stated}</Language>").Content.Language?.Tag);

    [Fact]
    public void Text_is_HTML_as_characters_and_the_desks_comments_are_for_staff()
    {
        var content = Item("<ContentText>&lt;p&gt;It &amp;amp; they.&lt;/p&gt;</ContentText><Comments>Call 555</Comments>").Content;
        Assert.Equal("<p>It &amp; they.</p>", content.Body.Markup);
        Assert.Equal("Call 555", content.StaffNote);
        Assert.Null(content.EdNote);
    }

    [Fact]
    public void Another_document_called_Publish_is_not_of_it() => Assert.Equal("unknown", WireFormats.Read("<Publish><Thing/></Publish>"u8.ToArray()).Format);
}
