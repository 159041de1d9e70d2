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
        if (!_readers.TryTake(out var db)) db = OpenReader();
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
            if (healthy && !_disposed) _readers.Add(db);
            else db.Dispose();
        }
    }

    private void Begin(Db db)
    {
        if (IsPostgres) db.Transaction = db.Connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        else db.Execute("begin");
    }

    private void End(Db db)
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
    internal override bool IsPostgres => false;

    internal string Path => path;

    internal override Db OpenWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        var db = new Db(connection, isPostgres: false);
        db.Number("pragma journal_mode=wal");
        db.Execute("pragma synchronous=full");
        db.Execute("pragma temp_store=memory");
        db.Execute("pragma cache_size=-32768");
        db.Execute("pragma wal_autocheckpoint=4000");
        db.Number("pragma busy_timeout=5000");
        return db;
    }

    protected override Db OpenReader()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        var db = new Db(connection, isPostgres: false);
        db.Execute("pragma query_only=1");
        // What is sorted or gathered holds stories before their hour: never in a file of its own.
        db.Execute("pragma temp_store=memory");
        db.Execute("pragma cache_size=-8192");
        db.Number("pragma busy_timeout=5000");
        return db;
    }
}

/// <summary>SQLite in memory, gone with this object. Readers and the writer share one cache, so it is for one thread alone.</summary>
internal sealed class MemoryStoreDatabase : SqliteStoreDatabase
{
    private readonly string _connection;
    private readonly SqliteConnection _keeps;

    /// <param name="name">Tells it from others of this process.</param>
    internal MemoryStoreDatabase(string name) : base(name)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = name, Mode = SqliteOpenMode.Memory, Cache = SqliteCacheMode.Shared, Pooling = false }.ToString();
        _keeps = Connect();
    }

    internal override Db OpenWriter() => new(Connect(), isPostgres: false);

    protected override Db OpenReader() => new(Connect(), isPostgres: false);

    public override void Dispose()
    {
        base.Dispose();
        _keeps.Dispose();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
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
