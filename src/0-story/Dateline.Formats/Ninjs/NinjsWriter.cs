using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// Writes ninjs 3.1, 2.2 and 1.6, valid against IPTC's schemas. What has no property of its own is said in words where people look, and in
/// roles where machines look (<see cref="NinjsNames"/>); what can't be said at all comes back as a note.
/// A staff note is never written: it does not leave the newsroom.
/// </summary>
internal sealed class NinjsWriter(NinjsGeneration generation) : IWireWriter
{
    /// <summary>The writer of ninjs 3.1.</summary>
    internal static NinjsWriter V3 { get; } = new(NinjsGeneration.V3);

    /// <summary>The writer of ninjs 2.2.</summary>
    internal static NinjsWriter V2 { get; } = new(NinjsGeneration.V2);

    /// <summary>The writer of ninjs 1.6.</summary>
    internal static NinjsWriter V1 { get; } = new(NinjsGeneration.V1);

    public string Name => generation.WriterName;

    public string ContentType => "application/json";

    public WriteResult Write(NewsItem item, WriteOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var notes = new List<ReadNote>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = options.Indented, NewLine = "\n" }))
            new NinjsItemWriter(json, generation, options, notes).Write(item);
        return new(buffer.WrittenMemory, notes);
    }
}
