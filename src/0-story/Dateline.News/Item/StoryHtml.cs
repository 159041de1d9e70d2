using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace Dateline.News;

/// <summary>One block at the top level of a story's text, for renderers that weave something in between.</summary>
/// <param name="Name">The element: "p", "h2", "ul", "figure" …</param>
/// <param name="Markup">The whole of it, clean.</param>
/// <param name="Reference">Of a figure: the key of the picture that stands here; null for everything else.</param>
public readonly record struct StoryBlock(string Name, string Markup, string? Reference);

/// <summary>
/// The text of a story: clean HTML of a small allow-list, and the only form in which body text exists in Dateline.
/// A value of this type is always clean; cleaning it again changes nothing.
/// </summary>
/// <remarks>
/// The allow-list: <c>p</c>, <c>h2</c> to <c>h4</c>, <c>ul ol li</c>, <c>blockquote</c>, <c>pre</c>, <c>table</c> and its parts, <c>figure</c> by reference
/// (<c>data-ref</c> names a picture of the item) with <c>figcaption</c>; within them <c>a</c> (http, https, mailto), <c>strong em sub sup br</c>; the attributes
/// <c>lang</c> and <c>dir</c> on blocks, <c>class="pullquote"</c> on a <c>blockquote</c> that repeats words of the text, <c>colspan</c> and <c>rowspan</c> on cells. <see cref="StoryHtmlWriter"/> enforces it; there is no other way to make one.
/// The markup is well-formed XML as well as HTML, so every format can carry it as it is.
/// </remarks>
public sealed class StoryHtml : IEquatable<StoryHtml>
{
    /// <summary>The class of a quote that repeats words of the text itself, set large to draw the reader in.</summary>
    public const string PullQuote = "pullquote";

    private string? _plainText;

    private StoryHtml(string markup) => Markup = markup;

    /// <summary>No text.</summary>
    public static StoryHtml Empty { get; } = new("");

    /// <summary>The clean markup.</summary>
    public string Markup { get; }

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => Markup.Length == 0;

    /// <summary>The text without markup: paragraphs apart by a blank line, list items and rows by a line break, cells by a tab.</summary>
    public string PlainText => _plainText ??= StoryHtmlPlainText.Of(Markup);

    /// <summary>How many words it has: runs between spaces that hold a letter or a digit.</summary>
    public int WordCount => StoryHtmlPlainText.Words(Markup);

    /// <summary>The plain text of the first paragraph; empty where there is none.</summary>
    public string FirstParagraph => StoryHtmlPlainText.FirstParagraph(Markup);

    /// <summary>Takes markup that this type wrote before (from the store): false where it is not exactly that.</summary>
    public static bool TryRead(string markup, out StoryHtml html)
    {
        var isOurs = markup.Length == 0 || StoryHtmlReading.IsCanonical(markup);
        html = isOurs && markup.Length > 0 ? new StoryHtml(markup) : Empty;
        return isOurs;
    }

    /// <summary>
    /// Takes the text of an XML element (XHTML in any namespace or none, names in any case). The element itself counts as markup
    /// where HTML knows it; a container of the format's own ("inlineXML") is only looked into.
    /// </summary>
    /// <param name="element">The element.</param>
    /// <param name="removed">Told once of each kind of thing that was taken out.</param>
    public static StoryHtml FromXhtml(XElement element, Action<RemovedMarkup>? removed = null)
    {
        var writer = StoryHtmlWriter.Rent(removed);
        try
        {
            StoryHtmlReading.Walk(element, writer);
            return writer.ToStoryHtml();
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>As <see cref="FromXhtml(XElement, Action{RemovedMarkup}?)"/>, from the element at which <paramref name="xml"/> stands; leaves it behind that element.</summary>
    /// <exception cref="XmlException">The XML is not well formed: the reader's own failure.</exception>
    public static StoryHtml FromXhtml(XmlReader xml, Action<RemovedMarkup>? removed = null)
    {
        var writer = StoryHtmlWriter.Rent(removed);
        try
        {
            StoryHtmlReading.Walk(xml, writer);
            return writer.ToStoryHtml();
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Makes a text of plain paragraphs, without any markup in them. Empty ones are left out.</summary>
    public static StoryHtml FromParagraphs(IEnumerable<string> paragraphs)
    {
        var writer = StoryHtmlWriter.Rent();
        try
        {
            foreach (var paragraph in paragraphs)
            {
                writer.Open("p");
                writer.Text(paragraph);
                writer.Close();
            }
            return writer.ToStoryHtml();
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>The blocks at the top level, in order.</summary>
    public IReadOnlyList<StoryBlock> Blocks()
    {
        var blocks = new List<StoryBlock>();
        var tokens = new StoryHtmlTokens(Markup);
        var (start, depth, reference) = (0, 0, (string?)null);
        for (var token = tokens.Next(); token != StoryToken.None; token = tokens.Next())
        {
            if (token == StoryToken.Start && depth == 0 && tokens.Tag.Role == TagRole.Figure && tokens.NextAttribute(out _, out var value)) reference = WebUtility.HtmlDecode(value.ToString());
            if (token == StoryToken.Start && tokens.Tag.Role != TagRole.Line) depth++;
            if (token != StoryToken.End || --depth > 0) continue;
            blocks.Add(new StoryBlock(tokens.Tag.Name, Markup[start..tokens.Position], reference));
            (start, reference) = (tokens.Position, null);
        }
        return blocks;
    }

    /// <summary>
    /// The markup with <paramref name="placeline"/> woven into the first paragraph: <c>&lt;p&gt;&lt;span class="placeline"&gt;KESSEL&lt;/span&gt; — text</c>.
    /// Unchanged where there is none, or where the text already opens with it.
    /// </summary>
    public string RenderWithPlaceline(Placeline? placeline)
    {
        if (placeline is null || FirstParagraph.StartsWith(placeline.Text, StringComparison.OrdinalIgnoreCase)) return Markup;
        var span = $"<span class=\"placeline\">{WebUtility.HtmlEncode(placeline.Text)}</span>";
        var at = StartOfFirstParagraph();
        return at < 0 ? $"<p>{span}</p>{Markup}" : $"{Markup.AsSpan(0, at)}{span} — {Markup.AsSpan(at)}";
    }

    private int StartOfFirstParagraph()
    {
        var tokens = new StoryHtmlTokens(Markup);
        var depth = 0;
        for (var token = tokens.Next(); token != StoryToken.None; token = tokens.Next())
        {
            if (token == StoryToken.Start && depth == 0 && tokens.Tag.Role == TagRole.Paragraph) return tokens.Position;
            if (token == StoryToken.Start && tokens.Tag.Role != TagRole.Line) depth++;
            if (token == StoryToken.End) depth--;
        }
        return -1;
    }

    /// <summary>The writer's way of making one: nobody else may.</summary>
    internal static StoryHtml Written(string markup) => new(markup);

    /// <inheritdoc/>
    public bool Equals(StoryHtml? other) => other is not null && other.Markup == Markup;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoryHtml);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Markup);

    /// <inheritdoc/>
    public override string ToString() => Markup;
}
