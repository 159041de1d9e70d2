using System.Collections.Concurrent;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Dispatch;

/// <summary>A version in one format, as it goes to everyone who takes that format.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="ContentType">Their media type.</param>
internal sealed record Rendition(ReadOnlyMemory<byte> Bytes, string ContentType);

/// <summary>Writes versions in the formats that destinations ask for, each once for all of them: a version never changes, so neither does its rendition.</summary>
internal sealed class Renditions(NewsStore store, Provider provider)
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<(Guid Story, int Version, string Format), Rendition> _kept = new();

    internal Outcome<Rendition> Of(Guid story, int version, string format)
    {
        if (_kept.TryGetValue((story, version, format), out var known)) return known;
        var made = Make(story, version, format);
        if (!made.IsDone) return made;
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept[(story, version, format)] = made.Value;
    }

    private Outcome<Rendition> Make(Guid id, int number, string format)
    {
        if (WireFormats.Writer(format) is not { } writer) return new Refusal("format-unknown", $"No format \"{format}\" is written here.");
        var item = store.Read(db => StoryTable.Find(db, id) is { } story && StoryTable.Version(db, id, number) is { Content: not null } version ? VersionItem.Of(db, story, version, provider) : null);
        if (item is null) return new Refusal("sealed", "The version is sealed.");
        return new Rendition(writer.Write(item, WriteOptions.Default).Bytes, writer.ContentType);
    }
}
