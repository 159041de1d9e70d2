using System.Net;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>One line of text as a reader should see it, out of characters that may still hold markup: "Peace &amp;amp; quiet", "Storm&lt;br/&gt;ends".</summary>
internal static partial class VisibleText
{
    /// <summary>The line without markup; entities that would be seen are taken for what they stand for. Null where nothing is left.</summary>
    internal static string? OneLine(string? text)
    {
        if (NewsText.OneLine(text) is not { } line || !line.AsSpan().ContainsAny('&', '<')) return NewsText.OneLine(text);
        if (Entity().IsMatch(line)) line = WebUtility.HtmlDecode(line);
        return HasTags(line) ? NewsText.OneLine(Tag().Replace(line, " ")) : NewsText.OneLine(line);
    }

    /// <summary>Text in which entities would still be seen, once unescaped; everything else as it is.</summary>
    internal static string Unescaped(string text) => text.Contains('&', StringComparison.Ordinal) && Entity().IsMatch(text) ? WebUtility.HtmlDecode(text) : text;

    // "a<b" and "b>c" are arithmetic: markup closes something, or breaks a line.
    private static bool HasTags(string line) => line.Contains("</", StringComparison.Ordinal) || line.Contains("/>", StringComparison.Ordinal) || line.Contains("<br", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"&(#[0-9]{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z][A-Za-z0-9]{1,8});", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"</?(p|br|b|i|em|strong|span|div|font|h[1-6])(\s[^<>]{0,200}|/)?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
