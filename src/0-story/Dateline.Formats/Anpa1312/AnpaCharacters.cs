using System.Buffers;
using System.Text;
using Dateline.Formats.Text;

namespace Dateline.Formats.Anpa1312;

/// <summary>
/// What typesetters read out of a seven-bit text: <c>``</c> and <c>''</c> are quotation marks, <c>_</c> a dash, <c>{</c> a half, DLE a space band;
/// BS opens the row of a table and RS a column of it. Lines that begin with <c>^</c> and end in <c>&lt;</c> or <c>=</c> stand alone.
/// </summary>
internal static class AnpaCharacters
{
    private const char OpensRow = '\b', SpaceBand = '\u0010', OpensColumn = '\u001E';

    private static readonly SearchValues<char> Special = SearchValues.Create("`'_{/&\b\u0010\u001E\u000E\u000F");

    /// <summary>Sets every line of <paramref name="lines"/> as it would be printed.</summary>
    internal static void Set(WireLines lines)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            if (IsRow(lines[line])) { line = SetRows(lines, line) - 1; continue; }
            if (lines[line].IndexOfAny(Special) >= 0) lines.Rewrite(line, Printed(lines[line]));
        }
    }

    private static bool IsRow(ReadOnlySpan<char> line) => line.Contains(OpensColumn) || line.TrimStart("^ ").StartsWith([OpensRow]);

    // ---- tables ---------------------------------------------------------------------------------------------------------------

    /// <summary>Aligns the columns of rows that follow each other; gives the line behind them.</summary>
    private static int SetRows(WireLines lines, int from)
    {
        var to = from;
        while (to < lines.Count && IsRow(lines[to])) to++;
        var rows = new List<string[]>(to - from);
        for (var line = from; line < to; line++) rows.Add(Cells(lines[line]));
        for (var line = from; line < to; line++) lines.Rewrite(line, Aligned(rows, line - from));
        return to;
    }

    private static string[] Cells(ReadOnlySpan<char> row)
    {
        var cells = row.TrimStart("^ \b").TrimEnd("<= ").ToString().Split(OpensColumn);
        for (var i = 0; i < cells.Length; i++) cells[i] = Printed(cells[i]).Trim();
        return cells;
    }

    // Columns of figures stand to the right, words to the left; three spaces part columns.
    private static string Aligned(List<string[]> rows, int index)
    {
        var row = new StringBuilder();
        for (var column = 0; column < rows[index].Length; column++)
        {
            var (width, cell) = (0, rows[index][column]);
            foreach (var other in rows) if (column < other.Length) width = Math.Max(width, other[column].Length);
            if (column > 0) row.Append("   ");
            row.Append(column > 0 && IsOfFigures(rows, column) ? cell.PadLeft(width) : cell.PadRight(width));
        }
        return row.ToString().TrimEnd();
    }

    // The first row is that of the headings.
    private static bool IsOfFigures(List<string[]> rows, int column)
    {
        for (var row = Math.Min(1, rows.Count - 1); row < rows.Count; row++)
            if (column < rows[row].Length && rows[row][column] is { Length: > 0 } cell && !char.IsAsciiDigit(cell[^1]) && cell[^1] is not ('½' or '%' or '-' or '—')) return false;
        return true;
    }

    // ---- characters -------------------------------------------------------------------------------------------------------------

    private static string Printed(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            var (c, before, after) = (line[at], at > 0 ? line[at - 1] : ' ', at + 1 < line.Length ? line[at + 1] : ' ');
            switch (c)
            {
                case '`' when after == '`': text.Append('“'); at++; break;
                case '`': text.Append('‘'); break;
                case '\'' when after == '\'': text.Append('”'); at++; break;
                case '_' when before != '_' && after != '_' && !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after)): text.Append('—'); break;
                case '{': text.Append('½'); break;
                case '/' when Fraction(line, at) is var fraction and not '\0': text.Remove(text.Length - 2, 2).Append(fraction); at++; break;
                case '&' when IsTypeCode(line[at..]): at += TypeCode - 1; break;
                case SpaceBand: text.Append(' '); break;
                case < ' ' and not '\t': break;
                default: text.Append(c); break;
            }
        }
        return text.ToString();
    }

    // "&UR;" and "&LR;" change rails, "&QL;" and "&QC;" end lines: codes of typesetting machines, which say nothing to a reader.
    private const int TypeCode = 4;

    private static bool IsTypeCode(ReadOnlySpan<char> text) => text.Length >= TypeCode && text[3] == ';' && char.IsAsciiLetterUpper(text[1]) && char.IsAsciiLetterUpper(text[2]);

    /// <summary>"12 3/8" and "12-3/8" are one number: a fraction behind a whole one. "3/8" alone may be a date.</summary>
    private static char Fraction(ReadOnlySpan<char> line, int slash)
    {
        if (slash < 3 || slash + 1 >= line.Length || !char.IsAsciiDigit(line[slash - 1]) || line[slash - 2] is not (' ' or '-') || !char.IsAsciiDigit(line[slash - 3])) return '\0';
        if (slash + 2 < line.Length && (char.IsAsciiDigit(line[slash + 2]) || line[slash + 2] == '/')) return '\0';
        return (line[slash - 1], line[slash + 1]) switch
        {
            ('1', '2') => '½',
            ('1', '4') => '¼',
            ('3', '4') => '¾',
            ('1', '8') => '⅛',
            ('3', '8') => '⅜',
            ('5', '8') => '⅝',
            ('7', '8') => '⅞',
            ('1', '3') => '⅓',
            ('2', '3') => '⅔',
            _ => '\0',
        };
    }
}
