using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>What a person's device signs with, as W3C Web Authentication has it: the public half.</summary>
/// <param name="Id">The credential's id.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Name">What they call it.</param>
/// <param name="Host">The host it was made for.</param>
/// <param name="PublicKey">The public key (COSE).</param>
/// <param name="Signed">How often it has signed, as far as the device counts; 0 where it does not.</param>
/// <param name="Transports">How a browser reaches it, with spaces between; null: unknown.</param>
/// <param name="IsBackupEligible">Whether it may be kept on several devices.</param>
/// <param name="IsBackedUp">Whether it is.</param>
/// <param name="Added">Since when it is known.</param>
/// <param name="Used">When it last opened the door; null: never.</param>
public sealed record Passkey(byte[] Id, Guid Person, string Name, string Host, byte[] PublicKey, long Signed, string? Transports, bool IsBackupEligible, bool IsBackedUp, Instant Added, Instant? Used);

/// <summary>Passkeys as rows. Every change is in the audit.</summary>
public static class Passkeys
{
    private const string Columns = "id, person, name, host, public_key, signed, transports, backup_eligible, backed_up, added, used";
    private static readonly TimeSpan ChallengesAreKept = TimeSpan.FromDays(1);

    /// <summary>A person's, the newest first.</summary>
    public static List<Passkey> Of(Db db, Guid person) => db.Many($"select {Columns} from passkey where person = $1 order by added desc, id", Read, person);

    /// <summary>The passkey of that id.</summary>
    public static Passkey? Find(Db db, byte[] id) => db.One($"select {Columns} from passkey where id = $1", Read, id);

    /// <summary>Keeps a new one; false where the id is taken.</summary>
    public static bool Add(StoreTransaction tx, Passkey key, string by)
    {
        var isNew = tx.Db.Execute($"insert into passkey ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null) on conflict do nothing",
            key.Id, key.Person, key.Name, key.Host, key.PublicKey, key.Signed, key.Transports, key.IsBackupEligible ? 1 : 0, key.IsBackedUp ? 1 : 0, tx.Now) == 1;
        if (isNew) tx.Audit(by, "passkey-add", by, key.Name);
        return isNew;
    }

    /// <summary>Notes that it was used.</summary>
    public static void Used(StoreTransaction tx, byte[] id, long signed, bool isBackedUp) =>
        tx.Db.Execute("update passkey set signed = $2, backed_up = $3, used = $4 where id = $1", id, signed, isBackedUp ? 1 : 0, tx.Now);

    /// <summary>Takes one of a person's away; false where they have none such.</summary>
    public static bool Remove(StoreTransaction tx, Guid person, byte[] id, string by)
    {
        if (tx.Db.Execute("delete from passkey where person = $1 and id = $2", person, id) == 0) return false;
        tx.Audit(by, "passkey-remove", by);
        return true;
    }

    /// <summary>Notes that a challenge was answered; false where it was before.</summary>
    public static bool Answered(StoreTransaction tx, string challenge)
    {
        tx.Db.Execute("delete from passkey_answered where at < $1", tx.Now - ChallengesAreKept);
        return tx.Db.Execute("insert into passkey_answered (sha, at) values ($1, $2) on conflict do nothing", SHA256.HashData(Encoding.UTF8.GetBytes(challenge)), tx.Now) == 1;
    }

    private static Passkey Read(Row r) =>
        new(r.Bytes(0), r.Id(1), r.Text(2), r.Text(3), r.Bytes(4), r.Long(5), r.TextOrNull(6), r.Flag(7), r.Flag(8), r.Instant(9), r.InstantOrNull(10));
}
