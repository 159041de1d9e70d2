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
    private readonly ConcurrentDictionary<(Guid Story, int Version, string Format), Lazy<Outcome<Rendition>>> _kept = new();

    internal Outcome<Rendition> Of(Guid story, int version, string format)
    {
        var key = (story, version, format);
        if (!_kept.TryGetValue(key, out var kept))
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            // A flash to a thousand is written once, not by each that asks while the first writes.
            kept = _kept.GetOrAdd(key, static (k, self) => new(() => self.Make(k.Story, k.Version, k.Format)), this);
        }
        try
        {
            var made = kept.Value;
            if (!made.IsDone) _kept.TryRemove(key, out _);
            return made;
        }
        catch
        {
            _kept.TryRemove(key, out _);
            throw;
        }
    }

    private Outcome<Rendition> Make(Guid id, int number, string format)
    {
        if (WireFormats.Writer(format) is not { } writer) return new Refusal("format-unknown", $"No format \"{format}\" is written here.");
        var item = store.Read(db => StoryTable.Find(db, id) is { } story && StoryTable.Version(db, id, number) is { Content: not null } version ? VersionItem.Of(db, story, version, provider) : null);
        if (item is null) return new Refusal("sealed", "The version is sealed.");
        return new Rendition(writer.Write(item, WriteOptions.Default).Bytes, writer.ContentType);
    }
}
