using Dateline.Formats.Xml;

namespace Dateline.Formats.Nitf;

/// <summary>
/// NITF: the News Industry Text Format of IPTC, in which many agencies still send text. Any version from 1.x to 3.6, with and without
/// namespace and DOCTYPE. The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class NitfFormat : IWireFormat
{
    internal const string FormatName = "nitf";

    /// <summary>The namespace that versions from 3.4 on may stand in. Most documents stand in none.</summary>
    internal const string Namespace = "http://iptc.org/std/NITF/2006-10-18/";

    public string Name => FormatName;

    public IReadOnlyList<WireDialect> Dialects { get; } = [.. NitfDialects.All.Select(d => d.About)];

    public bool Recognises(WireBytes bytes) => bytes.XmlRoot is { } root && root.Name.Equals("nitf", StringComparison.OrdinalIgnoreCase);

    public ReadResult Read(WireBytes bytes, ReadOptions options) => WireXml.Read(Name, bytes, options, NitfDocument.Read);
}
