using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>A person's role on one desk.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Desk">On which desk.</param>
/// <param name="Role">The role, by its code.</param>
public sealed record DeskRole(Guid Person, string Desk, string Role);

/// <summary>
/// Roles on desks: on such a desk it stands in place of the person's role, elsewhere that holds. Whoever has none is of every desk. Every change is in the audit.
/// </summary>
public static class DeskRoles
{
    /// <summary>A person's, by desk.</summary>
    public static List<DeskRole> Of(Db db, Guid person) => db.Many("select person, desk, role from person_desk where person = $1 order by desk", Read, person);

    /// <summary>Everybody's, by desk.</summary>
    public static List<DeskRole> All(Db db) => db.Many("select person, desk, role from person_desk order by desk", Read);

    /// <summary>Gives a person a role on a desk, or takes it away (null).</summary>
    public static void Set(StoreTransaction tx, Person person, string desk, string? role, string by)
    {
        tx.Db.Execute("delete from person_desk where person = $1 and desk = $2", person.Id, desk);
        if (role is not null) tx.Db.Execute("insert into person_desk (person, desk, role) values ($1, $2, $3)", person.Id, desk, role);
        tx.Audit(by, "person-desk", person.Pseudonym, $"{desk} {role ?? "-"}");
    }

    private static DeskRole Read(Row r) => new(r.Id(0), r.Text(1), r.Text(2));
}
