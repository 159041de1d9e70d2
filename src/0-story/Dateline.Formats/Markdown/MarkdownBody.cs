using System.Text;
using System.Xml.Linq;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Markdown;

/// <summary>A story's text as Markdown: every character that could be taken for a sign is escaped, so that words stay words.</summary>
internal static class MarkdownBody
{
    private const int MaxDepth = 40;

    /// <summary>The blocks of <paramref name="body"/>, apart by empty lines.</summary>
    internal static string Of(StoryHtml body) => Blocks(StoryTree.Of(body), 0);

    private static string Blocks(XElement parent, int depth)
    {
        var blocks = new List<string>();
        var loose = new StringBuilder();
        foreach (var node in parent.Nodes())
        {
            if (node is XElement { Name.LocalName: not ("a" or "strong" or "em" or "sub" or "sup" or "br") } block && depth < MaxDepth)
            {
                Flush(loose, blocks);
                blocks.Add(Block(block, depth + 1));
            }
            else Inline(node, loose);
        }
        Flush(loose, blocks);
        return string.Join("\n\n", blocks.Where(b => b.Length > 0));
    }

    private static void Flush(StringBuilder loose, List<string> blocks)
    {
        if (loose.ToString().Trim() is { Length: > 0 } text) blocks.Add(text);
        loose.Clear();
    }

    private static string Block(XElement block, int depth) => block.Name.LocalName switch
    {
        "h2" => "## " + OneLine(block),
        "h3" => "### " + OneLine(block),
        "h4" => "#### " + OneLine(block),
        "pre" => Fenced(block.Value),
        "blockquote" => Prefixed(Blocks(block, depth), "> ", "> "),
        "ul" => string.Join("\n", block.Elements().Select(i => Prefixed(Blocks(i, depth), "- ", "  "))),
        "ol" => string.Join("\n", block.Elements().Select((i, n) => Prefixed(Blocks(i, depth), $"{n + 1}. ", "   "))),
        "table" => Table(block),
        _ => Blocks(block, depth),
    };

    private static string OneLine(XElement block)
    {
        var text = new StringBuilder();
        foreach (var node in block.Nodes()) Inline(node, text);
        return text.ToString().Replace("\\\n", " ", StringComparison.Ordinal).Trim();
    }

    // A fence longer than any run of backticks within.
    private static string Fenced(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}\n{text}\n{fence}";
    }

    private static string Prefixed(string text, string first, string rest) => first + string.Join("\n", text.Split('\n').Select((line, n) => n == 0 ? line : line.Length == 0 ? rest.TrimEnd() : rest + line));

    private static string Table(XElement table)
    {
        var rows = StoryTree.Rows(table);
        if (rows.Count == 0) return "";
        var columns = rows.Max(r => r.Length);
        var lines = rows.Select(r => "| " + string.Join(" | ", Enumerable.Range(0, columns).Select(c => c < r.Length ? Escaped(r[c]).Replace("|", "\\|", StringComparison.Ordinal) : "")) + " |").ToList();
        lines.Insert(1, "|" + string.Concat(Enumerable.Repeat(" --- |", columns)));
        return table.Element("caption") is { } caption ? Escaped(StoryTree.Words(caption)) + "\n\n" + string.Join("\n", lines) : string.Join("\n", lines);
    }

    private static void Inline(XNode node, StringBuilder text)
    {
        if (node is XText words) { text.Append(Escaped(words.Value)); return; }
        if (node is not XElement element) return;
        if (element.Name.LocalName == "br") { text.Append("\\\n"); return; }
        var (before, after) = element.Name.LocalName switch
        {
            "strong" => ("**", "**"),
            "em" => ("*", "*"),
            "a" => ("[", $"](<{element.Attribute("href")?.Value}>)"),
            "sub" => ("<sub>", "</sub>"),
            "sup" => ("<sup>", "</sup>"),
            _ => ("", ""),
        };
        text.Append(before);
        foreach (var child in element.Nodes()) Inline(child, text);
        text.Append(after);
    }

    /// <summary>Words that no reader of Markdown takes for signs.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var opensLine = true;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '&' || opensLine && c is '#' or '+' or '-' or '=') escaped.Append('\\');
            // "1. " at the head of a line would begin a list.
            if (c is '.' or ')' && at > 0 && IsNumberFromLineStart(text, at)) escaped.Append('\\');
            escaped.Append(c);
            opensLine = c == '\n' || opensLine && c == ' ';
        }
        return escaped.ToString();
    }

    private static bool IsNumberFromLineStart(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return start < at && (start == 0 || text[start - 1] == '\n');
    }
}
