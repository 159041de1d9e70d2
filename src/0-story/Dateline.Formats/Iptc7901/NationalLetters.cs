using System.Buffers;
using Dateline.Formats.Text;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// Seven-bit wires of Germany and of the North write their letters where ASCII has brackets and braces (ISO 646: DIN 66003, SEN 850200): "f}r", "p} tv} }r".
/// Between small letters such signs can be nothing else; words of the language say which letters they are.
/// </summary>
internal static class NationalLetters
{
    private const int Fewest = 3;

    private static readonly SearchValues<char> Signs = SearchValues.Create("{|}~[\\]");
    private static readonly SearchValues<string> German = SearchValues.Create([" und ", " der ", " die ", " das ", " f}r ", " ist ", "(dpa)"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Danish = SearchValues.Create([" og ", " af ", "|rste", "(Ritzau)", "(NTB)", " ikke "], StringComparison.OrdinalIgnoreCase);

    /// <summary>Has the lines of <paramref name="text"/> say the letters that were meant; false where there are none of this kind.</summary>
    internal static bool Restore(WireLines text)
    {
        if (Letters(text) is not { } letters) return false;
        for (var line = 0; line < text.Count; line++)
            if (text[line].ContainsAny(Signs)) text.Rewrite(line, Restored(text[line], letters));
        return true;
    }

    // Nearly no message has such a sign: looking for one is all that most pay.
    private static bool HasSigns(WireLines text)
    {
        for (var line = 0; line < text.Count; line++) if (text[line].ContainsAny('{', '|', '}')) return true;
        return false;
    }

    private static string? Letters(WireLines text)
    {
        if (!HasSigns(text)) return null;
        var (found, german, danish) = (0, 0, 0);
        for (var line = 0; line < text.Count; line++)
        {
            var words = text[line];
            if (!System.Text.Ascii.IsValid(words)) return null;
            if (words.ContainsAny(German)) german++;
            if (words.ContainsAny(Danish)) danish++;
            for (var at = 1; at + 1 < words.Length; at++)
                if (words[at] is '{' or '|' or '}' or '~' && (char.IsAsciiLetterLower(words[at - 1]) || char.IsAsciiLetterLower(words[at + 1]))) found++;
        }
        if (found < Fewest) return null;
        return german > danish && german > 0 ? "äöüßÄÖÜ" : danish > 0 ? "æøå~ÆØÅ" : "äöå~ÄÖÅ";
    }

    private static string Restored(ReadOnlySpan<char> line, string letters)
    {
        Span<char> restored = line.Length <= 512 ? stackalloc char[line.Length] : new char[line.Length];
        for (var at = 0; at < line.Length; at++) restored[at] = "{|}~[\\]".IndexOf(line[at], StringComparison.Ordinal) is var letter and >= 0 ? letters[letter] : line[at];
        return restored.ToString();
    }
}
