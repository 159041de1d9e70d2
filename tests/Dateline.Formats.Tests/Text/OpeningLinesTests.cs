using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Text;

/// <summary>Byline and dateline that a document states nowhere but in the first lines of its text.</summary>
public sealed class OpeningLinesTests
{
    private static StoryContent Read(string text, string head = "") => Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes(
        $"<nitf><head><docdata><doc-id id-string='x'/></docdata></head><body><body.head>{head}</body.head><body.content>{text}</body.content></body></nitf>")).Items).Item!.Content;

    [Theory]
    [InlineData("<p>By Jo Lund</p><p>KESSEL, Varnia (NP) — The bridge is open.</p>", "Jo Lund", "KESSEL, Varnia (NP)")]
    [InlineData("<p>(Adds quote)</p><p>By Jo Lund and Marek Silva</p><p>KESSEL, Aug 24 (NP) - The bridge is open.</p>", "Jo Lund|Marek Silva", "KESSEL, Aug 24 (NP)")]
    [InlineData("<p>By Jo Lund<br/>KESSEL (NP) -- The bridge is open.</p>", "Jo Lund", "KESSEL (NP)")]
    [InlineData("<h2>Von Jo Lund</h2><p><b>Kessel</b> (np) - Die Brücke ist offen.</p>", "Jo Lund", "Kessel (np)")]
    [InlineData("<p>Af Jo Lund</p><p>KESSEL, 24. aug. /NP/ Broen er åben.</p>", "Jo Lund", "KESSEL, 24. aug. /NP/")]
    [InlineData("<p>КЕССЕЛЬ, 1 июня. /НП/. Мост открыт.</p>", null, "КЕССЕЛЬ, 1 июня. /НП/")]
    [InlineData("<p>KESSEL &#8212; The bridge is open.</p>", null, "KESSEL")]
    [InlineData("<p>By Monday the bridge had been closed for two years.</p><p>Monday - a day off - was quiet.</p>", null, null)]
    [InlineData("<p>The bridge is open, and this first paragraph is longer than any note that might stand before the line with the place in it.</p><p>KESSEL (NP) - No dateline.</p>", null, null)]
    [InlineData("<p>UPDATE - The bridge is open.</p>", null, null)]
    [InlineData("<p>FILE — The bridge of Kessel, in a picture of last year.</p>", null, null)]
    [InlineData("<ul><li>By Jo Lund</li></ul><p>KESSEL (NP) - No opening.</p>", null, null)]
    public void They_are_read_out_of_it_and_stay_there(string text, string? bylines, string? dateline)
    {
        var content = Read(text);
        Assert.Equal(bylines, content.Bylines.Count == 0 ? null : string.Join('|', content.Bylines.Select(b => b.Name)));
        Assert.Equal(dateline, content.Placeline?.Text);
        if (bylines is not null) Assert.Contains(content.Bylines[0].Name, content.Body.PlainText);
    }

    [Fact]
    public void What_an_element_says_goes_before_what_was_found()
    {
        var content = Read("<p>By Jo Lund</p><p>KESSEL (NP) - The bridge is open.</p>", "<byline>By Marek Silva</byline><dateline>LINDMAR</dateline>");
        Assert.Equal("Marek Silva", Assert.Single(content.Bylines).Name);
        Assert.Equal("LINDMAR", content.Placeline?.Text);
    }

    [Theory]
    [InlineData("By JO LUND<br/>Associated Press", "JO LUND", "Associated Press")]
    [InlineData("<p>By Jo Lund</p><p>Science Editor, NP</p>", "Jo Lund", "Science Editor, NP")]
    public void Below_a_name_stands_who_that_is(string byline, string name, string title)
    {
        var writer = Assert.Single(Read("<p>x</p>", $"<byline>{byline}</byline>").Bylines);
        Assert.Equal((name, title), (writer.Name, writer.Title));
    }

    [Fact]
    public void Notes_and_bylines_on_lines_of_their_own_are_no_part_of_the_first_sentence()
    {
        var content = Read("<p>(Adds quotes, background)\nBy Jo Lund\nKESSEL, Aug 24 (NP) - Talks will go on, the envoy said.\nHe spoke after a meeting.\n(Reporting by Jo Lund)</p>");
        Assert.Equal(("Jo Lund", "KESSEL, Aug 24 (NP)"), (Assert.Single(content.Bylines).Name, content.Placeline?.Text));
        Assert.Equal(5, content.Body.Blocks().Count);
    }
}
