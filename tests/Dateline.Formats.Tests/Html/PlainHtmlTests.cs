using CsCheck;
using Dateline.Formats.Html;

namespace Dateline.Formats.Tests.Html;

/// <summary>HTML that is plain takes a short road. It leads where the long one does.</summary>
public sealed class PlainHtmlTests
{
    [Theory]
    [InlineData("<p>One &amp; two&nbsp;three &#8211; <a href=\"https://np.example/?a=1&amp;b=2\">four</a></p>")]
    [InlineData("<div class='x' id=\"y\"><h2>Head</h2><p lang='fr'>Un &rsquo; deux<br/>trois</p></div>")]
    [InlineData("<ul>\n<li>one</li>\n<li>two<ul><li>in it</li></ul></li>\n</ul>")]
    [InlineData("<p onclick=\"x()\">loud <a href='javascript:x'>link</a></p><hr/>")]
    [InlineData("words alone ]]> and 😀")]
    [InlineData("<P>one</p><BR>two & three")]
    [InlineData("<p>one <img src='x' onerror=\"y()\" alt='z'> two<br>three</p><hr>four")]
    [InlineData("<section><figure><img src='x'/><figcaption>Words <small>small</small></figcaption></figure><p>one</p></section>")]
    public void Html_as_programs_write_it_is_plain(string html)
    {
        Assert.True(PlainHtml.Is(html));
        AgreesWithTheLongRoad(html);
    }

    [Theory]
    [InlineData("<p>one<p>two</p></p>")]
    [InlineData("<p>one")]
    [InlineData("<p>AT&T</p>")]
    [InlineData("<p>one &copy two</p>")]
    [InlineData("<p class=x>one</p>")]
    [InlineData("<p hidden>one</p>")]
    [InlineData("<p title=\"a > b\">one</p>")]
    [InlineData("<p>a < b</p>")]
    [InlineData("<b><p>one</p></b>")]
    [InlineData("<a href='https://a.example/'>one <b><a href='https://b.example/'>two</a></b></a>")]
    [InlineData("<p>&#150;</p>")]
    [InlineData("<p>\u0001</p>")]
    [InlineData("<!-- --><p>one</p>")]
    [InlineData("<p/>")]
    public void Anything_out_of_the_ordinary_is_not(string html) => Assert.False(PlainHtml.Is(html));

    [Fact]
    public void Half_a_character_is_not_plain() => Assert.False(PlainHtml.Is(['<', 'p', '>', '\ud800', '<', '/', 'p', '>']));

    [Fact]
    public void The_short_road_leads_where_the_long_one_does() =>
        Gen.Select(Pieces(4), Gen.Int[0, 8], Gen.Int[0, 10_000], Gen.OneOfConst(Slips)).Sample((html, isBroken, at, slip) =>
        {
            if (isBroken == 0) html = html.Insert(at % (html.Length + 1), slip);
            if (PlainHtml.Is(html)) AgreesWithTheLongRoad(html);
        }, iter: 3_000);

    private static void AgreesWithTheLongRoad(string html)
    {
        var (shortWay, longWay) = (new List<string>(), new List<string>());
        var read = PlainHtml.Read(html, r => shortWay.Add(r.ToString()));
        Assert.Equal(TagSoup.Clean(html, r => longWay.Add(r.ToString())).Html!.Markup, read.Markup);
        Assert.Equal(longWay.Order(), shortWay.Order());
    }

    private static readonly string[] Slips = ["<", ">", "&", "&amp;", "</p>", "<p>", "\"", "'", "<b>", "\u0000", "&#65;", "&notin;", "<br/>", " ", "/"];

    private static readonly Gen<string> Words = Gen.OneOfConst("words", " ", "\n", " two words ", "&amp;", "&lt;b&gt;", "&#8217;", "&nbsp;", "&eacute;", "é", "😀", "]]>", "a  b", "<br/>", "<br />", "<hr/>", "<br>", "<hr>", "<IMG src='x' onload=\"y\">", " & ", "<img>");

    private static readonly Gen<string> Attributes = Gen.OneOfConst("", "", "", " lang=\"fr\"", " class='c' dir=\"rtl\"", " class=\"pullquote\"", " onclick=\"x\"", " href='https://np.example/?a=1&amp;b=2'", " href=\"javascript:x\"", " lang=\"en\" lang=\"de\"", "  id = \"x\" ");

    private static readonly Gen<string> Name = Gen.OneOfConst("p", "p", "p", "div", "blockquote", "ul", "ol", "li", "h1", "h3", "h6", "a", "strong", "b", "em", "i", "sub", "sup", "span", "u", "font", "code", "del", "section", "article", "figure", "figcaption", "Header", "P");

    private static Gen<string> Pieces(int depth) => (depth == 0 ? Words : Gen.Frequency((3, Words), (4, Element(depth)))).Array[0, 4].Select(string.Concat);

    private static Gen<string> Element(int depth) => Gen.Select(Name, Attributes, Pieces(depth - 1), (name, attributes, inner) => $"<{name}{attributes}>{inner}</{name}>");
}
