using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>Profiles of content as rows: what a desk asks of its stories of one kind. The newsroom knows the form of the rules.</summary>
public static class Profiles
{
    /// <summary>All of them: desk ("": every desk that has none of its own), kind, and rules as JSON.</summary>
    public static List<(string Desk, ItemKind Kind, string Rules)> All(Db db) =>
        db.Many("select desk, kind, rules from content_profile order by desk, kind", static r => (r.Text(0), r.Enum<ItemKind>(1), r.Text(2)));

    /// <summary>The rules for a kind on a desk: its own, else those of every desk; null: there are none.</summary>
    public static string? Find(Db db, string desk, ItemKind kind) =>
        db.One("select rules from content_profile where kind = $2 and desk in ('', $1) order by desk desc limit 1", static r => r.Text(0), desk, kind);

    /// <summary>Sets the rules for a kind on a desk; null takes them away.</summary>
    public static void Set(StoreTransaction tx, string desk, ItemKind kind, string? rules, string who)
    {
        if (rules is null) tx.Db.Execute("delete from content_profile where desk = $1 and kind = $2", desk, kind);
        else tx.Db.Execute("""
            insert into content_profile (desk, kind, rules, changed, who) values ($1, $2, $3, $4, $5)
            on conflict (desk, kind) do update set rules = excluded.rules, changed = excluded.changed, who = excluded.who
            """, desk, kind, rules, tx.Now, who);
        tx.Audit(who, "profile", $"{(desk.Length == 0 ? "*" : desk)} {StoryJson.Name(kind)}", rules);
    }
}
