using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Kills;
using Dateline.Store.Wire;

namespace Dateline.Store.Writing;

/// <summary>
/// One batch's transaction, as a command sees it: the tables, the time, and the two chains (wire log and audit) it may add to.
/// Everything a command does here is kept together with its answer, or not at all.
/// </summary>
public sealed class StoreTransaction
{
    private readonly List<LogChange> _changes = [];
    private readonly List<KillEntry> _kills = [];
    private readonly long _epoch;
    private ChainHead _log;
    private ChainHead _audit;
    private Instant _last;
    private long _change;
    private bool _moved;

    // The head first, then the clock: another node may have held the head for a while, and what it wrote is older.
    internal StoreTransaction(Db db, StoreClock clock, IdSource ids)
    {
        (Db, Ids) = (db, ids);
        (_epoch, _log, _audit, _last, _change) = db.One(
            "select epoch, position, hash, audit_seq, audit_hash, at, change_seq from log_head where id = 1" + (db.IsPostgres ? " for update" : ""),
            static r => (r.Long(0), new ChainHead(r.Long(1), r.Bytes(2)), new ChainHead(r.Long(3), r.Bytes(4)), r.Instant(5), r.Long(6)));
        Now = clock.Now();
    }

    /// <summary>The connection, inside the transaction.</summary>
    public Db Db { get; }

    /// <summary>The moment of this batch: what is decided is decided by it. After a clock was set back it is before rows already written.</summary>
    public Instant Now { get; }

    /// <summary>What the next row of either chain will carry as its time: now, but always after the row before.</summary>
    public Instant RowTime => Instant.Max(Now, new Instant(_last.Microseconds + 1));

    /// <summary>Where new ids come from.</summary>
    public IdSource Ids { get; }

    /// <summary>The position of the log's head, rows of this batch included.</summary>
    public long Head => _log.Position;

    /// <summary>Whether the store was ever restored from a backup.</summary>
    internal bool WasRestored => _epoch > 1;

    internal IReadOnlyList<LogChange> Changes => _changes;

    /// <summary>What must be in the kill journal, outside the database, before this batch is committed.</summary>
    internal IReadOnlyList<KillEntry> Kills => _kills;

    /// <summary>Appends to the wire log: the next position, chained to the row before. Epoch, time and position are this transaction's.</summary>
    internal long Append(Func<long, long, LogRow> make)
    {
        var row = make(_log.Position + 1, _epoch);
        var bytes = row.ToBytes();
        _log = new ChainHead(row.Position, LogRow.Chained(_log.Hash, bytes));
        (_last, _moved) = (row.At, true);
        Db.Execute("insert into wire_log (position, hash, bytes, at, story, version, action, page) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            row.Position, _log.Hash, bytes, row.At, row.Story, row.Version, row.Action, row.Page);
        _changes.Add(new LogChange(row.Position, row.Story, row.Page, row.Action, row.At));
        CrashPoint.Pass("log.append");
        return row.Position;
    }

    /// <summary>
    /// Writes a kill, a hold or a tighter embargo into the kill journal too, outside the database, before the commit: so that it holds even where
    /// an older backup has to be restored. Time and epoch are this transaction's.
    /// </summary>
    public void Journal(KillEntry entry) => _kills.Add(entry with { At = entry.Position is null ? RowTime : entry.At, Epoch = _epoch });

    /// <summary>Writes down who did what: chained like the wire log, so that a change of the past shows.</summary>
    /// <param name="who">A pseudonym, as in the wire log.</param>
    /// <param name="what">The act ("publish", "key-create").</param>
    /// <param name="subject">What it was done to; null where nothing in particular.</param>
    /// <param name="detail">More, without story text; null where there is none.</param>
    public void Audit(string who, string what, string? subject = null, string? detail = null)
    {
        var at = RowTime;
        var text = new StringBuilder(160);
        LogRow.Line(text, "dateline-audit", "1");
        LogRow.Line(text, "seq", (_audit.Position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogRow.Line(text, "at", at.Microseconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogRow.Line(text, "who", who);
        LogRow.Line(text, "what", what);
        LogRow.Line(text, "subject", subject ?? "-");
        LogRow.Line(text, "detail", detail ?? "-");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        _audit = new ChainHead(_audit.Position + 1, LogRow.Chained(_audit.Hash, bytes));
        (_last, _moved) = (at, true);
        Db.Execute("insert into audit (seq, hash, bytes, at, who, what, subject) values ($1, $2, $3, $4, $5, $6, $7)", _audit.Position, _audit.Hash, bytes, at, who, what, subject);
        CrashPoint.Pass("audit.append");
    }

    /// <summary>The number of the next change of a story.</summary>
    internal long NextChange()
    {
        _moved = true;
        return ++_change;
    }

    /// <summary>Begins a new epoch: what was restored is another history from here on.</summary>
    /// <param name="after">The newest epoch known of elsewhere: an epoch's number is never used twice.</param>
    internal long NextEpoch(long after = 0)
    {
        var next = Math.Max(_epoch, after) + 1;
        Db.Execute("update log_head set epoch = $1 where id = 1", next);
        return next;
    }

    /// <summary>The heads of both chains, rows of this batch included.</summary>
    internal HeadStatement Heads(HeadKind kind, string keyId) => new(kind, _epoch, _log.Position, _log.Hash, _audit.Position, _audit.Hash, RowTime, keyId);

    /// <summary>Does a part that may fail without undoing the rest: null where it was done, else why not, and nothing of it is kept.</summary>
    public Exception? Attempt(Action part)
    {
        Db.Execute("savepoint part");
        var before = Mark();
        try
        {
            part();
            Db.Execute("release savepoint part");
            return null;
        }
        catch (Exception failed) when (!Trouble.IsOfDatabase(failed))
        {
            Db.Execute("rollback to savepoint part");
            Db.Execute("release savepoint part");
            ReturnTo(before);
            return failed;
        }
    }

    internal void WriteHead()
    {
        if (!_moved) return;
        Db.Execute("update log_head set position = $1, hash = $2, audit_seq = $3, audit_hash = $4, at = $5, change_seq = $6 where id = 1", _log.Position, _log.Hash, _audit.Position, _audit.Hash, _last, _change);
        if (Db.IsPostgres && _changes.Count > 0) Db.Execute("select pg_notify('dateline', $1)", _log.Position.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private Savepoint Mark() => new(_log, _audit, _last, _change, _changes.Count, _kills.Count, _moved);

    private void ReturnTo(Savepoint mark)
    {
        (_log, _audit, _last, _change, _moved) = (mark.Log, mark.Audit, mark.Last, mark.Change, mark.Moved);
        _changes.RemoveRange(mark.Changes, _changes.Count - mark.Changes);
        _kills.RemoveRange(mark.Kills, _kills.Count - mark.Kills);
    }

    private readonly record struct ChainHead(long Position, byte[] Hash);

    private readonly record struct Savepoint(ChainHead Log, ChainHead Audit, Instant Last, long Change, int Changes, int Kills, bool Moved);
}
