using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>One delivery that lies ready for a client to read, with all that is asked before it is given.</summary>
/// <param name="Delivery">The delivery: its sequence is its place in the client's own order.</param>
/// <param name="Guid">The story's guid.</param>
/// <param name="Kind">What kind of item it is.</param>
/// <param name="Standing">How the story stands at this moment.</param>
public sealed record Ready(Delivery Delivery, string Guid, ItemKind Kind, Standing Standing)
{
    /// <summary>Whether it was given before: the client is among the story's recipients.</summary>
    public bool WasGiven => Delivery.FirstAttempt is not null;
}

/// <summary>
/// Deliveries that a client fetches: they are numbered as they are added, lie ready, are written down as received before a byte leaves, and are receipts
/// when the client asks for what comes after. To a kill they are deliveries like any other.
/// </summary>
public static class PullDeliveries
{
    private const string Columns = """
        d.id, d.destination, d.position, d.story, d.version, d.action, d.lane, d.state, d.created, d.next_action, d.attempts, d.first_attempt, d.last_attempt, d.sequence, d.receipt_at, d.receipt, d.replay_of, d.guid, d.follows,
        s.guid, s.kind, s.state, s.head_version, s.head_status, s.usable_from, s.is_advisory, s.no_web, s.expires, s.public_since, s.first_public, s.awaits_person
        """;

    // An older version yields to a newer one; a withdrawal only to what is a withdrawal too, or was given. What was never given goes only as the story's newest.
    private const string Stands = """
        d.sequence is not null and d.state not in (3, 4)
          and (d.lane = 0 or d.first_attempt is not null or d.version = s.head_version)
          and not exists (select 1 from delivery n where n.story = d.story and n.destination = d.destination and n.version > d.version and n.state <> 4 and (d.lane > 0 or n.lane = 0 or n.first_attempt is not null))
        """;

    /// <summary>The client's destination for the API, or for the portal; null where it has none.</summary>
    public static Destination? DestinationOf(Db db, Guid client, string channel = Destination.ApiChannel) => db.One("select id from destination where client = $1 and channel = $2 order by created, code limit 1", static r => (Guid?)r.Id(0), client, channel) is { } id ? Destinations.Find(db, id) : null;

    /// <summary>The same; one that there is not is made, and holds embargoed copy until it lifts.</summary>
    public static Destination Open(StoreTransaction tx, Client client, string channel, string by) =>
        DestinationOf(tx.Db, client.Id, channel) ?? Destinations.Save(tx, new Destination { Id = default, Client = client.Id, Code = FreeCode(tx.Db, client.Code + "-" + channel), Channel = channel, Format = "ninjs-3.1" }, by);

    private static string FreeCode(Db db, string wanted)
    {
        var code = wanted;
        for (var number = 2; Destinations.Find(db, code) is not null; number++) code = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}-{number}");
        return code;
    }

    /// <summary>The number of the last delivery of every destination that is read.</summary>
    public static List<(Guid Destination, long Sequence)> Heads(Db db) => db.Many($"select id, sequence from destination where channel in {Destination.ReadChannels}", static r => (r.Id(0), r.Long(1)));

    /// <summary>The number of a destination's last delivery; 0: there was none.</summary>
    public static long Head(Db db, Guid destination) => db.Number("select sequence from destination where id = $1", destination) ?? 0;

    /// <summary>
    /// What changes whenever a page of a destination that holds no withdrawal and nothing that was not given yet could change but by time: the log, any story, the destination, its deliveries.
    /// </summary>
    public static (long Log, long Stories, long Last, long Revision) StateOf(Db db, Guid destination) => db.One(
        "select h.position, h.change_seq, d.sequence, d.revision from log_head h, destination d where h.id = 1 and d.id = $1", static r => (r.Long(0), r.Long(1), r.Long(2), r.Long(3)), destination);

    /// <summary>What lies ready after a number, in order. Each still has to pass the gate.</summary>
    public static List<Ready> After(Db db, Guid destination, long after, int count) =>
        db.Many($"select {Columns} from delivery d join story s on s.id = d.story where d.destination = $1 and d.sequence > $2 and {Stands} order by d.sequence limit $3", Read, destination, after, count);

    /// <summary>What lies ready before a number, the newest first. Each still has to pass the gate.</summary>
    public static List<Ready> Before(Db db, Guid destination, long before, int count) =>
        db.Many($"select {Columns} from delivery d join story s on s.id = d.story where d.destination = $1 and d.sequence < $2 and {Stands} order by d.sequence desc limit $3", Read, destination, before, count);

    /// <summary>The same, of one story.</summary>
    public static List<Ready> Before(Db db, Guid destination, long before, Guid story) =>
        db.Many($"select {Columns} from delivery d join story s on s.id = d.story where d.story = $3 and d.destination = $1 and d.sequence < $2 and {Stands} order by d.sequence desc", Read, destination, before, story);

    /// <summary>
    /// Every delivery of the story of that guid to a destination, whether it still goes or not, the newest first: one question, the same for what was never given as for what there is not.
    /// </summary>
    public static List<Ready> OfGuid(Db db, Guid destination, string guid) =>
        db.Many($"select {Columns} from story s join delivery d on d.story = s.id and d.destination = $1 where s.guid = $2 and d.sequence is not null and d.state not in (3, 4) order by d.version desc, d.sequence desc", Read, destination, guid);

    /// <summary>Writes down that these are given out: who has what is known before a byte leaves.</summary>
    public static void Give(StoreTransaction tx, Destination destination, IEnumerable<Ready> given)
    {
        foreach (var one in given.Where(g => !g.WasGiven))
        {
            tx.Db.Execute("update delivery set state = case when state = 0 then 1 else state end, attempts = attempts + 1, first_attempt = $2, last_attempt = $2 where id = $1", one.Delivery.Id, tx.Now);
            Recipients.Note(tx, destination.Code, one.Delivery.Story, one.Delivery.Version);
        }
        CrashPoint.Pass("delivery.given");
    }

    /// <summary>Whether there is anything up to a number that was given and not acknowledged.</summary>
    public static bool Waits(Db db, Guid destination, long upTo) =>
        db.Number("select 1 from delivery where destination = $1 and sequence <= $2 and sequence is not null and state in (1, 5) and first_attempt is not null limit 1", destination, upTo) is not null;

    /// <summary>The client has shown that it has everything up to a number: receipts for what was given, and the end of alarms. How many.</summary>
    public static int Acknowledge(StoreTransaction tx, Guid destination, long upTo, string receipt)
    {
        var given = tx.Db.Many("select id, lane from delivery where destination = $1 and sequence <= $2 and sequence is not null and state in (1, 5) and first_attempt is not null", static r => (Id: r.Id(0), Lane: r.Long(1)), destination, upTo);
        foreach (var (id, lane) in given)
        {
            tx.Db.Execute("update delivery set state = 2, receipt_at = $2, receipt = $3 where id = $1", id, tx.Now, receipt);
            if (lane == (long)DeliveryLane.Withdrawal) DeliveryTable.CloseAlarm(tx, id, "receipt");
        }
        return given.Count;
    }

    /// <summary>Somebody at the client has read this withdrawal: its receipt, and the end of its alarm.</summary>
    public static void Read(StoreTransaction tx, Guid delivery, string receipt)
    {
        if (tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = $3 where id = $1 and sequence is not null and state in (0, 1, 5)", delivery, tx.Now, receipt) == 1) DeliveryTable.CloseAlarm(tx, delivery, "receipt");
    }

    /// <summary>Withdrawals that lie ready at a destination and that nobody there has read, the newest first.</summary>
    public static List<Ready> Unread(Db db, Guid destination) =>
        db.Many($"select {Columns} from delivery d join story s on s.id = d.story where d.destination = $1 and d.lane = 0 and d.receipt_at is null and {Stands} order by d.sequence desc limit 50", Read, destination);

    /// <summary>Gives a new delivery its number, where its destination is one that is read; false where it is sent to.</summary>
    internal static bool Number(StoreTransaction tx, Guid delivery, Guid destination)
    {
        if (tx.Db.Number($"update destination set sequence = sequence + 1 where id = $1 and channel in {Destination.ReadChannels} returning sequence", destination) is not { } number) return false;
        tx.Db.Execute("update delivery set sequence = $2, next_action = null where id = $1", delivery, number);
        return true;
    }

    /// <summary>A pause is over: what the client could not read meanwhile may lie before what it has read since, so it comes again at the end, in its order.</summary>
    internal static void ComeAgain(StoreTransaction tx, Guid destination)
    {
        foreach (var id in tx.Db.Many("select id from delivery where destination = $1 and sequence is not null and state = 0 and lane > 0 and first_attempt is null order by sequence", static r => r.Id(0), destination))
            Number(tx, id, destination);
    }

    private static Ready Read(Row r) => new(DeliveryTable.Read(r), r.Text(19), r.Enum<ItemKind>(20), StoryTable.ReadStanding(r, 21, awaits: 30));
}
