using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Wire;

/// <summary>A row of the wire log as it is kept.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Hash">The chain's hash after it.</param>
/// <param name="Bytes">Its canonical bytes: what the hash vouches for.</param>
/// <param name="At">When it was written.</param>
/// <param name="Story">The story.</param>
/// <param name="Version">The version that stands after it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Page">The story's public address, where it has one.</param>
public sealed record LoggedRow(long Position, byte[] Hash, byte[] Bytes, Instant At, Guid Story, int Version, ReleaseAction Action, string? Page)
{
    /// <summary>What the canonical bytes say, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields => LogRow.Fields(Bytes) ?? throw new FormatException($"The wire log's row {Position} is damaged.");
}

/// <summary>The wire log's rows, for those who read it.</summary>
public static class WireLog
{
    private const string Columns = "position, hash, bytes, at, story, version, action, page";

    /// <summary>The rows after a position, oldest first.</summary>
    public static List<LoggedRow> After(Db db, long position, int count) =>
        db.Many($"select {Columns} from wire_log where position > $1 order by position limit $2", Read, position, count);

    /// <summary>The addresses that the rows after a position concern, oldest first; null where a story has none.</summary>
    internal static List<(long Position, string? Page)> PagesAfter(Db db, long position, int count) =>
        db.Many("select position, page from wire_log where position > $1 order by position limit $2", static r => (r.Long(0), r.TextOrNull(1)), position, count);

    /// <summary>The story's first row at or after a moment; its last row where there is none yet.</summary>
    internal static long PositionSince(Db db, Guid story, Instant since) =>
        db.Number("select min(position) from wire_log where story = $1 and at >= $2", story, since) ?? db.Number("select max(position) from wire_log where story = $1", story) ?? 0;

    /// <summary>The newest rows, newest first.</summary>
    public static List<LoggedRow> Newest(Db db, int count) => db.Many($"select {Columns} from wire_log order by position desc limit $1", Read, count);

    // Most that is looked for stands among the newest rows. What does not is looked for by its story: to read the log backwards to its first row takes the longer the rarer it is.
    private const int NearRows = 2000;

    /// <summary>The newest rows before a position, newest first, of those that are asked for.</summary>
    public static List<LoggedRow> Before(Db db, long position, LogFilter filter, int count)
    {
        if (filter.Slug is null) return db.Many($"select {Columns} from wire_log where position < $1 {filter.AndRow(db, "wire_log", 3)} order by position desc limit $2", Read, position, count);
        var floor = Math.Min(position, Head(db).Position + 1) - NearRows;
        var near = db.Many($"select {Columns} from wire_log where position < $1 and position >= $3 {filter.AndRow(db, "wire_log", 4)} order by position desc limit $2", Read, [position, count, floor, .. filter.Arguments]);
        return near.Count == count || floor <= 1 ? near : [.. near, .. OfSlug(db, floor, filter, count - near.Count)];
    }

    /// <summary>The same of the whole log, and by the stories: the sluglines from their index alone, their stories, and of these the rows.</summary>
    internal static List<LoggedRow> OfSlug(Db db, long position, LogFilter filter, int count) => Among(db, db.Many($"""
        select w.position from (select distinct slugline from story where {filter.Has(db, "slugline", 3)}) g cross join story o cross join wire_log w
        where o.slugline = g.slugline and w.story = o.id and w.position < $1 {filter.AndRow(db, "w", 3)} order by w.position desc limit $2
        """, static r => r.Long(0), [position, count, .. filter.Arguments]), LogFilter.All, count);

    /// <summary>Of the rows at these positions the newest, newest first, of those that are asked for.</summary>
    public static List<LoggedRow> Among(Db db, IEnumerable<long> positions, LogFilter filter, int count) =>
        db.Many($"select {Columns} from wire_log where {db.IsOneOf("position", 1)} {filter.AndRow(db, "wire_log", 3)} order by position desc limit $2", Read, [db.Numbers(positions), count, .. filter.Arguments]);

    /// <summary>The row at a position, or null.</summary>
    public static LoggedRow? At(Db db, long position) => db.One($"select {Columns} from wire_log where position = $1", Read, position);

    /// <summary>All rows of a story, oldest first.</summary>
    public static List<LoggedRow> OfStory(Db db, Guid story) => db.Many($"select {Columns} from wire_log where story = $1 order by position", Read, story);

    /// <summary>Whether the story was unpublished and not republished since, whatever else came after.</summary>
    internal static bool IsOff(Db db, Guid story) =>
        db.Number("select action from wire_log where story = $1 and action in ($2, $3) order by position desc limit 1", story, ReleaseAction.Unpublish, ReleaseAction.Republish) == (long)ReleaseAction.Unpublish;

    /// <summary>The head: epoch, position and hash; position 0 where nothing was sent yet.</summary>
    public static (long Epoch, long Position, byte[] Hash) Head(Db db) =>
        db.One("select epoch, position, hash from log_head where id = 1", static r => (r.Long(0), r.Long(1), r.Bytes(2)));

    private static LoggedRow Read(Row r) => new(r.Long(0), r.Bytes(1), r.Bytes(2), r.Instant(3), r.Id(4), r.Int(5), r.Enum<ReleaseAction>(6), r.TextOrNull(7));
}
