using Dateline.Formats.Xml;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// NewsML-G2: the news exchange format of IPTC, and of most agencies. Any version is read; news items, packages and messages in full,
/// planning, event and concept items as what they are, with their identity and name.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class NewsMlG2Format : IWireFormat
{
    /// <summary>The namespace of IPTC's News Architecture, the same for every version since 2006.</summary>
    internal const string Namespace = "http://iptc.org/std/nar/2006-10-01/";

    public string Name => "newsml-g2";

    public IReadOnlyList<WireDialect> Dialects { get; } = [.. G2Dialects.All.Select(d => d.About)];

    // Wrong namespace: not ours, whatever its elements are called. Relays take it away: then the root must say what only such a document does.
    public bool Recognises(WireBytes bytes) =>
        bytes.XmlRoot is { } root && IsRoot(root.Name) && (root.Namespace == Namespace || root.Namespace.Length == 0 && IsOurs(root, bytes));

    private static bool IsOurs(XmlRoot root, WireBytes bytes) =>
        root.Attribute("standard") == "NewsML-G2" || root.Attribute("guid") is not null || root.Name == "newsMessage" && bytes.Span.IndexOf("<itemSet"u8) >= 0;

    public ReadResult Read(WireBytes bytes, ReadOptions options) => WireXml.Read(Name, bytes, options, G2Document.Read);

    internal static bool IsRoot(string name) => name == "newsMessage" || IsItem(name);

    internal static bool IsItem(string name) => name is "newsItem" or "packageItem" or "planningItem" or "conceptItem" or "knowledgeItem" or "catalogItem";
}
