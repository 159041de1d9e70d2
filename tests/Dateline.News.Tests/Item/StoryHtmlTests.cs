using System.Xml;
using System.Xml.Linq;

namespace Dateline.News.Tests.Item;

public class StoryHtmlTests
{
    [Fact]
    public void A_story_comes_out_as_it_went_in()
    {
        const string story =
            "<p>The president came to Kessel by train, <em>unannounced</em>, on Monday.</p><h2>Talks</h2>" +
            "<p>He met <a href=\"https://news.example/varga\">Ms. Varga</a>.<br/>They spoke for <strong>two hours</strong>.</p>" +
            "<ul><li>aid</li><li>grain<ol><li>by rail</li></ol></li></ul><blockquote><p>“We stay.”</p></blockquote>" +
            "<figure data-ref=\"tag:news.example,2026:photo:1\"><figcaption>The station</figcaption></figure>" +
            "<table><caption>Aid</caption><thead><tr><th>Year</th><th>Sum</th></tr></thead><tbody><tr><td>2025</td><td>1 &lt; 2</td></tr></tbody></table>" +
            "<pre>MON   TUE\n 12    14</pre>";

        var html = From(story);

        Assert.Equal(story, html.Markup);
        Assert.True(StoryHtml.TryRead(html.Markup, out var again));
        Assert.Equal(html, again);
        Assert.Equal("The president came to Kessel by train, unannounced, on Monday.", html.FirstParagraph);
        Assert.Equal(38, html.WordCount);
        Assert.Equal(
            "The president came to Kessel by train, unannounced, on Monday.\n\nTalks\n\nHe met Ms. Varga.\nThey spoke for two hours.\n\n" +
            "• aid\n• grain\n  1. by rail\n\n“We stay.”\n\nThe station\n\nAid\nYear\tSum\n2025\t1 < 2\n\nMON   TUE\n 12    14", html.PlainText);
    }

    [Theory]
    // Words without a paragraph get one; empty ones vanish.
    [InlineData("words", "<p>words</p>")]
    [InlineData("<p/><p> </p><p>\n</p>", "")]
    [InlineData("<p>a</p>b<p>c</p>", "<p>a</p><p>b</p><p>c</p>")]
    [InlineData("<div>a</div><section>b<article>c</article></section>", "<p>a</p><p>b</p><p>c</p>")]
    // White space.
    [InlineData("<p>  a \n\t b  </p>", "<p>a b</p>")]
    [InlineData("<p>a<em> b </em>c</p>", "<p>a <em>b</em> c</p>")]
    [InlineData("<p>a <em> b</em></p>", "<p>a <em>b</em></p>")]
    [InlineData("<p>a&#160;b</p>", "<p>a\u00A0b</p>")]
    [InlineData("<pre>\n\na  b\n\tc\n</pre>", "<pre>a  b\n\tc</pre>")]
    [InlineData("<pre>  \n </pre>", "")]
    // Old names for the same thing.
    [InlineData("<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>")]
    [InlineData("<h1>a</h1><h2>b</h2><h5>c</h5><h6>d</h6>", "<h2>a</h2><h2>b</h2><h4>c</h4><h4>d</h4>")]
    [InlineData("<P>a<BR/>b</P>", "<p>a<br/>b</p>")]
    [InlineData("<p><b>a<strong>b</strong></b></p>", "<p><strong>ab</strong></p>")]
    [InlineData("<p><em>a</em><em>b</em></p>", "<p><em>ab</em></p>")]
    // Line breaks.
    [InlineData("<p>a<br/><br/>b</p>", "<p>a</p><p>b</p>")]
    [InlineData("<p lang='fr'><em>a<br/><br/>b</em></p>", "<p lang=\"fr\"><em>a</em></p><p lang=\"fr\"><em>b</em></p>")]
    [InlineData("<p><br/>a<br/></p>", "<p>a</p>")]
    [InlineData("<ul><li>a<br/><br/><br/>b</li></ul>", "<ul><li>a<br/><br/>b</li></ul>")]
    // Nesting.
    [InlineData("<p>a<p>b</p>c</p>", "<p>a</p><p>b</p><p>c</p>")]
    [InlineData("<p><b>a<div>b</div></b>c</p>", "<p><strong>a</strong></p><p><strong>b</strong></p><p>c</p>")]
    [InlineData("<a href='https://x.example/'><p>a</p><p>b</p></a>", "<p><a href=\"https://x.example/\">a</a></p><p><a href=\"https://x.example/\">b</a></p>")]
    [InlineData("<p><a href='https://x.example/'>a<a href='https://y.example/'>b</a>c</a></p>", "<p><a href=\"https://x.example/\">a</a><a href=\"https://y.example/\">b</a>c</p>")]
    [InlineData("<ul>a<li>b</li><ul><li>c</li></ul></ul>", "<ul><li>a</li><li>b</li><li><ul><li>c</li></ul></li></ul>")]
    [InlineData("<li>a</li><li>b</li>", "<p>a</p><p>b</p>")]
    [InlineData("<ul><li>a<div>b</div><div>c</div></li></ul>", "<ul><li>a<br/>b<br/>c</li></ul>")]
    [InlineData("<h2>a<p>b</p></h2>", "<h2>a b</h2>")]
    [InlineData("<blockquote>a<blockquote><p>b</p></blockquote></blockquote>", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>")]
    // Tables.
    [InlineData("<table><tr><td>a</td><td/></tr></table>", "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>")]
    [InlineData("<table><tr><td colspan='2' rowspan='x' class='c'>a</td></tr></table>", "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>")]
    [InlineData("<table><tr><td/></tr></table>", "")]
    [InlineData("<table><td>a</td><td>b</td><tr><td>c</td></tr></table>", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>")]
    [InlineData("<table><tr><td><p>a</p><table><tr><td>b</td></tr></table></td></tr></table>", "<table><tbody><tr><td><p>a</p><table><tbody><tr><td>b</td></tr></tbody></table></td></tr></tbody></table>")]
    // Figures.
    [InlineData("<figure data-ref='p1'/>", "<figure data-ref=\"p1\"></figure>")]
    [InlineData("<figure data-ref='p1'>words</figure>", "<figure data-ref=\"p1\"><figcaption>words</figcaption></figure>")]
    [InlineData("<figure><img src='https://x.example/a.jpg'/><figcaption>words</figcaption></figure>", "<p>words</p>")]
    // Pull-quotes: the one class that says something, on the one element that it says it of.
    [InlineData("<blockquote class='wide pull-quote' id='q' lang='fr'><p>a</p></blockquote>", "<blockquote class=\"pullquote\" lang=\"fr\"><p>a</p></blockquote>")]
    [InlineData("<blockquote class='quote'><p class='pullquote'>a</p></blockquote>", "<blockquote><p>a</p></blockquote>")]
    [InlineData("<div class='pullquote'>a</div><table class='pullquote'><tr><td class='pullquote'>b</td></tr></table>", "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>")]
    // Attributes.
    [InlineData("<p lang='en_CA' dir='RTL' id='x' style='color:red'>a</p>", "<p lang=\"en-CA\" dir=\"rtl\">a</p>")]
    [InlineData("<p xml:lang='uk'>a</p>", "<p lang=\"uk\">a</p>")]
    [InlineData("<p lang='&quot;&gt;'>a</p>", "<p>a</p>")]
    // What acts, goes with all it holds.
    [InlineData("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>")]
    [InlineData("<style>p{}</style><svg><p>x</p></svg><math><mi>y</mi></math><template><p>z</p></template><p>a</p>", "<p>a</p>")]
    [InlineData("<p onclick='x()'>a</p>", "<p>a</p>")]
    [InlineData("<custom-thing>a <marquee>b</marquee></custom-thing>", "<p>a b</p>")]
    [InlineData("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>")]
    public void Markup_is_tidied(string given, string expected)
    {
        var html = From(given);
        Assert.Equal(expected, html.Markup);
        Assert.Equal(html, From(html.Markup));
        Assert.True(StoryHtml.TryRead(html.Markup, out _));
    }

    [Theory]
    [InlineData("https://news.example/a?b=1&c=2#d", "https://news.example/a?b=1&c=2#d")]
    [InlineData("HTTPS://news.example", "https://news.example")]
    [InlineData(" http://news.example/a b ", "http://news.example/a%20b")]
    [InlineData("http://news.example/\"<>`", "http://news.example/%22%3C%3E%60")]
    [InlineData("ht\ntps://news.example/", "https://news.example/")]
    [InlineData("mailto:desk@news.example", "mailto:desk@news.example")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("java\tscript:alert(1)", null)]
    [InlineData(" \u0001javascript:alert(1)", null)]
    [InlineData("JaVaScRiPt:alert(1)", null)]
    [InlineData("data:text/html,<p>", null)]
    [InlineData("vbscript:x", null)]
    [InlineData("/relative", null)]
    [InlineData("//news.example/", null)]
    [InlineData("https:news.example", null)]
    [InlineData("https://", null)]
    [InlineData("https:///a", null)]
    [InlineData("https://bank.example@evil.example/", null)]
    [InlineData("https://bank.example\\@evil.example/", null)]
    [InlineData("ftp://news.example/", null)]
    [InlineData("", null)]
    public void Only_absolute_web_and_mail_addresses_are_links(string href, string? expected)
    {
        var writer = new StoryHtmlWriter();
        writer.Open("a");
        writer.Attribute("href", href);
        writer.Text("words");
        var html = writer.ToStoryHtml();
        Assert.Equal(expected is null ? "<p>words</p>" : $"<p><a href=\"{expected.Replace("&", "&amp;")}\">words</a></p>", html.Markup);
        Assert.True(StoryHtml.TryRead(html.Markup, out _));
    }

    [Theory]
    [InlineData("a\u0000b\u0007c\u007Fd\uFEFFe", "abcde")]
    [InlineData("a😀b", "a😀b")]
    [InlineData("a\u0085b", "a b")]
    [InlineData("\u0001", "")]
    public void Characters_that_are_no_text_go(string given, string expected) =>
        Assert.Equal(expected.Length == 0 ? "" : $"<p>{expected}</p>", StoryHtml.FromParagraphs([given]).Markup);

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() => Assert.Equal("<p>a\uFFFDb\uFFFD</p>", StoryHtml.FromParagraphs(["a\uD800b\uDC00"]).Markup);

    [Theory]
    [InlineData("<p>a</p>\n<p>b</p>")]
    [InlineData("<p>a")]
    [InlineData("a")]
    [InlineData("<P>a</P>")]
    [InlineData("<p>a<br></p>")]
    [InlineData("<p >a</p>")]
    [InlineData("<p lang='en'>a</p>")]
    [InlineData("<p>a</p><!-- b -->")]
    [InlineData("<p>&quot;</p>")]
    [InlineData("<p>a & b</p>")]
    [InlineData("<p><b>a</b></p>")]
    [InlineData("<p onclick=\"x\">a</p>")]
    [InlineData("<p>a<script>b</script></p>")]
    [InlineData("<p><a href=\"javascript:x\">a</a></p>")]
    [InlineData("<p><em>a</p></em>")]
    [InlineData("<p>a</p></p>")]
    [InlineData("<p>a  b</p>")]
    [InlineData("<p></p>")]
    public void Markup_that_is_not_ours_to_the_letter_is_refused(string markup)
    {
        Assert.False(StoryHtml.TryRead(markup, out var html));
        Assert.True(html.IsEmpty);
    }

    [Fact]
    public void What_was_taken_out_is_reported_once()
    {
        var removed = new List<RemovedMarkup>();
        StoryHtml.FromXhtml(Parse("<div><p onload='a()' class='x'>a<img src='b'/><img src='c'/><blink>d</blink></p><script>e</script><a href='java&#10;script:f()'>g</a><span>h</span></div>"), removed.Add);
        Assert.Equal([new("onload", true), new("img", false), new("blink", false), new("script", true), new("javascript:", true)], removed);
    }

    [Fact]
    public void A_reader_of_XML_gives_what_a_tree_gives()
    {
        const string xhtml = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>No</title></head><body><p>a <b>c</b><![CDATA[<d>]]></p><ul><li/><li>e</li></ul></body></html>";
        using var reader = XmlReader.Create(new StringReader($"<r>{xhtml}<after/></r>"));
        reader.ReadToFollowing("html");
        var read = StoryHtml.FromXhtml(reader);
        Assert.Equal("<p>a <strong>c</strong>&lt;d&gt;</p><ul><li>e</li></ul>", read.Markup);
        Assert.Equal(read, StoryHtml.FromXhtml(Parse(xhtml)));
        Assert.Equal("after", reader.LocalName);
    }

    [Fact]
    public void Nesting_without_end_ends()
    {
        var writer = new StoryHtmlWriter();
        for (var i = 0; i < 20_000; i++) writer.Open(i % 2 == 0 ? "ul" : "li");
        writer.Text("deep");
        for (var i = 0; i < 20_000; i++) writer.Close();
        var html = writer.ToStoryHtml();
        Assert.EndsWith("• deep", html.PlainText);
        Assert.True(html.Markup.Length < 1000);
        Assert.True(StoryHtml.TryRead(html.Markup, out _));
    }

    [Theory]
    [InlineData("<p>They came.</p>", "<p><span class=\"placeline\">KESSEL &amp; MIR</span> — They came.</p>")]
    [InlineData("<h2>First</h2><p lang='fr'>They came.</p>", "<h2>First</h2><p lang=\"fr\"><span class=\"placeline\">KESSEL &amp; MIR</span> — They came.</p>")]
    [InlineData("<p>KESSEL &amp; MIR (NP) — They came.</p>", "<p>KESSEL &amp; MIR (NP) — They came.</p>")]
    [InlineData("<ul><li>a</li></ul>", "<p><span class=\"placeline\">KESSEL &amp; MIR</span></p><ul><li>a</li></ul>")]
    public void A_placeline_opens_the_first_paragraph(string body, string expected) =>
        Assert.Equal(expected, From(body).RenderWithPlaceline(Placeline.From("KESSEL & MIR —")));

    [Fact]
    public void Blocks_come_apart_and_together_again()
    {
        var html = From("<p>a<br/>b</p><figure data-ref='x&amp;y'/><ul><li>c<ul><li>d</li></ul></li></ul>");
        var blocks = html.Blocks();
        Assert.Equal(["p", "figure", "ul"], blocks.Select(b => b.Name));
        Assert.Equal([null, "x&y", null], blocks.Select(b => b.Reference));
        Assert.Equal(html.Markup, string.Concat(blocks.Select(b => b.Markup)));
    }

    [Fact]
    public void Closing_what_was_never_opened_is_a_bug() => Assert.Throws<InvalidOperationException>(() => new StoryHtmlWriter().Close());

    private static StoryHtml From(string xhtml) => StoryHtml.FromXhtml(Parse($"<inlineXML>{xhtml}</inlineXML>"));

    private static XElement Parse(string xml) => XElement.Parse(xml, LoadOptions.PreserveWhitespace);
}
