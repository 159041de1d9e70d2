using System.Data.Common;
using System.Globalization;
using Dateline.Store.Database;
using Npgsql;
using NpgsqlTypes;

namespace Dateline.Store.Backups;

/// <summary>
/// Carries every row of a store from one database into the other, table by table: PostgreSQL into the SQLite file of a backup, and back. Both have the
/// same schema from the same text, so a column is found by its name. What only one of them has (an index of its own) is made anew there, not carried.
/// </summary>
internal static class TableCopy
{
    /// <summary>Empties the tables of <paramref name="to"/> and fills them from <paramref name="from"/>. Both connections are inside a transaction.</summary>
    internal static void Run(Db from, Db to, IProgress<string>? progress)
    {
        foreach (var table in Tables(to).Intersect(Tables(from), StringComparer.Ordinal))
        {
            var columns = Columns(to, table);
            if (!columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal).SetEquals(Columns(from, table).Select(c => c.Name)))
                throw new StoreException("backup-schema", $"The table {table} has not the same columns on both sides. Nothing was changed. Use the build that serves the store.");
            to.Execute($"delete from {table}");
            Copy(from, to, table, columns, progress);
        }
    }

    private static List<string> Tables(Db db) => db.IsPostgres
        ? db.Many("select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name", static r => r.Text(0))
        : db.Many("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and lower(sql) not like 'create virtual%' order by name", static r => r.Text(0));

    private static List<Column> Columns(Db db, string table) => db.IsPostgres
        ? db.Many("select column_name, data_type from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' order by ordinal_position", static r => new Column(r.Text(0), r.Text(1)), table)
        : db.Many($"select name, type from pragma_table_info('{table}') order by cid", static r => new Column(r.Text(0), r.Text(1)));

    private static void Copy(Db from, Db to, string table, List<Column> columns, IProgress<string>? progress)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        using var select = from.Connection.CreateCommand();
        select.CommandText = $"select {names} from {table}";
        select.Transaction = from.Transaction;
        using var rows = select.ExecuteReader();
        long count = 0;
        using var target = to.IsPostgres ? (ITarget)new PostgresTarget(to, table, names, columns) : new SqliteTarget(to, table, names, columns);
        while (rows.Read())
        {
            target.Add(rows);
            if (++count % 10_000 == 0) progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{table}: {count} rows"));
        }
        target.End();
    }

    private sealed record Column(string Name, string Type);

    private interface ITarget : IDisposable
    {
        void Add(DbDataReader row);
        void End();
    }

    private sealed class SqliteTarget : ITarget
    {
        private readonly DbCommand _insert;

        internal SqliteTarget(Db to, string table, string names, List<Column> columns)
        {
            _insert = to.Connection.CreateCommand();
            _insert.CommandText = $"insert into {table} ({names}) values ({string.Join(", ", columns.Select((_, i) => "$" + (i + 1)))})";
            _insert.Transaction = to.Transaction;
            for (var i = 0; i < columns.Count; i++)
            {
                var parameter = _insert.CreateParameter();
                parameter.ParameterName = "$" + (i + 1);
                _insert.Parameters.Add(parameter);
            }
        }

        public void Add(DbDataReader row)
        {
            for (var i = 0; i < _insert.Parameters.Count; i++) _insert.Parameters[i].Value = row.GetValue(i) is var value && value is Guid id ? id.ToByteArray(bigEndian: true) : value;
            _insert.ExecuteNonQuery();
        }

        public void End() { }

        public void Dispose() => _insert.Dispose();
    }

    private sealed class PostgresTarget(Db to, string table, string names, List<Column> columns) : ITarget
    {
        private readonly NpgsqlBinaryImporter _import = ((NpgsqlConnection)to.Connection).BeginBinaryImport($"copy {table} ({names}) from stdin (format binary)");

        public void Add(DbDataReader row)
        {
            _import.StartRow();
            for (var i = 0; i < columns.Count; i++) Write(row, i, columns[i].Type);
        }

        private void Write(DbDataReader row, int i, string type)
        {
            if (row.IsDBNull(i)) _import.WriteNull();
            else if (type == "uuid") _import.Write(new Guid(row.GetFieldValue<byte[]>(i), bigEndian: true), NpgsqlDbType.Uuid);
            else if (type == "bigint") _import.Write(row.GetInt64(i), NpgsqlDbType.Bigint);
            else if (type == "bytea") _import.Write(row.GetFieldValue<byte[]>(i), NpgsqlDbType.Bytea);
            else _import.Write(row.GetString(i), NpgsqlDbType.Text);
        }

        public void End() => _import.Complete();

        public void Dispose() => _import.Dispose();
    }
}
