using System.Text;
using System.Xml;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// The text of an NITF document (IPTC NITF 1.x to 3.6), whole or carried inside another: <c>body.content</c>, and the tag line of <c>body.end</c>.
/// Most of its elements are HTML's; the others are told as what they mean there.
/// </summary>
/// <param name="xml">Where to read.</param>
/// <param name="removed">Told of what is taken out.</param>
/// <param name="apart">Reads what stands in the text and is not of it: pictures with captions, notes to editors. It may leave them unread.</param>
internal sealed class NitfBody(XmlCursor xml, Action<RemovedMarkup> removed, Action<XmlCursor>? apart = null)
{
    private readonly StoryPen _pen = StoryPen.Take(removed);
    private StringBuilder? _escaped;
    private int _preDepth = -1;
    private int _top = -1;

    private StoryHtmlWriter Story => _pen.Story;

    /// <summary>Whether text was met in which line breaks and columns matter.</summary>
    internal bool IsPreformatted { get; private set; }

    /// <summary>Whom editors may ask: addresses that are not for readers. Null where none were sent.</summary>
    internal string? Contact { get; private set; }

    /// <summary>Why there is no text; null where there is, or none was sent.</summary>
    internal ReadFailure? Failure { get; private set; }

    /// <summary>Reads the nitf, body or body.content element the cursor stands on.</summary>
    internal StoryHtml Read()
    {
        if (Is("body.content")) ReadContent();
        else if (Is("body")) ReadBody();
        else
            foreach (var part in xml.Children)
                if (Is("body")) ReadBody();
        return Finish();
    }

    private void ReadBody()
    {
        foreach (var section in xml.Children)
        {
            if (Is("body.content")) ReadContent();
            else if (Is("body.end")) ReadEnd();
        }
    }

    /// <summary>Reads the body.content, or whatever holds text, that the cursor stands on.</summary>
    internal void ReadContent()
    {
        var depth = xml.Depth;
        _top = depth + 1;
        while (xml.StepInside(depth, out var type)) Tell(type);
    }

    /// <summary>Reads the element the cursor stands on as part of the text.</summary>
    internal void ReadElement()
    {
        var depth = xml.Depth;
        if (IsApart(xml.Name)) { ReadApart(); return; }
        Open();
        if (xml.IsEmptyElement) return;
        while (xml.StepInside(depth, out var type)) Tell(type);
        Story.Close();
    }

    /// <summary>Reads the body.end the cursor stands on: of it the tag line is text ("With files from …"), unless it tells editors whom to ask.</summary>
    internal void ReadEnd()
    {
        foreach (var part in xml.Children)
        {
            // "___" parts a text from what is no text.
            if (!Is("tagline") || XmlLines.Read(xml) is not { } line || !line.Any(char.IsLetterOrDigit)) continue;
            if (line.Contains('@', StringComparison.Ordinal)) { Contact = Contact is null ? line : XmlLines.Join(Contact, line); continue; }
            Story.Open("p");
            Story.Text(line);
            Story.Close();
        }
    }

    /// <summary>The text. The body must not be used after.</summary>
    internal StoryHtml Finish()
    {
        var story = _pen.Finish();
        if (_escaped is null || !story.IsEmpty) return story;
        var escaped = DataBody.Read(_escaped.ToString(), removed);
        Failure = escaped.Failure;
        return escaped.Html ?? StoryHtml.Empty;
    }

    /// <summary>Says at which depth the text stands that may be markup as characters: directly inside what holds it.</summary>
    internal void Begin(int depth) => _top = depth + 1;

    /// <summary>Reads the node the cursor stands on as part of the text.</summary>
    internal void Tell(XmlNodeType type)
    {
        switch (type)
        {
            case XmlNodeType.Element when IsApart(xml.Name): ReadApart(); break;
            case XmlNodeType.Element: Open(); break;
            case XmlNodeType.EndElement: Story.Close(); if (xml.Depth == _preDepth) _preDepth = -1; break;
            case XmlNodeType.Text or XmlNodeType.CDATA: TellText(xml.Value); break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace: Story.Text(xml.Value); break;
        }
    }

    private void TellText(string text)
    {
        if (_preDepth >= 0) Story.Text(text);
        else if (xml.Depth == _top && DataBody.IsMarkup(text)) (_escaped ??= new()).Append(text);
        else ParagraphText.Tell(Story, text);
    }

    private void ReadApart()
    {
        if (apart is null) xml.Skip();
        else apart(xml);
    }

    private void Open()
    {
        if (Is("pre") && !xml.IsEmptyElement) (IsPreformatted, _preDepth) = (true, xml.Depth);
        Story.Open(Html(xml.Name, xml["class"]));
        if (xml.HasAttributes) xml.CopyAttributes(Story);
        if (xml.IsEmptyElement) Story.Close();
    }

    private bool Is(string name) => xml.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // Pictures with captions, and notes to editors, are not the story's text.
    private static bool IsApart(string name) => name is "media" or "note" or "ednote";

    private static string Html(string name, string? kind) => name switch
    {
        "em" when kind is "bold" or "strong" => "strong",
        "hl2" when kind is "h2" or "h4" => kind,
        "block" or "nitf-table" or "body.content" => "div",
        "hl1" => "h2",
        "hl2" => "h3",
        "bq" => "blockquote",
        "credit" or "byline" or "datasource" or "fn" => "p",
        "nitf-col" or "nitf-colgroup" or "colspec" or "spanspec" => "col",
        "row" => "tr",
        "entry" => "td",
        "tgroup" => "span",
        "person" or "org" or "location" or "sublocation" or "city" or "state" or "country" or "region" or "event" or "function" or "money" or "num"
            or "frac" or "frac-num" or "frac-den" or "frac-sep" or "chron" or "copyrite" or "object.title" or "virtloc" or "postaddr" or "alt-code"
            or "classifier" or "pronounce" or "lang" or "name.given" or "name.family" or "byttl" or "distributor" => "span",
        _ => name,
    };
}
