using System.Collections.Concurrent;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Dispatch;

/// <summary>A version in one format, as it goes to everyone who takes that format.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="ContentType">Their media type.</param>
internal sealed record Rendition(ReadOnlyMemory<byte> Bytes, string ContentType);

/// <summary>How a version differs for who gets it. Equal where its lists say the same.</summary>
internal sealed class RenditionTerms : IEquatable<RenditionTerms>
{
    /// <summary>As it is, with its photos by reference: what nearly everyone gets.</summary>
    internal static RenditionTerms Usual { get; } = new();

    /// <summary>With its photos under the names by which they came: another Dateline is told which file each is, and fetches it by that.</summary>
    internal static RenditionTerms AsItCame { get; } = new() { KeepsNames = true };

    /// <summary>The guid under which it goes; null: the story's own.</summary>
    internal string? SentAs { get; init; }
    /// <summary>The guid that it evolved from, where it goes as an item of its own.</summary>
    internal string? Follows { get; init; }
    /// <summary>How its photos go.</summary>
    internal PhotoDelivery Way { get; init; }
    /// <summary>Those that go as files.</summary>
    internal IReadOnlyList<StoryPhoto> Photos { get; init; } = [];
    /// <summary>The names of files that went, and are to be removed.</summary>
    internal IReadOnlyList<string> Removes { get; init; } = [];

    /// <summary>Whether photos that go by reference keep the names by which they came.</summary>
    internal bool KeepsNames { get; private init; }

    internal NewsItem In(NewsItem item)
    {
        if (SentAs is not null) item = item with { Guid = SentAs };
        if (Follows is not null) item = item with { Links = [new ItemLink(LinkKind.EvolvedFrom, Follows, Rel: "irel:evolvedFrom"), .. item.Links] };
        return StoryPhotos.Named(StoryPhotos.In(item, Way, Photos), Removes);
    }

    // ninjs takes absolute addresses alone: there a file that goes beside the item is named as a part of it is (RFC 2392).
    internal WriteOptions OptionsOf(string format, IReadOnlyDictionary<string, string> addresses)
    {
        if (KeepsNames) return WriteOptions.Default;
        var isBeside = Photos.Count > 0 && format.StartsWith("ninjs", StringComparison.Ordinal);
        return isBeside || addresses.Count > 0
            ? WriteOptions.Default with { MediaHref = href => isBeside && Photos.Any(p => p.Name == href) ? "cid:" + href : addresses.GetValueOrDefault(href, href) }
            : WriteOptions.Default;
    }

    // Names say which story, which version and which photo: with its file and size they tell one list from another.
    private string Key => field ??= string.Join('|', [SentAs, Follows, Way.ToString(), KeepsNames ? "as it came" : "", .. Photos.Select(static p => $"{p.Name} {p.File.Key} {p.Width}×{p.Height}"), "-", .. Removes]);

    public bool Equals(RenditionTerms? other) => ReferenceEquals(this, other) || other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as RenditionTerms);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// Writes versions in the formats that destinations ask for, each once for all of them: a version never changes, so neither does its rendition. One that holds the words of other items, of
/// which one may be killed, stands until the log goes on.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">Who we are on the wire, and where clients reach us: photos that go by reference are read there.</param>
internal sealed class Renditions(NewsStore store, DeliveryOptions options)
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<(Guid Story, int Version, string Format, RenditionTerms Terms), Lazy<Kept>> _kept = new();

    private sealed record Kept(Outcome<Rendition> Made, long? UpTo = null);

    /// <summary>The rendition, or why there is none.</summary>
    /// <param name="story">The story.</param>
    /// <param name="version">The version.</param>
    /// <param name="format">The format.</param>
    /// <param name="terms">How it differs for who gets it; null: not at all.</param>
    internal Outcome<Rendition> Of(Guid story, int version, string format, RenditionTerms? terms = null)
    {
        var key = (story, version, format, terms ?? RenditionTerms.Usual);
        if (!_kept.TryGetValue(key, out var kept))
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            // A flash to a thousand is written once, not by each that asks while the first writes.
            kept = _kept.GetOrAdd(key, static (k, self) => new(() => self.Make(k.Story, k.Version, k.Format, k.Terms)), this);
        }
        try
        {
            var found = kept.Value;
            if (found.UpTo is { } head && head != store.Log.Head)
            {
                _kept.TryRemove(new(key, kept));
                kept = _kept.GetOrAdd(key, static (k, self) => new(() => self.Make(k.Story, k.Version, k.Format, k.Terms)), this);
                found = kept.Value;
            }
            if (!found.Made.IsDone) _kept.TryRemove(key, out _);
            return found.Made;
        }
        catch
        {
            _kept.TryRemove(key, out _);
            throw;
        }
    }

    private Kept Make(Guid id, int number, string format, RenditionTerms terms)
    {
        if (WireFormats.Writer(format) is not { } writer) return new(new Refusal("format-unknown", $"No format \"{format}\" is written here."));
        var head = store.Log.Head;
        var (item, addresses) = store.Read(db => StoryTable.Find(db, id) is { } story && StoryTable.Version(db, id, number) is { Content: { } content } version
            ? (VersionItem.Of(db, story, version, options.Provider, terms.KeepsNames), AddressesOf(db, story, content)) : default);
        if (item is null) return new(new Refusal("sealed", "The version is sealed."));
        var borrows = !terms.KeepsNames && item.Content.Pictures.Any(static p => p.Guid is not null);
        return new(new Rendition(writer.Write(terms.In(item), terms.OptionsOf(format, addresses!)).Bytes, writer.ContentType), borrows ? head : null);
    }

    /// <summary>Where clients read the files of a story that are here, by the names under which they came.</summary>
    private Dictionary<string, string> AddressesOf(Db db, Story story, StoryContent content)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rendition in content.Pictures.SelectMany(static p => p.Renditions))
            if (MediaFiles.Named(db, story.Source, rendition.Href) is { } file) addresses[rendition.Href] = new Uri(options.Portal.BaseUrl, Wire.WireApi.MediaPath + file.Key).ToString();
        return addresses;
    }
}
