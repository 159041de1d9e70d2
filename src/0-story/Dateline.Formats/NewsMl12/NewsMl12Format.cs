using Dateline.Formats.Xml;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// NewsML 1.0 to 1.2: the exchange format of IPTC before NewsML-G2, which many agencies of Europe and Asia still send.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class NewsMl12Format : IWireFormat
{
    internal const string FormatName = "newsml-1.2";

    public string Name => FormatName;

    public IReadOnlyList<WireDialect> Dialects { get; } = [.. NewsMl12Dialects.All.Select(d => d.About)];

    public bool Recognises(WireBytes bytes) => bytes.XmlRoot is { } root && (root.Name.Equals("NewsML", StringComparison.OrdinalIgnoreCase) || root.Name == "NewsItem");

    public ReadResult Read(WireBytes bytes, ReadOptions options) => WireXml.Read(Name, bytes, options, NewsMl12Document.Read);
}
