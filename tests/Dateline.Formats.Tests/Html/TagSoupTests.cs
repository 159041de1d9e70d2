using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Formats.Tests.Html;

public class TagSoupTests
{
    [Fact]
    public void A_web_page_comes_down_to_its_story()
    {
        const string page =
            """
            <!DOCTYPE html>
            <html lang="en"><head><title>Kessel Today</title><style>p { color: red }</style><script src="/track.js"></script></head>
            <body class="story" onload="init()">
              <header><h1>Talks in Kessel</h1></header>
              <div class="body">
                <p>The president came by train<sup>1</sup>, <b>unannounced.
                <p>He left at dawn.</b> <a href="https://news.example/?a=1&b=2" target="_blank">More</a> &mdash; and <a href="javascript:void(0)">less</a>
                <ul><li>aid<li>grain</ul>
                <img src="pixel.gif" width=1 height=1>
              </div>
            </body></html>
            """;
        var removed = new List<RemovedMarkup>();

        var html = TagSoup.Clean(page, removed.Add).Html!;

        Assert.Equal(
            "<h2>Talks in Kessel</h2><p>The president came by train<sup>1</sup>, <strong>unannounced.</strong></p>" +
            "<p><strong>He left at dawn.</strong> <a href=\"https://news.example/?a=1&amp;b=2\">More</a> — and less</p><ul><li>aid</li><li>grain</li></ul>", html.Markup);
        Assert.Equal(["img", "javascript:", "script"], removed.Select(r => r.Name).Order());
    }

    [Theory]
    // The cases of the list of bad input, 73 to 78.
    [InlineData("<svg><script>alert(1)</script></svg>a", "<p>a</p>")]
    [InlineData("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<p>\"&gt;</p>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">a", "")]
    [InlineData("<template><script>alert(1)</script></template>a", "<p>a</p>")]
    [InlineData("<div><template shadowrootmode=open><p>x</p></template>a</div>", "<p>a</p>")]
    [InlineData("<p>a</p><body onload=alert(1)><p>b</p>", "<p>a</p><p>b</p>")]
    [InlineData("<a href=\"java\tscript:alert(1)\">a</a>", "<p>a</p>")]
    [InlineData("<a href=\"&#106;avascript:alert(1)\">a</a>", "<p>a</p>")]
    [InlineData("<a href=\" &#1; javascript:alert(1)\">a</a>", "<p>a</p>")]
    [InlineData("<p style=\"background:url(https://x.example/t.gif)\">a</p>", "<p>a</p>")]
    [InlineData("<style>@import url(https://x.example/a.css);</style>a", "<p>a</p>")]
    [InlineData("<xmp><script>alert(1)</script></xmp>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("<textarea></textarea><script>alert(1)</script>", "")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>a", "<p>a</p>")]
    [InlineData("<object data=x.swf>a</object><embed src=x>b", "<p>b</p>")]
    [InlineData("<p><table><tr><td>a<script>x</script></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>", "<p>ipt&gt;alert(1)ipt&gt;</p>")]
    [InlineData("<!--><script>alert(1)</script>-->a", "<p>--&gt;a</p>")]
    [InlineData("<![CDATA[<p>a</p>]]>", "<p>a</p><p>]]&gt;</p>")]
    [InlineData("<p>a\0b\uFFFEc</p>", "<p>abc</p>")]
    [InlineData("<a name=x><img src=a></a>", "")]
    [InlineData("<base href=//x.example/><a href=/a>a</a>", "<p>a</p>")]
    public void Bad_input_is_clean(string given, string expected)
    {
        var html = TagSoup.Clean(given).Html!;
        Assert.Equal(expected, html.Markup);
        Assert.Equal(html, TagSoup.Clean(html.Markup).Html);
        Assert.True(StoryHtml.TryRead(html.Markup, out _));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<x>")]
    [InlineData("<table><tr><td></div>")]
    [InlineData("<div title='</div>'>")]
    [InlineData("<div><!-- </div> -->")]
    [InlineData("<svg><desc>")]
    [InlineData("<p><button>")]
    public void Nesting_past_the_cap_is_refused_and_quickly(string markup)
    {
        var result = TagSoup.Clean(string.Concat(Enumerable.Repeat(markup, 100_000)));
        Assert.Null(result.Html);
        Assert.Equal(FailureCodes.Depth, result.Failure?.Code);
    }

    [Fact]
    public void Formatting_that_is_never_closed_is_not_copied_into_every_paragraph()
    {
        var bomb = string.Concat(Enumerable.Range(0, 400).Select(i => $"<font color=c{i}>")) + string.Concat(Enumerable.Repeat("<p>x", 50_000));
        Assert.Equal(FailureCodes.Depth, TagSoup.Clean(bomb).Failure?.Code);
    }

    [Theory]
    [InlineData("<p>")]
    [InlineData("<li>a")]
    [InlineData("a<br>")]
    [InlineData("</p>")]
    [InlineData("<")]
    [InlineData("&")]
    public void Long_is_not_deep(string markup) => Assert.NotNull(TagSoup.Clean(string.Concat(Enumerable.Repeat(markup, 5_000))).Html);

    [Fact]
    public void Soup_that_breaks_the_parser_keeps_its_words()
    {
        var clean = TagSoup.Clean("<p>Bridge <svg><plaintext>open<select><xmp></h2><br><select></ul></xmp></pre><<h2></title><p><math> href='x'<foreignObject><br></xmp><svg><select>\"><button>");
        Assert.NotNull(clean.Html);
        Assert.DoesNotContain("<svg", clean.Html.Markup, StringComparison.Ordinal);
    }
}
