using Dateline.Store.Database;
using Dateline.Store.Migrations;

namespace Dateline.Store;

/// <summary>
/// A store opened to be read only, beside a running server or without one: for a backup, the doctor, verifying the log. It takes no lock,
/// changes nothing and brings no schema up to date. On SQLite that is safe beside the one process that writes: readers see committed states only.
/// </summary>
public sealed class StoreReader : IDisposable
{
    private readonly StoreDatabase _database;

    private StoreReader(StoreOptions options, StoreDatabase database) => (Options, _database) = (options, database);

    /// <summary>What it was opened with.</summary>
    public StoreOptions Options { get; }

    /// <summary>Whether it lives on PostgreSQL.</summary>
    public bool IsPostgres => _database.IsPostgres;

    /// <summary>Where its tables live.</summary>
    internal StoreDatabase Database => _database;

    /// <summary>Where the kill journal is.</summary>
    internal string KillFolder => Options.KillFolder ?? Kills.KillJournal.FolderIn(Options.Folder);

    /// <summary>Opens it.</summary>
    /// <exception cref="StoreException">There is none (<c>store-missing</c>), or its schema is not this build's (<c>store-schema</c>).</exception>
    public static StoreReader Open(StoreOptions options)
    {
        var database = DatabaseOf(options);
        try
        {
            var schema = database.Read(Migrator.Current);
            if (schema == 0) throw new StoreException("store-missing", $"There is no store in {(options.Postgres is null ? options.Folder : "the database")}. Nothing was changed. Look at --data{(options.Postgres is null ? "" : " and --database")}, or start `dateline serve` once: it makes one.");
            if (schema != Migrator.Latest) throw new StoreException("store-schema", $"The store has schema {schema}, this build knows {Migrator.Latest}. Nothing was changed. Use the build that serves it{(schema < Migrator.Latest ? ", or start this one on it once" : "")}.");
            return new StoreReader(options, database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads one consistent, committed state.</summary>
    public T Read<T>(Func<Db, T> read) => _database.Read(read);

    private static StoreDatabase DatabaseOf(StoreOptions options)
    {
        if (options.Postgres is { } postgres) return new PostgresStoreDatabase(postgres);
        var path = Path.Combine(options.Folder, "dateline.db");
        if (!File.Exists(path)) throw new StoreException("store-missing", $"There is no store in {options.Folder}. Nothing was changed. Look at --data, or start `dateline serve` once: it makes one.");
        return new SqliteStoreDatabase(path);
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _database.Dispose();
}
