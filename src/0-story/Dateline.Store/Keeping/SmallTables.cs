using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Kills;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>Who was ever attempted with what: kept for ever, apart from any queue (product.md rule 1).</summary>
public static class Recipients
{
    /// <summary>Notes a first attempt. Known ones stay as they are.</summary>
    public static void Note(StoreTransaction tx, string destination, Guid story, int version) =>
        tx.Db.Execute("insert into recipient (destination, story, version, first_attempt) values ($1, $2, $3, $4) on conflict do nothing", destination, story, version, tx.Now);

    /// <summary>Everyone ever attempted with any version of the story.</summary>
    public static List<string> Of(Db db, Guid story) => db.Many("select distinct destination from recipient where story = $1 order by destination", static r => r.Text(0), story);

    internal static bool Any(Db db, Guid story) => db.Number("select 1 from recipient where story = $1 limit 1", story) is not null;
}

/// <summary>How far each output has read the wire log.</summary>
public static class Cursors
{
    /// <summary>The last position that <paramref name="reader"/> has dealt with; 0: none.</summary>
    public static long Get(Db db, string reader) => db.Number("select position from reader_cursor where reader = $1", reader) ?? 0;

    /// <summary>Moves it. In the same transaction as what was made of the rows.</summary>
    public static void Set(StoreTransaction tx, string reader, long position) =>
        tx.Db.Execute("insert into reader_cursor (reader, position, at) values ($1, $2, $3) on conflict (reader) do update set position = excluded.position, at = excluded.at", reader, position, tx.Now);
}

/// <summary>Something a person must look at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Which kind: a stable code ("incoming-correction", "scheduled-cant-go").</param>
/// <param name="At">Since when.</param>
/// <param name="Story">The story it is about.</param>
/// <param name="Item">The incoming item it is about.</param>
/// <param name="Text">What happened and what to do.</param>
/// <param name="AcknowledgedBy">Who has seen it.</param>
/// <param name="AcknowledgedAt">When.</param>
public sealed record Alarm(Guid Id, string Kind, Instant At, Guid? Story, Guid? Item, string Text, string? AcknowledgedBy, Instant? AcknowledgedAt);

/// <summary>Alarms as rows.</summary>
public static class Alarms
{
    /// <summary>What came in and can't wait: it sounds until a named person has it, and those on duty are told where nobody takes it.</summary>
    public static IReadOnlyList<string> Loud { get; } = ["incoming-kill", "incoming-hold", "incoming-embargo", "sounds-like-kill", "incoming-flash"];

    /// <summary>The alarm of that id.</summary>
    public static Alarm? Find(Db db, Guid id) => db.One("select id, kind, at, story, item, text, acknowledged_by, acknowledged_at from alarm where id = $1", Read, id);

    /// <summary>Raises one.</summary>
    public static Guid Raise(StoreTransaction tx, string kind, string text, Guid? story = null, Guid? item = null)
    {
        var id = tx.Ids.NewId();
        tx.Db.Execute("insert into alarm (id, kind, at, story, item, text) values ($1, $2, $3, $4, $5, $6)", id, kind, tx.Now, story, item, text);
        return id;
    }

    /// <summary>Open ones (or all), newest first.</summary>
    public static List<Alarm> List(Db db, bool openOnly, int count) => db.Many(
        $"select id, kind, at, story, item, text, acknowledged_by, acknowledged_at from alarm {(openOnly ? "where acknowledged_at is null" : "")} order by at desc limit $1",
        Read, count);

    /// <summary>Loud ones that nobody has, raised after <paramref name="since"/> and no later than <paramref name="until"/>, the oldest first.</summary>
    public static List<Alarm> Unattended(Db db, Instant since, Instant until) => [.. db.Many(
        "select id, kind, at, story, item, text, acknowledged_by, acknowledged_at from alarm where acknowledged_at is null and at > $1 and at <= $2 order by at, id", Read, since, until).Where(a => Loud.Contains(a.Kind, StringComparer.Ordinal))];

    private static Alarm Read(Row r) => new(r.Id(0), r.Text(1), r.Instant(2), r.IdOrNull(3), r.IdOrNull(4), r.Text(5), r.TextOrNull(6), r.InstantOrNull(7));

    /// <summary>
    /// Notes that <paramref name="who"/> has seen it. Null: it is noted; else why not: there is no such open alarm (<c>unknown</c>), or it stands for a hold or a kill that
    /// nobody has confirmed (<c>withdrawal-open</c>): that one ends with a receipt or a named person's word, never by being looked at.
    /// </summary>
    public static Refusal? Acknowledge(StoreTransaction tx, Guid id, string who)
    {
        if (IsOfOpenWithdrawal(tx.Db, id)) return new("withdrawal-open", "A client has not confirmed a hold or a kill. The alarm stays until its receipt comes. Call them, then say who confirmed, and how.");
        return Close(tx, id, who) ? null : new("unknown", "There is no such open alarm. Nothing has changed. Someone may have acknowledged it already.");
    }

    /// <summary>Those of an incoming item and a story, of these kinds, are dealt with by <paramref name="who"/>: done what they asked for, they need nobody any more.</summary>
    public static void Answered(StoreTransaction tx, Guid item, Guid story, IReadOnlyCollection<string> kinds, string who)
    {
        foreach (var (id, kind) in tx.Db.Many("select id, kind from alarm where item = $1 and story = $2 and acknowledged_at is null", static r => (r.Id(0), r.Text(1)), item, story))
            if (kinds.Contains(kind)) Close(tx, id, who);
    }

    private static bool IsOfOpenWithdrawal(Db db, Guid id) =>
        db.Number("select 1 from delivery where alarm = $1 and lane = 0 and receipt_at is null and state in (0, 1, 5) limit 1", id) is not null;

    /// <summary>What it stands for has grown worse: the same alarm says so from now on.</summary>
    public static void Escalate(StoreTransaction tx, Guid id, string kind, string text) =>
        tx.Db.Execute("update alarm set kind = $2, text = $3 where id = $1 and acknowledged_at is null", id, kind, text);

    /// <summary>What it stands for is over; false where there is no such open alarm.</summary>
    internal static bool Close(StoreTransaction tx, Guid id, string who)
    {
        var done = tx.Db.Execute("update alarm set acknowledged_by = $2, acknowledged_at = $3 where id = $1 and acknowledged_at is null", id, who, tx.Now) == 1;
        if (done) tx.Audit(who, "alarm-acknowledge", id.ToString("D"));
        return done;
    }
}

/// <summary>A key by which a program speaks to Dateline: kept as a prefix and the hash of the whole.</summary>
/// <param name="Prefix">Its first characters: its name in logs and the audit.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Scopes">What it may do ("intake", "stories:read" …).</param>
/// <param name="Source">The one source it may send for; null: any.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">When it was revoked; null: it works.</param>
public sealed record ApiKey(string Prefix, string Name, IReadOnlySet<string> Scopes, string? Source, Instant Created, Instant? Revoked)
{
    /// <summary>Who it is in the wire log and the audit.</summary>
    public string Pseudonym => "key:" + Prefix;

    /// <summary>Whether it may do <paramref name="scope"/>.</summary>
    public bool May(string scope) => Revoked is null && (Scopes.Contains(scope) || Scopes.Contains("*"));
}

/// <summary>API keys as rows.</summary>
public static class ApiKeys
{
    /// <summary>Makes a key and returns it whole: the only time it is seen.</summary>
    public static (string Secret, ApiKey Key) Create(StoreTransaction tx, string name, IEnumerable<string> scopes, string by, string? source = null)
    {
        var secret = "dl_" + tx.Ids.NewToken(52);
        var key = new ApiKey(secret[..11], name, scopes.ToHashSet(StringComparer.Ordinal), source, tx.Now, null);
        tx.Db.Execute("insert into api_key (prefix, sha, name, scopes, source, created) values ($1, $2, $3, $4, $5, $6)",
            key.Prefix, Sha(secret), name, string.Join(' ', key.Scopes.Order(StringComparer.Ordinal)), source, tx.Now);
        tx.Audit(by, "key-create", key.Pseudonym, string.Join(' ', key.Scopes.Order(StringComparer.Ordinal)));
        return (secret, key);
    }

    /// <summary>The working key that is <paramref name="secret"/>; null where there is none. Compared in constant time.</summary>
    public static ApiKey? Check(Db db, string secret)
    {
        if (secret.Length < 20) return null;
        var found = db.One("select prefix, name, scopes, source, created, revoked, sha from api_key where prefix = $1", static r => (Key: Read(r), Sha: r.Bytes(6)), secret[..11]);
        return found.Key is { Revoked: null } && CryptographicOperations.FixedTimeEquals(found.Sha, Sha(secret)) ? found.Key : null;
    }

    /// <summary>The key of that pseudonym, working or not; null where there is none.</summary>
    public static ApiKey? FindByPseudonym(Db db, string pseudonym) => pseudonym.StartsWith("key:", StringComparison.Ordinal)
        ? db.One("select prefix, name, scopes, source, created, revoked from api_key where prefix = $1", Read, pseudonym[4..])
        : null;

    /// <summary>All keys, newest first.</summary>
    public static List<ApiKey> List(Db db) => db.Many("select prefix, name, scopes, source, created, revoked from api_key order by created desc", Read);

    /// <summary>Ends a key; false where there is no such working key.</summary>
    public static bool Revoke(StoreTransaction tx, string prefix, string by)
    {
        var done = tx.Db.Execute("update api_key set revoked = $2 where prefix = $1 and revoked is null", prefix, tx.Now) == 1;
        if (!done) return false;
        tx.Audit(by, "key-revoke", "key:" + prefix);
        tx.Journal(new KillEntry { Act = KillAct.KeyRevoked, Guid = prefix, By = by });
        return true;
    }

    private static ApiKey Read(Row r) => new(r.Text(0), r.Text(1), r.Text(2).Split(' ').ToHashSet(StringComparer.Ordinal), r.TextOrNull(3), r.Instant(4), r.InstantOrNull(5));

    private static byte[] Sha(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>Settings that live with the data.</summary>
public static class Settings
{
    /// <summary>The value of that name, or null.</summary>
    public static string? Get(Db db, string name) => db.One("select value from setting where name = $1", static r => r.Text(0), name);

    /// <summary>Sets it.</summary>
    public static void Set(StoreTransaction tx, string name, string value) =>
        tx.Db.Execute("insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", name, value);
}

/// <summary>Answers kept so that the same request, sent twice, is done once.</summary>
public static class Idempotency
{
    /// <summary>The answer given before to this key of this owner: its request's hash, status and body.</summary>
    public static (byte[] Request, int Status, string Response)? Find(Db db, string owner, string key) =>
        db.One<(byte[], int, string)?>("select request, status, response from idempotency where owner = $1 and key = $2", static r => (r.Bytes(0), r.Int(1), r.Text(2)), owner, key);

    /// <summary>Keeps an answer.</summary>
    public static void Keep(StoreTransaction tx, string owner, string key, byte[] request, int status, string response) =>
        tx.Db.Execute("insert into idempotency (owner, key, request, status, response, at) values ($1, $2, $3, $4, $5, $6)", owner, key, request, status, response, tx.Now);
}
