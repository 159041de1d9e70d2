using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>An item as it came in and what was made of it.</summary>
public sealed record StoredItem
{
    /// <summary>Its id inside.</summary>
    public required Guid Id { get; init; }
    /// <summary>The source it came from.</summary>
    public required long Source { get; init; }
    /// <summary>What was read.</summary>
    public required NewsItem Item { get; init; }
    /// <summary>When it came in.</summary>
    public required Instant Received { get; init; }
    /// <summary>What was made of it: a stable code ("new-story", "lower-version", "kill").</summary>
    public required string Outcome { get; init; }
    /// <summary>The format it was in.</summary>
    public required string Format { get; init; }
    /// <summary>SHA-256 of the bytes it came in.</summary>
    public required byte[] Raw { get; init; }
    /// <summary>SHA-256 of <see cref="Item"/>'s JSON without what belongs to its transmission: the same item sent twice has one hash.</summary>
    public required byte[] Hash { get; init; }
    /// <summary>The story it became part of; null: none.</summary>
    public Guid? Story { get; init; }
}

/// <summary>Items as rows: every one that could be read, whatever was made of it.</summary>
public static class Items
{
    /// <summary>The outcome of an item that waits for the desk: someone has worked on its story, or holds it.</summary>
    public const string Waits = "waits";

    private const string Columns = "id, source, content, received, outcome, format, raw, content_hash, story";

    /// <summary>All versions of one item that a source has sent, newest arrival first.</summary>
    public static List<StoredItem> OfGuid(Db db, long source, string guid) => db.Many($"select {Columns} from item where source = $1 and guid = $2 order by received desc, id desc", Read, source, guid);

    /// <summary>The item of that id, or null.</summary>
    public static StoredItem? Find(Db db, Guid id) => db.One($"select {Columns} from item where id = $1", Read, id);

    /// <summary>The newest arrivals, before a moment.</summary>
    public static List<StoredItem> Latest(Db db, Instant before, int count) => db.Many($"select {Columns} from item where received < $1 order by received desc limit $2", Read, before, count);

    /// <summary>
    /// What the matching needs of all earlier arrivals of one guid, without reading their content: cheap enough for every arrival.
    /// </summary>
    public static List<EarlierItem> Earlier(Db db, long source, string guid) => db.Many(
        "select id, version, version_created, status, content_hash, story, outcome from item where source = $1 and guid = $2",
        static r => new EarlierItem(r.Id(0), r.TextOrNull(1), r.InstantOrNull(2), r.Enum<PubStatus>(3), r.Bytes(4), r.IdOrNull(5), r.Text(6)), source, guid);

    /// <summary>Keeps one. <see cref="StoredItem.Received"/> is this transaction's moment, whatever it says.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="stored">The item and what was made of it.</param>
    /// <param name="json">The item as <see cref="StoryJson"/> writes it.</param>
    public static void Keep(StoreTransaction tx, StoredItem stored, byte[] json)
    {
        var item = stored.Item;
        tx.Db.Execute("""
            insert into item (id, source, guid, version, version_created, status, is_advisory, received, outcome, format, raw, content_hash, content, story)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, stored.Id, stored.Source, item.Identity, item.Version, item.VersionCreated, item.Status, item.IsAdvisory, tx.Now, stored.Outcome, stored.Format, stored.Raw, stored.Hash, json, stored.Story);
    }

    private static StoredItem Read(Row r) => new()
    {
        Id = r.Id(0),
        Source = r.Long(1),
        Item = StoryJson.ReadItem(r.Bytes(2)),
        Received = r.Instant(3),
        Outcome = r.Text(4),
        Format = r.Text(5),
        Raw = r.Bytes(6),
        Hash = r.Bytes(7),
        Story = r.IdOrNull(8),
    };
}

/// <summary>What matching looks at of an earlier arrival.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version as stated.</param>
/// <param name="VersionCreated">When that version was made.</param>
/// <param name="Status">What may be done with it.</param>
/// <param name="Hash">SHA-256 of its JSON.</param>
/// <param name="Story">The story it became part of.</param>
/// <param name="Outcome">What was made of it.</param>
public sealed record EarlierItem(Guid Id, string? Version, Instant? VersionCreated, PubStatus Status, byte[] Hash, Guid? Story, string Outcome);

/// <summary>Something that could not be taken in: kept byte for byte where the desk can see it, with a named reason.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The source it came from.</param>
/// <param name="Raw">SHA-256 of the bytes.</param>
/// <param name="Code">The reason's stable code.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Line">Where: the line.</param>
/// <param name="Column">Where: the column.</param>
/// <param name="Offset">Where: the byte.</param>
/// <param name="Guid">The guid it states, where it does.</param>
/// <param name="ItemIndex">Which item of the message; 0: the first, or the whole.</param>
/// <param name="Received">When it came in.</param>
/// <param name="State">0 open, 1 taken in on a later try, 2 put away by a person.</param>
public sealed record QuarantineRow(Guid Id, long Source, byte[] Raw, string Code, string Message, int? Line, int? Column, long? Offset, string? Guid, int ItemIndex, Instant Received, int State);

/// <summary>The quarantine as rows.</summary>
public static class Quarantine
{
    private const string Columns = "id, source, raw, code, message, line, col, byte_offset, guid, item_index, received, state";

    /// <summary>Puts one in; the same bytes' same item again renews the reason.</summary>
    public static void Put(StoreTransaction tx, long source, byte[] raw, int itemIndex, string code, string message, int? line, int? column, long? offset, string? guid) =>
        tx.Db.Execute("""
            insert into quarantine (id, source, raw, code, message, line, col, byte_offset, guid, item_index, received, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
            on conflict (source, raw, item_index) do update set code = excluded.code, message = excluded.message, line = excluded.line, col = excluded.col, byte_offset = excluded.byte_offset, state = 0, closed = null
            """, tx.Ids.NewId(), source, raw, code, message, line, column, offset, guid, itemIndex, tx.Now);

    /// <summary>Whether a source's item is there for that very reason, put in since a moment: what gives the same again and again gives its bad items too.</summary>
    public static bool Has(Db db, long source, string code, string message, string? guid, Instant since) => db.Number(
        "select 1 from quarantine where source = $1 and code = $2 and message = $3 and coalesce(guid, '') = $4 and received >= $5 limit 1", source, code, message, guid ?? "", since) is not null;

    /// <summary>Open ones (or all), newest first.</summary>
    public static List<QuarantineRow> List(Db db, bool openOnly, int count) =>
        db.Many($"select {Columns} from quarantine {(openOnly ? "where state = 0" : "")} order by received desc limit $1", Read, count);

    /// <summary>The one of that id, or null.</summary>
    public static QuarantineRow? Find(Db db, Guid id) => db.One($"select {Columns} from quarantine where id = $1", Read, id);

    /// <summary>Closes it.</summary>
    public static void Close(StoreTransaction tx, Guid id, int state, string by)
    {
        tx.Db.Execute("update quarantine set state = $2, closed = $3 where id = $1", id, state, tx.Now);
        tx.Audit(by, state == 1 ? "quarantine-taken-in" : "quarantine-put-away", id.ToString("D"));
    }

    private static QuarantineRow Read(Row r) => new(r.Id(0), r.Long(1), r.Bytes(2), r.Text(3), r.Text(4), r.IntOrNull(5), r.IntOrNull(6), r.LongOrNull(7), r.TextOrNull(8), r.Int(9), r.Instant(10), r.Int(11));
}
