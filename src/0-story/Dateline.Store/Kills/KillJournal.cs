using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Kills;

/// <summary>
/// Every kill, hold, takedown and moved embargo, in a file outside the database: written and synced before the commit that makes it so, hence
/// before anyone is told "done". So a story that was killed stays killed even where an older backup is all that is left.
/// What was written for a commit that then failed is found out at the next entry or start, and said so. One file for each process; the folder may be shared.
/// A journal that can't be written never keeps a kill from going out: an alarm is raised, and what is missing is read from the log as soon as it can be.
/// </summary>
internal sealed class KillJournal : IDisposable
{
    private static readonly string Acts = string.Join(',', new[] { ReleaseAction.Kill, ReleaseAction.Takedown, ReleaseAction.Hold, ReleaseAction.SendAsWas, ReleaseAction.Correct, ReleaseAction.ChangeEmbargo, ReleaseAction.Lift }.Select(a => ((int)a).ToString(CultureInfo.InvariantCulture)));

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private long _batch;
    private bool _isOpen, _isBehind, _isTorn;

    private KillJournal(string path, FileStream held)
    {
        (_path, _lock) = (path, held);
        var known = File.Exists(path) ? KillFile.Read(path) : KillFile.Parse("");
        (_batch, _isOpen, _isTorn) = (known.LastBatch, known.IsOpen, known.IsTorn);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        Files.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Where it is, where nothing else is said.</summary>
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "kills");

    /// <summary>The file this process writes.</summary>
    internal string FilePath => _path;

    /// <summary>Takes the first journal of the folder that no other process writes, or begins one; then makes it whole from what the database says.</summary>
    internal static KillJournal Open(string folder, Db db, Randomness randomness)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var journal = Take(folder, randomness);
        try
        {
            journal.Settle(db);
            journal.CatchUp(db);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static KillJournal Take(string folder, Randomness randomness)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + KillFile.Ending).Order(StringComparer.Ordinal))
            if (TryLock(path) is { } held) return new KillJournal(path, held);
        var fresh = Path.Combine(folder, new IdSource(TimeProvider.System, randomness).NewToken(12) + KillFile.Ending);
        return TryLock(fresh) is { } mine ? new KillJournal(fresh, mine) : throw new IOException($"The kill journal {fresh} can't be locked.");
    }

    private static FileStream? TryLock(string path)
    {
        try { return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { return null; }
    }

    /// <summary>Before the commit: what the batch does is in the file and on the disk.</summary>
    internal void Write(StoreTransaction transaction)
    {
        if (transaction.Kills.Count == 0) return;
        try
        {
            Settle(transaction.Db);
            if (_isBehind) CatchUp(transaction.Db);
            CrashPoint.Pass("journal.before-write");
            var batch = ++_batch;
            Append(string.Concat(transaction.Kills.Select(e => KillFile.Line(e with { Batch = batch }))), isDurable: true);
            Settings.Set(transaction, SettingName, batch.ToString(CultureInfo.InvariantCulture));
            _isOpen = true;
            CrashPoint.Pass("journal.written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isBehind = _isTorn = true;
            Alarms.Raise(transaction, "kill-journal", "A kill or hold went out, but could not be written into the kill journal. Restoring an older backup would not know of it. See that the journal's disk has room and can be written.");
        }
    }

    /// <summary>After the commit. Not synced: where it is lost, the database says so too.</summary>
    internal void Committed()
    {
        if (!_isOpen) return;
        try
        {
            Append(KillFile.Verdict(_batch, kept: true), isDurable: false);
            _isOpen = false;
        }
        catch (IOException) { _isTorn = true; }
        CrashPoint.Pass("journal.settled");
    }

    /// <summary>Whether the newest entries were kept, where that was not said: the number they left in the database tells.</summary>
    private void Settle(Db db)
    {
        if (!_isOpen) return;
        var kept = Settings.Get(db, SettingName) == _batch.ToString(CultureInfo.InvariantCulture);
        Append(KillFile.Verdict(_batch, kept), isDurable: true);
        _isOpen = false;
    }

    /// <summary>Reads from the database what the journal does not have: it was broken, or lost, or another node's.</summary>
    private void CatchUp(Db db)
    {
        var known = KillFile.Read(_path);
        var (position, received) = known.UpTo;
        var head = db.Number("select position from log_head where id = 1") ?? 0;
        var newest = db.One("select max(received) from item", static r => r.InstantOrNull(0)) ?? default;
        // A position beyond the head is another history's: this one is read from its beginning.
        if (head < position || newest < received) (position, received) = (0, default);
        if (head > position || newest > received)
        {
            var rows = known.Entries.Where(e => e.Position is not null).Select(e => (e.Position, e.At)).ToHashSet();
            var items = known.Entries.Where(e => e.Position is null).Select(e => (e.Act, e.Source, e.SourceGuid)).ToHashSet();
            var missing = OfLog(db, position).Where(e => !rows.Contains((e.Position, e.At))).Concat(OfItems(db, received).Where(e => !items.Contains((e.Act, e.Source, e.SourceGuid))));
            Append(string.Concat(missing.Select(KillFile.Line)) + KillFile.Whole(head, newest), isDurable: true);
        }
        _isBehind = false;
    }

    private static List<KillEntry> OfLog(Db db, long after) => db.Many($"""
        select l.position, l.at, l.action, l.bytes, s.guid, c.code, s.source_guid from wire_log l join story s on s.id = l.story left join source c on c.id = s.source
        where l.position > $1 and l.action in ({Acts}) order by l.position
        """, ReadRow, after);

    private static KillEntry ReadRow(Row r)
    {
        var said = LogRow.Fields(r.Bytes(3)) ?? throw new FormatException($"The wire log's row {r.Long(0)} is damaged.");
        // Whether a correction ended a hold does not show here; that a hold ended which there was not does no harm.
        var act = KillEntry.ActOf(r.Enum<ReleaseAction>(2), wasHeld: true)!.Value;
        return new KillEntry
        {
            Act = act,
            Position = r.Long(0),
            At = r.Instant(1),
            Guid = r.Text(4),
            Source = r.TextOrNull(5),
            SourceGuid = r.TextOrNull(6),
            Epoch = long.Parse(said["epoch"], CultureInfo.InvariantCulture),
            UsableFrom = act == KillAct.Embargo && said["usable-from"] != "-" ? long.Parse(said["usable-from"], CultureInfo.InvariantCulture) : null,
            By = said["by"],
        };
    }

    private static List<KillEntry> OfItems(Db db, Instant since) => db.Many("""
        select c.code, i.guid, i.status, i.received, i.version, i.version_created from item i join source c on c.id = i.source where i.received >= $1 and i.status <> 0 order by i.received
        """, static r => new KillEntry
    {
        Act = r.Enum<PubStatus>(2) == PubStatus.Canceled ? KillAct.ItemKill : KillAct.ItemHold,
        Source = r.Text(0),
        SourceGuid = r.Text(1),
        At = r.Instant(3),
        SourceVersion = r.TextOrNull(4),
        SourceVersionCreated = r.InstantOrNull(5),
        By = "source:" + r.Text(0),
    }, since);

    private void Append(string lines, bool isDurable)
    {
        // What a failed write left is closed first, so that it spoils no line but its own.
        _file.Write(Encoding.UTF8.GetBytes(_isTorn ? "\n" + lines : lines));
        _isTorn = false;
        if (isDurable) _file.Flush(flushToDisk: true);
    }

    private string SettingName => "kill-journal:" + Path.GetFileNameWithoutExtension(_path);

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }
}
