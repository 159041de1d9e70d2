using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>What a pass is good for.</summary>
public enum PassKind
{
    /// <summary>A link that opens the newsroom once.</summary>
    Link = 0,
    /// <summary>The session that something else was exchanged for.</summary>
    Session = 1,
    /// <summary>The link by which the first person sets the newsroom up.</summary>
    SetUp = 2,
    /// <summary>A person's link to set a password: the first one, or a new one.</summary>
    Invitation = 3,
    /// <summary>A password was right, and the code of the person's generator is still to come.</summary>
    SecondStep = 4,
    /// <summary>The session of a client's person in the portal.</summary>
    PortalSession = 5,
    /// <summary>A client's person's link to set a password.</summary>
    PortalInvitation = 6,
    /// <summary>The password of a client's person was right, and the code is still to come.</summary>
    PortalSecondStep = 7,
}

/// <summary>A session as its owner sees it in a list.</summary>
/// <param name="Handle">Names it, without opening anything.</param>
/// <param name="Begun">When it began.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Agent">What the browser said that it is; null where it said nothing.</param>
public sealed record SessionRow(string Handle, Instant Begun, Instant Expires, string? Agent);

/// <summary>
/// Passes to the newsroom's pages: links that open once, and the sessions they are exchanged for. Only hashes are kept,
/// so a copy of the database lets nobody in.
/// </summary>
public static class StaffPasses
{
    private const int TokenLength = 52;
    private const int LongestAgent = 200;

    /// <summary>Makes a link's token, good once and for <paramref name="life"/>. It opens a person's session where one is named, else one that only looks on.</summary>
    public static string CreateLink(StoreTransaction tx, TimeSpan life, string by, Guid? person = null)
    {
        tx.Audit(by, "staff-link");
        return Create(tx, PassKind.Link, life, person);
    }

    /// <summary>Makes a pass of any kind and gives its token: the only time it is seen.</summary>
    public static string Create(StoreTransaction tx, PassKind kind, TimeSpan life, Guid? person = null, string? agent = null)
    {
        Forget(tx);
        var token = tx.Ids.NewToken(TokenLength);
        tx.Db.Execute("insert into staff_pass (sha, kind, expires, person, begun, agent, proven) values ($1, $2, $3, $4, $5, $6, $5)",
            Sha(token), kind, tx.Now + life, person, tx.Now, agent is { Length: > LongestAgent } ? agent[..LongestAgent] : agent);
        return token;
    }

    /// <summary>Takes a link's token and gives a session's; null where it is not known, over, or was used before.</summary>
    public static string? Exchange(StoreTransaction tx, string token, TimeSpan life, string? agent = null)
    {
        var (known, person) = Owner(tx.Db, token, PassKind.Link, tx.Now);
        if (!known || !Use(tx, token, PassKind.Link)) return null;
        tx.Audit(person is { } id && People.Find(tx.Db, id) is { } found ? found.Pseudonym : "staff", "staff-enter");
        return Create(tx, PassKind.Session, life, person, agent);
    }

    /// <summary>Uses a pass up; false where it is not known, over, or was used before.</summary>
    public static bool Use(StoreTransaction tx, string token, PassKind kind) =>
        token.Length == TokenLength && tx.Db.Execute("delete from staff_pass where sha = $1 and kind = $2 and expires > $3", Sha(token), kind, tx.Now) == 1;

    /// <summary>Whether a pass is known and not over, and whose it is: null where it is nobody's in particular.</summary>
    public static (bool IsKnown, Guid? Person) Owner(Db db, string token, PassKind kind, Instant now) => token.Length == TokenLength
        ? db.One("select person from staff_pass where sha = $1 and kind = $2 and expires > $3", static r => (true, r.IdOrNull(0)), Sha(token), kind, now)
        : default;

    /// <summary>Whether a pass is known and not over: without using it.</summary>
    public static bool IsGood(Db db, string token, PassKind kind, Instant now) => Owner(db, token, kind, now).IsKnown;

    /// <summary>Whether a session of the newsroom is known and not over, whose it is (null: nobody's in particular), and when that person last proved who they are.</summary>
    public static (bool IsKnown, Guid? Person, Instant? Proven) Session(Db db, string token, Instant now) => token.Length == TokenLength
        ? db.One("select person, proven from staff_pass where sha = $1 and kind = $2 and expires > $3", static r => (true, r.IdOrNull(0), r.InstantOrNull(1)), Sha(token), PassKind.Session, now)
        : default;

    /// <summary>Notes that the person of a session has proved again who they are, by themselves or by the word of <paramref name="second"/>.</summary>
    public static void Prove(StoreTransaction tx, string token, string by, string? second = null)
    {
        tx.Db.Execute("update staff_pass set proven = $2 where sha = $1", Sha(token), tx.Now);
        tx.Audit(by, "person-proof", second ?? by);
    }

    /// <summary>The same, for the session of that handle; false where that person has none.</summary>
    public static bool ProveOf(StoreTransaction tx, Person person, string handle)
    {
        var shas = tx.Db.Many("select sha from staff_pass where person = $1 and kind = $2 and expires > $3", static r => r.Bytes(0), person.Id, PassKind.Session, tx.Now);
        if (shas.FirstOrDefault(sha => Handle(sha) == handle) is not { } found) return false;
        tx.Db.Execute("update staff_pass set proven = $2 where sha = $1", found, tx.Now);
        tx.Audit(person.Pseudonym, "person-proof", person.Pseudonym);
        return true;
    }

    /// <summary>Ends a session.</summary>
    public static void End(StoreTransaction tx, string token) => tx.Db.Execute("delete from staff_pass where sha = $1", Sha(token));

    /// <summary>A person's sessions, the newest first.</summary>
    public static List<SessionRow> Sessions(Db db, Guid person, Instant now, PassKind kind = PassKind.Session) => db.Many(
        "select sha, begun, expires, agent from staff_pass where person = $1 and kind = $2 and expires > $3 order by begun desc",
        static r => new SessionRow(Handle(r.Bytes(0)), r.InstantOrNull(1) ?? default, r.Instant(2), r.TextOrNull(3)), person, kind, now);

    /// <summary>Ends one of a person's sessions; false where there is none of that handle.</summary>
    public static bool EndOf(StoreTransaction tx, Guid person, string handle, PassKind kind = PassKind.Session)
    {
        var shas = tx.Db.Many("select sha from staff_pass where person = $1 and kind = $2", static r => r.Bytes(0), person, kind);
        return shas.FirstOrDefault(sha => Handle(sha) == handle) is { } found && tx.Db.Execute("delete from staff_pass where sha = $1", found) == 1;
    }

    /// <summary>Ends all of a person's passes, links included; but not the session of <paramref name="but"/>.</summary>
    public static void EndAllOf(StoreTransaction tx, Guid person, string? but = null) =>
        tx.Db.Execute("delete from staff_pass where person = $1 and sha <> $2", person, but is null ? [] : Sha(but));

    /// <summary>Ends all passes of a kind.</summary>
    public static void EndAll(StoreTransaction tx, PassKind kind) => tx.Db.Execute("delete from staff_pass where kind = $1", kind);

    /// <summary>The handle of a session by its token.</summary>
    public static string HandleOf(string token) => Handle(Sha(token));

    private static string Handle(byte[] sha) => Convert.ToHexStringLower(sha.AsSpan(0, 8));

    private static void Forget(StoreTransaction tx) => tx.Db.Execute("delete from staff_pass where expires <= $1", tx.Now);

    private static byte[] Sha(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
