using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Kills;
using Dateline.Store.Migrations;
using Dateline.Store.Wire;
using Microsoft.Data.Sqlite;

namespace Dateline.Store.Backups;

/// <summary>What a backup became.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Removed">Older backups that were removed.</param>
public sealed record BackupMade(string Folder, BackupManifest Manifest, IReadOnlyList<string> Removed);

/// <summary>
/// Makes a backup of a running or a stopped store: a folder with the database as one SQLite file (whichever database it came from), keys, signed heads,
/// kill journals, settings and whatever else the data folder holds. It is read as one committed state, verified, synced, and only then has its name.
/// </summary>
public static partial class StoreBackup
{
    /// <summary>Where backups go inside the data folder where nothing else is said. Better is another disk.</summary>
    public const string UsualFolder = "backups";

    private const string DatabaseName = "dateline.db";

    /// <summary>Makes one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="to">The folder that holds backups; it is made where it is missing.</param>
    /// <param name="keep">So many backups stay, this one included; null: all.</param>
    /// <param name="more">Files from elsewhere that belong to it (the settings file named by --config).</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="StoreException">It can't be made, or was not right when read again; then there is none.</exception>
    public static BackupMade Make(StoreReader store, string to, int? keep = null, IReadOnlyList<string>? more = null, IProgress<string>? progress = null)
    {
        to = Path.GetFullPath(to);
        OwnFolder(to);
        using var held = Lock(to);
        foreach (var left in Directory.EnumerateDirectories(to, "dateline-*.part")) Directory.Delete(left, recursive: true);
        var made = Instant.Now(store.Options.Time);
        var folder = NameFor(to, made);
        var part = folder + ".part";
        OwnFolder(part);
        try
        {
            Fill(store, part, to, more ?? [], progress);
            var manifest = Describe(store, part, made);
            CrashPoint.Pass("backup.written");
            Settle(part, manifest, progress);
        }
        catch
        {
            Directory.Delete(part, recursive: true);
            throw;
        }
        Directory.Move(part, folder);
        Files.SyncFolder(to);
        var done = BackupManifest.Read(File.ReadAllBytes(Path.Combine(folder, BackupManifest.FileName)))!;
        return new BackupMade(folder, done, keep is { } count ? Prune(to, Math.Max(1, count)) : []);
    }

    /// <summary>The finished backups in a folder, the newest first.</summary>
    public static IReadOnlyList<string> In(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateDirectories(folder, "dateline-*").Where(d => Name().IsMatch(Path.GetFileName(d)) && File.Exists(Path.Combine(d, BackupManifest.FileName))).OrderDescending(StringComparer.Ordinal)];

    private static string NameFor(string to, Instant made)
    {
        var stamp = made.ToDateTimeOffset().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(to, string.Create(CultureInfo.InvariantCulture, $"dateline-{stamp}{(n == 1 ? "" : $"-{n:D2}")}"));
            if (!Directory.Exists(path)) return path;
        }
    }

    private static void Fill(StoreReader store, string part, string to, IReadOnlyList<string> more, IProgress<string>? progress)
    {
        var data = Path.GetFullPath(store.Options.Folder);
        // A head is signed in the database first: those copied before the database are all in it.
        CopyTree(Path.Combine(data, "keys"), Path.Combine(part, "keys"), _ => true);
        CopyTree(HeadFiles.FolderIn(data), HeadFiles.FolderIn(part), _ => true);
        CrashPoint.Pass("backup.before-database");
        CopyDatabase(store, Path.Combine(part, DatabaseName), progress);
        ExportHeads(part);
        // What the database names was a file before it was named.
        progress?.Report("copying files");
        CopyTree(data, part, path => BelongsTo(Path.GetRelativePath(data, path)) && !IsInside(path, to) && !IsInside(path, store.KillFolder));
        CopyTree(store.KillFolder, KillJournal.FolderIn(part), path => path.EndsWith(KillFile.Ending, StringComparison.Ordinal));
        foreach (var file in more.Where(File.Exists)) File.Copy(file, Path.Combine(part, "dateline.json"), overwrite: true);
    }

    // Other databases are indexes: they follow the log by themselves. Keys and heads are there already.
    private static bool BelongsTo(string relative) =>
        !relative.EndsWith(".db", StringComparison.Ordinal) && !relative.Contains(".db-", StringComparison.Ordinal) && !relative.EndsWith(".lock", StringComparison.Ordinal) && !relative.EndsWith(".part", StringComparison.Ordinal)
        && relative.Split(Path.DirectorySeparatorChar)[0] is not ("keys" or "signed-heads" or RestoreMark.FileName);

    private static bool IsInside(string path, string folder) => path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    internal static void CopyTree(string from, string to, Func<string, bool> which)
    {
        if (!Directory.Exists(from)) return;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(which).ToList())
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            OwnFolder(Path.GetDirectoryName(target)!);
            try { File.Copy(path, target, overwrite: true); }
            catch (FileNotFoundException) { /* it was taken away meanwhile: it was not part of the state */ }
        }
    }

    private static void CopyDatabase(StoreReader store, string path, IProgress<string>? progress)
    {
        progress?.Report("copying the database");
        if (store.Database is SqliteStoreDatabase sqlite) CopyFile(sqlite.Path, path);
        else CopyTables(store, path, progress);
        Files.Sync(path);
    }

    /// <summary>One read transaction of SQLite's own, beside whoever writes: a compact copy of the newest committed state.</summary>
    private static void CopyFile(string from, string path)
    {
        Room(Path.GetDirectoryName(path)!, new FileInfo(from).Length);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var vacuum = connection.CreateCommand();
        vacuum.CommandText = "vacuum into $1";
        vacuum.CommandTimeout = 0;
        vacuum.Parameters.AddWithValue("$1", path);
        vacuum.ExecuteNonQuery();
    }

    /// <summary>One repeatable-read transaction of PostgreSQL, into a SQLite file of the same schema: nothing needs to be installed to read it.</summary>
    private static void CopyTables(StoreReader store, string path, IProgress<string>? progress)
    {
        Room(Path.GetDirectoryName(path)!, store.Read(static db => db.Number("select pg_database_size(current_database())")) ?? 0);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var copy = new Db(connection, isPostgres: false);
        copy.Execute("pragma synchronous=off");
        Migrator.Migrate(copy, Instant.Now(store.Options.Time));
        copy.Execute("begin");
        store.Read(db => { TableCopy.Run(db, copy, progress); return 0; });
        copy.Execute("commit");
    }

    private static void Room(string folder, long bytes)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes + bytes / 10) throw new StoreException("backup-room", $"The disk of {folder} has {free / 1024 / 1024} MiB left, the backup needs about {bytes / 1024 / 1024 + 1}. No backup was made. Make room, or choose another place with --to.");
    }

    /// <summary>Heads of our own key that are signed in the database and whose file was not copied: they came in between, or a crash kept them from being written.</summary>
    private static void ExportHeads(string part)
    {
        if (SigningKey.OwnId(part) is not { } own) return;
        using var database = new SqliteStoreDatabase(Path.Combine(part, DatabaseName));
        foreach (var head in database.Read(db => db.Many("select bytes, signature from log_signature where key_id = $1", static r => new SignedHead(r.Bytes(0), r.Bytes(1)), own)))
            if (HeadStatement.Read(head.Bytes) is { } statement) HeadFiles.Export(part, statement, head);
    }

    private static BackupManifest Describe(StoreReader store, string part, Instant made)
    {
        using var database = new SqliteStoreDatabase(Path.Combine(part, DatabaseName));
        var (epoch, position, audit) = database.Read(static db => db.One("select epoch, position, audit_seq from log_head where id = 1", static r => (r.Long(0), r.Long(1), r.Long(2))));
        return new BackupManifest
        {
            Made = made,
            Schema = Migrator.Latest,
            From = store.IsPostgres ? "postgres" : "sqlite",
            Epoch = epoch,
            Position = position,
            AuditSeq = audit,
            DataFolder = Path.GetFullPath(store.Options.Folder),
            KillFolder = Path.GetFullPath(store.KillFolder),
            Files = [],
        };
    }

    /// <summary>Reads everything again, writes down each file's hash, and has it all on the disk.</summary>
    private static void Settle(string part, BackupManifest manifest, IProgress<string>? progress)
    {
        var wrong = BackupCheck.CheckDatabase(part, progress).ToList();
        if (wrong.Count > 0) throw new StoreException("backup-unsound", $"What was read from the store is not sound: {wrong[0].Place}: {wrong[0].Message} No backup was made; the older ones are as they were. Run `dateline doctor` and `dateline verify-log`.");
        progress?.Report("hashing and syncing");
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories).Where(p => !Path.GetFileName(p).StartsWith(DatabaseName + "-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            Files.Sync(path);
            files.Add(new(Path.GetRelativePath(part, path).Replace('\\', '/'), new FileInfo(path).Length, BackupCheck.Hash(path)));
        }
        Files.WriteDurably(Path.Combine(part, BackupManifest.FileName), (manifest with { Files = files }).ToJson());
        foreach (var folder in Directory.EnumerateDirectories(part, "*", SearchOption.AllDirectories)) Files.SyncFolder(folder);
        Files.SyncFolder(part);
    }

    private static List<string> Prune(string to, int keep)
    {
        var removed = In(to).Skip(keep).ToList();
        // The manifest first: what is half removed is no backup any more.
        foreach (var old in removed)
        {
            File.Delete(Path.Combine(old, BackupManifest.FileName));
            Directory.Delete(old, recursive: true);
        }
        return removed;
    }

    private static FileStream Lock(string to)
    {
        try { return new FileStream(Path.Combine(to, ".backup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException busy) { throw new StoreException("backup-running", $"Another backup into {to} is being made. Nothing was changed. Wait for it.", busy); }
    }

    /// <summary>A backup holds the signing key and copy under embargo: nobody else may look into it.</summary>
    internal static void OwnFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex(@"^dateline-\d{8}T\d{6}Z(-\d{2})?$")]
    private static partial Regex Name();
}
