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
    /// </summary>
    internal static CleanHtml Of(StoryHtml text, Placeline? placeline, Func<string, Template?> figure, Func<string, Template?>? embed = null)
    {
        var markup = text.RenderWithPlaceline(placeline);
        var mayEmbed = embed is not null && (markup.Contains(">https://", StringComparison.Ordinal) || markup.Contains("><a href=\"https://", StringComparison.Ordinal));
        if (!mayEmbed && !markup.Contains("data-ref=", StringComparison.Ordinal)) return new(markup);
        var from = 0;
        foreach (var block in text.Blocks())
        {
            var other = block.Reference is null && mayEmbed ? embed!(block.Markup) : null;
            if (block.Reference is null && other is null || markup.IndexOf(block.Markup, from, StringComparison.Ordinal) is var at && at < 0) continue;
            var drawn = (other ?? figure(block.Reference!)) is { } template ? System.Text.Encoding.UTF8.GetString(template.ToBytes()).Trim() : "";
            markup = string.Concat(markup.AsSpan(0, at), drawn, markup.AsSpan(at + block.Markup.Length));
            from = at + drawn.Length;
        }
        return new(markup);
    }
}
