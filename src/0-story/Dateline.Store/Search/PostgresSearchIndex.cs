using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Npgsql;

namespace Dateline.Store.Search;

/// <summary>
/// An index on PostgreSQL: a <c>tsvector</c> for each entry in tables of its own. The vector is written out by us, word by word, so no parser, dictionary or
/// extension of the server has a part in it, and it finds what SQLite finds. A GIN index knows no order; so that the newest matches need no sorting of all,
/// each entry is also tagged with its block of ids, and blocks are asked from the newest on, twice as many each time.
/// One node at a time writes: it holds an advisory lock, which the server gives to the next one when its connection ends.
/// </summary>
internal sealed class PostgresSearchIndex(PostgresStoreDatabase database, string name, long lockKey, bool keepsSpelling = false) : SearchIndex
{
    private const int BlockBits = 13;
    private const int LastPosition = 16_383;
    private const int MostBytes = 400_000;

    private Db? _writer;

    internal override SpellingWords? Spelling { get; } = keepsSpelling ? new(name + "_spelling", "text collate \"C\"") : null;

    protected override string PlaceTable => name + "_place";

    protected override string DocTable => name + "_doc";

    internal override bool TryOpen()
    {
        if (_writer is not null) return true;
        var db = database.OpenAlone();
        try
        {
            if (db.One("select pg_try_advisory_lock($1)", static r => (bool)r.Value(0)!, lockKey)) Create(_writer = db);
        }
        catch
        {
            _writer = null;
            db.Dispose();
            throw;
        }
        if (_writer is null) db.Dispose();
        return _writer is not null;
    }

    private void Create(Db db) => Run(db, $"""
        create table if not exists {PlaceTable} (id bigint primary key check (id = 1), format bigint not null, store text not null, epoch bigint not null, cursor_at bigint not null, position bigint not null, hash bytea not null);
        create table if not exists {DocTable} (id bigint primary key, doc_key text collate "C" not null unique, story uuid not null, version bigint not null, at bigint not null,
          language text, source bigint, desk text, subjects text, expires bigint, mark text not null, words tsvector not null);
        create index if not exists {name}_at on {DocTable} (at, id);
        create index if not exists {name}_words on {DocTable} using gin (words) with (gin_pending_list_limit = 1024);
        {Spelling?.Schema}
        """);

    private static void Run(Db db, string sql)
    {
        using var command = db.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal override void Peek(Action<Db> read) => read(_writer!);

    internal override void Write(Action<Db> work)
    {
        var db = _writer!;
        try
        {
            using var transaction = db.Connection.BeginTransaction();
            db.Transaction = transaction;
            work(db);
            CrashPoint.Pass("search.before-commit");
            transaction.Commit();
            db.Transaction = null;
        }
        catch (PostgresException) when (db.Connection.State == ConnectionState.Open)
        {
            // The server refused and rolled back; the connection, and with it the lock, is still ours.
            db.Transaction = null;
            throw;
        }
        catch
        {
            Close();
            throw;
        }
        CrashPoint.Pass("search.after-commit");
    }

    internal override void Close()
    {
        try { _writer?.Dispose(); }
        catch (Exception e) when (e is DbException or InvalidOperationException) { /* it is broken already */ }
        _writer = null;
    }

    internal override void Discard()
    {
        if (_writer is null && !TryOpen()) return;
        // On the same connection: the server gives the lock of one that ends back a little later, and until then nobody could go on.
        Run(_writer!, $"drop table if exists {DocTable}; drop table if exists {PlaceTable}; {Spelling?.End}");
        Create(_writer!);
    }

    internal override bool IsBroken(DbException failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted,
    };

    internal override bool IsDamage(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    protected override T ReadCore<T>(Func<Db, T> read) => database.Read(read);

    protected override void Add(Db db, SearchDocument d) => AddRow(db, d, "words", Vector(d), "tsvector");

    protected override void Remove(Db db, long id) => db.Execute($"delete from {DocTable} where id = $1", id);

    protected override List<T> Match<T>(Db db, SearchExpression what, long below, long atLeast, int count, string columns, Func<Row, T> map)
    {
        var found = new List<T>();
        var newest = db.Number($"select max(id) from {DocTable}") ?? -1;
        var oldest = Math.Max(atLeast, db.Number($"select min(id) from {DocTable}") ?? 0);
        // Half a page of memory for a join is enough; a scan of the whole table never is.
        db.Execute("set local enable_seqscan = off");
        var (above, blocks) = (Math.Min(below - 1, newest) >> BlockBits, 1L);
        while (found.Count < count && above >= oldest >> BlockBits)
        {
            var from = Math.Max(oldest >> BlockBits, above - blocks + 1);
            found.AddRange(MatchIn(db, what, from, above, below, atLeast, count - found.Count, columns, map));
            (above, blocks) = (from - 1, blocks * 2);
        }
        return found;
    }

    private List<T> MatchIn<T>(Db db, SearchExpression what, long fromBlock, long toBlock, long below, long atLeast, int count, string columns, Func<Row, T> map)
    {
        var blocks = new List<SearchPhrase>();
        for (var block = fromBlock; block <= toBlock; block++) blocks.Add(new([Block(block)]));
        var (from, before) = (what.From ?? new Instant(long.MinValue), what.Before ?? new Instant(long.MaxValue));
        return db.Many($"""
            with m as materialized (select id, at from {DocTable} where words @@ $1::tsquery)
            select {columns} from m join {DocTable} d on d.id = m.id where m.id < $2 and m.id >= $3 and m.at >= $5 and m.at < $6 order by m.id desc limit $4
            """, map, TsQuery(what with { All = [new(SearchField.Tags, blocks), .. what.All] }), below, atLeast, count, from, before);
    }

    private static string Block(long block) => "b" + block.ToString(CultureInfo.InvariantCulture);

    /// <summary>The expression as <c>tsquery</c> reads it. Every word stands in quotes and holds letters and digits only.</summary>
    internal static string TsQuery(SearchExpression what)
    {
        var text = new StringBuilder(256);
        foreach (var clause in what.All) Append(text, clause, isNot: false);
        foreach (var clause in what.None) Append(text, clause, isNot: true);
        return text.ToString();
    }

    private static void Append(StringBuilder text, SearchClause clause, bool isNot)
    {
        text.Append(text.Length > 0 ? " & " : "").Append(isNot ? "!(" : "(");
        var (mark, weight) = clause.Field switch
        {
            SearchField.Head => ("", "A"),
            SearchField.People => ("", "B"),
            SearchField.Places => ("", "C"),
            SearchField.Tags => ("=", ""),
            _ => ("", ""),
        };
        for (var i = 0; i < clause.Any.Count; i++)
        {
            var phrase = clause.Any[i];
            text.Append(i > 0 ? " | (" : "(");
            for (var w = 0; w < phrase.Words.Count; w++)
            {
                var options = (phrase.IsPrefix && w == phrase.Words.Count - 1 ? "*" : "") + weight;
                text.Append(w > 0 ? " <-> '" : "'").Append(mark).Append(phrase.Words[w]).Append('\'');
                if (options.Length > 0) text.Append(':').Append(options);
            }
            text.Append(')');
        }
        text.Append(')');
    }

    /// <summary>The vector written out: every word with its places, headline A, people B, places C, text D; tags without a place, marked so that no word is one.</summary>
    internal static string Vector(SearchDocument d)
    {
        var places = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        var (position, bytes) = (0, 0);
        foreach (var (words, weight) in new[] { (d.Head, 'A'), (d.People, 'B'), (d.Places, 'C'), (d.Text, 'D') })
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                position = Math.Min(position + 1, LastPosition);
                if (word == SearchDocument.Between) continue;
                if (!places.TryGetValue(word, out var where))
                {
                    // The server takes a vector of at most a megabyte.
                    if ((bytes += Encoding.UTF8.GetByteCount(word) + 8) > MostBytes) continue;
                    places.Add(word, where = new StringBuilder());
                }
                where.Append(where.Length == 0 ? ":" : ",").Append(CultureInfo.InvariantCulture, $"{position}{weight}");
            }
            // A phrase does not reach from one part into the next.
            position++;
        }
        var vector = new StringBuilder(4096);
        foreach (var (word, where) in places) vector.Append('\'').Append(word).Append('\'').Append(where).Append(' ');
        foreach (var tag in d.Tags) vector.Append("'=").Append(tag).Append("' ");
        return vector.Append("'=").Append(Block(d.Id >> BlockBits)).Append('\'').ToString();
    }

    public override void Dispose() => Close();
}
