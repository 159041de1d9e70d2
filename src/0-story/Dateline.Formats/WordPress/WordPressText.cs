using System.Text.RegularExpressions;

namespace Dateline.Formats.WordPress;

/// <summary>
/// The text of a post as WordPress keeps it: without paragraphs, which its program makes of empty lines only when it shows a page (classic editor), or with
/// comments between its blocks (since 2018); and with short codes in square brackets, which mean something to plug-ins and nothing to readers.
/// </summary>
internal static partial class WordPressText
{
    internal static string Paragraphs(string text)
    {
        text = Caption().Replace(text, "<figure>$1<figcaption>$2</figcaption></figure>\n\n");
        text = ShortCode().Replace(text, "");
        if (text.Contains("<!-- wp:", StringComparison.Ordinal) || text.Contains("<p", StringComparison.OrdinalIgnoreCase)) return text;
        var blocks = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join("\n", blocks.Select(b => IsBlock(b) ? b : $"<p>{b.Replace("\n", "<br/>", StringComparison.Ordinal)}</p>"));
    }

    private static bool IsBlock(string text) => Block().IsMatch(text);

    [GeneratedRegex(@"^</?(p|div|h[1-6]|ul|ol|li|blockquote|table|thead|tbody|tr|pre|figure|section|hr)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    private static Regex Caption() => CaptionPattern;
    private static Regex ShortCode() => ShortCodePattern;

    private static readonly Regex CaptionPattern = new(@"\[caption[^\]]*\]\s*((?:<a [^>]*>)?\s*<img [^>]*>\s*(?:</a>)?)\s*([^\[]*)\[/caption\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex ShortCodePattern = new(@"\[/?(gallery|caption|embed|audio|video|playlist|vc_[a-z_]+|et_pb_[a-z_]+|su_[a-z_]+|contact-form-7)( [^\]]*)?\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
