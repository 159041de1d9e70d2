using Dateline.Formats.Xml;

namespace Dateline.Formats.Jimi;

/// <summary>Jimi: the XML in which The Canadian Press publishes. The folder's README says what is known of it.</summary>
internal sealed class JimiFormat : IWireFormat
{
    internal const string FormatName = "jimi";

    public string Name => FormatName;

    // "Publish" is nobody's word alone: what it holds must look like Jimi's too.
    public bool Recognises(WireBytes bytes) =>
        bytes.XmlRoot is { } root && (root.Name.Equals("Publish", StringComparison.OrdinalIgnoreCase) && bytes.Span.IndexOf("<ContentItem"u8) >= 0 || root.Name.Contains("jimi", StringComparison.OrdinalIgnoreCase) ||
            root.Name == "ContentItem" && (bytes.Span.IndexOf("<SystemSlug"u8) >= 0 || bytes.Span.IndexOf("<ContentText"u8) >= 0));

    public ReadResult Read(WireBytes bytes, ReadOptions options) => WireXml.Read(Name, bytes, options, JimiDocument.Read);
}
