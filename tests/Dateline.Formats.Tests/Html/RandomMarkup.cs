using System.Xml.Linq;
using CsCheck;

namespace Dateline.Formats.Tests.Html;

/// <summary>Random XHTML, allowed and not, nested in every way that means the same to a parser of XML and to one of HTML.</summary>
public static class RandomMarkup
{
    private static readonly string[] Flow =
    [
        "p", "p", "p", "div", "section", "article", "h1", "h2", "h3", "h4", "h6", "blockquote", "pre", "ul", "ol", "figure", "figcaption",
        "a", "strong", "b", "em", "i", "sub", "sup", "span", "u", "font", "custom-tag", "O", "br", "hr", "img",
    ];

    private static readonly string[] Listed = [.. Flow, .. Enumerable.Repeat("li", 30)];
    private static readonly string[] Inline = ["a", "strong", "b", "em", "i", "sub", "sup", "span", "code", "custom-tag", "br", "img"];
    private static readonly string[] Raw = ["script", "style", "iframe", "title", "noembed"];
    private static readonly string[] Void = ["br", "hr", "img"];

    private static readonly Gen<string> Words = Gen.OneOfConst(
        "words", " ", "  ", "\n", " two words ", "a", "&", "<script>", "1 < 2 > 1", "\u00A0", "\t", "“q”", "é", "😀", "\n\n", "on", "x=\"y\"", "&amp;", "--", "]]>", "javascript:");

    private static readonly Gen<XAttribute[]> Attributes = Gen.OneOf(
        Gen.Const(() => Array.Empty<XAttribute>()),
        Gen.Const(() => Array.Empty<XAttribute>()),
        Gen.OneOfConst("en", "fr-CA", "xx_YY", "", "\"><script>", "1").Select(l => new[] { new XAttribute("lang", l) }),
        Gen.OneOfConst("rtl", "LTR", "auto", "javascript:x").Select(d => new[] { new XAttribute("dir", d), new XAttribute("class", "c") }),
        Gen.OneOfConst("pullquote", "a pull-quote", "pullquotes", " ").Select(c => new[] { new XAttribute("class", c) }),
        Gen.OneOfConst("p1", "urn:x:1&2", "a b", "").Select(r => new[] { new XAttribute("data-ref", r) }),
        Gen.Const(() => new[] { new XAttribute("onclick", "alert(1)"), new XAttribute("style", "x:url(y)") }));

    private static readonly Gen<string> Hrefs = Gen.OneOfConst(
        "https://news.example/", "http://news.example/?a=1&b=2", "HTTPS://News.example/\"<>", "mailto:a@news.example", "javascript:alert(1)", "java\tscript:x", "/a", "", "https://a@b.example", " https://news.example/a b ");

    /// <summary>A fragment in an element of no meaning.</summary>
    public static Gen<XElement> Fragment { get; } = Nodes(new(), 5).Select(nodes => new XElement("x-body", nodes));

    /// <summary>
    /// What may stand here. Some things a parser of HTML puts elsewhere than they were written, so that it is not the same tree: an item outside a list,
    /// a heading in a heading, a link in a link, a subscript or preformatted text in its like, a table in an inline element that a block interrupts.
    /// </summary>
    private readonly record struct Place(bool InlineOnly = false, bool InList = false, bool InHeading = false, bool InLink = false, bool InPre = false, bool InScript = false, bool NoTables = false)
    {
        public string[] Names
        {
            get
            {
                var place = this;
                return [.. (InlineOnly ? Inline : InList ? Listed : Flow).Where(n => !(place.InHeading && IsHeading(n) || place.InLink && n == "a" || place.InPre && n == "pre" || place.InScript && n is ("sub" or "sup")))];
            }
        }

        public Place Inside(string name) => this with
        {
            InList = name is "ul" or "ol",
            InHeading = InHeading || IsHeading(name),
            InPre = InPre || name == "pre",
            InScript = InScript || name is "sub" or "sup",
            InLink = InLink || name == "a",
            NoTables = NoTables || Inline.Contains(name) || name is "u" or "font" or "O",
        };
    }

    private static Gen<object[]> Nodes(Place place, int depth) => Node(place, depth).Array[0, 4];

    private static Gen<object> Node(Place place, int depth)
    {
        var text = Words.Select(w => (object)new XText(w));
        if (depth == 0) return text;
        var element = Gen.OneOfConst(place.Names).SelectMany(name => Element(name, place, depth));
        var raw = Gen.OneOfConst(Raw).Select(name => (object)new XElement(name, "raw"));
        var svg = Gen.Const(() => (object)new XElement("svg", new XElement("path", ""), new XElement("text", "drawn")));
        return place.NoTables || place.InlineOnly
            ? Gen.Frequency((4, text), (8, element), (1, raw))
            : Gen.Frequency((4, text), (8, element), (1, raw), (1, svg), (1, Table(place, depth - 1)));
    }

    private static Gen<object> Element(string name, Place place, int depth)
    {
        if (Void.Contains(name)) return Gen.Const(() => (object)new XElement(name));
        var inner = Nodes(place.Inside(name), depth - 1);
        if (name == "a") return Gen.Select(Hrefs, inner, (href, nodes) => (object)new XElement(name, new XAttribute("href", href), nodes));
        return Gen.Select(Attributes, inner, (attributes, nodes) => (object)new XElement(name, attributes, nodes));
    }

    private static Gen<object> Table(Place place, int depth)
    {
        var cell = Gen.Select(Gen.OneOfConst("td", "th"), Gen.Int[0, 120], Nodes(place.Inside("td"), Math.Max(0, depth - 1)),
            (name, span, nodes) => new XElement(name, new XAttribute("colspan", span), nodes));
        var row = cell.Array[0, 3].Select(cells => new XElement("tr", cells));
        var section = Gen.Select(Gen.OneOfConst("thead", "tbody", "tfoot"), row.Array[0, 2], (name, rows) => new XElement(name, rows));
        var caption = Nodes(place.Inside("caption") with { InlineOnly = true }, 1).Select(nodes => new XElement("caption", nodes));
        return Gen.Select(caption.Array[0, 1], section.Array[0, 2], row.Array[0, 2], (captions, sections, rows) => (object)new XElement("table", captions, sections, rows));
    }

    /// <summary>
    /// Whether HTML ends an element that XML leaves open: a block that stands in a paragraph closes it, and all that was opened in it; the end tag of one of those
    /// then ends its namesake outside the paragraph, where there is one. The walker believes the tree.
    /// </summary>
    public static bool EndsTheWrongElement(XElement fragment) => fragment.Descendants("p").Any(p =>
        p.Descendants().Where(d => Blocks.Contains(d.Name.LocalName)).SelectMany(block => block.Ancestors().TakeWhile(a => a != p)).Any(closed => p.Ancestors().Any(outer => outer.Name == closed.Name)));

    private static readonly string[] Blocks = ["p", "div", "section", "article", "h1", "h2", "h3", "h4", "h6", "blockquote", "pre", "ul", "ol", "figure", "figcaption", "hr", "table"];

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    /// <summary>The same tree as HTML writes it: elements that are empty by nature have no end tag, all others have one.</summary>
    public static string ToHtml(XElement fragment)
    {
        foreach (var element in fragment.DescendantsAndSelf())
            if (!element.Nodes().Any() && !Void.Contains(element.Name.LocalName)) element.Add(new XText(""));
        return string.Concat(fragment.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
    }
}
