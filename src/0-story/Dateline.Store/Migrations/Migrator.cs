using System.Globalization;
using System.Reflection;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Migrations;

/// <summary>
/// Brings a database to the schema of this build: numbered SQL files, each in a transaction of its own, never changed once released.
/// One text serves both databases; the few words in which they differ stand in braces.
/// </summary>
internal static class Migrator
{
    /// <summary>The schema of this build: the number of the last file.</summary>
    internal static int Latest => Files().Last().Number;

    /// <summary>The schema the database has; 0 where it has none.</summary>
    internal static int Current(Db db)
    {
        var exists = db.IsPostgres
            ? db.Number("select count(*) from information_schema.tables where table_schema = current_schema() and table_name = 'schema_version'")
            : db.Number("select count(*) from sqlite_master where name = 'schema_version'");
        return exists == 0 ? 0 : (int)(db.Number("select max(number) from schema_version") ?? 0);
    }

    internal static void Migrate(Db db, Instant now)
    {
        var current = Current(db);
        if (current > Latest) throw new StoreException("store-newer", $"The store has schema {current}, this build knows {Latest}. Nothing was changed. Start a newer Dateline on it.");
        foreach (var (number, name) in Files().Where(f => f.Number > current)) Apply(db, number, name, now);
    }

    private static void Apply(Db db, int number, string name, Instant now)
    {
        using var transaction = db.Connection.BeginTransaction();
        db.Transaction = transaction;
        try
        {
            if (number == 1) Run(db, Fill("create table schema_version (number bigint primary key, name {text} not null, at bigint not null)", db));
            Run(db, Fill(Read(name), db));
            db.Execute("insert into schema_version (number, name, at) values ($1, $2, $3)", number, name, now);
            transaction.Commit();
        }
        finally
        {
            db.Transaction = null;
        }
    }

    private static void Run(Db db, string sql)
    {
        using var command = db.Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Transaction;
        command.ExecuteNonQuery();
    }

    private static string Fill(string sql, Db db) => db.IsPostgres
        ? sql.Replace("{id}", "uuid", StringComparison.Ordinal).Replace("{bytes}", "bytea", StringComparison.Ordinal).Replace("{text}", "text collate \"C\"", StringComparison.Ordinal)
        : sql.Replace("{id}", "blob", StringComparison.Ordinal).Replace("{bytes}", "blob", StringComparison.Ordinal).Replace("{text}", "text", StringComparison.Ordinal);

    private static IEnumerable<(int Number, string Name)> Files() => typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".sql", StringComparison.Ordinal) && n.Contains(".Migrations.", StringComparison.Ordinal))
        .Select(n => (int.Parse(n.Split(".Migrations.")[1].Split('-')[0], CultureInfo.InvariantCulture), n))
        .OrderBy(f => f.Item1);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
