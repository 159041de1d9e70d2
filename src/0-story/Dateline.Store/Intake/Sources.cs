using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>Where items come in: an agency's feed, a folder, a mailbox.</summary>
/// <param name="Id">Its number inside.</param>
/// <param name="Code">Its short name, in addresses and routes ("np").</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Settings">Its settings as JSON; the ingest module knows their form.</param>
/// <param name="Created">When it was set up.</param>
/// <param name="LastItem">When it last sent anything.</param>
public sealed record Source(long Id, string Code, string Name, string Settings, Instant Created, Instant? LastItem);

/// <summary>Sources as rows.</summary>
public static class Sources
{
    private const string Columns = "id, code, name, settings, created, last_item";

    /// <summary>The source of that code, or null.</summary>
    public static Source? Find(Db db, string code) => db.One($"select {Columns} from source where code = $1", Read, code);

    /// <summary>The source of that number, or null.</summary>
    public static Source? Find(Db db, long id) => db.One($"select {Columns} from source where id = $1", Read, id);

    /// <summary>All sources by code.</summary>
    public static List<Source> All(Db db) => db.Many($"select {Columns} from source order by code", Read);

    /// <summary>Sets one up, or changes its name and settings.</summary>
    public static Source Save(StoreTransaction tx, string code, string name, string settings, string by)
    {
        if (Find(tx.Db, code) is { } known)
        {
            tx.Db.Execute("update source set name = $2, settings = $3 where id = $1", known.Id, name, settings);
            tx.Audit(by, "source-change", code);
            return known with { Name = name, Settings = settings };
        }
        var id = (tx.Db.Number("select max(id) from source") ?? 0) + 1;
        tx.Db.Execute("insert into source (id, code, name, settings, created) values ($1, $2, $3, $4, $5)", id, code, name, settings, tx.Now);
        tx.Audit(by, "source-create", code);
        return new Source(id, code, name, settings, tx.Now, null);
    }

    /// <summary>Notes that it has sent something.</summary>
    public static void Heard(StoreTransaction tx, long id) => tx.Db.Execute("update source set last_item = $2 where id = $1 and (last_item is null or last_item < $2)", id, tx.Now);

    private static Source Read(Row r) => new(r.Long(0), r.Text(1), r.Text(2), r.Text(3), r.Instant(4), r.InstantOrNull(5));
}
