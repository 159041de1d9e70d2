namespace Dateline.Formats.Text;

/// <summary>Lines that may not be what they seem: characters that turn the direction of reading, and words that mix look-alike letters of two scripts.</summary>
internal static class SuspiciousText
{
    /// <summary>What is suspicious about <paramref name="line"/>, in words; null where nothing is.</summary>
    internal static string? In(string? line)
    {
        if (line is null || System.Text.Ascii.IsValid(line)) return null;
        if (line.AsSpan().ContainsAnyInRange('\u202A', '\u202E') || line.AsSpan().ContainsAnyInRange('\u2066', '\u2069')) return "holds characters that turn the direction of reading";
        return HasMixedWord(line) ? "mixes letters of two scripts in one word" : null;
    }

    private static bool HasMixedWord(string line)
    {
        var (latin, lookAlike) = (false, false);
        foreach (var c in line)
        {
            if (!char.IsLetter(c)) { (latin, lookAlike) = (false, false); continue; }
            if (c <= '\u024F') latin = true;
            else if (c is >= '\u0370' and <= '\u052F') lookAlike = true;
            if (latin && lookAlike) return true;
        }
        return false;
    }
}
