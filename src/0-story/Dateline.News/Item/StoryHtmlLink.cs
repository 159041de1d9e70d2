using System.Buffers;
using System.Text;

namespace Dateline.News;

/// <summary>
/// Which addresses a link in a story may have: absolute http, https and mailto, spelled so that every browser reads them the same way.
/// Relative addresses are refused: a story travels, and would point somewhere else on every site.
/// </summary>
internal static class StoryHtmlLink
{
    private const int MaxLength = 2048;
    private static readonly SearchValues<char> Odd = SearchValues.Create(OddCharacters());

    /// <summary>The address as it may be written, or null where a link must not have it.</summary>
    public static string? Clean(string? href)
    {
        if (href is null || href.Length is 0 or > MaxLength) return null;
        // Browsers drop tabs and line breaks anywhere in an address before they look at its scheme (WHATWG URL §4.4): so must we.
        var address = href.AsSpan().IndexOfAny(Odd) < 0 ? href : Encode(href);
        if (address is null || address.Length > MaxLength) return null;
        return WithScheme(address, "https://", HasHost) ?? WithScheme(address, "http://", HasHost) ?? WithScheme(address, "mailto:", HasMailbox);
    }

    private static string? WithScheme(string address, string scheme, Func<string, bool> rest)
    {
        if (!address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var after = address[scheme.Length..];
        if (!rest(after)) return null;
        return address.StartsWith(scheme, StringComparison.Ordinal) ? address : scheme + after;
    }

    // A name before the host ("https://bank.example@evil.example") only ever misleads.
    private static bool HasHost(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var host = end < 0 ? rest.AsSpan() : rest.AsSpan(0, end);
        return host.Length > 0 && !host.ContainsAny('@', '%');
    }

    private static bool HasMailbox(string rest) => rest.Length > 0;

    private static string? Encode(string href)
    {
        var address = new StringBuilder(href.Length + 16);
        foreach (var c in href.AsSpan().Trim(" \t\r\n\f\0"))
        {
            if (c is '\t' or '\r' or '\n') continue;
            if (char.IsControl(c) || c is '\\' or '\uFEFF' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c)) return null;
            if (c is ' ' or '"' or '<' or '>' or '`') address.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else address.Append(c);
        }
        return address.ToString();
    }

    private static string OddCharacters()
    {
        var odd = new StringBuilder(" \"<>`\\\uFEFF\uFFFE\uFFFF");
        for (var c = '\0'; c < ' '; c++) odd.Append(c);
        for (var c = '\u007F'; c <= '\u009F'; c++) odd.Append(c);
        for (var c = 0xD800; c <= 0xDFFF; c++) odd.Append((char)c);
        return odd.ToString();
    }
}
