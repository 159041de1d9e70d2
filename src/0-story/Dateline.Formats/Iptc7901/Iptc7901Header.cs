namespace Dateline.Formats.Iptc7901;

/// <summary>
/// The first line of a message (IPTC 7901, "message header"): source and number, priority, category, count of words, whatever else the agency puts there:
/// "npe0231 4 pol 0345 Kessel/talks".
/// </summary>
/// <param name="Service">The letters that name the source and its service, as sent.</param>
/// <param name="Number">The number of the message in the service's day, as sent, with a letter behind it where one stands there.</param>
/// <param name="Priority">1 to 9; null where there is none.</param>
/// <param name="Category">The letters of the category, as sent; null where there are none.</param>
/// <param name="Words">The count of words; null where there is none.</param>
/// <param name="Info">What follows; null where nothing does.</param>
internal sealed record Iptc7901Header(string Service, string Number, int? Priority, string? Category, int? Words, string? Info)
{
    private const int LongestStrictLine = 120;

    /// <summary>Whether a line is a header in full and nothing but: what tells a message whose control characters a relay took away from other text.</summary>
    internal static bool IsStrict(ReadOnlySpan<byte> line)
    {
        if (line.Length is < 9 or > LongestStrictLine || !char.IsAsciiLetter((char)line[0])) return false;
        if (line.IndexOfAnyInRange((byte)'0', (byte)'9') is < 2 or > 9) return false;
        Span<char> text = stackalloc char[LongestStrictLine];
        var length = System.Text.Encoding.Latin1.GetChars(line, text);
        return Read(text[..length]) is { Service.Length: >= 2 and <= 8, Number.Length: >= 2, Priority: not null, Category.Length: <= 4, Words: not null };
    }

    /// <summary>The header that <paramref name="line"/> is; null where it is none.</summary>
    internal static Iptc7901Header? Read(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t\r\n\0\u007F");
        var service = Take(ref line, char.IsAsciiLetter, 12);
        if (service.IsEmpty) return null;
        if (line.Length > 1 && line[0] is ' ' or '-' or '/' && char.IsAsciiDigit(line[1])) line = line[1..];
        var number = TakeNumber(ref line);
        if (number.IsEmpty || line.Length > 0 && line[0] != ' ') return null;
        line = line.TrimStart(' ');
        var priority = TakePriority(ref line);
        var category = TakeCategory(ref line);
        var words = TakeWords(ref line);
        if (priority is null && category.IsEmpty && words is null) return null;
        var info = line.Trim();
        return new(service.ToString(), number.ToString(), priority, category.IsEmpty ? null : category.ToString(), words, info.IsEmpty ? null : info.ToString());
    }

    private static ReadOnlySpan<char> TakeNumber(scoped ref ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits])) digits++;
        if (digits is 0 or > 8) return default;
        var end = digits;
        while (end < line.Length && end < digits + 2 && char.IsAsciiLetter(line[end])) end++;
        var number = line[..end];
        line = line[end..];
        return number;
    }

    // One digit that stands alone. A letter there is of an agency's own scale, and says nothing that can be compared.
    private static int? TakePriority(ref ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line.Length > 1 && line[1] != ' ' || !char.IsAsciiDigit(line[0])) return null;
        var priority = line[0] - '0';
        line = line[1..].TrimStart(' ');
        return priority > 0 ? priority : null;
    }

    private static ReadOnlySpan<char> TakeCategory(scoped ref ReadOnlySpan<char> line)
    {
        var rest = line;
        var category = Take(ref rest, char.IsAsciiLetter, 5);
        if (category.IsEmpty || rest.Length > 0 && rest[0] is not (' ' or '-' or '/')) return default;
        line = rest.TrimStart(" -/");
        return category;
    }

    private static int? TakeWords(ref ReadOnlySpan<char> line)
    {
        var rest = line;
        var digits = Take(ref rest, char.IsAsciiDigit, 6);
        if (digits.IsEmpty || rest.Length > 0 && rest[0] != ' ' && !char.IsControl(rest[0])) return null;
        line = rest;
        return int.Parse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> line, Func<char, bool> isOf, int most)
    {
        var end = 0;
        while (end < line.Length && end <= most && isOf(line[end])) end++;
        if (end > most) return default;
        var taken = line[..end];
        line = line[end..];
        return taken;
    }
}
