using Dateline.News;
using Dateline.Store.Backups;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Kills;
using Dateline.Store.Migrations;
using Dateline.Store.Search;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store;

/// <summary>Where a store lives and what it draws on.</summary>
public sealed record StoreOptions
{
    /// <summary>The data folder: the SQLite files, media, keys and signed heads. It is made where it is missing.</summary>
    public required string Folder { get; init; }
    /// <summary>A PostgreSQL connection string; null: SQLite in the data folder.</summary>
    public string? Postgres { get; init; }
    /// <summary>Where the kill journal is kept; null: <c>kills</c> in the data folder. A folder on another disk survives this one.</summary>
    public string? KillFolder { get; init; }
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
    /// <summary>Chance.</summary>
    public Randomness Randomness { get; init; } = Randomness.System;
    /// <summary>Keeps everything in memory and commits on the caller's thread: for simulations on one thread, where what is decided counts and not the disk.</summary>
    internal bool IsInMemory { get; init; }
}

/// <summary>
/// The store: everything Dateline knows, on SQLite or PostgreSQL. Reads see one consistent committed state; writes are commands that the one
/// writer runs in shared commits, and the task of a write ends when it is durable.
/// </summary>
public sealed class NewsStore : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly GroupCommit _writer;
    private readonly FileStream? _lock;
    private readonly KillJournal _kills;

    private NewsStore(StoreOptions options, StoreDatabase database, FileStream? folderLock, KillJournal kills)
    {
        (Options, _database, _lock, _kills) = (options, database, folderLock, kills);
        Clock = new StoreClock(options.Time);
        Ids = new IdSource(options.Time, options.Randomness);
        Log = new LogFollower(database, Clock);
        _writer = new GroupCommit(database, Clock, Ids, Log, kills, options.IsInMemory);
        Search = new StoreSearch(this, database);
    }

    /// <summary>What it was opened with.</summary>
    public StoreOptions Options { get; }

    /// <summary>The time by which releases go and embargoes end.</summary>
    public StoreClock Clock { get; }

    /// <summary>Where its tables live.</summary>
    internal StoreDatabase Database => _database;

    /// <summary>Is told of every statement that reads ask of the database: so that a test can hold two answers' questions side by side.</summary>
    internal Action<string>? Asked { get => _database.Asked; set => _database.Asked = value; }

    /// <summary>Where ids come from.</summary>
    public IdSource Ids { get; }

    /// <summary>The head of the wire log and what changes on it.</summary>
    public LogFollower Log { get; }

    /// <summary>Its two searches, and the indexer that feeds them.</summary>
    public StoreSearch Search { get; }

    /// <summary>Whether it lives on PostgreSQL.</summary>
    public bool IsPostgres => _database.IsPostgres;

    /// <summary>How many commits the writer has made.</summary>
    public long Commits => _writer.Commits;

    /// <summary>
    /// Opens the store, brings its schema up to date, and takes the data folder's lock: on SQLite one process holds it.
    /// </summary>
    /// <exception cref="StoreException">The folder is another process's, or the store is newer than this build.</exception>
    public static NewsStore Open(StoreOptions options)
    {
        if (File.Exists(RestoreMark.In(options.Folder)))
            throw new StoreException("restore-unfinished", $"A restore into {options.Folder} was begun and not finished. Nothing of it may be served. Empty that folder (and its database) and restore again.");
        return Open(options, mayBeUnfinished: false);
    }

    /// <summary>For the restore itself.</summary>
    internal static NewsStore OpenUnfinished(StoreOptions options) => Open(options, mayBeUnfinished: true);

    private static NewsStore Open(StoreOptions options, bool mayBeUnfinished)
    {
        // Copy under embargo lies in it: a folder that is made here is its owner's.
        StoreBackup.OwnFolder(options.Folder);
        var held = options.Postgres is null ? Lock(options.Folder) : null;
        StoreDatabase database = options.Postgres is { } postgres ? new PostgresStoreDatabase(postgres)
            : options.IsInMemory ? new MemoryStoreDatabase()
            : new SqliteStoreDatabase(Path.Combine(options.Folder, "dateline.db"));
        KillJournal? kills = null;
        try
        {
            using (var db = database.OpenWriter())
            {
                Prepare(db, options);
                if (!mayBeUnfinished && StoreRestore.IsUnfinished(db)) throw new StoreException("restore-unfinished", "A restore into this database was begun and not finished. Nothing of it may be served. Empty the database and restore again.");
                kills = KillJournal.Open(options.KillFolder ?? KillJournal.FolderIn(options.Folder), db, options.Randomness);
            }
            return new NewsStore(options, database, held, kills);
        }
        catch
        {
            kills?.Dispose();
            database.Dispose();
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Reads one consistent, committed state.</summary>
    public T Read<T>(Func<Db, T> read) => _database.Read(read);

    /// <summary>Runs a command in the next commit; the task ends when it is durable. An exception of the command undoes the command alone.</summary>
    public Task<T> Write<T>(Func<StoreTransaction, T> command) => _writer.Run(command);

    /// <summary>The store's own id: by it, what was made from one store is not taken for another's.</summary>
    internal static string IdOf(Db db) => Settings.Get(db, StoreId) ?? "";

    private const string StoreId = "store-id";

    private static void Prepare(Db db, StoreOptions options)
    {
        if (db.IsPostgres) db.Execute("select pg_advisory_lock(7461746)");
        Migrator.Migrate(db, Instant.Now(options.Time));
        var zero = new byte[32];
        db.Execute("insert into log_head (id, epoch, position, hash, audit_seq, audit_hash) values (1, 1, 0, $1, 0, $1) on conflict do nothing", zero);
        db.Execute("insert into setting (name, value) values ($1, $2) on conflict do nothing", StoreId, new IdSource(options.Time, options.Randomness).NewToken(26));
        if (db.IsPostgres) db.Execute("select pg_advisory_unlock(7461746)");
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "dateline.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy)
        {
            throw new StoreException("store-locked", $"The data folder {folder} is in use by another Dateline. Nothing was changed. Stop that one, or give this one a folder of its own with --data.", busy);
        }
    }

    /// <summary>Finishes what waits and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        Search.Dispose();
        await _writer.DisposeAsync();
        await Log.DisposeAsync();
        _kills.Dispose();
        _database.Dispose();
        _lock?.Dispose();
    }
}
