using System.Text;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Markdown;

/// <summary>
/// Writes a story as Markdown (CommonMark 0.31, with the tables of GitHub's): for wikis, chats and editors. What restricts its use stands over the headline, in words.
/// </summary>
internal sealed class MarkdownWriter : IWireWriter
{
    internal static MarkdownWriter Instance { get; } = new();

    public string Name => "markdown";

    public string ContentType => "text/markdown; charset=utf-8; variant=GFM";

    public WriteResult Write(NewsItem item, WriteOptions options) =>
        new(Encoding.UTF8.GetBytes(Text(item, options)), StoryStatements.LeftOut(item, "Markdown", isPlain: true));

    private static string Text(NewsItem item, WriteOptions options)
    {
        var text = new StringBuilder();
        var statements = StoryStatements.Of(item);
        foreach (var statement in statements.Top) Block(text, $"> **{statement.Label}:** {Lines(statement.Words, "> ")}");
        if (statements.ShowsText) Story(text, item, options);
        Block(text, "---");
        Block(text, string.Join("\n", statements.Foot.Select(s => $"- {MarkdownBody.Escaped(s.Label)}: {Lines(s.Words, "  ")}")));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Story(StringBuilder text, NewsItem item, WriteOptions options)
    {
        var content = item.Content;
        if (content.Headline is { } headline) Block(text, "# " + MarkdownBody.Escaped(headline.Text));
        if (content.Dek is { } dek) Block(text, "**" + MarkdownBody.Escaped(NewsText.OneLine(dek) ?? "") + "**");
        if (content.Bylines.Count > 0) Block(text, "*" + MarkdownBody.Escaped(G2Bylines.Printed(content.Bylines, content.Language)) + "*");
        foreach (var picture in content.Pictures) Block(text, Picture(picture, options));
        Block(text, MarkdownBody.Of(OpeningText.Woven(content.Body, content.Placeline)));
    }

    private static string Picture(Picture picture, WriteOptions options)
    {
        var caption = MarkdownBody.Escaped(NewsText.OneLine(picture.Caption ?? picture.Headline) ?? "") + (picture.Credit is null ? "" : $" ({MarkdownBody.Escaped(picture.Credit)})");
        if (picture.Renditions is not [var file, ..]) return caption;
        var address = options.MediaHref?.Invoke(file.Href) ?? file.Href;
        return $"![{MarkdownBody.Escaped(NewsText.OneLine(picture.Alt ?? picture.Caption) ?? "")}](<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>)\n{caption}";
    }

    private static string Lines(string words, string margin) => string.Join("\\\n" + margin, words.Split('\n').Select(MarkdownBody.Escaped));

    private static void Block(StringBuilder text, string block)
    {
        if (block.Length > 0) text.Append(block).Append("\n\n");
    }
}
