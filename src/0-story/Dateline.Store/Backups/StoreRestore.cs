using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Kills;
using Dateline.Store.Migrations;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Backups;

/// <summary>What a restore found and did.</summary>
public sealed record RestoreDone
{
    /// <summary>The backup's own words.</summary>
    public required BackupManifest Manifest { get; init; }
    /// <summary>The epoch that began.</summary>
    public required long Epoch { get; init; }
    /// <summary>The kill journals that were read.</summary>
    public required IReadOnlyList<string> Journals { get; init; }
    /// <summary>Lines of them that can't be read.</summary>
    public required int BadLines { get; init; }
    /// <summary>Whether there was any beside the backup's own copies; where there was none, nobody knows what was killed since.</summary>
    public required bool KnowsSince { get; init; }
    /// <summary>What they did.</summary>
    public required ReplayedKills Kills { get; init; }
    /// <summary>Planned releases that wait for a person.</summary>
    public required int WaitingPlans { get; init; }
    /// <summary>Embargoes that stay closed until a person confirms them.</summary>
    public required int WaitingEmbargoes { get; init; }
}

/// <summary>
/// Restores a backup into an empty data folder, and into an empty PostgreSQL database where one is named. A new epoch of the log begins, and nothing goes out by itself:
/// plans and embargoes wait for a person, nothing that went is sent again, and what was killed or held after the backup, as far as a kill journal
/// knows, is killed or held before anyone can read it.
/// </summary>
public static class StoreRestore
{
    private const string DatabaseName = "dateline.db";
    private const string Settings = "dateline.json";
    private const string Unfinished = "restore-unfinished";

    /// <summary>What a restored settings file is called where it names another database than the one restored into.</summary>
    public const string SettingsAside = "dateline.restored.json";

    /// <summary>Restores.</summary>
    /// <param name="from">The backup's folder.</param>
    /// <param name="target">Where to: nothing may be there yet.</param>
    /// <param name="journals">Kill journals (files or folders) beside the backup's own.</param>
    /// <param name="look">Whether to look for journals where the backup says its store was.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="StoreException"><c>backup-damaged</c>, <c>restore-not-empty</c>, <c>journal-missing</c>: nothing was changed.</exception>
    public static async Task<RestoreDone> RunAsync(string from, StoreOptions target, IReadOnlyList<string>? journals = null, bool look = true, IProgress<string>? progress = null)
    {
        RefuseIfNotEmpty(target);
        var manifest = Verified(from, progress);
        var files = JournalFiles(from, target, manifest, journals ?? [], look);
        var read = files.Select(KillFile.Read).ToList();

        StoreBackup.OwnFolder(target.Folder);
        RestoreMark.Set(target.Folder);
        CrashPoint.Pass("restore.begun");
        CopyFiles(from, target, files, progress);
        CrashPoint.Pass("restore.files");
        FillDatabase(from, target, progress);
        CrashPoint.Pass("restore.database");
        progress?.Report("beginning a new epoch");
        var done = await BeginEpochAsync(from, target, manifest, files, read);
        RestoreMark.Clear(target.Folder);
        return done;
    }

    /// <summary>Whether a database was half restored; its data folder may be another.</summary>
    internal static bool IsUnfinished(Db db) => Keeping.Settings.Get(db, Unfinished) is not null;

    private static BackupManifest Verified(string from, IProgress<string>? progress)
    {
        var (manifest, problems) = BackupCheck.Check(from, progress);
        if (problems.Count > 0) throw new StoreException("backup-damaged", $"The backup {from} is not whole: {problems[0].Place}: {problems[0].Message}{(problems.Count > 1 ? $" ({problems.Count} problems in all.)" : "")} Nothing was changed. Use another backup.");
        if (manifest!.Schema > Migrator.Latest) throw new StoreException("store-newer", $"The backup has schema {manifest.Schema}, this build knows {Migrator.Latest}. Nothing was changed. Restore it with a newer Dateline.");
        return manifest;
    }

    private static void RefuseIfNotEmpty(StoreOptions target)
    {
        if (Directory.Exists(target.Folder) && Directory.EnumerateFileSystemEntries(target.Folder).FirstOrDefault() is { } found)
            throw new StoreException("restore-not-empty", $"{target.Folder} is not empty (it holds {Path.GetFileName(found)}). Nothing was changed: a restore never overwrites. Name a new folder with --data.");
        if (target.Postgres is not { } postgres) return;
        using var database = new PostgresStoreDatabase(postgres);
        if (database.Read(Migrator.Current) > 0)
            throw new StoreException("restore-not-empty", "The database holds a Dateline store already. Nothing was changed: a restore never overwrites. Name an empty database with --database.");
    }

    private static List<string> JournalFiles(string from, StoreOptions target, BackupManifest manifest, IReadOnlyList<string> named, bool look)
    {
        foreach (var path in named)
            if (!KillFile.In(path).Any()) throw new StoreException("journal-missing", $"--journal names {path}, where there is no kill journal. Nothing was changed. Name a *.kills file or the folder that holds them.");
        var found = named.SelectMany(KillFile.In);
        if (look) found = found.Concat(KillFile.In(manifest.KillFolder)).Concat(target.KillFolder is { } own ? KillFile.In(own) : []);
        // A journal only grows: the longest of one name is the newest.
        return [.. found.Concat(KillFile.In(KillJournal.FolderIn(from))).Select(Path.GetFullPath).Distinct().GroupBy(Path.GetFileName).Select(g => g.MaxBy(p => new FileInfo(p).Length)!)];
    }

    private static void CopyFiles(string from, StoreOptions target, List<string> journals, IProgress<string>? progress)
    {
        progress?.Report("copying files");
        var kills = KillJournal.FolderIn(from);
        StoreBackup.CopyTree(from, target.Folder, path => Path.GetRelativePath(from, path) is not (DatabaseName or BackupManifest.FileName or DatabaseName + "-wal" or DatabaseName + "-shm") && !path.StartsWith(kills + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        if (NamesAnotherDatabase(Path.Combine(target.Folder, Settings), target.Postgres)) File.Move(Path.Combine(target.Folder, Settings), Path.Combine(target.Folder, SettingsAside));
        // Apart from the one that this store will write, and found again by the next restore.
        var earlier = Path.Combine(KillJournal.FolderIn(target.Folder), "earlier");
        StoreBackup.OwnFolder(earlier);
        foreach (var journal in journals) File.Copy(journal, Path.Combine(earlier, Path.GetFileName(journal)));
        foreach (var path in Directory.EnumerateFiles(target.Folder, "*", SearchOption.AllDirectories)) Files.Sync(path);
    }

    /// <summary>The settings that were restored may name the database of the store that was lost: served as they are, they would serve that one.</summary>
    private static bool NamesAnotherDatabase(string settings, string? database)
    {
        if (!File.Exists(settings)) return false;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(settings), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.EnumerateObject().Any(p => p.Name.Equals("database", StringComparison.OrdinalIgnoreCase) && p.Value.ToString() != (database ?? ""));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    private static void FillDatabase(string from, StoreOptions target, IProgress<string>? progress)
    {
        progress?.Report("copying the database");
        var source = Path.Combine(from, DatabaseName);
        if (target.Postgres is { } postgres) FillPostgres(source, postgres, target.Time, progress);
        else
        {
            File.Copy(source, Path.Combine(target.Folder, DatabaseName));
            Files.Sync(Path.Combine(target.Folder, DatabaseName));
            Files.SyncFolder(target.Folder);
        }
    }

    private static void FillPostgres(string source, string postgres, TimeProvider time, IProgress<string>? progress)
    {
        // A backup of an older schema is brought up to date in a copy: it is not ours to change.
        var copy = Path.Combine(Path.GetTempPath(), "dateline-restore-" + IdSource.System.NewToken(12));
        StoreBackup.OwnFolder(copy);
        try
        {
            File.Copy(source, Path.Combine(copy, DatabaseName));
            using var sqlite = new SqliteStoreDatabase(Path.Combine(copy, DatabaseName));
            using (var old = sqlite.OpenWriter()) Migrator.Migrate(old, Instant.Now(time));
            using var database = new PostgresStoreDatabase(postgres);
            using var to = database.OpenWriter();
            Migrator.Migrate(to, Instant.Now(time));
            using var transaction = to.Connection.BeginTransaction();
            to.Transaction = transaction;
            sqlite.Read(db => { TableCopy.Run(db, to, progress); return 0; });
            to.Execute("insert into setting (name, value) values ($1, '1')", Unfinished);
            transaction.Commit();
            to.Transaction = null;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task<RestoreDone> BeginEpochAsync(string from, StoreOptions target, BackupManifest manifest, List<string> files, List<KillFile> journals)
    {
        var entries = journals.SelectMany(j => j.Entries).ToList();
        await using var store = NewsStore.OpenUnfinished(target);
        var seen = entries.Select(e => e.Epoch).Append(EpochsSigned(manifest.DataFolder)).Append(manifest.Epoch).Max();
        var epoch = await store.Write(tx => tx.NextEpoch(seen));
        // Signed before anything is written: what the lost history signed beyond this point is given up here.
        using (var signing = new HeadSigning(store)) await signing.SignAsync(HeadKind.EpochStart);
        CrashPoint.Pass("restore.epoch");
        var done = await store.Write(tx => Settle(tx, manifest, entries, new RestoreDone
        {
            Manifest = manifest,
            Epoch = epoch,
            Journals = files,
            BadLines = journals.Sum(j => j.BadLines.Count),
            KnowsSince = files.Exists(f => !f.StartsWith(Path.GetFullPath(from) + Path.DirectorySeparatorChar, StringComparison.Ordinal)),
            Kills = new(0, 0, 0, 0, 0, 0),
            WaitingPlans = 0,
            WaitingEmbargoes = 0,
        }));
        CrashPoint.Pass("restore.settled");
        return done;
    }

    private static RestoreDone Settle(StoreTransaction tx, BackupManifest manifest, List<KillEntry> entries, RestoreDone done)
    {
        tx.Db.Execute("delete from setting where name = $1", Unfinished);
        var (plans, embargoes) = Timetable.AwaitPersons(tx, manifest.Made);
        Releases.AfterRestore(tx, done.Epoch - manifest.Epoch);
        Intake.SourceRounds.AfterRestore(tx);
        DraftLinks.AfterRestore(tx);
        ReinstateRequests.AfterRestore(tx);
        var kills = KillReplay.Run(tx, entries);
        var deliveries = Destinations.AfterRestore(tx, done.Epoch - manifest.Epoch);
        // What the replay has just embargoed waits too.
        var more = Timetable.AwaitPersons(tx, manifest.Made);
        done = done with { Kills = kills, WaitingPlans = plans + more.Plans, WaitingEmbargoes = tx.Db.Number("select count(*) from timetable where state = 3 and kind = 0") is { } waiting ? (int)waiting : embargoes };
        tx.Audit("operator", "restore", null, $"epoch {done.Epoch} after position {manifest.Position}");
        Tell(tx, done);
        if (deliveries > 0) Alarms.Raise(tx, "restored-deliveries", $"{deliveries} destinations are paused: what was on its way when the backup was made may have arrived. Look at what waits for each, and resume it. Holds and kills without a receipt are on the alarm board.");
        return done;
    }

    private static void Tell(StoreTransaction tx, RestoreDone done)
    {
        var since = done.KnowsSince
            ? $"From the kill journal: {done.Kills.Killed} killed, {done.Kills.Held} held, {done.Kills.Remembered} blocked that are not here."
            : "No kill journal from after the backup was found: whatever was killed or held since may be public again. Compare with the clients and the wires at once.";
        Alarms.Raise(tx, "restored", $"A backup of {done.Manifest.Made} was restored. What was done after that moment is lost. {since}");
        if (done.WaitingPlans > 0) Alarms.Raise(tx, "restored-plans", $"{done.WaitingPlans} planned releases wait. Nobody but a person knows whether they went, or were taken back. Confirm or drop each: dateline timetable waiting.");
        if (done.WaitingEmbargoes > 0) Alarms.Raise(tx, "restored-embargoes", $"{done.WaitingEmbargoes} embargoes wait and stay closed to everyone but staff. They may have been moved after the backup. Confirm or change each: dateline timetable waiting.");
        if (done.Kills.HoldsEnded > 0) Alarms.Raise(tx, "restored-holds", $"{done.Kills.HoldsEnded} stories are on hold here whose hold was ended after the backup. End it again where that still holds.");
        if (done.BadLines > 0) Alarms.Raise(tx, "kill-journal", $"{done.BadLines} lines of the kill journals can't be read. What they say is not known. Compare with the clients and the wires.");
    }

    private static long EpochsSigned(string dataFolder) =>
        HeadFiles.All(dataFolder).Select(h => h.Head is null ? 0 : HeadStatement.Read(h.Head.Bytes)?.Epoch ?? 0).DefaultIfEmpty(0).Max();
}
