using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Wire;

/// <summary>What <see cref="LogTail"/> found at the newest end of the log.</summary>
/// <param name="Rows">How many rows of the wire log were followed.</param>
/// <param name="Heads">How many signed heads were checked.</param>
/// <param name="Unsigned">How many rows stand after the newest head that holds.</param>
/// <param name="SignedAt">When that head was signed; null: none was.</param>
/// <param name="Problems">What is not as it was written.</param>
public sealed record LogTailFound(int Rows, int Heads, long Unsigned, Instant? SignedAt, IReadOnlyList<LogProblem> Problems);

/// <summary>A quick look at the newest end of the wire log and the audit: their chains, the head row, the newest signed heads. The whole is for <see cref="LogVerifier"/>.</summary>
public static class LogTail
{
    /// <summary>Looks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rows">How many rows of each chain.</param>
    /// <param name="heads">How many signed heads.</param>
    public static LogTailFound Check(StoreReader store, int rows, int heads) => store.Read(db =>
    {
        var problems = new List<LogProblem>();
        var (position, hash, seq, auditHash) = db.One("select position, hash, audit_seq, audit_hash from log_head where id = 1", static r => (r.Long(0), r.Bytes(1), r.Long(2), r.Bytes(3)));
        var followed = Chain(db, "log", "select position, hash, bytes from wire_log order by position desc limit $1", rows, position, hash!, problems);
        Chain(db, "audit", "select seq, hash, bytes from audit order by seq desc limit $1", rows, seq, auditHash!, problems);
        var (count, newest) = Heads(db, store.Options.Folder, heads, problems);
        return new LogTailFound(followed, count, position - (newest?.Position ?? 0), newest?.At, problems);
    });

    private static int Chain(Db db, string chain, string sql, int count, long head, byte[] headHash, List<LogProblem> problems)
    {
        var rows = db.Many(sql, static r => (Position: r.Long(0), Hash: r.Bytes(1), Bytes: r.Bytes(2)), count + 1);
        var newest = rows.Count > 0 ? rows[0] : (Position: 0, Hash: new byte[32], Bytes: []);
        if (newest.Position != head || !newest.Hash.AsSpan().SequenceEqual(headHash)) problems.Add(new LogProblem(chain, Math.Min(newest.Position, head) + 1, "head-row", $"The head row says {head}, the {chain} ends at {newest.Position}, or their hashes differ."));
        for (var i = 0; i < rows.Count; i++)
        {
            if (i + 1 == rows.Count && rows[i].Position > 1) break;
            var before = i + 1 < rows.Count ? rows[i + 1] : (Position: 0, Hash: new byte[32], Bytes: []);
            if (rows[i].Position != before.Position + 1) problems.Add(new LogProblem(chain, before.Position + 1, "missing-row", $"Row {before.Position + 1} is missing."));
            else if (!LogRow.Chained(before.Hash, rows[i].Bytes).AsSpan().SequenceEqual(rows[i].Hash)) problems.Add(new LogProblem(chain, rows[i].Position, "hash", "The row or the one before it is not as it was written."));
        }
        return Math.Min(rows.Count, count);
    }

    private static (int Count, HeadStatement? Newest) Heads(Db db, string folder, int count, List<LogProblem> problems)
    {
        var keys = SigningKey.PublicKeys(folder);
        HeadStatement? newest = null;
        var heads = db.Many("select bytes, signature from log_signature order by at desc limit $1", static r => new SignedHead(r.Bytes(0), r.Bytes(1)), count);
        foreach (var head in heads)
        {
            var statement = HeadStatement.Read(head.Bytes);
            if (statement is null) problems.Add(new LogProblem("head", 0, "head-unreadable", "A signed head can't be read."));
            // Another node's: its data folder has the key.
            else if (!keys.TryGetValue(statement.KeyId, out var key)) continue;
            else if (!SigningKey.IsValid(key, head.Bytes, head.Signature)) problems.Add(new LogProblem("head", statement.Position, "head-unreadable", $"The signature of a head at position {statement.Position} is false."));
            else if (statement.Position > 0 && !statement.Hash.AsSpan().SequenceEqual(db.One("select hash from wire_log where position = $1", static r => r.Bytes(0), statement.Position))) problems.Add(new LogProblem("head", statement.Position, "recomputed", $"The log at {statement.Position} is not what was signed."));
            else if (newest is null || statement.Position > newest.Position) newest = statement;
        }
        foreach (var key in keys.Values) key.Dispose();
        return (heads.Count, newest);
    }
}
