using System.Net;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// ninjs has no property for the placeline, and its receivers expect it where readers see it: at the head of the text. So it is woven in on the way out,
/// and stated apart as a description; on the way in, a text that opens with a placeline stated apart is freed of it.
/// </summary>
internal static class NinjsPlaceline
{
    private const string Joint = " — ";

    internal static string Woven(StoryHtml body, Placeline? placeline)
    {
        // Text wires have it nowhere else: there the text opens with it already.
        var isThere = placeline is null || body.FirstParagraph.StartsWith(placeline.Text, StringComparison.OrdinalIgnoreCase);
        var at = isThere ? -1 : Start(body);
        return at < 0 ? body.Markup : $"{body.Markup.AsSpan(0, at)}{Escaped(placeline!)}{Joint}{body.Markup.AsSpan(at)}";
    }

    internal static StoryHtml Unwoven(StoryHtml body, Placeline? placeline)
    {
        var at = placeline is null ? -1 : Start(body);
        if (at < 0) return body;
        var opening = Escaped(placeline!) + Joint;
        if (!body.Markup.AsSpan(at).StartsWith(opening)) return body;
        return StoryHtml.TryRead(body.Markup.Remove(at, opening.Length), out var freed) ? freed : body;
    }

    private static int Start(StoryHtml body)
    {
        // As nearly every text begins.
        if (body.Markup.StartsWith("<p>", StringComparison.Ordinal)) return "<p>".Length;
        var at = 0;
        foreach (var block in body.Blocks())
        {
            if (block.Name == "p") return at + block.Markup.IndexOf('>', StringComparison.Ordinal) + 1;
            at += block.Markup.Length;
        }
        return -1;
    }

    // As StoryHtml escapes text: quotes stay.
    private static string Escaped(Placeline placeline) => StoryHtml.FromParagraphs([placeline.Text]).Markup is { Length: > 7 } markup ? markup[3..^4] : WebUtility.HtmlEncode(placeline.Text);
}
