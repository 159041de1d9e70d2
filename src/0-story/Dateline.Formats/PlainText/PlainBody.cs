using System.Text;
using System.Xml.Linq;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.PlainText;

/// <summary>A story's text as lines of plain text: paragraphs wrapped, lists and quotes marked, tables in columns, what was set as it stands still so.</summary>
internal sealed class PlainBody(int width, List<string> lines, Func<string, string> spell)
{
    private const int ColumnGap = 3;
    private const int MaxDepth = 40;

    /// <summary>The lines of <paramref name="body"/>, of at most <paramref name="width"/> characters but for tables; <paramref name="spell"/> has the last word on characters.</summary>
    internal static List<string> Lines(StoryHtml body, int width, Func<string, string>? spell = null)
    {
        var lines = new List<string>();
        new PlainBody(width, lines, spell ?? (text => text)).Blocks(StoryTree.Of(body), "", "", 0);
        while (lines is [.., ""]) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    // ---- blocks ---------------------------------------------------------------------------------------------------------------------

    private void Blocks(XElement parent, string first, string rest, int depth)
    {
        var loose = new StringBuilder();
        foreach (var node in parent.Nodes())
        {
            if (node is XElement { Name.LocalName: not ("a" or "strong" or "em" or "sub" or "sup" or "br") } block && depth < MaxDepth)
            {
                Flow(loose, ref first, rest);
                Block(block, first, rest, depth);
                first = rest;
            }
            else Inline(node, loose);
        }
        Flow(loose, ref first, rest);
    }

    private void Flow(StringBuilder loose, ref string first, string rest)
    {
        if (string.IsNullOrWhiteSpace(loose.ToString())) { loose.Clear(); return; }
        Wrap(loose.ToString(), first, rest);
        loose.Clear();
        first = rest;
    }

    private void Block(XElement block, string first, string rest, int depth)
    {
        switch (block.Name.LocalName)
        {
            case "pre": foreach (var line in block.Value.Split('\n')) lines.Add(rest + spell(line).TrimEnd()); End(); break;
            case "ul" or "ol": List(block, rest, depth); break;
            case "blockquote": Blocks(block, rest + "> ", rest + "> ", depth + 1); break;
            case "table": Table(block, rest); End(); break;
            case "figure": Blocks(block, first, rest, depth + 1); break;
            default: Blocks(block, first, rest, depth + 1); End(); break;
        }
    }

    private void End()
    {
        if (lines.Count > 0 && lines[^1].Length > 0) lines.Add("");
    }

    private void List(XElement list, string rest, int depth)
    {
        var number = 0;
        foreach (var item in list.Elements())
        {
            var marker = list.Name.LocalName == "ol" ? $"{++number}. " : "- ";
            var before = lines.Count;
            Blocks(item, rest + marker, rest + new string(' ', marker.Length), depth + 1);
            while (lines.Count > before && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        }
        End();
    }

    // ---- tables -----------------------------------------------------------------------------------------------------------------------

    private void Table(XElement table, string margin)
    {
        if (table.Element("caption") is { } caption) Wrap(StoryTree.Words(caption), margin, margin);
        var rows = StoryTree.Rows(table).ConvertAll(r => Array.ConvertAll(r, c => spell(c)));
        foreach (var row in rows)
        {
            var line = new StringBuilder(margin);
            for (var column = 0; column < row.Length; column++)
            {
                var wide = rows.Max(r => column < r.Length ? r[column].Length : 0);
                if (column > 0) line.Append(' ', ColumnGap);
                line.Append(column > 0 && IsOfFigures(rows, column) ? row[column].PadLeft(wide) : row[column].PadRight(wide));
            }
            lines.Add(line.ToString().TrimEnd());
        }
    }

    // The first row is that of the headings.
    private static bool IsOfFigures(List<string[]> rows, int column) =>
        rows.Count > 1 && rows.Skip(1).All(r => column >= r.Length || r[column].Length == 0 || char.IsAsciiDigit(r[column][^1]) || r[column][^1] is '%' or '½');

    // ---- words --------------------------------------------------------------------------------------------------------------------------

    private static void Inline(XNode node, StringBuilder text)
    {
        if (node is XText words) { text.Append(words.Value); return; }
        if (node is not XElement element) return;
        if (element.Name.LocalName == "br") { text.Append('\n'); return; }
        foreach (var child in element.Nodes()) Inline(child, text);
        if (element.Name.LocalName == "a" && element.Attribute("href")?.Value is { } address && !element.Value.Contains(address, StringComparison.Ordinal) && address != "mailto:" + element.Value)
            text.Append(" (").Append(address.StartsWith("mailto:", StringComparison.Ordinal) ? address[7..] : address).Append(')');
    }

    private void Wrap(string text, string first, string rest)
    {
        foreach (var line in text.Split('\n'))
        {
            lines.AddRange(Wrapped(spell(line), width, first, rest));
            first = rest;
        }
    }

    /// <summary>The words of <paramref name="text"/> on lines of at most <paramref name="width"/> characters. A word longer than that has a line of its own, and stays whole.</summary>
    internal static List<string> Wrapped(string text, int width, string first = "", string rest = "")
    {
        var wrapped = new List<string>();
        var line = new StringBuilder(first);
        var (begun, margin) = (false, first.Length);
        foreach (var word in text.Split((char[]?)[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (begun && line.Length + 1 + word.Length > width)
            {
                wrapped.Add(line.ToString());
                line.Clear().Append(rest);
                (begun, margin) = (false, rest.Length);
            }
            if (begun) line.Append(' ');
            line.Append(word);
            begun = true;
        }
        if (line.Length > margin || begun) wrapped.Add(line.ToString());
        return wrapped;
    }
}
