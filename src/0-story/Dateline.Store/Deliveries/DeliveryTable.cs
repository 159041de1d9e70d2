using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>A delivery that is due, with what decides whether it goes.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="HasNewer">A newer version went or may have gone, is going, or waits.</param>
/// <param name="HasNewerToHold">A newer version was withdrawn, or went: what even a withdrawal yields to.</param>
/// <param name="IsBusy">Another version of the story is on its way.</param>
public sealed record DueDelivery(Delivery Delivery, bool HasNewer, bool HasNewerToHold, bool IsBusy);

/// <summary>Deliveries as rows: what is to be sent, what was, and how each attempt ended.</summary>
public static class DeliveryTable
{
    internal const string Columns = "id, destination, position, story, version, action, lane, state, created, next_action, attempts, first_attempt, last_attempt, sequence, receipt_at, receipt, replay_of, guid, follows";

    /// <summary>The delivery of that id, or null.</summary>
    public static Delivery? Find(Db db, Guid id) => db.One($"select {Columns} from delivery where id = $1", Read, id);

    /// <summary>All deliveries of one log row.</summary>
    public static List<Delivery> OfPosition(Db db, long position) => db.Many($"select {Columns} from delivery where position = $1 order by created, id", Read, position);

    /// <summary>All deliveries of one story to one destination, oldest first.</summary>
    public static List<Delivery> OfStory(Db db, Guid story, Guid destination) => db.Many($"select {Columns} from delivery where story = $1 and destination = $2 order by version, created, id", Read, story, destination);

    /// <summary>The newest deliveries to a destination, newest first.</summary>
    public static List<Delivery> Latest(Db db, Guid destination, int count) => db.Many($"select {Columns} from delivery where destination = $1 order by position desc, id desc limit $2", Read, destination, count);

    /// <summary>What is still open for a destination, in the order in which it goes.</summary>
    public static List<Delivery> Open(Db db, Guid destination, int count) =>
        db.Many($"select {Columns} from delivery where destination = $1 and state < 2 order by lane, position, id limit $2", Read, destination, count);

    // The plus keeps SQLite to the index that has the order: by the moment it would find everything that waits, and sort it for the first few.
    /// <summary>What may go to a destination now, in the order in which it goes, with what decides whether it does.</summary>
    public static List<DueDelivery> Ready(Db db, Guid destination, Instant now, int count) =>
        db.Many($"select {Columns}, {Beside} from delivery d where destination = $1 and state < 2 and state = 0 and +next_action <= $2 order by lane, position, id limit $3", ReadDue, destination, now, count);

    /// <summary>Of what may go to a destination now, what waits neither for its rate nor for its hours; corrections, where <paramref name="withCorrections"/>, among it.</summary>
    public static List<DueDelivery> ReadyUnheld(Db db, Guid destination, Instant now, int count, bool withCorrections) =>
        db.Many($"select {Columns}, {Beside} from delivery d where destination = $1 and state < 2 and state = 0 and +next_action <= $2 and (lane < 2 or action in ($4, $5)) order by lane, position, id limit $3", ReadDue,
            destination, now, count, withCorrections ? (int)ReleaseAction.Correct : -1, withCorrections ? (int)ReleaseAction.Corrective : -1);

    /// <summary>Of what may go to a destination now, the withdrawals.</summary>
    public static List<DueDelivery> ReadyWithdrawals(Db db, Guid destination, Instant now, int count) =>
        db.Many($"select {Columns}, {Beside} from delivery d where destination = $1 and lane = 0 and state < 2 and state = 0 and +next_action <= $2 order by position, id limit $3", ReadDue, destination, now, count);

    // Whether a newer version went, may have gone before it was withdrawn, goes or waits; whether a newer withdrawal, or what went, is there; whether another version is on its way.
    private const string Beside = """
        (select count(*) from delivery n where n.story = d.story and n.destination = d.destination and n.version > d.version and (n.state <> 4 or n.first_attempt is not null)),
        (select count(*) from delivery n where n.story = d.story and n.destination = d.destination and n.version > d.version and (n.lane = 0 or n.first_attempt is not null)),
        (select count(*) from delivery n where n.story = d.story and n.destination = d.destination and n.state = 1)
        """;

    /// <summary>Other sendings of the same version under the same guid to the same destination that are not over.</summary>
    public static List<Delivery> OpenOthers(Db db, Delivery of) => db.Many(
        $"select {Columns} from delivery where story = $1 and destination = $2 and version = $3 and id <> $4 and coalesce(guid, '') = $5 and state in (0, 1, 5) and receipt_at is null", Read, of.Story, of.Destination, of.Version, of.Id, of.SentAs ?? "");

    /// <summary>Whether a newer version of the story was withdrawn from the same destination.</summary>
    public static bool HasWithdrawalAfter(Db db, Delivery of) =>
        db.Number("select 1 from delivery where story = $1 and destination = $2 and version > $3 and lane = 0 limit 1", of.Story, of.Destination, of.Version) is not null;

    /// <summary>Attempts whose lease is over.</summary>
    public static List<Delivery> Lapsed(Db db, Guid destination, Instant now) =>
        db.Many($"select {Columns} from delivery where destination = $1 and state = 1 and next_action <= $2", Read, destination, now);

    /// <summary>Withdrawals without a receipt: the alarm board, oldest first. Those that were given up are on it until a person confirms.</summary>
    public static List<Delivery> OpenWithdrawals(Db db) => db.Many($"select {Columns} from delivery where lane = 0 and receipt_at is null and state in (0, 1, 5) order by created, id", Read);

    /// <summary>Every attempt of a delivery, oldest first.</summary>
    public static List<DeliveryAttempt> Attempts(Db db, Guid delivery) => db.Many(
        "select number, started, ended, outcome, status, bytes, detail, answer from delivery_attempt where delivery = $1 order by number",
        static r => new DeliveryAttempt(r.Int(0), r.Instant(1), r.InstantOrNull(2), r.LongOrNull(3) is { } outcome ? (AttemptOutcome)outcome : null, r.IntOrNull(4), r.LongOrNull(5), r.TextOrNull(6) is { } detail ? Sentence.Read(detail) : null, r.TextOrNull(7)), delivery);

    /// <summary>Of several addresses of one destination, those that took a delivery in its attempts until now.</summary>
    public static List<string> TakenBy(Db db, Guid delivery) =>
        [.. db.Many("select taken from delivery_attempt where delivery = $1 and taken is not null order by number", static r => r.Text(0), delivery).SelectMany(static t => t.Split('\n')).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Adds a delivery and wakes its destination; the same log row goes to a destination once, however often it is asked for. False where it is known.</summary>
    public static bool Add(StoreTransaction tx, Guid destination, Guid story, int version, long position, ReleaseAction action, DeliveryLane lane, string? sentAs = null)
    {
        if (AddAsleep(tx, destination, story, version, position, action, lane, sentAs) is not { } id) return false;
        if (!PullDeliveries.Number(tx, id, destination)) Destinations.Wake(tx, destination);
        return true;
    }

    /// <summary>For many at once: whoever adds them wakes each destination when all are there. False where it is known.</summary>
    public static bool Add(StoreTransaction tx, Destination destination, Guid story, int version, long position, ReleaseAction action, DeliveryLane lane)
    {
        if (AddAsleep(tx, destination.Id, story, version, position, action, lane) is not { } id) return false;
        if (destination.IsRead) PullDeliveries.Number(tx, id, destination.Id);
        return true;
    }

    /// <summary>A delivery that was withdrawn before it went goes after all: what kept it back is over. False where there is none.</summary>
    public static bool BringBack(StoreTransaction tx, Guid destination, long position)
    {
        if (tx.Db.Execute($"update delivery set state = 0, next_action = $3 where destination = $1 and position = $2 and replay_of is null and state = {(int)DeliveryState.Withdrawn} and attempts = 0", destination, position, tx.Now) == 0) return false;
        Destinations.Wake(tx, destination);
        return true;
    }

    private static Guid? AddAsleep(StoreTransaction tx, Guid destination, Guid story, int version, long position, ReleaseAction action, DeliveryLane lane, string? sentAs = null)
    {
        var id = tx.Ids.NewId();
        var added = tx.Db.Execute("""
            insert into delivery (id, destination, position, story, version, action, lane, state, created, next_action, attempts, guid) values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, 0, $9) on conflict do nothing
            """, id, destination, position, story, version, action, lane, tx.Now, sentAs) == 1;
        return added ? id : null;
    }

    /// <summary>Sends again what was sent before, under a new id that says of what it is a replay.</summary>
    public static Guid Replay(StoreTransaction tx, Delivery of, Instant at, string? by)
    {
        var id = tx.Ids.NewId();
        tx.Db.Execute("""
            insert into delivery (id, destination, position, story, version, action, lane, state, created, next_action, attempts, replay_of, guid, follows) values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 0, $10, $11, $12)
            """, id, of.Destination, of.Position, of.Story, of.Version, of.Action, of.Lane, tx.Now, at, of.Id, of.SentAs, of.Follows);
        if (!PullDeliveries.Number(tx, id, of.Destination)) tx.Db.Execute("update destination set next_action = $2 where id = $1 and (next_action is null or next_action > $2)", of.Destination, at);
        if (by is not null) tx.Audit(by, "delivery-replay", of.Id.ToString("D"), "as " + id.ToString("D"));
        return id;
    }

    /// <summary>A named person has told them, and they confirmed: as good as a receipt. False where it is none that waits for one.</summary>
    public static bool Confirm(StoreTransaction tx, Guid id, string how, string by)
    {
        var done = tx.Db.Execute("update delivery set state = 6, next_action = null, receipt_at = $2, receipt = $3 where id = $1 and lane = 0 and state in (0, 1, 5)", id, tx.Now, how) == 1;
        if (!done) return false;
        CloseAlarm(tx, id, by);
        // What was sent twice was said twice: they need not be called twice.
        var said = Find(tx.Db, id)!;
        foreach (var same in OfStory(tx.Db, said.Story, said.Destination).Where(d => d.IsWithdrawal && d.Version == said.Version && d.State is DeliveryState.Waiting or DeliveryState.Sending or DeliveryState.GivenUp && d.ReceiptAt is null))
        {
            tx.Db.Execute("update delivery set state = 6, next_action = null, receipt_at = $2, receipt = $3 where id = $1", same.Id, tx.Now, how);
            CloseAlarm(tx, same.Id, by);
        }
        tx.Audit(by, "delivery-confirm", id.ToString("D"), how);
        return true;
    }

    /// <summary>
    /// A person has a withdrawal without a receipt sent now, not at its next turn; one that was given up goes again under a new id.
    /// False where it is none that waits for a receipt, or an attempt is on its way.
    /// </summary>
    public static bool SendWithdrawalNow(StoreTransaction tx, Guid id, string by)
    {
        if (Find(tx.Db, id) is not { IsWithdrawal: true, ReceiptAt: null, State: DeliveryState.Waiting or DeliveryState.GivenUp } delivery) return false;
        if (delivery.State == DeliveryState.GivenUp) Replay(tx, delivery, tx.Now, by);
        else
        {
            tx.Db.Execute("update delivery set next_action = $2 where id = $1 and state = 0", id, tx.Now);
            Destinations.Wake(tx, delivery.Destination);
            tx.Audit(by, "delivery-now", id.ToString("D"));
        }
        return true;
    }

    /// <summary>
    /// Where something newer took the place of a withdrawal that nobody confirmed, its alarm is the newer one's: whoever was to call is still to call.
    /// Where the newer one has a receipt, or the story is back, the alarm is over.
    /// </summary>
    public static void HandOverAlarms(StoreTransaction tx, Guid story)
    {
        var left = tx.Db.Many("select id, destination, version, alarm, escalated from delivery where story = $1 and lane = 0 and state = 3 and alarm is not null",
            static r => (Id: r.Id(0), Destination: r.Id(1), Version: r.Int(2), Alarm: r.Id(3), Escalated: r.InstantOrNull(4)), story);
        foreach (var old in left)
        {
            var isTaken = tx.Db.Execute("""
                update delivery set alarm = $4, escalated = coalesce(escalated, $5) where id = (
                  select id from delivery where story = $1 and destination = $2 and version > $3 and lane = 0 and state in (0, 1, 5) and receipt_at is null and alarm is null order by version desc, id limit 1)
                """, story, old.Destination, old.Version, old.Alarm, old.Escalated) == 1;
            if (!isTaken) Alarms.Close(tx, old.Alarm, "superseded");
            tx.Db.Execute("update delivery set alarm = null where id = $1", old.Id);
        }
    }

    /// <summary>The alarm of a withdrawal is over: a receipt came, or a person confirmed.</summary>
    public static void CloseAlarm(StoreTransaction tx, Guid delivery, string by)
    {
        if (tx.Db.One("select alarm from delivery where id = $1", static r => r.IdOrNull(0), delivery) is { } alarm) Alarms.Close(tx, alarm, by);
    }

    private static DueDelivery ReadDue(Row r) => new(Read(r), r.Long(19) > 0, r.Long(20) > 0, r.Long(21) > 0);

    internal static Delivery Read(Row r) => new()
    {
        Id = r.Id(0),
        Destination = r.Id(1),
        Position = r.Long(2),
        Story = r.Id(3),
        Version = r.Int(4),
        Action = r.Enum<ReleaseAction>(5),
        Lane = r.Enum<DeliveryLane>(6),
        State = r.Enum<DeliveryState>(7),
        Created = r.Instant(8),
        NextAction = r.InstantOrNull(9),
        Attempts = r.Int(10),
        FirstAttempt = r.InstantOrNull(11),
        LastAttempt = r.InstantOrNull(12),
        Sequence = r.LongOrNull(13),
        ReceiptAt = r.InstantOrNull(14),
        Receipt = r.TextOrNull(15),
        ReplayOf = r.IdOrNull(16),
        SentAs = r.TextOrNull(17),
        Follows = r.TextOrNull(18),
    };
}
