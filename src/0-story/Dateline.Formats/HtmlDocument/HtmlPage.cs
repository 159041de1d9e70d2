using System.Globalization;
using System.Net;
using System.Text;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.HtmlDocument;

/// <summary>The page of one story. Everything in it is either markup of its own, text that is escaped here, or a <see cref="StoryHtml"/>, which is clean by its type.</summary>
internal sealed class HtmlPage(NewsItem item, WriteOptions options)
{
    // One column of at most 600 points: what mail programs show without scrolling. Colours by day and by night keep a contrast of 7 to 1.
    private const string Style =
        ":root{color-scheme:light dark}body{margin:0;background:#fff;color:#1a1a1a;font:17px/1.55 Georgia,serif}main{max-width:600px;margin:0 auto;padding:16px}"
        + "h1{font-size:28px;line-height:1.2;margin:16px 0 8px}.dek{font-size:19px;margin:0 0 12px}.byline,footer,figcaption{font:14px/1.5 Arial,sans-serif;color:#444}"
        + ".say{font:15px/1.5 Arial,sans-serif;border:2px solid #444;padding:8px 12px;margin:0 0 12px}.kill,.hold,.embargo{border-color:#a40000}img{max-width:100%;height:auto}"
        + "figure{margin:16px 0}pre{overflow-x:auto;font:14px/1.4 monospace}table{border-collapse:collapse;font:15px/1.4 Arial,sans-serif}td,th{padding:4px 10px 4px 0;text-align:left;vertical-align:top}"
        + "blockquote.pullquote{margin:24px 0;padding:12px 0;border:solid #999;border-width:1px 0;font-size:22px;line-height:1.35}"
        + "footer{border-top:1px solid #999;margin-top:24px;padding-top:8px}a{color:#003c96}"
        + "@media (prefers-color-scheme:dark){body{background:#161616;color:#ececec}.byline,footer,figcaption{color:#c8c8c8}.say{border-color:#c8c8c8}.kill,.hold,.embargo{border-color:#ff9b9b}a{color:#9cc2ff}}";

    private readonly StoryStatements _statements = StoryStatements.Of(item);
    private readonly StringBuilder _page = new(4096);

    private StoryContent Content => item.Content;

    /// <summary>The whole document.</summary>
    internal string Document() => Document(int.MaxValue, out _);

    /// <summary>The whole document, its text cut at the end of a paragraph where it would grow past <paramref name="most"/> bytes of UTF-8.</summary>
    internal string Document(int most, out bool isCut)
    {
        _page.Clear();
        WriteHead();
        foreach (var statement in _statements.Top) Say(statement);
        isCut = false;
        if (_statements.ShowsText) WriteStory(most, out isCut);
        WriteFoot(isCut);
        return _page.ToString();
    }

    private void WriteHead()
    {
        var language = Content.Language?.Tag ?? "und";
        var direction = Content.Language?.Primary is "ar" or "fa" or "he" or "ur" or "yi" ? " dir=\"rtl\"" : "";
        _page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{Escaped(language)}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append(CultureInfo.InvariantCulture, $"<meta name=\"color-scheme\" content=\"light dark\">\n<title>{Escaped(Title())}</title>\n<style>{Style}</style>\n</head>\n<body>\n<main>\n");
    }

    private string Title() => _statements.ShowsText ? Content.Headline?.Text ?? Content.Slugline?.Text ?? item.Guid : "Withdrawn";

    private void Say(Statement statement) =>
        _page.Append(CultureInfo.InvariantCulture, $"<p class=\"say {statement.Kind}\"><strong>{Escaped(statement.Label)}:</strong> {Lines(statement.Words)}</p>\n");

    private void WriteStory(int most, out bool isCut)
    {
        if (Content.Headline is { } headline) _page.Append(CultureInfo.InvariantCulture, $"<h1>{Escaped(headline.Text)}</h1>\n");
        if (Content.Dek is { } dek) _page.Append(CultureInfo.InvariantCulture, $"<p class=\"dek\">{Lines(dek)}</p>\n");
        if (Content.Bylines.Count > 0) _page.Append(CultureInfo.InvariantCulture, $"<p class=\"byline\">{Escaped(G2Bylines.Printed(Content.Bylines, Content.Language))}</p>\n");
        var body = OpeningText.Woven(Content.Body, Content.Placeline);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in body.Blocks()) if (block.Reference is { } reference) shown.Add(reference);
        foreach (var picture in Content.Pictures) if (picture.Guid is null || !shown.Contains(picture.Guid)) WritePicture(picture);
        isCut = false;
        var size = Encoding.UTF8.GetByteCount(_page.ToString());
        foreach (var block in body.Blocks())
        {
            size += Encoding.UTF8.GetByteCount(block.Markup);
            if (size > most) { isCut = true; return; }
            if (block.Reference is null) _page.Append(block.Markup).Append('\n');
            else if (StoryTree.PictureOf(item, block.Reference) is { } picture) WritePicture(picture);
        }
    }

    private void WritePicture(Picture picture)
    {
        if (picture.Renditions.Count == 0 && picture.Caption is null) return;
        _page.Append("<figure>");
        if (picture.Renditions is [var file, ..] && Address(file.Href) is { } address)
        {
            _page.Append(CultureInfo.InvariantCulture, $"<img src=\"{Escaped(address)}\" alt=\"{Escaped(picture.Alt ?? picture.Caption ?? "")}\"");
            if (file is { Width: { } width, Height: { } height }) _page.Append(CultureInfo.InvariantCulture, $" width=\"{width}\" height=\"{height}\"");
            _page.Append('>');
        }
        _page.Append(CultureInfo.InvariantCulture, $"<figcaption>{Escaped(picture.Caption ?? picture.Headline ?? "")}{(picture.Credit is null ? "" : $" ({Escaped(picture.Credit)})")}</figcaption></figure>\n");
    }

    // A picture may stand beside the document, in the mail that holds it, or on the web; nothing else is an address of one.
    private string? Address(string href)
    {
        href = options.MediaHref?.Invoke(href) ?? href;
        var colon = href.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || href.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? href : null;
    }

    private void WriteFoot(bool isCut)
    {
        if (isCut) _page.Append("<p class=\"say\"><strong>CUT:</strong> The text goes on; this document may not be longer.</p>\n");
        _page.Append("<footer>\n");
        foreach (var statement in _statements.Foot) _page.Append(CultureInfo.InvariantCulture, $"<div>{Escaped(statement.Label)}: {Lines(statement.Words)}</div>\n");
        _page.Append("</footer>\n</main>\n</body>\n</html>\n");
    }

    private static string Lines(string text) => Escaped(text).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
