using Dateline.Formats.Xml;

namespace Dateline.Formats.Ritzau;

/// <summary>Ritzau's own XML: one story a document, with flags for withdrawal, correction and new version. The folder's README says what is known of it.</summary>
internal sealed class RitzauFormat : IWireFormat
{
    internal const string FormatName = "ritzau";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) =>
        bytes.XmlRoot is { } root && (root.Name.StartsWith("RBNews", StringComparison.OrdinalIgnoreCase) || root.Name.Contains("ritzau", StringComparison.OrdinalIgnoreCase) || root.Namespace.Contains("ritzau", StringComparison.OrdinalIgnoreCase));

    public ReadResult Read(WireBytes bytes, ReadOptions options) => WireXml.Read(Name, bytes, options, RitzauStory.Read);
}
