using System.Data.Common;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Search;

/// <summary>
/// How far an index has followed, and which store it follows. It is kept in the index itself and moves in the same commit as the entries,
/// so neither can be lost without the other.
/// </summary>
/// <param name="Store">The store's own id: an index beside another store is not its index.</param>
/// <param name="Epoch">The log's epoch: a restored store is another history.</param>
/// <param name="Cursor">The last change, or the last log position, that was taken in.</param>
/// <param name="Position">A log position that was seen.</param>
/// <param name="Hash">The log's hash there: a log that has another one is another history.</param>
internal sealed record IndexPlace(string Store, long Epoch, long Cursor, long Position, byte[] Hash);

/// <summary>
/// One full-text index: entries with their words, found by an expression in the order of their ids, the highest first. Two of the same kind exist on each
/// database, the newsroom's and the public one. It is made from the store and can be made again at any time, so trouble with it is never trouble with the store.
/// </summary>
internal abstract class SearchIndex : IDisposable
{
    /// <summary>What is ranked and counted: the newest so many matches.</summary>
    internal const int Window = 10_000;

    private const int RankedClauses = 8;
    private const int Format = 4;

    protected const string RowColumns = "d.id, d.doc_key, d.story, d.version, d.at, d.language, d.source, d.desk, d.subjects, d.expires";

    /// <summary>Whether a reader found it broken: the indexer looks at it first thing.</summary>
    internal bool IsSuspect { get; private set; }

    /// <summary>The table that keeps the place.</summary>
    protected abstract string PlaceTable { get; }

    /// <summary>The table of entries.</summary>
    protected abstract string DocTable { get; }

    /// <summary>The words it has entries of; null: it keeps none.</summary>
    internal virtual SpellingWords? Spelling => null;

    /// <summary>Opens it for writing and makes it where it is missing; false where another node has it in hand.</summary>
    internal abstract bool TryOpen();

    /// <summary>Reads over the writer's connection; only after <see cref="TryOpen"/>.</summary>
    internal abstract void Peek(Action<Db> read);

    /// <summary>Writes in one commit.</summary>
    internal abstract void Write(Action<Db> work);

    /// <summary>Throws it away. It is made anew when it is opened next.</summary>
    internal abstract void Discard();

    /// <summary>Closes the writer, so that the next round opens a fresh one.</summary>
    internal abstract void Close();

    /// <summary>Whether this is the index being broken or gone, and not the database being away or the disk full.</summary>
    internal abstract bool IsBroken(DbException failure);

    /// <summary>Whether it is broken for good, though it is there.</summary>
    internal abstract bool IsDamage(DbException failure);

    protected abstract T ReadCore<T>(Func<Db, T> read);

    protected abstract void Add(Db db, SearchDocument document);

    protected abstract void Remove(Db db, long id);

    /// <summary>The newest matches below an id, whole or only their ids.</summary>
    protected abstract List<T> Match<T>(Db db, SearchExpression what, long below, long atLeast, int count, string columns, Func<Row, T> map);

    public abstract void Dispose();

    /// <summary>Reads one consistent state; <paramref name="otherwise"/> while the index is not there or has to be made again.</summary>
    internal T Read<T>(Func<Db, T> read, T otherwise)
    {
        try
        {
            return ReadCore(read);
        }
        catch (DbException broken) when (IsBroken(broken))
        {
            IsSuspect |= IsDamage(broken);
            return otherwise;
        }
    }

    /// <summary>How far it is; null where it has no place of this build's form.</summary>
    internal IndexPlace? Place(Db db) => db.One($"select store, epoch, cursor_at, position, hash, format from {PlaceTable} where id = 1",
        static r => r.Int(5) == Format ? new IndexPlace(r.Text(0), r.Long(1), r.Long(2), r.Long(3), r.Bytes(4)) : null);

    /// <summary>Whether another build made it, in another form.</summary>
    internal bool IsOfAnotherForm(Db db) => db.Number($"select format from {PlaceTable} where id = 1") is { } format && format != Format;

    /// <summary>Moves it, in the same commit as the entries.</summary>
    internal void Move(Db db, IndexPlace place)
    {
        db.Execute($"""
            insert into {PlaceTable} (id, format, store, epoch, cursor_at, position, hash) values (1, $1, $2, $3, $4, $5, $6)
            on conflict (id) do update set format = excluded.format, store = excluded.store, epoch = excluded.epoch, cursor_at = excluded.cursor_at, position = excluded.position, hash = excluded.hash
            """, Format, place.Store, place.Epoch, place.Cursor, place.Position, place.Hash);
        IsSuspect = false;
    }

    /// <summary>Writes an entry in place of the one with its key, unless it is there already.</summary>
    internal void Put(Db db, SearchDocument document)
    {
        var known = db.One($"select id, mark from {DocTable} where doc_key = $1", static r => (Id: r.Long(0), Mark: r.Text(1)), document.Key);
        if (known.Mark == document.Mark) return;
        if (known.Mark is not null) TakeOut(db, known.Id);
        Add(db, document);
        Spelling?.Add(db, document);
    }

    /// <summary>Takes an entry out.</summary>
    internal void Drop(Db db, string key)
    {
        if (db.Number($"select id from {DocTable} where doc_key = $1", key) is { } id) TakeOut(db, id);
    }

    private void TakeOut(Db db, long id)
    {
        Remove(db, id);
        Spelling?.Remove(db, id);
    }

    /// <summary>The newest matches below <paramref name="below"/>.</summary>
    internal List<SearchRow> Newest(Db db, SearchExpression what, long below, int count) =>
        what.MatchesNothing ? [] : Match(db, what, below, 0, count, RowColumns, ReadRow);

    /// <summary>
    /// The newest <see cref="Window"/> matches by how many of the words stand in the headline, then by time. Nothing is weighed over the whole archive,
    /// so an answer costs the same in a large one, and what is old never comes before today's for having been repeated.
    /// </summary>
    internal List<(int Score, long Id)> Ranked(Db db, SearchExpression what)
    {
        if (what.MatchesNothing) return [];
        var newest = Match(db, what, long.MaxValue, 0, Window, "d.id", static r => r.Long(0));
        if (newest.Count == 0) return [];
        var scores = newest.ToDictionary(id => id, _ => 0);
        foreach (var clause in what.Words.Take(RankedClauses))
            foreach (var id in Match(db, what with { All = [clause with { Field = SearchField.Head }, .. what.All] }, long.MaxValue, newest[^1], Window, "d.id", static r => r.Long(0)))
                if (scores.TryGetValue(id, out var score)) scores[id] = score + 1;
        return [.. newest.Select(id => (scores[id], id)).OrderByDescending(s => s)];
    }

    /// <summary>The entry of that id.</summary>
    internal SearchRow? Row(Db db, long id) => db.One($"select {RowColumns} from {DocTable} d where d.id = $1", ReadRow, id);

    /// <summary>The id at which a page begins that follows the entry of that key and moment, whether or not it is still there.</summary>
    internal long Below(Db db, string key, Instant at) =>
        db.Number($"select id from {DocTable} where doc_key = $1 and at = $2", key, at)
        ?? (db.Number($"select id from {DocTable} where at <= $1 order by at desc, id desc limit 1", at) is { } older ? older + 1 : 0);

    protected void AddRow(Db db, SearchDocument d, string more, string value, string type = "text") =>
        db.Execute($"""
            insert into {DocTable} (id, doc_key, story, version, at, language, source, desk, subjects, expires, mark, {more})
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, cast($12 as {type}))
            """, d.Id, d.Key, d.Story, d.Version, d.At, d.Language, d.Source, d.Desk, d.Subjects, d.Expires, d.Mark, value);

    private static SearchRow ReadRow(Row r) =>
        new(r.Long(0), r.Text(1), r.Id(2), r.Int(3), r.Instant(4), r.TextOrNull(5), r.LongOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.InstantOrNull(9));
}
