using Dateline.News;

namespace Dateline.Formats;

/// <summary>
/// One format a wire may speak. A format is a folder: its reader, its writer if it has one, its detector, a README naming spec and version.
/// The list of them all is <see cref="WireFormats"/>.
/// </summary>
public interface IWireFormat
{
    /// <summary>The format's short name ("newsml-g2", "ninjs"), as settings and notes use it. Stable.</summary>
    string Name { get; }

    /// <summary>The ways in which agencies speak it that are known by name; none where it is spoken in one way only.</summary>
    IReadOnlyList<WireDialect> Dialects => [];

    /// <summary>Whether <paramref name="bytes"/> look like this format: judged by content (root element, namespace, first bytes), never by a file name.</summary>
    bool Recognises(WireBytes bytes);

    /// <summary>Reads everything that <paramref name="bytes"/> hold. Bad input is a <see cref="ReadResult"/> with a failure or notes, never an exception.</summary>
    ReadResult Read(WireBytes bytes, ReadOptions options);
}

/// <summary>Writes items in one format, one version and one form of it.</summary>
public interface IWireWriter
{
    /// <summary>The name by which a destination asks for it ("newsml-g2", "ninjs-3.1", "ninjs-1.6").</summary>
    string Name { get; }

    /// <summary>The media type of what is written.</summary>
    string ContentType { get; }

    /// <summary>
    /// Writes <paramref name="item"/>: the same item and options give the same bytes.
    /// What the format cannot say comes back as a note; nothing is dropped in silence.
    /// </summary>
    WriteResult Write(NewsItem item, WriteOptions options);
}
