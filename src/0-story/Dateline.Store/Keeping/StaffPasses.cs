using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>
/// Passes to the staff pages: a link that opens once, and the session it is exchanged for. Only hashes are kept,
/// so a copy of the database lets nobody in.
/// </summary>
public static class StaffPasses
{
    private const int TokenLength = 52;
    private const int Link = 0;
    private const int Session = 1;

    /// <summary>Makes a link's token, good once and for <paramref name="life"/>.</summary>
    public static string CreateLink(StoreTransaction tx, TimeSpan life, string by)
    {
        Forget(tx);
        tx.Audit(by, "staff-link");
        return Create(tx, Link, life);
    }

    /// <summary>Takes a link's token and gives a session's; null where it is not known, over, or was used before.</summary>
    public static string? Exchange(StoreTransaction tx, string token, TimeSpan life)
    {
        if (tx.Db.Execute("delete from staff_pass where sha = $1 and kind = $2 and expires > $3", Sha(token), Link, tx.Now) != 1) return null;
        tx.Audit("staff", "staff-enter");
        return Create(tx, Session, life);
    }

    /// <summary>Whether a link's token would open: without using it.</summary>
    public static bool IsGood(Db db, string token, Instant now) => Find(db, token, Link, now);

    /// <summary>Whether a session's token is known and not over.</summary>
    public static bool IsSession(Db db, string token, Instant now) => Find(db, token, Session, now);

    /// <summary>Ends a session.</summary>
    public static void End(StoreTransaction tx, string token) => tx.Db.Execute("delete from staff_pass where sha = $1", Sha(token));

    private static string Create(StoreTransaction tx, int kind, TimeSpan life)
    {
        var token = tx.Ids.NewToken(TokenLength);
        tx.Db.Execute("insert into staff_pass (sha, kind, expires) values ($1, $2, $3)", Sha(token), kind, tx.Now + life);
        return token;
    }

    private static bool Find(Db db, string token, int kind, Instant now) =>
        token.Length == TokenLength && db.Number("select 1 from staff_pass where sha = $1 and kind = $2 and expires > $3", Sha(token), kind, now) is not null;

    private static void Forget(StoreTransaction tx) => tx.Db.Execute("delete from staff_pass where expires <= $1", tx.Now);

    private static byte[] Sha(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
