using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>Of what somebody on duty is told.</summary>
public enum DutyNoticeKind
{
    /// <summary>A hold, a kill or a takedown.</summary>
    Withdrawal,
    /// <summary>One that has no receipt after fifteen minutes.</summary>
    Escalation,
    /// <summary>A kill, hold or change of embargo that came in, and that nobody in the house has taken.</summary>
    Unattended,
}

/// <summary>How somebody on duty is told.</summary>
public enum DutyWay
{
    /// <summary>By mail.</summary>
    Mail,
    /// <summary>By a signed call to the house's own alarm system.</summary>
    Webhook,
}

/// <summary>How a notice to somebody on duty stands.</summary>
public enum DutyNoticeState
{
    /// <summary>It is to be sent.</summary>
    Waiting,
    /// <summary>It is on its way, or was when its node died.</summary>
    Sending,
    /// <summary>It was taken: by the mail relay, or with a 2xx.</summary>
    Sent,
    /// <summary>It could not be sent within the hour.</summary>
    GivenUp,
    /// <summary>It was not sent: a backup was restored, and nobody but a person knows who was told.</summary>
    Skipped,
}

/// <summary>One notice to one address.</summary>
public sealed record DutyNotice
{
    /// <summary>Its id: the same in every attempt, so that they can tell a repeat.</summary>
    public required Guid Id { get; init; }
    /// <summary>Of what it tells.</summary>
    public required DutyNoticeKind Kind { get; init; }
    /// <summary>How.</summary>
    public required DutyWay Way { get; init; }
    /// <summary>The mail address; empty for the webhook.</summary>
    public required string Address { get; init; }
    /// <summary>The code of the client whose duty editor it is; null: the house's own.</summary>
    public string? Client { get; init; }
    /// <summary>The log row of the withdrawal; 0 where it is about an alarm.</summary>
    public required long Position { get; init; }
    /// <summary>The story; empty where an alarm is about none.</summary>
    public required Guid Story { get; init; }
    /// <summary>The delivery without a receipt; null for a withdrawal's own notice.</summary>
    public Guid? Delivery { get; init; }
    /// <summary>The alarm that nobody has; null where it is about a withdrawal of our own.</summary>
    public Guid? Alarm { get; init; }
    /// <summary>How it stands.</summary>
    public DutyNoticeState State { get; init; }
    /// <summary>Since when it is to be sent.</summary>
    public Instant Created { get; init; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
    /// <summary>When it was over; null: it is not.</summary>
    public Instant? Ended { get; init; }
    /// <summary>How the last attempt ended, in a sentence.</summary>
    public string? Detail { get; init; }
}

/// <summary>Notices to those on duty as rows: each cause is told to each address once, whoever asks, however often, on whichever node.</summary>
public static class DutyNotices
{
    /// <summary>The reader of the log that plans them.</summary>
    public const string Reader = "duty";

    // Where the log stood when a backup was restored: of what is before it nobody is told again.
    private const string Restored = "duty-restored";
    private const string Columns = "id, kind, way, address, client, position, story, delivery, state, created, attempts, ended, detail, alarm";

    /// <summary>Plans one; false where that address knows or will know of it.</summary>
    public static bool Add(StoreTransaction tx, DutyNotice notice)
    {
        if (notice.Alarm is null && notice.Position <= Floor(tx.Db)) return false;
        var cause = notice.Alarm is { } alarm ? "alarm " + alarm.ToString("N") : notice.Delivery is { } delivery ? "escalation " + delivery.ToString("N") : "withdrawal " + notice.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return tx.Db.Execute("""
            insert into duty_notice (id, kind, cause, way, address, client, position, story, delivery, state, created, next_action, attempts, alarm) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10, 0, $11) on conflict do nothing
            """, notice.Id, notice.Kind, cause, notice.Way, notice.Address, notice.Client, notice.Position, notice.Story, notice.Delivery, tx.Now, notice.Alarm) == 1;
    }

    /// <summary>Withdrawals that escalated after a moment and of which nobody was told: their deliveries.</summary>
    public static List<Delivery> Escalated(Db db, Instant since) => db.Many($"""
        select {DeliveryTable.Columns} from delivery d where escalated > $1 and position > $2 and receipt_at is null and not exists (select 1 from duty_notice n where n.delivery = d.id) order by escalated, id limit 100
        """, DeliveryTable.Read, since, Floor(db));

    /// <summary>Loud alarms that nobody has taken by <paramref name="until"/>, and of which nobody on duty was told; none from before a backup that was restored.</summary>
    public static List<Alarm> Unattended(Db db, Instant since, Instant until)
    {
        var restored = db.Number("select at from reader_cursor where reader = $1", Restored) is { } at ? new Instant(at) : since;
        return [.. Alarms.Unattended(db, restored > since ? restored : since, until).Where(a => db.Number("select 1 from duty_notice where alarm = $1 limit 1", a.Id) is null)];
    }

    /// <summary>Takes what is due, and what a node that died had taken: each is this node's until <paramref name="lease"/> has passed.</summary>
    public static List<DutyNotice> Take(StoreTransaction tx, TimeSpan lease, int count)
    {
        var due = tx.Db.Many($"select {Columns} from duty_notice where next_action <= $1 order by next_action, id limit $2", Read, tx.Now, count);
        foreach (var notice in due) tx.Db.Execute("update duty_notice set state = 1, attempts = attempts + 1, next_action = $2 where id = $1", notice.Id, tx.Now + lease);
        return [.. due.Select(static n => n with { State = DutyNoticeState.Sending, Attempts = n.Attempts + 1 })];
    }

    /// <summary>Whether one is due.</summary>
    public static bool HasDue(Db db, Instant now) => db.Number("select 1 from duty_notice where next_action <= $1 limit 1", now) is not null;

    /// <summary>Writes down how an attempt ended; with a moment for the next one it waits for that.</summary>
    public static void Settle(StoreTransaction tx, DutyNotice notice, DutyNoticeState state, string detail, Instant? next) =>
        tx.Db.Execute("update duty_notice set state = $2, detail = $3, next_action = $4, ended = $5 where id = $1 and attempts = $6 and state = 1", notice.Id, state, detail, next, next is null ? tx.Now : null, notice.Attempts);

    /// <summary>Whom a story's withdrawals were told, oldest first.</summary>
    public static List<DutyNotice> OfStory(Db db, Guid story) => db.Many($"select {Columns} from duty_notice where story = $1 order by created, kind, address", Read, story);

    /// <summary>Who was told that nobody has an alarm.</summary>
    public static List<DutyNotice> OfAlarm(Db db, Guid alarm) => db.Many($"select {Columns} from duty_notice where alarm = $1 order by way, address", Read, alarm);

    /// <summary>A backup was restored: nobody is told again of what happened before.</summary>
    internal static void AfterRestore(StoreTransaction tx)
    {
        tx.Db.Execute("update duty_notice set state = 4, next_action = null, ended = $1 where state < 2", tx.Now);
        Cursors.Set(tx, Reader, tx.Head);
        Cursors.Set(tx, Restored, tx.Head);
    }

    private static long Floor(Db db) => Cursors.Get(db, Restored);

    private static DutyNotice Read(Row r) => new()
    {
        Id = r.Id(0),
        Kind = r.Enum<DutyNoticeKind>(1),
        Way = r.Enum<DutyWay>(2),
        Address = r.Text(3),
        Client = r.TextOrNull(4),
        Position = r.Long(5),
        Story = r.Id(6),
        Delivery = r.IdOrNull(7),
        State = r.Enum<DutyNoticeState>(8),
        Created = r.Instant(9),
        Attempts = r.Int(10),
        Ended = r.InstantOrNull(11),
        Detail = r.TextOrNull(12),
        Alarm = r.IdOrNull(13),
    };
}
