using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>What somebody looks for on their desks again and again.</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Text">What is looked for.</param>
public sealed record SavedFilter(string Code, string Name, string Text);

/// <summary>Saved filters as rows: each person has their own, and sees no other's.</summary>
public static class SavedFilters
{
    /// <summary>Those of one person, by name.</summary>
    public static List<SavedFilter> Of(Db db, string who) => db.Many("select code, name, text from saved_filter where who = $1 order by name, code", static r => new SavedFilter(r.Text(0), r.Text(1), r.Text(2)), who);

    /// <summary>Keeps one, or writes over the one of its code.</summary>
    public static void Save(StoreTransaction tx, string who, SavedFilter filter) => tx.Db.Execute("""
        insert into saved_filter (who, code, name, text) values ($1, $2, $3, $4)
        on conflict (who, code) do update set name = excluded.name, text = excluded.text
        """, who, filter.Code, filter.Name, filter.Text);

    /// <summary>Takes one away; false where there is none of that code.</summary>
    public static bool Remove(StoreTransaction tx, string who, string code) => tx.Db.Execute("delete from saved_filter where who = $1 and code = $2", who, code) == 1;
}
