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
    internal static List<string> Of(string? text, int most = int.MaxValue)
    {
        var words = new List<string>();
        if (string.IsNullOrEmpty(text)) return words;
        if (System.Text.Ascii.IsValid(text)) return OfAscii(text, words, most);
        var word = new StringBuilder(32);
        var lastBase = new Rune('a');
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (words.Count >= most) return words;
            if (IsMark(rune))
            {
                if (word.Length > 0 && !DropsMark(lastBase, rune)) word.Append(rune.ToString());
                continue;
            }
            if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune))
            {
                Finish(word, words);
                continue;
            }
            // A character that is a word of itself ends the one before; its own marks may still follow.
            if (StandsAlone(rune) || word.Length > 0 && StandsAlone(lastBase)) Finish(word, words);
            lastBase = rune;
            Append(word, rune);
        }
        if (words.Count < most) Finish(word, words);
        return words;
    }

    // Most English copy: nothing to decompose.
    private static List<string> OfAscii(string text, List<string> words, int most)
    {
        for (var at = 0; at < text.Length && words.Count < most;)
        {
            if (!char.IsAsciiLetterOrDigit(text[at])) { at++; continue; }
            var start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at])) at++;
            words.Add(text.Substring(start, Math.Min(at - start, LongestWord)).ToLowerInvariant());
        }
        return words;
    }

    /// <summary>Halves of characters, which can't be decomposed, count as something that is not a letter.</summary>
    private static string Decomposed(string text)
    {
        if (!HasLoneSurrogate(text)) return text.Normalize(NormalizationForm.FormKD);
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
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

    private static void Finish(StringBuilder word, List<string> words)
    {
        if (word.Length == 0) return;
        var text = word.ToString();
        word.Clear();
        if (!System.Text.Ascii.IsValid(text)) text = text.Normalize(NormalizationForm.FormC);
        if (text.Length > LongestWord) text = text[..(char.IsHighSurrogate(text[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
        words.Add(text);
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
