using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Wire;

/// <summary>
/// Signs the heads of the wire log and the audit: at the start, every hour, and at the end. Each signature stands in the database and as a file
/// outside it (promises.md A1). What was written since the last one can still be cut off unseen: an hour at most.
/// </summary>
public sealed class HeadSigning : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly NewsStore _store;
    private readonly SigningKey _key;

    /// <summary>Signs for <paramref name="store"/> with the key of its data folder, which is made where there is none.</summary>
    public HeadSigning(NewsStore store) => (_store, _key) = (store, SigningKey.Open(store.Options.Folder));

    /// <summary>The key's name.</summary>
    public string KeyId => _key.Id;

    /// <summary>Signs until <paramref name="stop"/>, and then once more. Await its end before the store is closed.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await ExportMissingAsync();
        while (!stop.IsCancellationRequested)
        {
            // Without its hour's signature the log is as safe as before; the doctor says how old the newest is.
            try { await SignAsync(); }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException) { /* next hour */ }
            try { await Task.Delay(Interval, _store.Clock.Time, stop); }
            catch (OperationCanceledException) { break; }
        }
        await SignAsync();
    }

    /// <summary>Signs now; false where nothing was written since this key signed last.</summary>
    public Task<bool> SignAsync() => SignAsync(HeadKind.Head);

    internal async Task<bool> SignAsync(HeadKind kind)
    {
        var (statement, head) = await _store.Write(tx => Sign(tx, _key, kind));
        if (statement is null) return false;
        CrashPoint.Pass("heads.export");
        HeadFiles.Export(_store.Options.Folder, statement, head!);
        CrashPoint.Pass("heads.exported");
        await NoteExportedAsync(statement);
        return true;
    }

    /// <summary>The newest head of a key that is known to be in a file too: one after it may have lost its file to a crash. Null: none is known to.</summary>
    internal static string? Exported(Db db, string keyId) => Settings.Get(db, SettingOf(keyId));

    private static string SettingOf(string keyId) => "head-exported:" + keyId;

    private Task NoteExportedAsync(HeadStatement newest) => _store.Write(tx =>
    {
        Settings.Set(tx, SettingOf(_key.Id), HeadFiles.NameOf(newest));
        return true;
    });

    internal static (HeadStatement? Statement, SignedHead? Head) Sign(StoreTransaction tx, SigningKey key, HeadKind kind)
    {
        var statement = tx.Heads(kind, key.Id);
        if (statement is { Position: 0, AuditSeq: 0 } || IsSigned(tx.Db, statement)) return (null, null);
        var bytes = statement.ToBytes();
        var head = new SignedHead(bytes, key.Sign(bytes));
        tx.Db.Execute("insert into log_signature (epoch, position, audit_seq, kind, at, key_id, bytes, signature) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            statement.Epoch, statement.Position, statement.AuditSeq, kind, statement.At, key.Id, bytes, head.Signature);
        return (statement, head);
    }

    private static bool IsSigned(Db db, HeadStatement head) =>
        db.Number("select 1 from log_signature where epoch = $1 and position = $2 and audit_seq = $3 and kind = $4 and key_id = $5", head.Epoch, head.Position, head.AuditSeq, head.Kind, head.KeyId) is not null;

    // The process may have ended between the commit and the file.
    private async Task ExportMissingAsync()
    {
        HeadStatement? newest = null;
        foreach (var head in _store.Read(db => db.Many("select bytes, signature from log_signature where key_id = $1 order by epoch, position, audit_seq", static r => new SignedHead(r.Bytes(0), r.Bytes(1)), _key.Id)))
        {
            if (HeadStatement.Read(head.Bytes) is not { } statement) continue;
            HeadFiles.Export(_store.Options.Folder, statement, head);
            newest = statement;
        }
        if (newest is not null && _store.Read(db => Exported(db, _key.Id)) != HeadFiles.NameOf(newest)) await NoteExportedAsync(newest);
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose() => _key.Dispose();
}
