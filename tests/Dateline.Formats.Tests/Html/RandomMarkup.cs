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

    // An item outside a list ends where HTML's parser thinks best.
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
        Gen.OneOfConst("p1", "urn:x:1&2", "a b", "").Select(r => new[] { new XAttribute("data-ref", r) }),
        Gen.Const(() => new[] { new XAttribute("onclick", "alert(1)"), new XAttribute("style", "x:url(y)") }));

    private static readonly Gen<string> Hrefs = Gen.OneOfConst(
        "https://news.example/", "http://news.example/?a=1&b=2", "HTTPS://News.example/\"<>", "mailto:a@news.example", "javascript:alert(1)", "java\tscript:x", "/a", "", "https://a@b.example", " https://news.example/a b ");

    /// <summary>A fragment in an element of no meaning.</summary>
    public static Gen<XElement> Fragment { get; } = Nodes(Flow, 5, tables: true).Select(nodes => new XElement("x-body", nodes));

    private static Gen<object[]> Nodes(string[] names, int depth, bool tables) => Node(names, depth, tables).Array[0, 4];

    private static Gen<object> Node(string[] names, int depth, bool tables)
    {
        var text = Words.Select(w => (object)new XText(w));
        if (depth == 0) return text;
        var element = Gen.OneOfConst(names).SelectMany(name => Element(name, names, depth, tables));
        var raw = Gen.OneOfConst(Raw).Select(name => (object)new XElement(name, "raw"));
        var svg = Gen.Const(() => (object)new XElement("svg", new XElement("path", ""), new XElement("text", "drawn")));
        return tables
            ? Gen.Frequency((4, text), (8, element), (1, raw), (1, svg), (1, Table(depth - 1)))
            : Gen.Frequency((4, text), (8, element), (1, raw));
    }

    private static Gen<object> Element(string name, string[] names, int depth, bool tables)
    {
        if (Void.Contains(name)) return Gen.Const(() => (object)new XElement(name));
        // A table inside an inline element that a block interrupts is put elsewhere by HTML's parser: not the same tree.
        names = name is "ul" or "ol" ? Listed : names == Listed ? Flow : names;
        if (IsHeading(name)) names = [.. names.Where(n => !IsHeading(n))]; // a heading ends a heading
        var inner = Nodes(names, depth - 1, tables && !Inline.Contains(name) && name is not ("u" or "font" or "O"));
        if (name == "a") return Gen.Select(Hrefs, inner, (href, nodes) => (object)new XElement(name, new XAttribute("href", href), nodes));
        return Gen.Select(Attributes, inner, (attributes, nodes) => (object)new XElement(name, attributes, nodes));
    }

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    private static Gen<object> Table(int depth)
    {
        var cell = Gen.Select(Gen.OneOfConst("td", "th"), Gen.Int[0, 120], Nodes(Flow, Math.Max(0, depth - 1), tables: true),
            (name, span, nodes) => new XElement(name, new XAttribute("colspan", span), nodes));
        var row = cell.Array[0, 3].Select(cells => new XElement("tr", cells));
        var section = Gen.Select(Gen.OneOfConst("thead", "tbody", "tfoot"), row.Array[0, 2], (name, rows) => new XElement(name, rows));
        var caption = Nodes(Inline, 1, tables: false).Select(nodes => new XElement("caption", nodes));
        return Gen.Select(caption.Array[0, 1], section.Array[0, 2], row.Array[0, 2], (captions, sections, rows) => (object)new XElement("table", captions, sections, rows));
    }

    /// <summary>The same tree as HTML writes it: elements that are empty by nature have no end tag, all others have one.</summary>
    public static string ToHtml(XElement fragment)
    {
        foreach (var element in fragment.DescendantsAndSelf())
            if (!element.Nodes().Any() && !Void.Contains(element.Name.LocalName)) element.Add(new XText(""));
        return string.Concat(fragment.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
    }
}
