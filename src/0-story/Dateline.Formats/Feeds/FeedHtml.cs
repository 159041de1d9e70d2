using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Dateline.Formats.Html;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>
/// The text of an entry. Its addresses may be relative to the feed, its pictures stand in it as <c>img</c>, its paragraphs may be parted by nothing but line
/// breaks, and all of it may be escaped once too often. What comes out is a story's text, and the pictures that stood in it.
/// </summary>
internal static partial class FeedHtml
{
    private const int MostPictures = 50;

    /// <summary>The text of <paramref name="text"/>, or why there is none. Pictures that stand in it are added to <paramref name="pictures"/>.</summary>
    internal static TagSoupResult Read(FeedText text, string? address, List<FeedMedia> pictures, Action<RemovedMarkup> removed)
    {
        // What is said to be plain is, unless it begins as no sentence does.
        if (text.Kind == FeedTextKind.Plain) return text.Text.AsSpan().TrimStart().StartsWith("<") ? DataBody.Read(text.Text, removed) : new(ParagraphText.Read(text.Text, removed), null);
        var html = Unescaped(text.Text);
        if (html.Length > TagSoup.MaxLength) return TagSoup.Clean(html);
        if (!Tag().IsMatch(html)) return DataBody.Read(WebUtility.HtmlDecode(html), removed);
        // Most texts have none of these, and to see that is many times cheaper than to look for how they are written.
        if (Holds(html, "<figure")) html = Figure().Replace(html, figure => TakeFigure(figure.Value, address, pictures, text.Position));
        if (Holds(html, "<img")) html = Picture().Replace(html, picture => TakePicture(picture.Value, null, address, pictures, text.Position));
        if (Holds(html, "<a")) html = Link().Replace(html, link => Absolute(link, address));
        return HtmlText.Read(Paragraphs(html), removed);
    }

    private static bool Holds(string html, string tag) => html.Contains(tag, StringComparison.OrdinalIgnoreCase);

    /// <summary>An address, whole where <paramref name="baseAddress"/> allows; null where it is none that a reader can follow.</summary>
    internal static string? Resolve(string? address, string? baseAddress)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        address = address.Trim();
        if (Uri.TryCreate(address, UriKind.Absolute, out var whole) && !whole.IsFile) return address;
        if (baseAddress is null || !Uri.TryCreate(baseAddress.Trim(), UriKind.Absolute, out var root) || !Uri.TryCreate(root, address, out var resolved)) return address.StartsWith("//", StringComparison.Ordinal) ? "https:" + address : null;
        return resolved.IsFile ? null : resolved.AbsoluteUri;
    }

    /// <summary>The base that holds inside an element: its own, itself relative to the one outside.</summary>
    internal static string? Base(string? own, string? outer) => own is null ? outer : Resolve(own, outer) ?? outer;

    // Escaped twice: the text shows tags to its readers and has none itself.
    private static string Unescaped(string html) => !Tag().IsMatch(html) && EscapedTag().IsMatch(html) ? WebUtility.HtmlDecode(html) : html;

    // Press offices part paragraphs by two line breaks.
    private static string Paragraphs(string html) => Holds(html, "<p") || !Holds(html, "<br") || !DoubleBreak().IsMatch(html) ? html : $"<p>{DoubleBreak().Replace(html, "</p><p>")}</p>";

    private static string Absolute(Match link, string? address)
    {
        var value = WebUtility.HtmlDecode(link.Groups["value"].Value);
        return Resolve(value, address) is { } whole && whole != value ? $"{link.Groups["before"].Value}\"{WebUtility.HtmlEncode(whole)}\"" : link.Value;
    }

    // ---- pictures in the text ---------------------------------------------------------------------------------------------

    private static string TakeFigure(string figure, string? address, List<FeedMedia> pictures, WirePosition position)
    {
        if (!Picture().IsMatch(figure)) return figure;
        var caption = Caption().Match(figure) is { Success: true } words ? FeedLine.Of(words.Groups[1].Value) : null;
        // A figure may hold a link around the picture, or a table: only what is a picture and its caption is taken.
        if (figure.Contains("<table", StringComparison.OrdinalIgnoreCase) || figure.Contains("<p", StringComparison.OrdinalIgnoreCase) || figure.Contains("<blockquote", StringComparison.OrdinalIgnoreCase)) return figure;
        foreach (var match in Picture().EnumerateMatches(figure)) TakePicture(figure.Substring(match.Index, match.Length), caption, address, pictures, position);
        return "";
    }

    private static string TakePicture(string tag, string? caption, string? address, List<FeedMedia> pictures, WirePosition position)
    {
        var source = Attribute(tag, "src");
        if (source is null || source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) source = Attribute(tag, "data-src") ?? Attribute(tag, "data-lazy-src");
        var (width, height) = (Pixels(Attribute(tag, "width")), Pixels(Attribute(tag, "height")));
        // A picture of one pixel counts readers.
        if (width is <= 2 || height is <= 2 || pictures.Count >= MostPictures || Resolve(source, address) is not { } href || !href.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return "";
        pictures.Add(new FeedMedia { Href = href, Medium = "image", Width = width, Height = height, Alt = NewsText.OneLine(Attribute(tag, "alt")), Caption = caption, Position = position });
        return "";
    }

    private static string? Attribute(string tag, string name)
    {
        foreach (Match attribute in AnyAttribute().Matches(tag))
            if (attribute.Groups["name"].ValueSpan.Equals(name, StringComparison.OrdinalIgnoreCase)) return WebUtility.HtmlDecode(attribute.Groups["value"].Value.Trim('"', '\'')).Trim() is { Length: > 0 } value ? value : null;
        return null;
    }

    internal static int? Pixels(string? text)
    {
        if (text is null) return null;
        text = text.EndsWith("px", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text;
        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!--", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("&lt;/?(p|br|div|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|table|figure|img|span)(\\s|/|&gt;)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedTag();

    private static Regex Figure() => FigurePattern;
    private static Regex Picture() => PicturePattern;
    private static Regex Caption() => CaptionPattern;
    private static Regex AnyAttribute() => AttributePattern;
    private static Regex Link() => LinkPattern;
    private static Regex DoubleBreak() => DoubleBreakPattern;

    // Linear in what they read: text of strangers must not decide how long a match takes.
    private static readonly Regex FigurePattern = new(@"<figure(\s[^<>]*)?>.*?</figure\s*>", Options | RegexOptions.Singleline);
    private static readonly Regex PicturePattern = new(@"<img\s[^<>]*>", Options);
    private static readonly Regex CaptionPattern = new(@"<figcaption(?:\s[^<>]*)?>(.*?)</figcaption\s*>", Options | RegexOptions.Singleline);
    private static readonly Regex AttributePattern = new(@"(?<name>[a-z][a-z0-9-]*)\s*=\s*(?<value>""[^""]*""|'[^']*'|[^\s""'<>]+)", Options);
    private static readonly Regex LinkPattern = new(@"(?<before><a\s[^<>]*?href\s*=\s*)[""'](?<value>[^""'<>]*)[""']", Options);
    private static readonly Regex DoubleBreakPattern = new(@"<br\s*/?>\s*<br\s*/?>(\s*<br\s*/?>)*", Options);
}
