using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Html;

/// <summary>
/// HTML in which nothing is left to a parser's judgement: common elements, each ended where it should be, attributes in quotes, references with their semicolon,
/// nothing where HTML would move it elsewhere. It is looked over first and told second, so that what turns out not to be plain has left no trace.
/// </summary>
internal static class PlainHtml
{
    private const int MaxDepth = 32;
    private const int LongestReference = 12;

    private static readonly FrozenSet<string> Names = new[]
    {
        "p", "a", "strong", "b", "em", "i", "sub", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "div", "span", "br", "hr", "img",
        "u", "s", "small", "font", "code", "cite", "abbr", "mark", "del", "ins", "section", "article", "header", "footer", "main", "figure", "figcaption",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Elements that carry no meaning we keep, and that the sanitiser takes out whole.
    private static readonly FrozenSet<string> Bare = new[] { "img", "u", "s", "small", "font", "code", "cite", "abbr", "mark", "del", "ins" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ByName = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    // ---- looking it over ------------------------------------------------------------------------------------------------------

    /// <summary>Whether a parser of XML and one of HTML see the same tree in <paramref name="html"/>, and so do we.</summary>
    internal static bool Is(ReadOnlySpan<char> html)
    {
        if (!HasOnlyPrintable(html)) return false;
        var nesting = new Stack<string>();
        for (var at = html.IndexOfAny('<', '&'); at >= 0;)
        {
            if (html[at] == '&' ? Reference(html[at..], out _) == 0 : !IsPlainTag(html[at..], nesting)) return false;
            var next = html[(at + 1)..].IndexOfAny('<', '&');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return nesting.Count == 0;
    }

    private static bool HasOnlyPrintable(ReadOnlySpan<char> html)
    {
        if (html.ContainsAnyInRange('\0', '\u0008') || html.ContainsAnyInRange('\u000B', '\u000C') || html.ContainsAnyInRange('\u000E', '\u001F')) return false;
        if (!html.ContainsAnyInRange('\uD800', '\uFFFF')) return true;
        for (var i = 0; i < html.Length; i++)
        {
            if (html[i] is '\uFFFE' or '\uFFFF' || char.IsLowSurrogate(html[i])) return false;
            if (char.IsHighSurrogate(html[i]) && (++i == html.Length || !char.IsLowSurrogate(html[i]))) return false;
        }
        return true;
    }

    private static bool IsPlainTag(ReadOnlySpan<char> text, Stack<string> nesting)
    {
        var end = text.IndexOf('>');
        if (end < 2) return false;
        var tag = text[1..end];
        if (tag[0] == '/') return nesting.TryPop(out var open) && tag[1..].Equals(open, StringComparison.OrdinalIgnoreCase);
        var isEmpty = tag[^1] == '/';
        if (!TryName(isEmpty ? tag[..^1] : tag, out var name, out var attributes) || !ArePlain(attributes)) return false;
        if (IsVoid(name)) return true;
        if (isEmpty || name is not ("ul" or "ol" or "li" or "div" or "span") && nesting.Contains(name) || nesting.Count > MaxDepth || !MayStand(name, nesting)) return false;
        nesting.Push(name);
        return true;
    }

    private static bool TryName(ReadOnlySpan<char> tag, out string name, out ReadOnlySpan<char> attributes)
    {
        var stop = tag.IndexOfAny(" \t\r\n");
        attributes = stop < 0 ? default : tag[stop..];
        return ByName.TryGetValue(stop < 0 ? tag : tag[..stop], out name!);
    }

    private static bool IsVoid(string name) => name is "br" or "hr" or "img";

    // A block in a paragraph, or in what stands in one, ends it: then the tree is not the one that was written.
    private static bool MayStand(string name, Stack<string> nesting)
    {
        var parent = nesting.Count == 0 ? "" : nesting.Peek();
        if (name == "li") return parent is "ul" or "ol";
        return !(IsContainer(name) || name is "p" or "ul" or "ol" or ['h', _]) || parent is "" or "li" || IsContainer(parent);
    }

    private static bool IsContainer(string name) => name is "div" or "blockquote" or "section" or "article" or "header" or "footer" or "main" or "figure" or "figcaption";

    private static bool ArePlain(ReadOnlySpan<char> attributes)
    {
        while (NextAttribute(ref attributes, out _, out var value))
        {
            if (value.ContainsAny("<\t\r\n")) return false;
            for (var at = value.IndexOf('&'); at >= 0; at = value.IndexOf('&'))
            {
                var length = Reference(value[at..], out _);
                if (length == 0) return false;
                value = value[(at + length)..];
            }
        }
        return attributes.IsWhiteSpace();
    }

    // ---- telling it -----------------------------------------------------------------------------------------------------------

    /// <summary>The text of HTML that is plain.</summary>
    internal static StoryHtml Read(ReadOnlySpan<char> html, Action<RemovedMarkup> removed)
    {
        var pen = StoryPen.Take(removed);
        while (!html.IsEmpty)
        {
            var end = html.IndexOfAny('<', '&');
            if (end != 0) pen.Story.Text(end < 0 ? html : html[..end]);
            if (end < 0) break;
            html = html[end..];
            if (html[0] == '<') { TellTag(pen.Story, ref html); continue; }
            var length = Reference(html, out var character);
            pen.Story.Text([character]);
            html = html[length..];
        }
        return pen.Finish();
    }

    private static void TellTag(StoryHtmlWriter story, ref ReadOnlySpan<char> html)
    {
        var end = html.IndexOf('>');
        var tag = html[1..end];
        html = html[(end + 1)..];
        if (tag[0] == '/') { story.Close(); return; }
        var isEmpty = tag[^1] == '/';
        TryName(isEmpty ? tag[..^1] : tag, out var name, out var attributes);
        story.Open(name);
        // What goes by itself takes along what it says of itself.
        if (!Bare.Contains(name)) while (NextAttribute(ref attributes, out var key, out var value)) story.Attribute(key.ToString(), Unescaped(value));
        if (IsVoid(name)) story.Close();
    }

    private static string Unescaped(ReadOnlySpan<char> value) => value.Contains('&') ? WebUtility.HtmlDecode(value.ToString()) : value.ToString();

    // ---- attributes and references ----------------------------------------------------------------------------------------------

    /// <summary>Takes the next attribute, written in full; where it is not, it stays.</summary>
    private static bool NextAttribute(ref ReadOnlySpan<char> attributes, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        var rest = attributes.TrimStart(" \t\r\n");
        if (rest.Length == attributes.Length || rest.IsEmpty || !char.IsAsciiLetter(rest[0])) return false;
        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '-' or '_' or ':')) length++;
        name = rest[..length];
        rest = rest[length..].TrimStart(" \t\r\n");
        if (rest.IsEmpty || rest[0] != '=') return false;
        rest = rest[1..].TrimStart(" \t\r\n");
        if (rest.IsEmpty || rest[0] is not ('"' or '\'')) return false;
        var close = rest[1..].IndexOf(rest[0]);
        if (close < 0) return false;
        value = rest.Slice(1, close);
        attributes = rest[(close + 2)..];
        return true;
    }

    /// <summary>How long the reference is that <paramref name="text"/> begins with, semicolon included, and the one character it stands for; 0 where it is none that all read alike.</summary>
    private static int Reference(ReadOnlySpan<char> text, out char character)
    {
        // "Fish & chips": nothing begins here.
        character = '&';
        if (text.Length == 1 || text[1] != '#' && !char.IsAsciiLetterOrDigit(text[1])) return 1;
        character = default;
        var end = text[..Math.Min(text.Length, LongestReference)].IndexOf(';');
        if (end < 2) return 0;
        var name = text[1..end];
        if (name[0] == '#')
        {
            if (!int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is not (>= ' ' and < 0x7F or >= 0xA0 and < 0xD800)) return 0;
            character = (char)number;
            return end + 1;
        }
        character = name switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', "nbsp" => '\u00A0', _ => default };
        if (character == default && char.IsAsciiLetter(name[0]) && WebUtility.HtmlDecode(text[..(end + 1)].ToString()) is [var named]) character = named;
        return character == default ? 0 : end + 1;
    }
}
