using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Ingest.Matching;

/// <summary>Who made a story's newest release: the log's own row says it.</summary>
internal static class LastRelease
{
    internal static string? By(Db db, Story story) =>
        db.One("select bytes from wire_log where position = $1", static r => r.Bytes(0), story.Position) is { } bytes && LogRow.Fields(bytes) is { } row ? row.GetValueOrDefault("by") : null;
}
