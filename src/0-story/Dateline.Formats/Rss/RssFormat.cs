using Dateline.Formats.Feeds;

namespace Dateline.Formats.Rss;

/// <summary>
/// RSS, in every version that is met: 2.0 with the vocabularies that made it useful, 0.9x, and 1.0, which is RDF. One item for each entry.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class RssFormat : IWireFormat
{
    /// <summary>What writers and notes call it.</summary>
    internal const string FormatName = "rss";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) => bytes.XmlRoot is { } root && (root.Name.Equals("rss", StringComparison.OrdinalIgnoreCase) || root.Name == "RDF" && FeedSpaces.IsRss(root.Attributes));

    public ReadResult Read(WireBytes bytes, ReadOptions options) => FeedXml.Read(Name, bytes, options, RssDocument.Read);
}
