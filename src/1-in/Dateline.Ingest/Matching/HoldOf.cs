using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Ingest.Matching;

/// <summary>Who put a story on hold: the log's own row says it, whatever came after.</summary>
internal static class HoldOf
{
    internal static string? By(Db db, Story story) =>
        db.One("select bytes from wire_log where story = $1 and action = $2 order by position desc limit 1", static r => r.Bytes(0), story.Id, ReleaseAction.Hold) is { } bytes && LogRow.Fields(bytes) is { } row ? row.GetValueOrDefault("by") : null;
}
