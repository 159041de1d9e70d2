using System.Text;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// A house's terms as CSV (RFC 4180), as spreadsheets write it: parted by commas, semicolons or tabs, whichever the first line has. Its columns are code, field, broader, retired, and
/// one for each language.
/// </summary>
internal static class HouseTermsCsv
{
    private static readonly string[] Known = ["code", "field", "broader", "retired"];

    internal static Outcome<IReadOnlyList<PlacedTerm>> Read(ReadOnlyMemory<byte> bytes)
    {
        string text;
        try { text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF'); }
        catch (DecoderFallbackException) { return Refuse("encoding", "It is not UTF-8. Save it as CSV UTF-8.", null); }
        var rows = Rows(text, Separator(text)).Where(r => r.Cells.Any(c => c.Length > 0)).ToList();
        if (rows.Count == 0) return Refuse("vocabulary-empty", "There are no terms in it.", null);
        var head = rows[0].Cells.Select(c => c.ToLowerInvariant()).ToList();
        if (!head.Contains("code")) return Refuse("vocabulary-form", "The first line names the columns: code, field, broader, retired, and a language for each name (en, fr). It has no code.", "line 1");
        if (head.FirstOrDefault(h => h.Length > 0 && !Known.Contains(h) && !HouseTermCheck.IsLanguage(h)) is { } odd) return Refuse("vocabulary-form", $"The column \"{HouseTermCheck.Shown(odd)}\" is none of code, field, broader, retired, and no language.", "line 1");
        if (head.Where(h => h.Length > 0).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) return Refuse("vocabulary-form", $"The column \"{twice.Key}\" stands there twice.", "line 1");
        return Terms(rows, head);
    }

    private static Outcome<IReadOnlyList<PlacedTerm>> Terms(List<Line> rows, List<string> head)
    {
        var terms = new List<PlacedTerm>();
        foreach (var row in rows.Skip(1))
        {
            var place = $"line {row.Number}";
            if (row.Cells.Count > head.Count) return Refuse("vocabulary-form", $"It has {row.Cells.Count} columns, the first line {head.Count}. A name that holds the separator stands in quotation marks.", place);
            string? Cell(string name) => head.IndexOf(name) is var at and >= 0 && at < row.Cells.Count ? NewsText.OneLine(row.Cells[at]) : null;
            if (Field(Cell("field") ?? "subject") is not { } field) return Refuse("vocabulary-field", "A term is for a field: subject or genre.", place);
            if (Cell("retired")?.ToLowerInvariant() is not (null or "" or "yes" or "no" or "true" or "false" or "1" or "0" or "oui" or "non")) return Refuse("vocabulary-form", "Under \"retired\" stands yes or nothing.", place);
            var names = head.Where(h => h.Length > 0 && !Known.Contains(h)).Select(h => (Language: h, Name: Cell(h))).Where(n => !string.IsNullOrEmpty(n.Name)).ToDictionary(n => n.Language, n => n.Name!, StringComparer.OrdinalIgnoreCase);
            var isRetired = Cell("retired")?.ToLowerInvariant() is "yes" or "true" or "1" or "oui";
            terms.Add(new(new() { Code = Cell("code") ?? "", Field = field, Broader = Cell("broader") is { Length: > 0 } broader ? broader : null, IsRetired = isRetired, Names = names }, place));
        }
        return terms;
    }

    internal static TermField? Field(string name) => name.ToLowerInvariant() switch { "subject" or "" => TermField.Subject, "genre" => TermField.Genre, _ => null };

    internal static string Write(IReadOnlyList<HouseTerm> terms)
    {
        var languages = terms.SelectMany(t => t.Names.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        var csv = new StringBuilder();
        Append(csv, [.. Known, .. languages]);
        foreach (var term in terms)
            Append(csv, [term.Code, HouseTermCheck.Name(term.Field), term.Broader ?? "", term.IsRetired ? "yes" : "", .. languages.Select(l => term.Names.GetValueOrDefault(l) ?? "")]);
        return csv.ToString();
    }

    // A name that begins as a formula does would be run by a spreadsheet: it is kept from that by an apostrophe, as the spreadsheets have it, and read without.
    private static void Append(StringBuilder csv, IReadOnlyList<string> cells) =>
        csv.AppendJoin(',', cells.Select(c => c.Length > 0 && c[0] is '=' or '+' or '-' or '@' ? "'" + c : c).Select(c => c.AsSpan().IndexOfAny(",;\t\"\r\n") >= 0 ? '"' + c.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : c)).Append("\r\n");

    private static char Separator(string text)
    {
        var line = text.AsSpan(0, text.AsSpan().IndexOfAny("\r\n") is var end and >= 0 ? end : text.Length);
        return line.Contains('\t') ? '\t' : line.Count(';') > line.Count(',') ? ';' : ',';
    }

    private sealed record Line(int Number, IReadOnlyList<string> Cells);

    private static IEnumerable<Line> Rows(string text, char separator)
    {
        var (cells, cell, quoted, number, began) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n') number++;
            if (quoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"') { cell.Append(c); at++; }
            else if (c == '"' && (quoted || cell.Length == 0)) quoted = !quoted;
            else if (quoted || c != separator && c is not ('\r' or '\n')) cell.Append(c);
            else
            {
                cells.Add(Bare(cell));
                if (c == separator) continue;
                if (c == '\r' && at + 1 < text.Length && text[at + 1] == '\n') { at++; number++; }
                yield return new(began, cells);
                (cells, began) = ([], number);
            }
        }
        cells.Add(Bare(cell));
        yield return new(began, cells);
    }

    private static string Bare(StringBuilder cell)
    {
        var text = cell.ToString().Trim();
        cell.Clear();
        return text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' ? text[1..] : text;
    }

    private static Refusal Refuse(string code, string message, string? place) => new(code, $"{(place is null ? "" : place + ": ")}{message} The list is as it was.", place);
}
