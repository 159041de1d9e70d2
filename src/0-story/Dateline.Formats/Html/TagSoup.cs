using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dateline.News;
using Ganss.Xss;

namespace Dateline.Formats.Html;

/// <summary>What became of some HTML: a text, or why there is none. Exactly one of both.</summary>
/// <param name="Html">The clean text.</param>
/// <param name="Failure">Why there is none.</param>
public readonly record struct TagSoupResult(StoryHtml? Html, ReadFailure? Failure);

/// <summary>
/// Makes a story's text of HTML as the world writes it: from web pages, mails, feeds and JSON. XHTML inside XML doesn't need it
/// (<see cref="StoryHtml.FromXhtml(System.Xml.Linq.XElement, Action{RemovedMarkup}?)"/> is a hundred times faster and agrees with it).
/// </summary>
/// <remarks>
/// Three gates stand behind one another: HtmlSanitizer with an allow-list of our own, <see cref="StoryHtmlWriter"/>, and a second parse of the result,
/// or a walk where nothing is left to a parser's judgement, which must change nothing (so that no trick of misnested or foreign markup, "mXSS", reads as one thing here and as another in a browser).
/// </remarks>
public static partial class TagSoup
{
    /// <summary>HTML nested deeper is refused: only an attack looks like that.</summary>
    public const int MaxDepth = 512;

    /// <summary>HTML of more characters is refused: it is no news story.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private static readonly HashSet<string> Drops = new(StringComparer.OrdinalIgnoreCase)
    {
        "style", "title", "noscript", "noembed", "noframes", "textarea", "select", "audio", "video", "canvas",
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "template",
    };

    private static readonly HtmlSanitizerOptions Options = new()
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "p", "a", "strong", "b", "em", "i", "sub", "sup", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "listing",
            "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption",
            "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "hgroup",
            "dl", "dt", "dd", "details", "summary", "fieldset", "hr", "span",
        },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "colspan", "rowspan", "lang", "xml:lang", "dir", "data-ref", "class" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        AllowedClasses = new HashSet<string> { StoryHtml.PullQuote, "pull-quote" },
        AllowedCssProperties = new HashSet<string>(),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    };

    /// <summary>Cleans <paramref name="html"/>: a fragment or a whole page.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="removed">Told once of each kind of thing that was taken out.</param>
    public static TagSoupResult Clean(string html, Action<RemovedMarkup>? removed = null)
    {
        if (html.Length > MaxLength) return Refused(FailureCodes.TooLarge, $"The text has {html.Length} characters of HTML; at most {MaxLength} are read.");
        if (!TagSoupDepth.IsBearable(html)) return TooDeep();
        using var document = TryParse(html);
        if (document is null) return new(Words(html, removed), null);
        if (!TryFindDepth(document.Body!)) return TooDeep();
        var report = new Report(removed);
        Sanitize(document, report);
        var clean = Walk(document.Body!, report.Add);
        return new(IsFixpoint(clean) ? clean : StoryHtml.FromParagraphs(clean.PlainText.Split("\n\n")), null);
    }

    private static TagSoupResult TooDeep() => Refused(FailureCodes.Depth, $"The text's HTML is nested more than {MaxDepth} deep.");

    private static TagSoupResult Refused(string code, string message) => new(null, new ReadFailure(code, message));

    // The parser breaks on some soups of selects in foreign elements. Nobody means anything by such: their words stay.
    private static IHtmlDocument? TryParse(string html)
    {
        try
        {
            return Parse(html);
        }
        catch (NullReferenceException)
        {
            return null;
        }
    }

    private static StoryHtml Words(string html, Action<RemovedMarkup>? removed)
    {
        removed?.Invoke(new RemovedMarkup("html", true));
        return StoryHtml.FromParagraphs([Tag().Replace(html, " ")]);
    }

    [GeneratedRegex("<[^<>]*>?", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument("<!doctype html><html><body>" + html);

    private static void Sanitize(IHtmlDocument document, Report report)
    {
        var sanitizer = new HtmlSanitizer(Options) { KeepChildNodes = true };
        sanitizer.RemovingTag += (_, e) =>
        {
            report.Element(e.Tag);
            if (!Drops.Contains(e.Tag.LocalName)) return;
            e.Cancel = true;
            e.Tag.Remove();
        };
        sanitizer.RemovingAttribute += (_, e) => report.Attribute(e.Tag, e.Attribute);
        sanitizer.SanitizeDom(document, document.Body);
    }

    /// <summary>Whether HTML's own parser reads back exactly this.</summary>
    private static bool IsFixpoint(StoryHtml html)
    {
        if (html.IsEmpty) return true;
        // Where a parser of HTML is left no choice, there is no need to ask one.
        if (PlainHtml.Is(html.Markup)) return PlainHtml.Read(html.Markup, _ => { }).Equals(html);
        using var document = Parse(html.Markup);
        return Walk(document.Body!, null).Equals(html);
    }

    private static bool TryFindDepth(IElement body)
    {
        var depth = 0;
        foreach (var step in Steps(body))
        {
            depth += step.IsEnd ? -1 : 1;
            if (depth > MaxDepth) return false;
        }
        return true;
    }

    private static StoryHtml Walk(IElement body, Action<RemovedMarkup>? removed)
    {
        var writer = new StoryHtmlWriter(removed);
        foreach (var (node, isEnd) in Steps(body))
        {
            if (node is IText text) { if (!isEnd) writer.Text(text.Data); }
            else if (node is not IElement element) continue;
            else if (isEnd) writer.Close();
            else Open(element, writer);
        }
        return writer.ToStoryHtml();
    }

    private static void Open(IElement element, StoryHtmlWriter writer)
    {
        writer.Open(element.LocalName);
        foreach (var attribute in element.Attributes) writer.Attribute(attribute.Name, attribute.Value);
    }

    // Not by NextSibling: AngleSharp looks for the node among its parent's children each time.
    private static IEnumerable<(INode Node, bool IsEnd)> Steps(INode root)
    {
        var stack = new Stack<(INode Parent, int Next)>();
        stack.Push((root, 0));
        while (stack.TryPop(out var place))
        {
            if (place.Next == place.Parent.ChildNodes.Length)
            {
                if (stack.Count > 0) yield return (place.Parent, true);
                continue;
            }
            var child = place.Parent.ChildNodes[place.Next];
            stack.Push((place.Parent, place.Next + 1));
            yield return (child, false);
            stack.Push((child, 0));
        }
    }

    /// <summary>Tells once of each thing that went. What only carried looks ("span", "class") is not worth a word.</summary>
    private sealed class Report(Action<RemovedMarkup>? removed)
    {
        private readonly HashSet<string> _told = [];

        public void Add(RemovedMarkup what)
        {
            if (removed is not null && _told.Add(what.Name)) removed(what);
        }

        public void Element(IElement element)
        {
            if (removed is null) return;
            var probe = new StoryHtmlWriter(Add);
            probe.Open(element.LocalName);
            probe.Close();
        }

        public void Attribute(IElement element, IAttr attribute)
        {
            if (removed is null) return;
            var probe = new StoryHtmlWriter(Add);
            probe.Open(element.LocalName);
            probe.Attribute(attribute.Name, attribute.Value);
            probe.Close();
        }
    }
}
