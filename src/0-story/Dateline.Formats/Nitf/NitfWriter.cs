using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// Writes NITF 3.6: in its namespace, valid against IPTC's schema, or without one, for the many receivers whose software looks for names alone.
/// What NITF has no place for comes back as a note.
/// </summary>
public sealed class NitfWriter : IWireWriter
{
    /// <summary>In the namespace of NITF.</summary>
    public static NitfWriter Namespaced { get; } = new("nitf", true);

    /// <summary>Without namespace, otherwise the same.</summary>
    public static NitfWriter Plain { get; } = new("nitf-plain", false);

    private readonly bool _isNamespaced;

    private NitfWriter(string name, bool isNamespaced) => (Name, _isNamespaced) = (name, isNamespaced);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string ContentType => "application/nitf+xml";

    /// <inheritdoc/>
    public WriteResult Write(NewsItem item, WriteOptions options)
    {
        var xml = XmlUtf8Writer.Begin(options.Indented);
        var notes = new List<ReadNote>(0);
        new NitfItemWriter(xml, item, options, notes).Write(_isNamespaced);
        return new WriteResult(xml.End(), notes);
    }
}
