using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dateline.Store.Database;

/// <summary>Where the store's tables live, and how connections to them are opened: a SQLite file, or PostgreSQL.</summary>
internal abstract class StoreDatabase : IDisposable
{
    private readonly ConcurrentBag<Db> _readers = [];
    private volatile bool _disposed;

    internal abstract bool IsPostgres { get; }

    /// <summary>Is told of every statement of a reader.</summary>
    internal Action<string>? Asked { get; set; }

    internal abstract Db OpenWriter();

    protected abstract Db OpenReader();

    /// <summary>Runs <paramref name="read"/> on a connection that sees one consistent, committed state and can't write.</summary>
    internal T Read<T>(Func<Db, T> read)
    {
        if (!_readers.TryTake(out var reader)) reader = OpenReader();
        var db = reader.Lend();
        var healthy = false;
        db.Asked = Asked;
        try
        {
            Begin(db);
            var result = read(db);
            End(db);
            healthy = true;
            return result;
        }
        finally
        {
            db.IsOver = true;
            if (healthy && !_disposed) _readers.Add(reader);
            else reader.Dispose();
        }
    }

    protected virtual void Begin(Db db)
    {
        if (IsPostgres) db.Transaction = db.Connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        else db.Execute("begin");
    }

    protected virtual void End(Db db)
    {
        if (IsPostgres) { db.Transaction!.Commit(); db.Transaction.Dispose(); db.Transaction = null; }
        else db.Execute("commit");
    }

    public virtual void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var db)) db.Dispose();
    }
}

/// <summary>SQLite: write-ahead log, every commit on the disk before it is answered (<c>synchronous=FULL</c>).</summary>
internal class SqliteStoreDatabase(string path) : StoreDatabase
{
    // SQLite counts every byte it takes, for statistics that nobody here asks for, under one lock for the whole process: writer, readers and indexes
    // wait for each other at it, a dozen times a statement. It can only be told before its first connection.
    static SqliteStoreDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    internal override bool IsPostgres => false;

    internal string Path => path;

    /// <summary>
    /// An open connection whose statements are planned once. Otherwise SQLite looks at what is bound to a <c>limit</c> when it plans, and so plans anew each time something is bound to it,
    /// which costs more than the statement does.
    /// </summary>
    protected static SqliteConnection Open(SqliteConnectionStringBuilder options)
    {
        var connection = new SqliteConnection(options.ToString());
        connection.Open();
        SQLitePCL.raw.sqlite3_db_config(connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        return connection;
    }

    internal override Db OpenWriter()
    {
        var db = new Db(Open(new() { DataSource = path, Pooling = false }), isPostgres: false);
        db.Number("pragma journal_mode=wal");
        db.Execute("pragma synchronous=full");
        db.Execute("pragma temp_store=memory");
        db.Execute("pragma cache_size=-32768");
        // 64 MB of log before it is copied into the tables: a page that many items touch is copied once for all of them.
        db.Execute("pragma wal_autocheckpoint=16000");
        db.Number("pragma busy_timeout=5000");
        return db;
    }

    protected override Db OpenReader()
    {
        var db = new Db(Open(new() { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }), isPostgres: false);
        db.Execute("pragma query_only=1");
        // What is sorted or gathered holds stories before their hour: never in a file of its own.
        db.Execute("pragma temp_store=memory");
        // There are as many readers as ever asked at one time, and each keeps its own: what two share, the system's cache of the file holds once for all.
        db.Execute("pragma cache_size=-2048");
        db.Number("pragma busy_timeout=5000");
        return db;
    }
}

/// <summary>SQLite in memory, gone with this object. All that read and the writer share one connection, so it is for one thread alone: a read sees what is there, in no transaction of its own.</summary>
internal sealed class MemoryStoreDatabase : SqliteStoreDatabase
{
    private readonly SqliteConnection _connection = Open(new() { DataSource = ":memory:", Pooling = false });
    private readonly Db _writer;

    internal MemoryStoreDatabase() : base(":memory:")
    {
        _writer = new Db(_connection, isPostgres: false, isShared: true);
        _writer.Execute("pragma temp_store=memory");
    }

    // The same again, with what it has prepared: in a simulation many a commit fails.
    internal override Db OpenWriter() => _writer;

    protected override Db OpenReader() => new(_connection, isPostgres: false, isShared: true);

    protected override void Begin(Db db) { }

    protected override void End(Db db) { }

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
    }
}

/// <summary>PostgreSQL 15 or newer.</summary>
internal sealed class PostgresStoreDatabase : StoreDatabase
{
    private readonly NpgsqlDataSource _writers;
    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _alone;

    internal PostgresStoreDatabase(string connectionString)
    {
        var writer = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, IncludeErrorDetail = false };
        writer.ApplicationName ??= "dateline";
        _writers = NpgsqlDataSource.Create(writer);
        _alone = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(writer.ConnectionString) { Pooling = false });
        var reader = new NpgsqlConnectionStringBuilder(writer.ConnectionString) { Options = "-c default_transaction_read_only=on" };
        _readers = NpgsqlDataSource.Create(reader);
    }

    internal override bool IsPostgres => true;

    internal override Db OpenWriter() => new(_writers.OpenConnection(), isPostgres: true);

    /// <summary>A connection that is never another's: what its session holds (an advisory lock) ends with it.</summary>
    internal Db OpenAlone() => new(_alone.OpenConnection(), isPostgres: true);

    /// <summary>A connection that listens for commits of other nodes.</summary>
    internal NpgsqlConnection OpenListener() => _writers.OpenConnection();

    protected override Db OpenReader() => new(_readers.OpenConnection(), isPostgres: true);

    public override void Dispose()
    {
        base.Dispose();
        _writers.Dispose();
        _readers.Dispose();
        _alone.Dispose();
    }
}
