using System.Text;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.PlainText;

/// <summary>
/// Writes a story as plain text for people: what restricts its use first, then headline, byline, text, pictures by name, and whose it is. UTF-8, lines near 72 columns.
/// What has no field is said in words; what can't be said comes back as notes.
/// </summary>
internal sealed class PlainTextWriter : IWireWriter
{
    private const int Width = 72;

    internal static PlainTextWriter Instance { get; } = new();

    public string Name => "text";

    public string ContentType => "text/plain; charset=utf-8";

    public WriteResult Write(NewsItem item, WriteOptions options) =>
        new(Encoding.UTF8.GetBytes(Text(item, options, "\n")), StoryStatements.LeftOut(item, "Plain text", isPlain: true));

    /// <summary>The document as a string, with <paramref name="newLine"/> at the end of each line.</summary>
    internal static string Text(NewsItem item, WriteOptions options, string newLine)
    {
        var lines = new List<string>();
        var statements = StoryStatements.Of(item);
        foreach (var statement in statements.Top) Add(lines, $"{statement.Label}: {statement.Words}");
        if (statements.ShowsText) AddStory(lines, item, options);
        lines.Add("--");
        foreach (var statement in statements.Foot) lines.AddRange(PlainBody.Wrapped($"{statement.Label}: {statement.Words}", Width, "", "  "));
        return string.Join(newLine, lines) + newLine;
    }

    private static void AddStory(List<string> lines, NewsItem item, WriteOptions options)
    {
        var content = item.Content;
        if (content.Headline is { } headline) Add(lines, headline.Text);
        if (content.Dek is { } dek) Add(lines, dek);
        if (content.Bylines.Count > 0) Add(lines, G2Bylines.Printed(content.Bylines, content.Language));
        lines.AddRange(PlainBody.Lines(OpeningText.Woven(content.Body, content.Placeline), Width));
        if (lines is not [.., ""]) lines.Add("");
        foreach (var picture in content.Pictures) Add(lines, Picture(picture, options));
    }

    private static string Picture(Picture picture, WriteOptions options)
    {
        var words = $"[Photo: {picture.Caption ?? picture.Headline ?? picture.Alt ?? "no caption"}";
        if (picture.Credit is { } credit) words += $" ({credit})";
        if (picture.Renditions is [var file, ..]) words += " " + (options.MediaHref?.Invoke(file.Href) ?? file.Href);
        return words + "]";
    }

    private static void Add(List<string> lines, string text)
    {
        foreach (var line in text.Split('\n')) lines.AddRange(PlainBody.Wrapped(line, Width));
        lines.Add("");
    }
}
