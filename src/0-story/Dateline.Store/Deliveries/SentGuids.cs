using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>
/// Under which guids a destination was ever sent a story, besides the story's own. Noted with the attempt, before a byte leaves, and kept apart from the queue:
/// a hold or a kill must reach every one of them, whatever has become of the destination's contract since.
/// </summary>
public static class SentGuids
{
    /// <summary>Notes a first attempt under a guid. Known ones stay as they are.</summary>
    public static void Note(StoreTransaction tx, string destination, Guid story, string guid, int version) =>
        tx.Db.Execute("insert into sent_guid (destination, story, guid, version, first_attempt) values ($1, $2, $3, $4, $5) on conflict do nothing", destination, story, guid, version, tx.Now);

    /// <summary>The guids besides the story's own, oldest first.</summary>
    public static List<string> Of(Db db, string destination, Guid story) =>
        db.Many("select guid from sent_guid where destination = $1 and story = $2 order by version, guid", static r => r.Text(0), destination, story);

    /// <summary>Whether the destination was attempted with an older version: then a newer one is not the first it sees.</summary>
    public static bool HadOlder(Db db, string destination, Guid story, int version) =>
        db.Number("select 1 from recipient where destination = $1 and story = $2 and version < $3 limit 1", destination, story, version) is not null;

    /// <summary>The guid under which the destination has, or may have, the version before; null: none of them arrived. The story's own is empty.</summary>
    public static string? Before(Db db, Destination destination, Guid story, int version)
    {
        var attempted = db.Many("""
            select coalesce(d.guid, ''), (select count(*) from delivery_attempt a where a.delivery = d.id and (a.outcome is null or a.outcome in (0, 4))) from delivery d
            where d.destination = $1 and d.story = $2 and d.version < $3 and d.lane > 0 and d.attempts > 0 order by d.version desc, d.id desc
            """, static r => (Guid: r.Text(0), MayHaveIt: r.Long(1) > 0), destination.Id, story, version);
        if (attempted.Count > 0) return attempted.Find(static a => a.MayHaveIt).Guid;
        // The queue was cleared: what was noted for ever says enough.
        return db.One("select guid from sent_guid where destination = $1 and story = $2 and version < $3 order by version desc limit 1", static r => r.Text(0), destination.Code, story, version)
            ?? (HadOlder(db, destination.Code, story, version) ? "" : null);
    }
}
