using System.Security.Cryptography;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Wire;

/// <summary>
/// Holds the signed heads against the chains: every good signature must find its hash at its position. The files are outside the database, so
/// whoever cut the log off, or recomputed it, would have to make signatures without the key.
/// </summary>
internal sealed class HeadCheck
{
    private readonly List<(HeadStatement Statement, string From)> _good = [];
    private readonly List<string> _bad = [];
    private readonly HashSet<string> _inTable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeadStatement> _inFiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeadStatement> _ownInTable = new(StringComparer.Ordinal);

    private readonly string? _ownKey;
    private readonly string? _exported;

    private HeadCheck(string? ownKey, string? exported) => (_ownKey, _exported) = (ownKey, exported);

    internal int Count { get; private set; }

    internal IReadOnlySet<long> LogPositions => _good.Select(g => g.Statement.Position).ToHashSet();

    internal IReadOnlySet<long> AuditNumbers => _good.Select(g => g.Statement.AuditSeq).ToHashSet();

    internal static HeadCheck Load(Db db, string dataFolder, IReadOnlyList<string>? publicKeys)
    {
        var own = SigningKey.OwnId(dataFolder);
        var check = new HeadCheck(own, own is null ? null : HeadSigning.Exported(db, own));
        var keys = SigningKey.PublicKeys(dataFolder, publicKeys);
        foreach (var (name, head) in HeadFiles.All(dataFolder)) check.Take(head, keys, "file " + name, isFile: true);
        foreach (var head in db.Many("select bytes, signature from log_signature order by position", static r => new SignedHead(r.Bytes(0), r.Bytes(1)))) check.Take(head, keys, "database", isFile: false);
        foreach (var key in keys.Values) key.Dispose();
        return check;
    }

    private void Take(SignedHead? head, IReadOnlyDictionary<string, ECDsa> keys, string from, bool isFile)
    {
        Count++;
        var statement = head is null ? null : HeadStatement.Read(head.Bytes);
        if (statement is null) { _bad.Add($"A signed head ({from}) can't be read."); return; }
        if (!keys.TryGetValue(statement.KeyId, out var key))
        {
            // Another node's: its data folder has the key. A file here must have been signed here.
            if (isFile) _bad.Add($"The public key {statement.KeyId} of a signed head ({from}) is not in the data folder's keys.");
            return;
        }
        if (!SigningKey.IsValid(key, head!.Bytes, head.Signature)) { _bad.Add($"The signature of a head ({from}, position {statement.Position}) is false."); return; }
        _good.Add((statement, from));
        if (isFile) _inFiles.TryAdd(HeadFiles.NameOf(statement), statement);
        else
        {
            _inTable.Add(HeadFiles.NameOf(statement));
            if (statement.KeyId == _ownKey) _ownInTable.TryAdd(HeadFiles.NameOf(statement), statement);
        }
    }

    /// <summary>Checks; the newest head that holds, or null.</summary>
    internal HeadStatement? Check(ChainEnd log, ChainEnd audit, IReadOnlyList<(long Position, long Epoch)> epochs, Action<string, long, string, string> bad)
    {
        var starts = _good.Select(g => g.Statement).Where(s => s.Kind == HeadKind.EpochStart).DistinctBy(s => s.Epoch).ToDictionary(s => s.Epoch);
        foreach (var message in _bad) bad("head", 0, "head-unreadable", message);
        CheckEpochs(epochs, starts, bad);
        CheckBothPlaces(starts, bad);
        HeadStatement? newest = null;
        foreach (var (statement, from) in _good.OrderBy(g => g.Statement.Position).ThenBy(g => g.Statement.AuditSeq))
        {
            if (IsGivenUp(statement, starts)) continue;
            var holds = Holds("log", statement.Position, statement.Hash, log, newest?.Position ?? 0, from, bad) & Holds("audit", statement.AuditSeq, statement.AuditHash, audit, newest?.AuditSeq ?? 0, from, bad);
            if (holds) newest = statement;
        }
        return newest;
    }

    private static bool Holds(string chain, long position, byte[] hash, ChainEnd end, long lastGood, string from, Action<string, long, string, string> bad)
    {
        if (position > end.Position)
        {
            bad(chain == "log" ? "head" : "audit", end.Position + 1, "truncated", $"The {chain} ends at {end.Position}, but a signed head ({from}) saw {position}: rows were cut off.");
            return false;
        }
        if (end.Kept.TryGetValue(position, out var found) && found.AsSpan().SequenceEqual(hash)) return true;
        bad(chain == "log" ? "head" : "audit", lastGood + 1, "recomputed", $"The {chain} at {position} is not what was signed ({from}): rows {lastGood + 1} to {position} were rewritten, or one of them was.");
        return false;
    }

    // What an epoch wrote after the backup that was restored is gone, and the restore signed for that.
    private static bool IsGivenUp(HeadStatement head, Dictionary<long, HeadStatement> starts) =>
        starts.Values.Any(start => start.Epoch > head.Epoch && (head.Position > start.Position || head.AuditSeq > start.AuditSeq));

    private static void CheckEpochs(IReadOnlyList<(long Position, long Epoch)> epochs, Dictionary<long, HeadStatement> starts, Action<string, long, string, string> bad)
    {
        for (var i = 1; i < epochs.Count; i++)
        {
            var (position, epoch) = epochs[i];
            if (epoch <= epochs[i - 1].Epoch) bad("log", position, "epoch", $"Epoch {epoch} follows {epochs[i - 1].Epoch}.");
            else if (!starts.TryGetValue(epoch, out var start) || start.Position >= position) bad("log", position, "epoch", $"Epoch {epoch} begins here, but no signature of a restore says so.");
        }
    }

    private void CheckBothPlaces(Dictionary<long, HeadStatement> starts, Action<string, long, string, string> bad)
    {
        foreach (var (name, head) in _inFiles)
            if (!_inTable.Contains(name) && !IsGivenUp(head, starts)) bad("head", head.Position, "head-missing", $"The signed head {name} is not in the database.");
        // What was signed after the newest that is known to be in a file may have lost its file to a crash: the next start writes it.
        foreach (var (name, head) in _ownInTable)
            if (!_inFiles.ContainsKey(name) && string.CompareOrdinal(name, _exported) <= 0) bad("head", head.Position, "head-file-missing", $"The file of the signed head {name} is missing.");
    }
}
