using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>What machines between an agency and its clients once read, and what still stands in the copy: marks before a headline, lines after a text.</summary>
internal static partial class RoutingText
{
    private const int LongestEnd = 80;

    /// <summary>A headline without marks like ">>>ANSA/" or "++" before it and "++" or "=" after it.</summary>
    internal static string? WithoutMark(string? line) => line is null ? null : Mark().Replace(line, "");

    /// <summary>The text without the lines for relays that end it: "ROM-XA 24-AGO-26 10:05 NNNN".</summary>
    internal static StoryHtml WithoutEnd(StoryHtml body)
    {
        if (body.IsEmpty) return body;
        var blocks = body.Blocks();
        var end = blocks.Count;
        while (end > 1 && blocks[end - 1].Name == "p" && IsRouting(blocks[end - 1].Markup)) end--;
        return end < blocks.Count && StoryHtml.TryRead(string.Concat(blocks.Take(end).Select(b => b.Markup)), out var rest) ? rest : body;
    }

    private static bool IsRouting(string markup) => markup.Length <= LongestEnd + "<p></p>".Length && End().IsMatch(markup);

    [GeneratedRegex(@"^\s*(>{2,}\s*[A-Z]+\s*/\s*|>{2,}\s*)", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^<p>[^a-z<]*(NNNN|[0-9]{1,2}-[A-Z]{3}-[0-9]{2,4}\s+[0-9]{1,2}:[0-9]{2})[^a-z<]*</p>$|^<p>[A-Z0-9]{2,5}[-/][A-Z0-9]{2,5}</p>$", RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
