namespace Dateline.News;

/// <summary>What becomes of an element on its way into a <see cref="StoryHtml"/>.</summary>
internal enum TagRole : byte
{
    /// <summary>Not known: its words stay, the element goes, and that is reported.</summary>
    Unknown,
    /// <summary>Known to carry no meaning we keep ("span"): its words stay, nothing is reported.</summary>
    Inline,
    /// <summary>A container of blocks ("div"): its words stay, as paragraphs of their own.</summary>
    Break,
    /// <summary>Goes with all it holds ("style", "title").</summary>
    Drop,
    /// <summary>Goes with all it holds, and could have acted ("script").</summary>
    DropActive,
    Line, Mark, Paragraph, Heading, Pre, Quote, List, Item, Table, Caption, Section, Row, Cell, Figure, FigureCaption,
}

/// <summary>One element of the allow-list, or what stands for one outside it. <see cref="Of"/> is the allow-list.</summary>
internal sealed class StoryTag
{
    private StoryTag(string name, TagRole role) => (Name, Role, Start, End) = (name, role, "<" + name, "</" + name + ">");

    public string Name { get; }
    public TagRole Role { get; }
    public string Start { get; }
    public string End { get; }

    /// <summary>Whether it is a block of the allow-list.</summary>
    public bool IsBlock => Role >= TagRole.Paragraph;

    /// <summary>Whether it is a quote: the text as a whole nests as one, and is none.</summary>
    public bool IsQuote => this == Blockquote;

    /// <summary>Whether it is a part of a table, which means nothing outside one.</summary>
    public bool IsTablePart => Role is TagRole.Caption or TagRole.Section or TagRole.Row or TagRole.Cell;

    /// <summary>Whether HTML carries it on when a block interrupts it (WHATWG HTML §13.2.4.3, formatting elements).</summary>
    public bool SurvivesBlocks => this == Link || this == Strong || this == Emphasis;

    public static readonly StoryTag Root = new("", TagRole.Quote);
    public static readonly StoryTag P = new("p", TagRole.Paragraph);
    public static readonly StoryTag Li = new("li", TagRole.Item);
    public static readonly StoryTag TBody = new("tbody", TagRole.Section);
    public static readonly StoryTag Tr = new("tr", TagRole.Row);
    public static readonly StoryTag Td = new("td", TagRole.Cell);
    public static readonly StoryTag FigCaption = new("figcaption", TagRole.FigureCaption);
    public static readonly StoryTag Link = new("a", TagRole.Mark);
    public static readonly StoryTag Strong = new("strong", TagRole.Mark);
    public static readonly StoryTag Emphasis = new("em", TagRole.Mark);
    public static readonly StoryTag Break = new("div", TagRole.Break);

    private static readonly StoryTag Sub = new("sub", TagRole.Mark);
    private static readonly StoryTag Sup = new("sup", TagRole.Mark);
    private static readonly StoryTag Br = new("br", TagRole.Line);
    private static readonly StoryTag H2 = new("h2", TagRole.Heading);
    private static readonly StoryTag H3 = new("h3", TagRole.Heading);
    private static readonly StoryTag H4 = new("h4", TagRole.Heading);
    private static readonly StoryTag Pre = new("pre", TagRole.Pre);
    private static readonly StoryTag Blockquote = new("blockquote", TagRole.Quote);
    private static readonly StoryTag Ul = new("ul", TagRole.List);
    private static readonly StoryTag Ol = new("ol", TagRole.List);
    private static readonly StoryTag Table = new("table", TagRole.Table);
    private static readonly StoryTag Caption = new("caption", TagRole.Caption);
    private static readonly StoryTag THead = new("thead", TagRole.Section);
    private static readonly StoryTag TFoot = new("tfoot", TagRole.Section);
    private static readonly StoryTag Th = new("th", TagRole.Cell);
    private static readonly StoryTag Figure = new("figure", TagRole.Figure);
    private static readonly StoryTag Unknown = new("", TagRole.Unknown);
    private static readonly StoryTag Inline = new("span", TagRole.Inline);
    private static readonly StoryTag Drop = new("style", TagRole.Drop);
    private static readonly StoryTag DropActive = new("script", TagRole.DropActive);

    /// <summary>What becomes of the element called <paramref name="name"/>, in any case.</summary>
    public static StoryTag Of(string name)
    {
        var tag = OfLower(name);
        return tag == Unknown && name.AsSpan().ContainsAnyInRange('A', 'Z') ? OfLower(name.ToLowerInvariant()) : tag;
    }

    public static StoryTag OfLower(ReadOnlySpan<char> name) => name switch
    {
        "p" => P,
        "a" => Link,
        "strong" or "b" => Strong,
        "em" or "i" => Emphasis,
        "sub" => Sub,
        "sup" => Sup,
        "br" => Br,
        "h1" or "h2" => H2,
        "h3" => H3,
        "h4" or "h5" or "h6" => H4,
        "ul" => Ul,
        "ol" => Ol,
        "li" => Li,
        "blockquote" => Blockquote,
        "pre" or "listing" => Pre,
        "table" => Table,
        "caption" => Caption,
        "thead" => THead,
        "tbody" => TBody,
        "tfoot" => TFoot,
        "tr" => Tr,
        "td" => Td,
        "th" => Th,
        "figure" => Figure,
        "figcaption" => FigCaption,
        "div" or "section" or "article" or "header" or "footer" or "main" or "aside" or "nav" or "address" or "center" or "hgroup"
            or "dl" or "dt" or "dd" or "details" or "summary" or "fieldset" or "hr" => Break,
        "span" or "font" or "u" or "s" or "small" or "big" or "code" or "kbd" or "samp" or "var" or "tt" or "abbr" or "acronym" or "cite" or "q"
            or "time" or "mark" or "ins" or "del" or "dfn" or "bdi" or "bdo" or "data" or "strike" or "nobr" or "wbr" or "ruby" or "rb" or "rt" or "rp"
            or "html" or "head" or "body" or "meta" or "link" or "base" or "col" or "colgroup" => Inline,
        "style" or "title" or "noscript" or "noembed" or "noframes" or "textarea" or "select" or "audio" or "video" or "canvas" => Drop,
        "script" or "iframe" or "frame" or "frameset" or "object" or "embed" or "applet" or "svg" or "math" or "template" => DropActive,
        _ => Unknown,
    };
}
