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
    private readonly ConcurrentDictionary<(Guid Story, int Version, string Format, string? SentAs, string? Follows), Lazy<Outcome<Rendition>>> _kept = new();

    /// <summary>The rendition, or why there is none.</summary>
    /// <param name="story">The story.</param>
    /// <param name="version">The version.</param>
    /// <param name="format">The format.</param>
    /// <param name="sentAs">The guid under which it goes; null: the story's own.</param>
    /// <param name="follows">The guid that it evolved from, where it goes as an item of its own.</param>
    internal Outcome<Rendition> Of(Guid story, int version, string format, string? sentAs = null, string? follows = null)
    {
        var key = (story, version, format, sentAs, follows);
        if (!_kept.TryGetValue(key, out var kept))
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            // A flash to a thousand is written once, not by each that asks while the first writes.
            kept = _kept.GetOrAdd(key, static (k, self) => new(() => self.Make(k.Story, k.Version, k.Format, k.SentAs, k.Follows)), this);
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

    private Outcome<Rendition> Make(Guid id, int number, string format, string? sentAs, string? follows)
    {
        if (WireFormats.Writer(format) is not { } writer) return new Refusal("format-unknown", $"No format \"{format}\" is written here.");
        var item = store.Read(db => StoryTable.Find(db, id) is { } story && StoryTable.Version(db, id, number) is { Content: not null } version ? VersionItem.Of(db, story, version, provider) : null);
        if (item is null) return new Refusal("sealed", "The version is sealed.");
        if (sentAs is not null) item = item with { Guid = sentAs };
        if (follows is not null) item = item with { Links = [new ItemLink(LinkKind.EvolvedFrom, follows, Rel: "irel:evolvedFrom"), .. item.Links] };
        return new Rendition(writer.Write(item, WriteOptions.Default).Bytes, writer.ContentType);
    }
}
