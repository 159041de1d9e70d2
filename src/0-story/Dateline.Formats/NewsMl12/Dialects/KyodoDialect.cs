using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>Kyodo: typed paragraphs, and the mark "==Kyodo" at the end of the text.</summary>
internal sealed partial class KyodoDialect() : NewsMl12Dialect(new(
    "kyodo", "Kyodo News", "NewsML 1.2, 2005",
    "Paragraphs by indent; the mark \"==Kyodo\" ends the text; several short items in one envelope; times may state no zone (the source's should be Asia/Tokyo)."), "kyodo.co.jp", "kyodonews", "kyodo", "Kyodo News")
{
    internal override void Settle(NewsMl12Draft item)
    {
        NameProvider(item);
        if (StoryHtml.TryRead(End().Replace(item.Body.Markup, ""), out var rest)) item.Body = rest;
    }

    [GeneratedRegex(@"<p>\s*=+\s*Kyodo\s*</p>$|\s*=+\s*Kyodo\s*(?=</p>$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
