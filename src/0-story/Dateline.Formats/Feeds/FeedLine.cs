using System.Net;
using System.Text.RegularExpressions;
using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>
/// Lines of a feed as readers should see them. A title may be text, text with entities, HTML, or HTML escaped twice, and RSS never says which (formats.md §3.7, §3.13):
/// tags go, and entities are resolved for as long as they show, twice at most.
/// </summary>
internal static partial class FeedLine
{
    /// <summary>One line; null where there are no words.</summary>
    internal static string? Of(FeedText? text) => text is null ? null : NewsText.OneLine(Shown(text));

    /// <summary>The same with its line breaks.</summary>
    internal static string? Lines(FeedText? text) =>
        text is null || Shown(text).ReplaceLineEndings("\n").Trim() is not { Length: > 0 } lines ? null : BlankLines().Replace(lines, "\n");

    /// <summary>Plain words out of a text that may hold markup or entities; null where there are none.</summary>
    internal static string? Of(string? text, FeedTextKind kind = FeedTextKind.Unsaid) => text is null ? null : NewsText.OneLine(Shown(text, kind));

    /// <summary>Whether HTML would see a tag or an entity in this line: a writer must escape it once more.</summary>
    internal static bool LooksLikeHtml(string text) => Tag().IsMatch(text) || Entity().IsMatch(text);

    private static string Shown(FeedText text) => Shown(text.Text, text.Kind);

    private static string Shown(string text, FeedTextKind kind)
    {
        if (kind != FeedTextKind.Plain && text.Contains('<', StringComparison.Ordinal) && Tag().IsMatch(text)) text = HtmlText.Read(text, _ => { }).Html?.PlainText ?? Tag().Replace(text, " ");
        for (var times = 0; times < 2 && text.Contains('&', StringComparison.Ordinal) && Entity().IsMatch(text); times++) text = WebUtility.HtmlDecode(text);
        return text;
    }

    // "a<b 5>4" is arithmetic: what stands in a tag after its name are attributes.
    private static readonly Regex TagPattern = new(@"</?[a-z][a-z0-9]*(\s+[a-z_:][a-z0-9_:.-]*(\s*=\s*(""[^""]*""|'[^']*'|[^\s""'<>=]+))?)*\s*/?>|<!--|<!\[CDATA\[",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static Regex Tag() => TagPattern;

    [GeneratedRegex("&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\n[ \t]*(\n[ \t]*)+")]
    private static partial Regex BlankLines();
}
