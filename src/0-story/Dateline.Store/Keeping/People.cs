using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>Someone who works in the newsroom, or at a client.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Pseudonym">Who they are in the wire log and the audit.</param>
/// <param name="Login">What they sign in with, in small letters.</param>
/// <param name="Name">Their name, as colleagues see it.</param>
/// <param name="Role">Their role, by its code: it stands for rights, which the newsroom knows.</param>
/// <param name="Password">The hash of their password; null: they have set none, so they can't sign in with one.</param>
/// <param name="Totp">The protected secret of their code generator; null: they use none.</param>
/// <param name="TotpStep">The step of the last code they used.</param>
/// <param name="Language">The language of their screens; null: as the browser prefers.</param>
/// <param name="Ended">Since when they may not sign in; null: they may.</param>
/// <param name="Created">Since when they are known.</param>
/// <param name="Client">The client they work at: they come in by the portal and by nothing else. Null: they work in the newsroom.</param>
/// <param name="Zone">The zone of the times on their screens, by its name in the IANA time zone database; null: the newsroom's.</param>
public sealed record Person(Guid Id, string Pseudonym, string Login, string Name, string Role, string? Password, string? Totp, long TotpStep, string? Language, Instant? Ended, Instant Created, Guid? Client = null, string? Zone = null);

/// <summary>People as rows. Every change is in the audit; no secret is.</summary>
public static class People
{
    private const string Columns = "id, pseudonym, login, name, role, password, totp, totp_step, language, ended, created, client, zone";

    /// <summary>All who work in the newsroom, by name.</summary>
    public static List<Person> All(Db db) => db.Many($"select {Columns} from person where client is null order by name, login", Read);

    /// <summary>All who work at a client, by name.</summary>
    public static List<Person> OfClient(Db db, Guid client) => db.Many($"select {Columns} from person where client = $1 order by name, login", Read, client);

    /// <summary>Whether anybody of the newsroom is known yet.</summary>
    public static bool Any(Db db) => db.Number("select 1 from person where client is null limit 1") is not null;

    /// <summary>The person of that id.</summary>
    public static Person? Find(Db db, Guid id) => db.One($"select {Columns} from person where id = $1", Read, id);

    /// <summary>The person who signs in with that name, whatever its case: one of the newsroom, or one of the clients.</summary>
    public static Person? FindByLogin(Db db, string login, bool ofClients = false) =>
        db.One($"select {Columns} from person where login = $1", Read, Normal(login)) is { } person && person.Client is not null == ofClients ? person : null;

    /// <summary>The person of that pseudonym.</summary>
    public static Person? FindByPseudonym(Db db, string pseudonym) => db.One($"select {Columns} from person where pseudonym = $1", Read, pseudonym);

    /// <summary>Names by pseudonym, for those who show who did something.</summary>
    public static Dictionary<string, string> Names(Db db) => db.Many("select pseudonym, name from person", static r => (r.Text(0), r.Text(1))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Makes a person without a password, of the newsroom or of a client; null where the sign-in name is taken by anybody.</summary>
    public static Person? Create(StoreTransaction tx, string login, string name, string role, string by, Guid? client = null)
    {
        if (tx.Db.Number("select 1 from person where login = $1", Normal(login)) is not null) return null;
        var person = new Person(tx.Ids.NewId(), "person:" + tx.Ids.NewToken(8), Normal(login), name.Trim(), role, null, null, 0, null, null, tx.Now, client);
        tx.Db.Execute("insert into person (id, pseudonym, login, name, role, created, client) values ($1, $2, $3, $4, $5, $6, $7)", person.Id, person.Pseudonym, person.Login, person.Name, role, tx.Now, client);
        // The first one makes himself known by the set-up link, and no such link may open again.
        if (client is null) StaffPasses.EndAll(tx, PassKind.SetUp);
        tx.Audit(by, "person-create", person.Pseudonym, role);
        return person;
    }

    /// <summary>Gives a person another role.</summary>
    public static void SetRole(StoreTransaction tx, Person person, string role, string by)
    {
        tx.Db.Execute("update person set role = $2 where id = $1", person.Id, role);
        tx.Audit(by, "person-role", person.Pseudonym, role);
    }

    /// <summary>Sets a password's hash. All their other sessions and links end, but not the session of <paramref name="but"/>.</summary>
    public static void SetPassword(StoreTransaction tx, Person person, string hash, string by, string? but = null)
    {
        tx.Db.Execute("update person set password = $2 where id = $1", person.Id, hash);
        StaffPasses.EndAllOf(tx, person.Id, but);
        tx.Audit(by, "person-password", person.Pseudonym);
    }

    /// <summary>Keeps a hash that was made anew of the same password.</summary>
    public static void Rehash(StoreTransaction tx, Person person, string hash) => tx.Db.Execute("update person set password = $2 where id = $1", person.Id, hash);

    /// <summary>Sets the protected secret of a code generator and the recovery codes, or takes both away (null). Other sessions end.</summary>
    public static void SetTotp(StoreTransaction tx, Person person, string? secret, long step, IEnumerable<string> recovery, string by, string? but = null)
    {
        tx.Db.Execute("update person set totp = $2, totp_step = $3 where id = $1", person.Id, secret, step);
        tx.Db.Execute("delete from person_recovery where person = $1", person.Id);
        foreach (var code in recovery) tx.Db.Execute("insert into person_recovery (person, sha) values ($1, $2)", person.Id, Sha(code));
        StaffPasses.EndAllOf(tx, person.Id, but);
        tx.Audit(by, secret is null ? "person-totp-off" : "person-totp-on", person.Pseudonym);
    }

    /// <summary>Notes that a code of this step was used; false where it, or a later one, was used before.</summary>
    public static bool UseStep(StoreTransaction tx, Guid person, long step) => tx.Db.Execute("update person set totp_step = $2 where id = $1 and totp_step < $2", person, step) == 1;

    /// <summary>Uses a recovery code up; false where there is none such.</summary>
    public static bool UseRecovery(StoreTransaction tx, Guid person, string code) => tx.Db.Execute("delete from person_recovery where person = $1 and sha = $2", person, Sha(code)) == 1;

    /// <summary>How many recovery codes are left.</summary>
    public static int RecoveryLeft(Db db, Guid person) => (int)(db.Number("select count(*) from person_recovery where person = $1", person) ?? 0);

    /// <summary>Sets the language of a person's screens; null: as the browser prefers.</summary>
    public static void SetLanguage(StoreTransaction tx, Guid person, string? language) => tx.Db.Execute("update person set language = $2 where id = $1", person, language);

    /// <summary>Sets the zone of the times on a person's screens; null: the newsroom's.</summary>
    public static void SetZone(StoreTransaction tx, Guid person, string? zone) => tx.Db.Execute("update person set zone = $2 where id = $1", person, zone);

    /// <summary>Lets a person sign in no more: every session ends now. What they did stays theirs.</summary>
    public static void End(StoreTransaction tx, Person person, string by)
    {
        tx.Db.Execute("update person set ended = $2 where id = $1 and ended is null", person.Id, tx.Now);
        StaffPasses.EndAllOf(tx, person.Id);
        tx.Audit(by, "person-end", person.Pseudonym);
    }

    /// <summary>Lets a person sign in again.</summary>
    public static void Return(StoreTransaction tx, Person person, string by)
    {
        tx.Db.Execute("update person set ended = null where id = $1", person.Id);
        tx.Audit(by, "person-return", person.Pseudonym);
    }

    private static string Normal(string login) => login.Trim().ToLowerInvariant();

    private static byte[] Sha(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private static Person Read(Row r) => new(r.Id(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4), r.TextOrNull(5), r.TextOrNull(6), r.Long(7), r.TextOrNull(8), r.InstantOrNull(9), r.Instant(10), r.IdOrNull(11), r.TextOrNull(12));
}
