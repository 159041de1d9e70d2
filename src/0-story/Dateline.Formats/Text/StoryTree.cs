using System.Xml;
using System.Xml.Linq;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>A story's text as a tree to walk: the markup is well-formed by its type's own promise.</summary>
internal static class StoryTree
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, ConformanceLevel = ConformanceLevel.Document };

    /// <summary>An element that holds the blocks of <paramref name="body"/>.</summary>
    internal static XElement Of(StoryHtml body)
    {
        using var xml = XmlReader.Create(new StringReader($"<body>{body.Markup}</body>"), Settings);
        return XElement.Load(xml, LoadOptions.PreserveWhitespace);
    }

    /// <summary>The rows of a table, each as the words of its cells.</summary>
    internal static List<string[]> Rows(XElement table) =>
        [.. table.Descendants("tr").Where(r => r.Ancestors("table").First() == table).Select(r => r.Elements().Select(Words).ToArray())];

    /// <summary>The words in an element, on one line.</summary>
    internal static string Words(XElement element) => NewsText.OneLine(string.Join(' ', element.DescendantNodes().OfType<XText>().Select(t => t.Value))) ?? "";

    /// <summary>The picture that a figure stands for; null where the item has it not.</summary>
    internal static Picture? PictureOf(NewsItem item, string? reference) => item.Content.Pictures.FirstOrDefault(p => p.Guid == reference);
}
