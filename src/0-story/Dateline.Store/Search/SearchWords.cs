using System.Globalization;
using System.Text;

namespace Dateline.Store.Search;

/// <summary>
/// Cuts text into the words that both indexes know: runs of letters and digits, in lower case, without the accents of Latin and Greek letters, so that
/// "Müller" is found as "muller" and "Łódź" as "lodz". Cyrillic keeps its letters (й is not и), but ё is found as е, as Russian copy writes it.
/// Scripts that set no spaces between words give a word for each character. One text gives the same words here for SQLite and PostgreSQL, so both find the same.
/// </summary>
internal static class SearchWords
{
    /// <summary>Longer runs are cut: no one searches for them, and they only come out of broken copy.</summary>
    internal const int LongestWord = 60;

    /// <summary>The words of <paramref name="text"/> in order, at most so many; none where there is no letter or digit.</summary>
    internal static IReadOnlyList<string> Of(string? text, int most = int.MaxValue)
    {
        var line = new StringBuilder();
        return AppendTo(line, text, most) == 0 ? [] : line.ToString().Split(' ');
    }

    /// <summary>Appends the words of <paramref name="text"/> in order, at most <paramref name="most"/>, with a space between and before them where something stands already; how many they were.</summary>
    internal static int AppendTo(StringBuilder line, string? text, int most)
    {
        if (text is null) return 0;
        var (words, at) = (0, 0);
        while (words < most && at < text.Length)
        {
            if (char.IsAscii(text[at]) && !char.IsAsciiLetterOrDigit(text[at])) { at++; continue; }
            var end = at;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
            if (end == text.Length || char.IsAscii(text[end]))
            {
                Append(line, text.AsSpan(at, end - at));
                words++;
            }
            else
            {
                // As far as the next character that ends a word whatever stands before it and is changed by nothing that follows.
                while (end < text.Length && (!char.IsAscii(text[end]) || char.IsAsciiLetterOrDigit(text[end]))) end++;
                words += AppendStretch(line, text[at..end], most - words);
            }
            at = end;
        }
        return words;
    }

    // Most words of most copy: nothing to decompose.
    private static void Append(StringBuilder line, ReadOnlySpan<char> ascii)
    {
        Span<char> lower = stackalloc char[LongestWord];
        System.Text.Ascii.ToLower(ascii[..Math.Min(ascii.Length, LongestWord)], lower, out var length);
        Next(line).Append(lower[..length]);
    }

    private static StringBuilder Next(StringBuilder line) => line.Length == 0 ? line : line.Append(' ');

    private static int AppendStretch(StringBuilder line, string text, int most)
    {
        var (words, word, lastBase) = (0, new StringBuilder(32), new Rune('a'));
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (words >= most) return words;
            if (IsMark(rune))
            {
                if (word.Length > 0 && !DropsMark(lastBase, rune)) word.Append(rune.ToString());
                continue;
            }
            if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune))
            {
                words += Finish(word, line);
                continue;
            }
            // A character that is a word of itself ends the one before; its own marks may still follow.
            if (StandsAlone(rune) || word.Length > 0 && StandsAlone(lastBase)) words += Finish(word, line);
            lastBase = rune;
            Append(word, rune);
        }
        return words < most ? words + Finish(word, line) : words;
    }

    /// <summary>Halves of characters and U+FFFE, which can't be decomposed, count as something that is not a letter.</summary>
    private static string Decomposed(string text)
    {
        if (!HasWhatIsNoCharacter(text)) return text.Normalize(NormalizationForm.FormKD);
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.Value == 0xFFFE ? "\uFFFD" : rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static bool HasWhatIsNoCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\uFFFE') return true;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        var plain = PlainForm(rune.Value);
        if (plain is not null) word.Append(plain);
        else word.Append(Rune.ToLowerInvariant(rune).ToString());
    }

    private static int Finish(StringBuilder word, StringBuilder line)
    {
        if (word.Length == 0) return 0;
        var text = word.ToString();
        word.Clear();
        if (!System.Text.Ascii.IsValid(text)) text = text.Normalize(NormalizationForm.FormC);
        if (text.Length > LongestWord) text = text[..(char.IsHighSurrogate(text[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
        Next(line).Append(text);
        return 1;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Latin and Greek lose all marks, Hebrew and Arabic their vowel points, Cyrillic only the dots of ё; in other scripts a mark is part of the letter.
    private static bool DropsMark(Rune letter, Rune mark) => letter.Value switch
    {
        < 0x0400 => true,
        0x0435 or 0x0415 => mark.Value == 0x0308,
        >= 0x0590 and <= 0x06FF => true,
        _ => false,
    };

    private static bool StandsAlone(Rune rune) => rune.Value is >= 0x0E00 and <= 0x0EFF or >= 0x1780 and <= 0x17FF or >= 0x2E80 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    /// <summary>Latin letters whose stroke or form is no accent to Unicode, as English copy writes them.</summary>
    private static string? PlainForm(int letter) => letter switch
    {
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ı' or 'İ' => "i",
        'ħ' or 'Ħ' => "h",
        'ŧ' or 'Ŧ' => "t",
        'ς' => "σ",
        _ => null,
    };
}
