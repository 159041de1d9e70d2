using System.Security.Cryptography;
using Dateline.Formats;
using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Matching;

/// <summary>What came in, read, hashed and compressed before the writer's turn, so that the turn is short.</summary>
/// <param name="Raw">The bytes.</param>
/// <param name="Format">The format that was recognised.</param>
/// <param name="Items">What they hold, or why not.</param>
internal sealed record PreparedDocument(RawBytes Raw, string Format, IReadOnlyList<PreparedItem> Items)
{
    internal static PreparedDocument From(ReadOnlyMemory<byte> bytes, Source source, SourceSettings settings, RouteBook book)
    {
        var raw = RawBytes.From(bytes.Span);
        CrashPoint.Pass("intake.before-parse");
        var read = Read(bytes, settings.ToReadOptions());
        CrashPoint.Pass("intake.parsed");
        if (read.Failure is { } failure) return new(raw, read.Format, [PreparedItem.Failed(0, failure)]);
        return new(raw, read.Format, [.. read.Items.Select((item, index) => PreparedItem.From(index, item, source, settings, book))]);
    }

    private static ReadResult Read(ReadOnlyMemory<byte> bytes, ReadOptions options)
    {
        try
        {
            return WireFormats.Read(bytes, options);
        }
        catch (Exception ours) when (ours is not OutOfMemoryException)
        {
            return ReadResult.Failed("unknown", new(QuarantineCodes.ReaderFailed, $"The reader failed on it ({ours.GetType().Name}). That is our mistake, not the sender's; the bytes are kept."));
        }
    }
}

/// <summary>One item of a document, ready for its turn.</summary>
internal sealed record PreparedItem
{
    internal required int Index { get; init; }
    /// <summary>What was read; null where nothing could be.</summary>
    internal NewsItem? Item { get; init; }
    /// <summary>The item as the store keeps it.</summary>
    internal byte[] Json { get; init; } = [];
    /// <summary>What makes it the same item when it is sent again.</summary>
    internal byte[] Hash { get; init; } = [];
    /// <summary>Where the routes would send it, by the routes as they were when it was read.</summary>
    internal RoutePlan? Plan { get; init; }
    /// <summary>Why it could not be read.</summary>
    internal ReadFailure? Failure { get; init; }

    internal static PreparedItem Failed(int index, ReadFailure failure) => new() { Index = index, Failure = failure };

    internal static PreparedItem From(int index, ReadItem read, Source source, SourceSettings settings, RouteBook book) =>
        read.Item is { } item && read.Failure is null ? From(index, item, source, settings, book) : Failed(index, read.Failure!);

    internal static PreparedItem From(int index, NewsItem item, Source source, SourceSettings settings, RouteBook book)
    {
        var json = StoryJson.Write(item);
        // The priority is the transmission's: the same item, sent again in a hurry, is the same item.
        var identity = item.Priority is null ? json : StoryJson.Write(item with { Priority = null });
        return new() { Index = index, Item = item, Json = json, Hash = SHA256.HashData(identity), Plan = book.Plan(item, source.Code, settings) };
    }
}
