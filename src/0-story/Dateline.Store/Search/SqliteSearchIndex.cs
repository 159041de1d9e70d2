using System.Data.Common;
using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Microsoft.Data.Sqlite;

namespace Dateline.Store.Search;

/// <summary>
/// An index on SQLite: FTS5 tables in a file of its own beside the main database, written by no request. They keep no text (<c>content=''</c>); row ids
/// are the entries' ids, so the newest matches come out in order without sorting. Each table is a part of the archive, a stretch of ids, and the newest are asked first:
/// most searches end before the old ones are touched, and no table grows so large that merging it costs more than a morning's. What it is given are words already (<see cref="SearchWords"/>) with a space between, so the plainest
/// tokenizer does. The file is not synced at each commit: what a power cut takes from it,
/// it takes from its cursor as well.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="keepsSpelling">Whether it knows the words it has entries of.</param>
internal sealed class SqliteSearchIndex(string path, bool keepsSpelling = false) : SearchIndex
{
    private const string Schema = """
        create table place (id integer primary key check (id = 1), format integer not null, store text not null, epoch integer not null, cursor_at integer not null, position integer not null, hash blob not null);
        create table doc (id integer primary key, doc_key text not null unique, story blob not null, version integer not null, at integer not null,
          language text, source integer, desk text, subjects text, expires integer, mark text not null, tags text not null);
        create index doc_at on doc (at, id);
        create table part (number integer primary key);
        """;

    // 131,072 entries: what a word's beginning costs to look up grows with the part, not with the archive.
    private const int PartBits = 17;

    // Entries looked at one by one at a time, and in one search.
    private const int LooksAt = 256;
    private const int MostLooks = 4096;

    // SQLITE_CORRUPT and SQLITE_NOTADB; and with them what a missing or half-made file, or an entry where none should be, looks like.
    private static readonly int[] Damage = [11, 26];
    private static readonly int[] Broken = [1, 14, 19, .. Damage];

    private readonly Lock _gate = new();
    private SqliteStoreDatabase _database = new(path);
    private Db? _writer;

    internal override SpellingWords? Spelling { get; } = keepsSpelling ? new("spelling", "text") : null;

    protected override string PlaceTable => "place";

    protected override string DocTable => "doc";

    internal override bool TryOpen()
    {
        // A file that was deleted under an open connection still seems to work; nobody would ever read it again.
        if (_writer is not null && !File.Exists(path)) Discard();
        if (_writer is not null) return true;
        var isNew = !File.Exists(path);
        var db = Current.OpenWriter();
        try
        {
            db.Execute("pragma synchronous=normal");
            db.Execute("pragma cache_size=-8192");
            if (isNew || db.Number("select count(*) from sqlite_master where name = 'part'") == 0) Create(db);
            _writer = db;
            return true;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    private void Create(Db db)
    {
        using var transaction = db.Connection.BeginTransaction();
        using var command = db.Connection.CreateCommand();
        (command.CommandText, command.Transaction) = (Schema + Spelling?.Schema, transaction);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    internal override void Peek(Action<Db> read) => read(_writer!);

    internal override void Write(Action<Db> work)
    {
        var db = _writer!;
        db.Execute("begin immediate");
        try
        {
            work(db);
            CrashPoint.Pass("search.before-commit");
            db.Execute("commit");
        }
        catch
        {
            Close();
            throw;
        }
        CrashPoint.Pass("search.after-commit");
    }

    // Readers go with it: they may hold a file that is no longer the one of that name.
    internal override void Close()
    {
        CloseWriter();
        lock (_gate)
        {
            _database.Dispose();
            _database = new SqliteStoreDatabase(path);
        }
    }

    internal override void Discard()
    {
        CloseWriter();
        lock (_gate)
        {
            _database.Dispose();
            foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
            _database = new SqliteStoreDatabase(path);
        }
    }

    private void CloseWriter()
    {
        try { _writer?.Dispose(); }
        catch (DbException) { /* it is broken already */ }
        _writer = null;
    }

    internal override bool IsBroken(DbException failure) => failure is SqliteException sqlite && Broken.Contains(sqlite.SqliteErrorCode);

    internal override bool IsDamage(DbException failure) => failure is SqliteException sqlite && Damage.Contains(sqlite.SqliteErrorCode);

    private SqliteStoreDatabase Current
    {
        get { lock (_gate) return _database; }
    }

    protected override T ReadCore<T>(Func<Db, T> read) => Current.Read(read);

    protected override void Add(Db db, SearchDocument d)
    {
        AddRow(db, d, "tags", $" {Line([.. d.Tags.Where(SearchTags.IsBroad)])} ");
        db.Execute($"insert into {PartFor(db, d.Id)} (rowid, head, people, places, body, tags) values ($1, $2, $3, $4, $5, $6)",
            d.Id, d.Head, d.People, d.Places, d.Text, Line(d.Tags));
    }

    /// <summary>The table of the part that an id lies in; made where there is none yet.</summary>
    private static string PartFor(Db db, long id)
    {
        var (number, name) = (id >> PartBits, PartOf(id >> PartBits));
        if (db.Execute("insert into part (number) values ($1) on conflict do nothing", number) == 0) return name;
        db.Execute($"""create virtual table {name} using fts5(head, people, places, body, tags, content='', contentless_delete=1, tokenize="ascii")""");
        db.Execute($"insert into {name} ({name}, rank) values ('hashsize', 16777216)");
        db.Execute($"insert into {name} ({name}, rank) values ('automerge', 8)");
        return name;
    }

    private static string PartOf(long number) => string.Create(CultureInfo.InvariantCulture, $"words_{number}");

    private static string Line(IReadOnlyList<string> words) => string.Join(' ', words);

    protected override void Remove(Db db, long id)
    {
        db.Execute($"delete from {PartOf(id >> PartBits)} where rowid = $1", id);
        db.Execute("delete from doc where id = $1", id);
    }

    protected override List<T> Match<T>(Db db, SearchExpression what, long below, long atLeast, int count, string columns, Func<Row, T> map)
    {
        var (found, expression) = (new List<T>(), Fts5(what));
        var narrow = count <= LooksAt ? what.Narrow : null;
        var (few, looks) = (narrow is null ? "" : Fts5(narrow), narrow is null ? 0 : MostLooks);
        var (newest, oldest) = (below == long.MinValue ? 0 : below - 1 >> PartBits, atLeast >> PartBits);
        foreach (var number in db.Many("select number from part where number <= $1 and number >= $2 order by number desc", static r => r.Long(0), newest, oldest))
        {
            var under = below;
            while (looks > 0 && under > atLeast && found.Count < count)
            {
                var ids = Newest(db, PartOf(number), few, under, atLeast, LooksAt, static r => r.Long(0));
                found.AddRange(Those(db, ids, what, count - found.Count, columns, map));
                (under, looks) = (ids.Count < LooksAt ? long.MinValue : ids[^1], looks - ids.Count);
            }
            if (found.Count < count && under > atLeast) found.AddRange(MatchIn(db, PartOf(number), what, expression, under, atLeast, count - found.Count, columns, map));
            if (found.Count >= count) break;
        }
        return found;
    }

    private static List<T> Newest<T>(Db db, string part, string expression, long below, long atLeast, int count, Func<Row, T> map) =>
        db.Many($"select rowid from {part} where {part} match $1 and rowid < $2 and rowid >= $3 order by rowid desc limit $4", map, expression, below, atLeast, count);

    // What is left of a few entries by what many have in common: to look at each costs less than to walk along the lists of the many.
    private static List<T> Those<T>(Db db, List<long> ids, SearchExpression what, int count, string columns, Func<Row, T> map)
    {
        if (ids.Count == 0) return [];
        var (from, before) = (what.From ?? new Instant(long.MinValue), what.Before ?? new Instant(long.MaxValue));
        var arguments = new List<object?> { "[" + string.Join(',', ids) + "]", from, before, count };
        var broad = new StringBuilder();
        foreach (var clause in what.Broad)
        {
            var any = clause.Any.Select(p =>
            {
                arguments.Add($" {p.Words[0]} ");
                return string.Create(CultureInfo.InvariantCulture, $"instr(d.tags, ${arguments.Count}) > 0");
            });
            broad.Append(" and (").AppendJoin(" or ", any).Append(')');
        }
        return db.Many($"select {columns} from doc d where d.id in (select value from json_each($1)) and d.at >= $2 and d.at < $3{broad} order by d.id desc limit $4", map, [.. arguments]);
    }

    // The words first, in the order of their row ids; the entry beside each by its id. "cross join" keeps it so.
    private static List<T> MatchIn<T>(Db db, string part, SearchExpression what, string expression, long below, long atLeast, int count, string columns, Func<Row, T> map)
    {
        var (from, before) = (what.From ?? new Instant(long.MinValue), what.Before ?? new Instant(long.MaxValue));
        if (what.From is null && what.Before is null && columns == "d.id")
            return Newest(db, part, expression, below, atLeast, count, map);
        return db.Many($"""
            select {columns} from {part} w cross join doc d on d.id = w.rowid
            where w.{part} match $1 and w.rowid < $2 and w.rowid >= $3 and d.at >= $5 and d.at < $6 order by w.rowid desc limit $4
            """, map, expression, below, atLeast, count, from, before);
    }

    /// <summary>The expression as FTS5 reads it. Every word stands in quotes and holds letters and digits only.</summary>
    internal static string Fts5(SearchExpression what)
    {
        var text = new StringBuilder(128);
        foreach (var clause in what.All)
        {
            if (text.Length > 0) text.Append(" AND ");
            Append(text, clause);
        }
        foreach (var clause in what.None)
        {
            text.Insert(0, '(').Append(") NOT ");
            Append(text, clause);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, SearchClause clause)
    {
        text.Append(clause.Field switch
        {
            SearchField.Head => "{head}",
            SearchField.People => "{people}",
            SearchField.Places => "{places}",
            SearchField.Tags => "{tags}",
            _ => "{head people places body}",
        }).Append(" : (");
        for (var i = 0; i < clause.Any.Count; i++)
            text.Append(i > 0 ? " OR \"" : "\"").AppendJoin(' ', clause.Any[i].Words).Append(clause.Any[i].IsPrefix ? "\" *" : "\"");
        text.Append(')');
    }

    public override void Dispose()
    {
        Close();
        _database.Dispose();
    }
}
