using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>Whether a destination is sent to.</summary>
public enum DestinationState
{
    /// <summary>It is.</summary>
    On,
    /// <summary>Only holds and kills are; the rest waits, and goes in order when it is resumed.</summary>
    Paused,
    /// <summary>Nothing is: its address said that it is gone, or a person ended it. A kill that it should get becomes an alarm at once.</summary>
    Off,
}

/// <summary>How many messages a destination takes at most in any second, or in any minute.</summary>
/// <param name="Most">How many, 1 or more.</param>
/// <param name="Per">In any such time.</param>
public sealed record SendingRate(int Most, RatePer Per)
{
    /// <summary>The time in which so many may begin.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds((int)Per);
}

/// <summary>In what time a rate counts; the value is its seconds.</summary>
public enum RatePer
{
    /// <summary>In any second.</summary>
    Second = 1,
    /// <summary>In any minute.</summary>
    Minute = 60,
}

/// <summary>What a new version of a story is to a destination.</summary>
public enum WritethruMapping
{
    /// <summary>The same item: the same guid, and the next version.</summary>
    SameGuid,
    /// <summary>A new item: a guid of its own, which says which one it evolved from. A hold or a kill goes for each of them.</summary>
    NewGuid,
}

/// <summary>How a destination gets the photos of a story.</summary>
public enum PhotoDelivery
{
    /// <summary>The item names the files where they are, as it was sent.</summary>
    ByReference,
    /// <summary>Not at all: they are taken out of the item.</summary>
    None,
    /// <summary>As files, before the item, which names them; by mail within it.</summary>
    First,
}

/// <summary>Where a client's deliveries go: a transport, a format, and what the contract says of embargoed copy.</summary>
public sealed record Destination
{
    /// <summary>What protects <see cref="Secret"/>: the purpose of the program's key for it.</summary>
    public const string SecretPurpose = "dateline.destination-secret";

    /// <summary>The channel by which nothing is sent: the client's programs read what lies ready for it.</summary>
    public const string ApiChannel = "api";

    /// <summary>The channel by which nothing is sent either: the client's people read in the portal.</summary>
    public const string PortalChannel = "portal";

    /// <summary>The channels that are read, as SQL lists them.</summary>
    internal const string ReadChannels = $"('{ApiChannel}', '{PortalChannel}')";

    /// <summary>Its id inside.</summary>
    public required Guid Id { get; init; }
    /// <summary>The client's id.</summary>
    public required Guid Client { get; init; }
    /// <summary>Its short name: in the log of recipients, for ever.</summary>
    public required string Code { get; init; }
    /// <summary>By which channel ("http-push").</summary>
    public required string Channel { get; init; }
    /// <summary>In which format, by the name of its writer ("newsml-g2").</summary>
    public required string Format { get; init; }
    /// <summary>The channel's options, as JSON.</summary>
    public string Options { get; init; } = "{}";
    /// <summary>What proves us to them, protected; null: nothing does.</summary>
    public string? Secret { get; init; }
    /// <summary>Whether its contract gives it embargoed copy in advance; else it is held until lift.</summary>
    public bool InAdvance { get; init; }
    /// <summary>How many deliveries may be on their way to it at once, of different stories.</summary>
    public int Concurrency { get; init; } = 1;
    /// <summary>How many messages it takes at most in what time; null: as many as come. Urgent ones, holds and kills do not wait for it.</summary>
    public SendingRate? Rate { get; init; }
    /// <summary>The hours in which it takes copy, as <see cref="SendingHours"/> reads them; null: at any hour. Urgent ones, holds, kills and corrections of what it has do not wait for them.</summary>
    public string? Hours { get; init; }
    /// <summary>Of what the client's products hold, what goes here: a filter, as products have one; null: all of it. Whoever has a story gets what becomes of it whatever this says.</summary>
    public string? Only { get; init; }
    /// <summary>What a new version of a story is to it.</summary>
    public WritethruMapping Writethrus { get; init; }
    /// <summary>How it gets photos.</summary>
    public PhotoDelivery Photos { get; init; }
    /// <summary>How many pixels the longer side of a photo that goes as a file has at most; null: photos go as they are.</summary>
    public int? PhotoSide { get; init; }
    /// <summary>Whether it is sent to.</summary>
    public DestinationState State { get; init; }
    /// <summary>Why it is not; null where it is.</summary>
    public string? StateWhy { get; init; }
    /// <summary>Since when every attempt has failed; null: the last one arrived, or there was none.</summary>
    public Instant? FailingSince { get; init; }
    /// <summary>How many attempts have failed in a row.</summary>
    public int Failures { get; init; }
    /// <summary>Until when nothing but holds and kills is tried; null: it is tried at once.</summary>
    public Instant? BlockedUntil { get; init; }
    /// <summary>When there is next something to do for it; null: nothing waits.</summary>
    public Instant? NextAction { get; init; }

    /// <summary>Whether its deliveries are read by the client rather than sent to it.</summary>
    public bool IsRead => Channel is ApiChannel or PortalChannel;

    /// <summary>The audience it is to the gate.</summary>
    public Audience Audience => InAdvance ? Audience.ClientInAdvance : Audience.Client;
}

/// <summary>Destinations as rows.</summary>
public static class Destinations
{
    private const long LeapAfterRestore = 1_000_000;
    internal const string Columns = "id, client, code, channel, format, options, secret, in_advance, concurrency, state, state_why, failing_since, next_action, failures, blocked_until, rate_most, rate_seconds, hours, writethrus, photos, only_filter, photo_side";

    /// <summary>All destinations, by code.</summary>
    public static List<Destination> All(Db db) => db.Many($"select {Columns} from destination order by code", Read);

    /// <summary>The destinations of a channel, by code.</summary>
    public static List<Destination> OfChannel(Db db, string channel) => db.Many($"select {Columns} from destination where channel = $1 order by code", Read, channel);

    /// <summary>The destination of that code, or null.</summary>
    public static Destination? Find(Db db, string code) => db.One($"select {Columns} from destination where code = $1", Read, code);

    /// <summary>The destination of that id, or null.</summary>
    public static Destination? Find(Db db, Guid id) => db.One($"select {Columns} from destination where id = $1", Read, id);

    /// <summary>Writes what a person sets of a destination: new where its code is new. How it does (failing, waiting) is kept. A null secret leaves the one it has.</summary>
    public static Destination Save(StoreTransaction tx, Destination destination, string by)
    {
        destination = destination with { Id = Find(tx.Db, destination.Code)?.Id ?? tx.Ids.NewId() };
        tx.Db.Execute("""
            insert into destination (id, client, code, channel, format, options, secret, in_advance, concurrency, state, sequence, revision, created, rate_most, rate_seconds, hours, writethrus, photos, only_filter, photo_side) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 1, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (code) do update set client = excluded.client, channel = excluded.channel, format = excluded.format, options = excluded.options, secret = coalesce(excluded.secret, destination.secret),
              in_advance = excluded.in_advance, concurrency = excluded.concurrency, rate_most = excluded.rate_most, rate_seconds = excluded.rate_seconds, hours = excluded.hours, writethrus = excluded.writethrus, photos = excluded.photos, only_filter = excluded.only_filter, photo_side = excluded.photo_side,
              revision = destination.revision + 1
            """, destination.Id, destination.Client, destination.Code, destination.Channel, destination.Format, destination.Options, destination.Secret, destination.InAdvance, destination.Concurrency, tx.Now,
            destination.Rate?.Most, (int?)destination.Rate?.Per, destination.Hours, destination.Writethrus, destination.Photos, destination.Only, destination.PhotoSide);
        // What waits may go sooner now, or later.
        if (!destination.IsRead) Wake(tx, destination.Id);
        tx.Audit(by, "destination-save", destination.Code, $"{destination.Channel} {destination.Format}{(destination.InAdvance ? " in-advance" : "")}");
        return Find(tx.Db, destination.Id)!;
    }

    /// <summary>Pauses, resumes or ends a destination. What waits for it stays; resumed, it goes at once, the newest version of each story.</summary>
    public static void Set(StoreTransaction tx, Guid id, DestinationState state, string? why, string by)
    {
        tx.Db.Execute("update destination set state = $2, state_why = $3, failing_since = null, failures = 0, failing_told = 0, blocked_until = null, next_action = $4, revision = revision + 1 where id = $1", id, state, state == DestinationState.On ? null : why, tx.Now);
        if (state == DestinationState.On) Resume(tx, id);
        tx.Audit(by, "destination-" + StoryJson.Name(state), Find(tx.Db, id)?.Code, why);
    }

    private static void Resume(StoreTransaction tx, Guid id)
    {
        if (Find(tx.Db, id) is { IsRead: true }) PullDeliveries.ComeAgain(tx, id);
        else tx.Db.Execute("update delivery set next_action = $2 where destination = $1 and state = 0", id, tx.Now);
    }

    /// <summary>The destinations for which there is something to do now, the longest waiting first.</summary>
    public static List<Guid> Due(Db db, Instant now, int count) =>
        db.Many("select id from destination where next_action is not null and next_action <= $1 order by next_action limit $2", static r => r.Id(0), now, count);

    /// <summary>When there is next something to do for any of them; null: nothing waits.</summary>
    public static Instant? NextDue(Db db) => db.One("select min(next_action) from destination where next_action is not null", static r => r.InstantOrNull(0));

    /// <summary>
    /// A backup was restored: nobody but a person knows what has arrived since it was made. Nothing is sent by itself; every destination waits to be resumed,
    /// and withdrawals without a receipt wait on the alarm board. How many destinations were paused.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="epochs">By how many the epoch is beyond the backup's.</param>
    internal static int AfterRestore(StoreTransaction tx, long epochs)
    {
        tx.Db.Execute("update delivery set state = 0 where state = 1 and lane > 0");
        tx.Db.Execute("update delivery set state = 5, next_action = null where lane = 0 and state < 2");
        // Numbers that were given after the backup are forgotten here and known there: none is given twice.
        tx.Db.Execute("update destination set sequence = sequence + $1", epochs * LeapAfterRestore);
        DutyNotices.AfterRestore(tx);
        ClientAlerts.AfterRestore(tx);
        return tx.Db.Execute("update destination set state = 1, state_why = 'restored from a backup', next_action = null where state = 0");
    }

    /// <summary>There is something to do for it.</summary>
    public static void Wake(StoreTransaction tx, Guid id) =>
        tx.Db.Execute("update destination set next_action = $2 where id = $1 and (next_action is null or next_action > $2)", id, tx.Now);

    private static Destination Read(Row r) => new()
    {
        Id = r.Id(0),
        Client = r.Id(1),
        Code = r.Text(2),
        Channel = r.Text(3),
        Format = r.Text(4),
        Options = r.Text(5),
        Secret = r.TextOrNull(6),
        InAdvance = r.Flag(7),
        Concurrency = r.Int(8),
        State = r.Enum<DestinationState>(9),
        StateWhy = r.TextOrNull(10),
        FailingSince = r.InstantOrNull(11),
        NextAction = r.InstantOrNull(12),
        Failures = r.Int(13),
        BlockedUntil = r.InstantOrNull(14),
        Rate = r.IntOrNull(15) is { } most ? new(most, r.Enum<RatePer>(16)) : null,
        Hours = r.TextOrNull(17),
        Writethrus = r.Enum<WritethruMapping>(18),
        Photos = r.Enum<PhotoDelivery>(19),
        Only = r.TextOrNull(20),
        PhotoSide = r.IntOrNull(21),
    };
}
