using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>As whom a person is known at a sign-in service of the house (OpenID Connect Core 1.0 §2, "iss" and "sub").</summary>
/// <param name="Issuer">The service.</param>
/// <param name="Id">Its name for the person, which it gives to nobody else.</param>
/// <param name="Person">Who it is here.</param>
/// <param name="Added">Since when both are known to be one.</param>
/// <param name="Used">When the service last vouched for them; null: never since.</param>
public sealed record ServiceLink(string Issuer, string Id, Guid Person, Instant Added, Instant? Used);

/// <summary>What sign-in services call our people. Every change is in the audit.</summary>
public static class ServiceLinks
{
    private const string Columns = "issuer, subject, person, added, used";

    /// <summary>Who it is; null: nobody was found to be that yet.</summary>
    public static ServiceLink? Find(Db db, string issuer, string id) => db.One($"select {Columns} from person_subject where issuer = $1 and subject = $2", Read, issuer, id);

    /// <summary>As whom a service knows a person; null: it does not.</summary>
    public static ServiceLink? Of(Db db, Guid person, string issuer) => db.One($"select {Columns} from person_subject where person = $1 and issuer = $2", Read, person, issuer);

    /// <summary>Whether any service vouches for this person.</summary>
    public static bool Any(Db db, Guid person) => db.Number("select 1 from person_subject where person = $1 limit 1", person) is not null;

    /// <summary>Notes that both are one; false where either is somebody else's already.</summary>
    public static bool Link(StoreTransaction tx, Person person, string issuer, string id)
    {
        var isNew = tx.Db.Execute("insert into person_subject (issuer, subject, person, added) values ($1, $2, $3, $4) on conflict do nothing", issuer, id, person.Id, tx.Now) == 1;
        if (isNew) tx.Audit(person.Pseudonym, "subject-link", person.Pseudonym, issuer);
        return isNew;
    }

    /// <summary>Notes that a service vouched for its person.</summary>
    public static void Used(StoreTransaction tx, string issuer, string id) => tx.Db.Execute("update person_subject set used = $3 where issuer = $1 and subject = $2", issuer, id, tx.Now);

    /// <summary>Forgets as whom a service knows a person; false where it did not.</summary>
    public static bool Unlink(StoreTransaction tx, Person person, string issuer, string by)
    {
        if (tx.Db.Execute("delete from person_subject where person = $1 and issuer = $2", person.Id, issuer) == 0) return false;
        tx.Audit(by, "subject-unlink", person.Pseudonym, issuer);
        return true;
    }

    private static ServiceLink Read(Row r) => new(r.Text(0), r.Text(1), r.Id(2), r.Instant(3), r.InstantOrNull(4));
}
