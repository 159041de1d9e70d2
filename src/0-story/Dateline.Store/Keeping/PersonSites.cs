using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>The sites that people of a group's members are limited to. Whoever has none is of every site. Every change is in the audit.</summary>
public static class PersonSites
{
    /// <summary>A person's, by code; empty: every site.</summary>
    public static List<string> Of(Db db, Guid person) => db.Many("select site from person_site where person = $1 order by site", static r => r.Text(0), person);

    /// <summary>Everybody's who is limited.</summary>
    public static ILookup<Guid, string> All(Db db) => db.Many("select person, site from person_site order by site", static r => (Person: r.Id(0), Site: r.Text(1))).ToLookup(s => s.Person, s => s.Site);

    /// <summary>Limits a person to these sites; none: they are of every site.</summary>
    public static void Set(StoreTransaction tx, Person person, IReadOnlyCollection<string> sites, string by)
    {
        tx.Db.Execute("delete from person_site where person = $1", person.Id);
        foreach (var site in sites.Distinct(StringComparer.Ordinal)) tx.Db.Execute("insert into person_site (person, site) values ($1, $2)", person.Id, site);
        tx.Audit(by, "person-sites", person.Pseudonym, sites.Count == 0 ? "-" : string.Join(' ', sites.Order(StringComparer.Ordinal)));
    }
}
