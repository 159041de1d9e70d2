using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>GlobeNewswire: the release stands in an element of its own, and begins by repeating the headline.</summary>
internal sealed class GlobeNewswireDialect() : Dialect<G2Draft>(new(
    "globenewswire", "GlobeNewswire", "NewsML-G2 2.9",
    "The release stands in .mw_release (found by the core); a heading repeats the headline; tickers in assert; blanks in QCodes; files are called .newsml."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("globenewswire.com", "GlobeNewswire");

    internal override void Settle(G2Draft item)
    {
        if (item.Body.IsEmpty || item.Headline is not { } headline) return;
        var blocks = item.Body.Blocks();
        if (blocks[0].Name.StartsWith('h') && StoryHtml.TryRead(blocks[0].Markup, out var first) && NewsText.OneLine(first.PlainText) == headline.Text &&
            StoryHtml.TryRead(string.Concat(blocks.Skip(1).Select(b => b.Markup)), out var rest)) item.Body = rest;
    }
}
