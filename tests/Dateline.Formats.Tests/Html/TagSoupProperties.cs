using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Formats.Tests.Html;

/// <summary>What holds for every text, however it came in.</summary>
public partial class TagSoupProperties
{
    [Fact]
    public void The_walker_of_XML_and_the_parser_of_HTML_agree() =>
        RandomMarkup.Fragment.Where(f => !RandomMarkup.EndsTheWrongElement(f)).Sample(fragment =>
        {
            var html = RandomMarkup.ToHtml(fragment);
            Assert.Equal(TagSoup.Clean(html).Html!.Markup, StoryHtml.FromXhtml(fragment).Markup);
        }, iter: Iterations, print: RandomMarkup.ToHtml);

    [Fact]
    public void Cleaning_twice_is_cleaning_once() =>
        RandomMarkup.Fragment.Sample(fragment =>
        {
            var once = StoryHtml.FromXhtml(fragment);
            Assert.Equal(once.Markup, StoryHtml.FromXhtml(Parse(once)).Markup);
            Assert.Equal(once.Markup, TagSoup.Clean(once.Markup).Html!.Markup);
        }, iter: Iterations, print: RandomMarkup.ToHtml);

    [Fact]
    public void All_that_is_written_is_read_back_and_is_harmless() =>
        RandomMarkup.Fragment.Sample(fragment =>
        {
            var html = StoryHtml.FromXhtml(fragment);
            Assert.True(StoryHtml.TryRead(html.Markup, out var again));
            Assert.Equal(html, again);
            Assert.DoesNotMatch(Dangerous(), html.Markup);
            Assert.Equal(html.Markup, string.Concat(html.Blocks().Select(b => b.Markup)));
            Assert.DoesNotContain("\n\n\n", html.PlainText.Replace("\n\n\n", html.Markup.Contains("<pre") ? "" : "\n\n\n"));
        }, iter: Iterations, print: RandomMarkup.ToHtml);

    [Fact]
    public void Tag_soup_that_nobody_balanced_is_clean_too() =>
        Soup.Sample(soup =>
        {
            var html = TagSoup.Clean(soup).Html!;
            Assert.True(StoryHtml.TryRead(html.Markup, out _));
            Assert.Equal(html, TagSoup.Clean(html.Markup).Html);
            Assert.Equal(html, StoryHtml.FromXhtml(Parse(html)));
            Assert.DoesNotMatch(Dangerous(), html.Markup);
        }, iter: Iterations);

    [Fact]
    public void Markup_slipped_into_a_stored_text_is_refused() =>
        Gen.Select(RandomMarkup.Fragment, Gen.Int[0, 10_000], Gen.OneOfConst(Slips)).Sample((fragment, at, slip) =>
        {
            var markup = StoryHtml.FromXhtml(fragment).Markup;
            var place = markup.Length == 0 ? 0 : at % markup.Length;
            Assert.False(StoryHtml.TryRead(markup.Insert(place, slip), out _));
        }, iter: Iterations);

    private const int Iterations = 2_000;

    private static readonly string[] Slips =
    [
        "<script>x</script>", "<img src=x onerror=y>", "<a href=\"javascript:x\">y</a>", "<!--", "<p>", "</p>", "&#60;", "&quot;", "<b>x</b>", "<svg/>",
    ];

    private static readonly Gen<string> Soup = Gen.OneOfConst(
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href=https://x.example/>", "</a>", "<table>", "<tr>", "<td>", "</table>", "</td>", "<ul>", "<li>", "</ul>",
        "<svg>", "</svg>", "<math>", "<mtext>", "<style>", "</style>", "<!--", "-->", "<title>", "</title>", "<template>", "</template>", "<form>", "</form>", "<select>", "<option>",
        "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<script>", "</script>", "<img src=x onerror=alert(1)>", "<h2>", "</h2>", "<sub>", "</sub>", "<pre>", "\n", "</pre>", "<br>",
        "<caption>", "<figure data-ref=x>", "</figure>", "<figcaption>", "<blockquote>", "</blockquote>", "words", " ", "&lt;", "&amp", "\"", "'", "=", "<", ">", "<plaintext>", "<xmp>", "</xmp>",
        "<foreignObject>", "<desc>", "<mglyph>", "<annotation-xml encoding=text/html>", "<frameset>", "<button>", "<nobr>", "<li", " href='javascript:x'", "<p lang=fr>", "]]>", "<![CDATA[").Array[0, 30].Select(string.Concat);

    private static XElement Parse(StoryHtml html) => XElement.Parse($"<x-body>{html.Markup}</x-body>", LoadOptions.PreserveWhitespace);

    [GeneratedRegex("<script|<[^>]* on|<[^>]*javascript:|<(?!/?(?:p|h[2-4]|ul|ol|li|blockquote|a|strong|em|sub|sup|br/|pre|table|caption|thead|tbody|tfoot|tr|td|th|figure|figcaption)[ >]|br/>)")]
    private static partial Regex Dangerous();
}
