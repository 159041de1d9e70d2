using System.Data.Common;
using Dateline.News;
using Microsoft.Data.Sqlite;

namespace Dateline.Store.Database;

/// <summary>
/// One open connection and its prepared statements. SQL is written once for both databases wherever they agree:
/// parameters are <c>$1, $2 …</c>, instants are bigint microseconds, ids are 16 bytes on SQLite and uuid on PostgreSQL.
/// Not for two threads at once.
/// </summary>
public sealed class Db : IDisposable
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _prepared;

    private readonly bool _isShared;

    /// <param name="connection">The connection, open.</param>
    /// <param name="isPostgres">Whether it is PostgreSQL.</param>
    /// <param name="isShared">Whether the connection is others' too: closed, this one only undoes what was begun on it and not committed, and may be used again.</param>
    internal Db(DbConnection connection, bool isPostgres, bool isShared = false) : this(connection, new(StringComparer.Ordinal), isPostgres, isShared) { }

    private Db(DbConnection connection, Dictionary<string, DbCommand> prepared, bool isPostgres, bool isShared) =>
        (_connection, _prepared, IsPostgres, _isShared) = (connection, prepared, isPostgres, isShared);

    /// <summary>The same connection with what is prepared on it, for one read: who keeps it longer has nothing.</summary>
    internal Db Lend() => new(_connection, _prepared, IsPostgres, _isShared);

    /// <summary>Whether this is PostgreSQL; SQLite otherwise. For the few statements in which they differ.</summary>
    public bool IsPostgres { get; }

    internal DbTransaction? Transaction { get; set; }

    /// <summary>Is told of every statement before it runs; null: nobody is.</summary>
    internal Action<string>? Asked { get; set; }

    /// <summary>
    /// Whether the read it was lent for is over. Another thread has its connection by now, and would find its own statement with these parameters:
    /// what is asked of it then is a mistake of the caller's (something lazy left the read), and is refused.
    /// </summary>
    internal bool IsOver { get; set; }

    internal DbConnection Connection => _connection;

    /// <summary>Runs a statement; how many rows it touched.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>The first row, mapped; default where there is none.</summary>
    public T? One<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read() ? map(new Row(reader, IsPostgres)) : default;
    }

    /// <summary>All rows, mapped.</summary>
    public List<T> Many<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        var row = new Row(reader, IsPostgres);
        while (reader.Read()) rows.Add(map(row));
        return rows;
    }

    /// <summary>The first value of the first row as a number; null where there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> arguments) => One<long?>(sql, static r => r.LongOrNull(0), arguments);

    /// <summary>A condition: that a column's number is one of those that a parameter stands for, bound by <see cref="Numbers"/>. One statement, however many they are.</summary>
    public string IsOneOf(string column, int parameter) => IsPostgres ? $"{column} = any(${parameter})" : $"{column} in (select value from json_each(${parameter}))";

    /// <summary>What binds several numbers to one parameter, for <see cref="IsOneOf"/>.</summary>
    public object Numbers(IEnumerable<long> numbers) => IsPostgres ? numbers.ToArray() : $"[{string.Join(',', numbers)}]";

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (IsOver) throw new InvalidOperationException("The read that this connection was lent for is over. Ask inside of it.");
        Asked?.Invoke(sql);
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < arguments.Length; i++)
            {
                var parameter = command.CreateParameter();
                if (!IsPostgres) parameter.ParameterName = "$" + (i + 1);
                command.Parameters.Add(parameter);
            }
            if (_prepared.Count < 500) _prepared.Add(sql, command);
        }
        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = Bind(arguments[i]);
        command.Transaction = Transaction;
        return command;
    }

    private object Bind(object? value) => value switch
    {
        null => DBNull.Value,
        Instant instant => instant.Microseconds,
        Guid id when !IsPostgres => id.ToByteArray(bigEndian: true),
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        Enum member => Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        _ => value,
    };

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        if (_isShared) { Undo(); return; }
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    private void Undo()
    {
        if (_connection is not SqliteConnection { Handle: { } handle } || SQLitePCL.raw.sqlite3_get_autocommit(handle) != 0) return;
        using var undo = _connection.CreateCommand();
        undo.CommandText = "rollback";
        undo.ExecuteNonQuery();
    }
}

/// <summary>The row a reader stands on.</summary>
public readonly struct Row
{
    private readonly DbDataReader _reader;
    private readonly bool _isPostgres;

    internal Row(DbDataReader reader, bool isPostgres) => (_reader, _isPostgres) = (reader, isPostgres);

    /// <summary>A number.</summary>
    public long Long(int i) => _reader.GetInt64(i);
    /// <summary>A number or null.</summary>
    public long? LongOrNull(int i) => _reader.IsDBNull(i) ? null : _reader.GetInt64(i);
    /// <summary>A number that fits an int.</summary>
    public int Int(int i) => (int)_reader.GetInt64(i);
    /// <summary>A number that fits an int, or null.</summary>
    public int? IntOrNull(int i) => _reader.IsDBNull(i) ? null : (int)_reader.GetInt64(i);
    /// <summary>A flag kept as 0 or 1.</summary>
    public bool Flag(int i) => _reader.GetInt64(i) != 0;
    /// <summary>A text.</summary>
    public string Text(int i) => _reader.GetString(i);
    /// <summary>A text or null.</summary>
    public string? TextOrNull(int i) => _reader.IsDBNull(i) ? null : _reader.GetString(i);
    /// <summary>Whatever it is: a number, a text, bytes, an id, or null.</summary>
    internal object? Value(int i) => _reader.IsDBNull(i) ? null : _reader.GetValue(i);
    /// <summary>All of it, as <see cref="Value"/>.</summary>
    internal object?[] Values()
    {
        var values = new object?[_reader.FieldCount];
        for (var i = 0; i < values.Length; i++) values[i] = Value(i);
        return values;
    }
    /// <summary>Bytes.</summary>
    public byte[] Bytes(int i) => _reader.GetFieldValue<byte[]>(i);
    /// <summary>Bytes or null.</summary>
    public byte[]? BytesOrNull(int i) => _reader.IsDBNull(i) ? null : _reader.GetFieldValue<byte[]>(i);
    /// <summary>A moment.</summary>
    public Instant Instant(int i) => new(_reader.GetInt64(i));
    /// <summary>A moment or null.</summary>
    public Instant? InstantOrNull(int i) => _reader.IsDBNull(i) ? null : new(_reader.GetInt64(i));
    /// <summary>An id.</summary>
    public Guid Id(int i) => _isPostgres ? _reader.GetGuid(i) : new Guid(_reader.GetFieldValue<byte[]>(i), bigEndian: true);
    /// <summary>An id or null.</summary>
    public Guid? IdOrNull(int i) => _reader.IsDBNull(i) ? null : Id(i);
    /// <summary>A member of an enumeration kept as a number.</summary>
    public T Enum<T>(int i) where T : struct, Enum => System.Runtime.CompilerServices.Unsafe.BitCast<int, T>((int)_reader.GetInt64(i));
}
