using Dateline.Formats.Feeds;

namespace Dateline.Formats.WordPress;

/// <summary>
/// WXR, what WordPress exports: RSS 2.0 in which a site's posts, pages, files and menus all are items. Posts and pages become stories, files pictures;
/// what was a draft or private stays withheld. The folder's README says the rest.
/// </summary>
internal sealed class WordPressFormat : IWireFormat
{
    /// <summary>What notes call it.</summary>
    internal const string FormatName = "wordpress-wxr";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) => bytes.XmlRoot is { Name: "rss" } root && root.Attributes.Contains("wordpress.org/export", StringComparison.Ordinal);

    public ReadResult Read(WireBytes bytes, ReadOptions options) => FeedXml.Read(Name, bytes, options, WordPressDocument.Read);
}
