using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Wire;

namespace Dateline.Store.Writing;

/// <summary>
/// One batch's transaction, as a command sees it: the tables, the time, and the two chains (wire log and audit) it may add to.
/// Everything a command does here is kept together with its answer, or not at all.
/// </summary>
public sealed class StoreTransaction
{
    private readonly List<LogChange> _changes = [];
    private readonly long _epoch;
    private ChainHead _log;
    private ChainHead _audit;
    private bool _moved;

    internal StoreTransaction(Db db, Instant now, IdSource ids)
    {
        (Db, Now, Ids) = (db, now, ids);
        (_epoch, _log, _audit) = db.One(
            "select epoch, position, hash, audit_seq, audit_hash from log_head where id = 1" + (db.IsPostgres ? " for update" : ""),
            static r => (r.Long(0), new ChainHead(r.Long(1), r.Bytes(2)), new ChainHead(r.Long(3), r.Bytes(4))));
    }

    /// <summary>The connection, inside the transaction.</summary>
    public Db Db { get; }

    /// <summary>The moment of this batch: every row it writes carries it.</summary>
    public Instant Now { get; }

    /// <summary>Where new ids come from.</summary>
    public IdSource Ids { get; }

    /// <summary>The position of the log's head, rows of this batch included.</summary>
    public long Head => _log.Position;

    internal IReadOnlyList<LogChange> Changes => _changes;

    /// <summary>Appends to the wire log: the next position, chained to the row before. Epoch, time and position are this transaction's.</summary>
    internal long Append(Func<long, long, LogRow> make)
    {
        var row = make(_log.Position + 1, _epoch);
        var bytes = row.ToBytes();
        _log = new ChainHead(row.Position, LogRow.Chained(_log.Hash, bytes));
        _moved = true;
        Db.Execute("insert into wire_log (position, hash, bytes, at, story, version, action, page) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            row.Position, _log.Hash, bytes, row.At, row.Story, row.Version, row.Action, row.Page);
        _changes.Add(new LogChange(row.Position, row.Story, row.Page, row.Action, row.At));
        CrashPoint.Pass("log.append");
        return row.Position;
    }

    /// <summary>Writes down who did what: chained like the wire log, so that a change of the past shows.</summary>
    /// <param name="who">A pseudonym, as in the wire log.</param>
    /// <param name="what">The act ("publish", "key-create").</param>
    /// <param name="subject">What it was done to; null where nothing in particular.</param>
    /// <param name="detail">More, without story text; null where there is none.</param>
    public void Audit(string who, string what, string? subject = null, string? detail = null)
    {
        var text = new StringBuilder(160);
        LogRow.Line(text, "dateline-audit", "1");
        LogRow.Line(text, "seq", (_audit.Position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogRow.Line(text, "at", Now.Microseconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogRow.Line(text, "who", who);
        LogRow.Line(text, "what", what);
        LogRow.Line(text, "subject", subject ?? "-");
        LogRow.Line(text, "detail", detail ?? "-");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        _audit = new ChainHead(_audit.Position + 1, LogRow.Chained(_audit.Hash, bytes));
        _moved = true;
        Db.Execute("insert into audit (seq, hash, bytes, at, who, what, subject) values ($1, $2, $3, $4, $5, $6, $7)", _audit.Position, _audit.Hash, bytes, Now, who, what, subject);
    }

    internal void WriteHead()
    {
        if (!_moved) return;
        Db.Execute("update log_head set position = $1, hash = $2, audit_seq = $3, audit_hash = $4 where id = 1", _log.Position, _log.Hash, _audit.Position, _audit.Hash);
        if (Db.IsPostgres && _changes.Count > 0) Db.Execute("select pg_notify('dateline', $1)", _log.Position.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    internal Savepoint Mark() => new(_log, _audit, _changes.Count, _moved);

    internal void ReturnTo(Savepoint mark)
    {
        (_log, _audit, _moved) = (mark.Log, mark.Audit, mark.Moved);
        _changes.RemoveRange(mark.Changes, _changes.Count - mark.Changes);
    }

    internal readonly record struct ChainHead(long Position, byte[] Hash);

    internal readonly record struct Savepoint(ChainHead Log, ChainHead Audit, int Changes, bool Moved);
}
