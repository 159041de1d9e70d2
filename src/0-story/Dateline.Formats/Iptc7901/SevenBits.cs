using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Dateline.Formats.Iptc7901;

/// <summary>Text in the characters that every 7901 receiver has: seven bits, or Latin-1. Letters lose their accents, typographic signs become what a typewriter has.</summary>
internal static class SevenBits
{
    private static readonly FrozenDictionary<char, string> Signs = new Dictionary<char, string>
    {
        ['‘'] = "'",
        ['’'] = "'",
        ['‚'] = "'",
        ['“'] = "\"",
        ['”'] = "\"",
        ['„'] = "\"",
        ['«'] = "\"",
        ['»'] = "\"",
        ['‹'] = "'",
        ['›'] = "'",
        ['–'] = "-",
        ['—'] = "-",
        ['‐'] = "-",
        ['‑'] = "-",
        ['−'] = "-",
        ['…'] = "...",
        ['•'] = "-",
        ['·'] = "-",
        ['€'] = "EUR ",
        ['£'] = "GBP ",
        ['¥'] = "JPY ",
        ['©'] = "(c)",
        ['®'] = "(R)",
        ['™'] = "(TM)",
        ['°'] = " degrees",
        ['§'] = "section ",
        ['×'] = "x",
        ['÷'] = "/",
        ['±'] = "+/-",
        ['µ'] = "u",
        ['½'] = " 1/2",
        ['¼'] = " 1/4",
        ['¾'] = " 3/4",
        ['⅛'] = " 1/8",
        ['⅜'] = " 3/8",
        ['⅝'] = " 5/8",
        ['⅞'] = " 7/8",
        ['⅓'] = " 1/3",
        ['⅔'] = " 2/3",
        ['\u00A0'] = " ",
        ['\u202F'] = " ",
        ['\u2009'] = " ",
        ['\u00AD'] = "",
        ['ä'] = "ae",
        ['ö'] = "oe",
        ['ü'] = "ue",
        ['Ä'] = "Ae",
        ['Ö'] = "Oe",
        ['Ü'] = "Ue",
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "Ae",
        ['ø'] = "oe",
        ['Ø'] = "Oe",
        ['å'] = "aa",
        ['Å'] = "Aa",
        ['œ'] = "oe",
        ['Œ'] = "Oe",
        ['ð'] = "d",
        ['Ð'] = "D",
        ['þ'] = "th",
        ['Þ'] = "Th",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['ı'] = "i",
        ['ħ'] = "h",
        ['ŋ'] = "n",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['¡'] = "",
        ['¿'] = "",
        ['\u200B'] = "",
        ['\uFEFF'] = "",
    }.ToFrozenDictionary();

    /// <summary>
    /// <paramref name="text"/> without a character above seven bits, or above Latin-1 where <paramref name="eightBits"/>. What has no such form becomes "?", and is added to <paramref name="lost"/>.
    /// </summary>
    internal static string Of(string text, bool eightBits, ICollection<char> lost)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001F')) return text;
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or >= ' ' and < '\u007F' || eightBits && c is >= '\u00A0' and <= '\u00FF' and not '\u00AD') safe.Append(c);
            else if (c == '\t') safe.Append("   ");
            else if (Signs.TryGetValue(c, out var sign)) safe.Append(sign);
            else if (!char.IsControl(c)) Decompose(c, safe, lost);
        }
        return safe.ToString();
    }

    private static void Decompose(char c, StringBuilder safe, ICollection<char> lost)
    {
        if (char.IsLowSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) return;
        var plain = char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' ? "" : c.ToString().Normalize(NormalizationForm.FormKD);
        var kept = safe.Length;
        foreach (var part in plain) if (part is >= ' ' and < '\u007F') safe.Append(part);
        if (safe.Length > kept) return;
        safe.Append('?');
        if (!lost.Contains(c)) lost.Add(c);
    }
}
