using Dateline.News;

namespace Dateline.Site.Theme;

/// <summary>Markup that may go out as it is. There are two ways to one: a text, which is clean by its type, and the house's own style sheet and script.</summary>
internal readonly record struct CleanHtml
{
    private CleanHtml(string markup) => Markup = markup;

    internal string Markup { get; }

    internal static CleanHtml StyleOf(Look look) => new(look.Style);

    internal static CleanHtml ScriptOf(House house) => new(house.Script);

    internal static CleanHtml LiveScriptOf(House house) => new(house.LiveScript);

    /// <summary>
    /// A story's text with its placeline, and each figure in it replaced by what <paramref name="figure"/> makes of the picture it names
    /// (nothing, where there is no such picture to show), and each paragraph that is nothing but an address by what <paramref name="embed"/> makes of it, if anything.
    /// What is to stand among its paragraphs is there where the text is long enough.
    /// </summary>
    internal static CleanHtml Of(StoryHtml text, Placeline? placeline, Func<string, Template?> figure, Func<string, Template?>? embed = null, Insert? among = null)
    {
        var markup = text.RenderWithPlaceline(placeline);
        var mayEmbed = embed is not null && (markup.Contains(">https://", StringComparison.Ordinal) || markup.Contains("><a href=\"https://", StringComparison.Ordinal));
        if (!mayEmbed && among is null && !markup.Contains("data-ref=", StringComparison.Ordinal)) return new(markup);
        var (from, blocks) = (0, text.Blocks());
        var spot = among?.In(blocks) ?? -1;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var other = block.Reference is null && mayEmbed ? embed!(block.Markup) : null;
            if (i == spot) from = Place(ref markup, markup.IndexOf(block.Markup, from, StringComparison.Ordinal) is >= 0 and var here ? here : from, 0, among!.What);
            if (block.Reference is null && other is null || markup.IndexOf(block.Markup, from, StringComparison.Ordinal) is var at && at < 0) continue;
            from = Place(ref markup, at, block.Markup.Length, other ?? figure(block.Reference!));
        }
        return new(markup);
    }

    /// <summary>Puts a template in place of some of the markup; where it goes on behind.</summary>
    private static int Place(ref string markup, int at, int length, Template? what)
    {
        var drawn = what is null ? "" : System.Text.Encoding.UTF8.GetString(what.ToBytes()).Trim();
        markup = string.Concat(markup.AsSpan(0, at), drawn, markup.AsSpan(at + length));
        return at + drawn.Length;
    }
}

/// <summary>Something that stands among a text's paragraphs.</summary>
/// <param name="What">What.</param>
/// <param name="After">After how many of them.</param>
internal sealed record Insert(Template What, int After)
{
    private const int LeastBehind = 2;

    /// <summary>The block before which it stands: the next paragraph that follows another, with one more to come at least; -1: the text is too short.</summary>
    internal int In(IReadOnlyList<StoryBlock> blocks)
    {
        var before = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Name != "p") continue;
            if (before >= After && blocks[i - 1].Name == "p" && blocks.Skip(i).Count(b => b.Name == "p") >= LeastBehind) return i;
            before++;
        }
        return -1;
    }
}
