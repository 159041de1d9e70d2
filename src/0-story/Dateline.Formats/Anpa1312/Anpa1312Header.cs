namespace Dateline.Formats.Anpa1312;

/// <summary>
/// The header of a message (ANPA 1312, clauses 3 and 4): service level and number, selector; priority, category and format, keyword and version, date and count of words.
/// "a1049" US "czc-" CRLF "r i" DC3 "BC-Kessel-Talks, 1st Ld-Writethru 08-24 0456".
/// </summary>
/// <param name="Service">The letter of the service level.</param>
/// <param name="Number">The number of the message, as sent.</param>
/// <param name="Priority">The letter of the priority; null where there is none.</param>
/// <param name="Category">The letter of the category; null where there is none.</param>
/// <param name="IsTable">Whether its format (DC4) says that the text is set as it stands.</param>
/// <param name="Keyword">Keyword and version as sent; null where there are none.</param>
internal sealed record Anpa1312Header(char Service, string Number, char? Priority, char? Category, bool IsTable, string? Keyword)
{
    private const char Text = '\u0013', Table = '\u0014';
    private const int MostSelector = 24;

    /// <summary>Whether a message begins here as one of ANPA 1312 does: one letter, three to five digits, and no further letter or digit.</summary>
    internal static bool Begins(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || !char.IsAsciiLetter((char)text[0])) return false;
        var digits = 1;
        while (digits < text.Length && digits < 7 && text[digits] is >= (byte)'0' and <= (byte)'9') digits++;
        return digits is >= 4 and <= 6 && digits < text.Length && !char.IsAsciiLetterOrDigit((char)text[digits]);
    }

    /// <summary>Whether a line is the first of a header and nothing but: how a message begins whose control characters a relay took away.</summary>
    internal static bool IsFirstLine(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\n\0"u8);
        if (line.Length is < 4 or > 7 + MostSelector || !char.IsAsciiLetter((char)line[0])) return false;
        var rest = line[1..].TrimStart("0123456789"u8);
        if (line.Length - 1 - rest.Length is < 3 or > 5) return false;
        foreach (var b in rest) if (!char.IsAsciiLetterOrDigit((char)b) && b is not (0x1F or (byte)'-' or (byte)'_')) return false;
        return true;
    }

    /// <summary>The header in <paramref name="text"/>, all that stands before STX; null where it is none.</summary>
    internal static Anpa1312Header? Read(string text)
    {
        var at = 0;
        while (at < text.Length && !char.IsAsciiLetter(text[at])) at++;
        if (at == text.Length) return null;
        var service = text[at++];
        var number = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at == number || at - number > 6) return null;
        var lines = text[at..].ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
            if (ReadSecond(line) is { } second) return second with { Service = service, Number = text[number..at] };
        return new(service, text[number..at], null, null, false, null);
    }

    /// <summary>Priority, category, format and keyword: "r i" DC3 "BC-Kessel". They may stand on the first line too, behind the selector.</summary>
    internal static Anpa1312Header? ReadSecond(ReadOnlySpan<char> line)
    {
        if (WithoutCategory(line) is { } bare) return bare;
        for (var at = 0; at + 2 < line.Length; at++)
        {
            if (!char.IsAsciiLetter(line[at]) || line[at + 1] is not (' ' or '\u001F') || !char.IsAsciiLetter(line[at + 2])) continue;
            if (at > 0 && char.IsLetterOrDigit(line[at - 1]) || at + 3 < line.Length && char.IsLetterOrDigit(line[at + 3])) continue;
            var rest = line[(at + 3)..];
            var isTable = rest.IndexOf(Table) is var table and >= 0 and <= 2 && (rest.IndexOf(Text) is var normal && (normal < 0 || normal > table));
            var keyword = Keywords(rest.TrimStart(" \u0011\u0012\u0013\u0014\u001F"));
            return new(' ', "", line[at], line[at + 2], isTable, keyword.IsEmpty ? null : keyword.ToString());
        }
        return null;
    }

    // "f  " DC3 "AP NewsAlert": a priority, and blanks for a category.
    private static Anpa1312Header? WithoutCategory(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \u001F");
        if (line.Length < 3 || !char.IsAsciiLetter(line[0]) || line[1] is not (' ' or Text or Table)) return null;
        var rest = line[1..].TrimStart(' ');
        if (rest.IsEmpty || rest[0] is not (Text or Table)) return null;
        var keyword = Keywords(rest.TrimStart(" \u0011\u0012\u0013\u0014\u001F"));
        return new(' ', "", line[0], null, rest[0] == Table, keyword.IsEmpty ? null : keyword.ToString());
    }

    // "BC-Kessel-Talks, 1st Ld-Writethru   08-24 0456": date and count of words go.
    private static ReadOnlySpan<char> Keywords(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \u001F\u0013\u0014\u0002");
        var space = text.LastIndexOf(' ');
        if (space > 0 && IsDigits(text[(space + 1)..])) text = text[..space].TrimEnd(' ');
        if (text.Length > 6 && text[^3] == '-' && IsDigits(text[^2..]) && IsDigits(text[^5..^3]) && text[^6] is ' ' or ',' or '\u001F') text = text[..^6];
        return text.TrimEnd(" ,\u001F");
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
