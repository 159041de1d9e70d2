using System.Text;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.HtmlDocument;

/// <summary>
/// Writes a story as one clean HTML document that stands by itself: no script, nothing fetched but its pictures, readable on any screen, by day and by night.
/// What restricts its use stands over the headline, in words.
/// </summary>
internal sealed class HtmlDocumentWriter : IWireWriter
{
    internal static HtmlDocumentWriter Instance { get; } = new();

    public string Name => "html";

    public string ContentType => "text/html; charset=utf-8";

    public WriteResult Write(NewsItem item, WriteOptions options) =>
        new(Encoding.UTF8.GetBytes(new HtmlPage(item, options).Document()), StoryStatements.LeftOut(item, "HTML"));
}
