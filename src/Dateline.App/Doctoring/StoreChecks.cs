using Dateline.App.Settings;
using Dateline.News;
using Dateline.Site;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.App.Doctoring;

/// <summary>The database and what stands in it.</summary>
internal static class StoreChecks
{
    private const int OldestPostgres = 150000;
    private const long WholeCheckUpTo = 512L * 1024 * 1024;
    private const int Rows = 1000;
    private const int Heads = 20;
    private const long MuchLag = 1000;

    /// <summary>Whether another process holds the data folder: on SQLite, a running server.</summary>
    internal static bool IsLocked(string folder)
    {
        var path = Path.Combine(folder, "dateline.lock");
        if (!File.Exists(path)) return false;
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException) { return true; }
        catch (UnauthorizedAccessException) { return false; }
    }

    internal static IEnumerable<Finding> All(StoreReader store, ServerSettings settings, TimeProvider time, bool isThorough)
    {
        yield return Finding.Ok("store-schema", $"{(store.IsPostgres ? "PostgreSQL" : "SQLite")}, with this build's schema, wire log at position {store.Read(static db => WireLog.Head(db).Position)}");
        foreach (var finding in store.IsPostgres ? store.Read(db => Postgres(db, time)) : store.Read(db => Sqlite(db, settings, isThorough))) yield return finding;
        yield return Log(store, time);
        foreach (var finding in store.Read(db => Behind(db, time))) yield return finding;
        foreach (var finding in store.Read(db => Themes(db, settings))) yield return finding;
    }

    // Who changes the theme in the file and sees nothing of it should find out why.
    private static List<Finding> Themes(Db db, ServerSettings settings) =>
        [.. settings.Sites.Select(s => (s.Name, Theme: SiteThemes.Holding(db, s.Code ?? SiteOptions.Main))).Where(s => s.Theme is not null)
            .Select(s => Finding.Ok("site-theme", $"{s.Name} has theme {s.Theme!.Number} that was put in force in the newsroom; site:theme and site:logo wait until it is taken back"))];

    private static List<Finding> Sqlite(Db db, ServerSettings settings, bool isThorough) => isThorough ? [Whole(db, settings), Wal(db)] : [Wal(db)];

    private static Finding Whole(Db db, ServerSettings settings)
    {
        var size = new FileInfo(Path.Combine(settings.DataFolder, "dateline.db")).Length;
        var isWhole = size <= WholeCheckUpTo;
        var said = db.Many(isWhole ? "pragma integrity_check(5)" : "pragma quick_check(5)", static r => r.Text(0));
        return said is ["ok"] ? Finding.Ok("sqlite-integrity", $"the database file is whole ({(isWhole ? "every page and index" : "every page; an integrity check of its indexes takes longer: sqlite3 dateline.db 'pragma integrity_check'")})")
            : Finding.Fail("sqlite-integrity", $"The database file is damaged: {said.FirstOrDefault()}", "Stop the server, copy the data folder away, restore the newest backup into a new folder, and look at the disk.");
    }

    private static Finding Wal(Db db)
    {
        var mode = db.One("pragma journal_mode", static r => r.Text(0));
        return mode == "wal" ? Finding.Ok("sqlite-wal", "write-ahead log; Dateline writes with synchronous=FULL")
            : Finding.Fail("sqlite-wal", $"The journal mode is {mode} instead of wal.", "Start `dateline serve` once: it sets it. If it does not stay, the folder's file system can't do it: use a local disk.");
    }

    private static List<Finding> Postgres(Db db, TimeProvider time)
    {
        string Show(string name) => db.One($"select current_setting('{name}')", static r => r.Text(0)) ?? "";
        var version = (int)(db.Number("select current_setting('server_version_num')::bigint") ?? 0);
        var before = Instant.Now(time);
        var there = db.One("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", static r => r.Instant(0));
        var offset = there - (before + (Instant.Now(time) - before) / 2);
        var encoding = Show("server_encoding");
        var unsafeSettings = new[] { "fsync", "full_page_writes", "synchronous_commit" }.Where(name => Show(name) == "off").ToList();
        return
        [
            version >= OldestPostgres ? Finding.Ok("postgres-version", $"PostgreSQL {version / 10000}") : Finding.Fail("postgres-version", $"PostgreSQL {version / 10000} is too old.", "Use 15 or newer."),
            encoding == "UTF8" ? Finding.Ok("postgres-encoding", "UTF8") : Finding.Fail("postgres-encoding", $"The database's encoding is {encoding}.", "Make a database with encoding UTF8, and restore a backup into it."),
            offset.Duration() <= StoreClock.MostOffset ? Finding.Ok("clock-offset", $"the database's clock is {offset.TotalMilliseconds:+0;-0;0} ms from ours")
                : Finding.Fail("clock-offset", $"The database's clock is {offset.TotalSeconds:+0.0;-0.0} s from ours.", "Set both right, by the same time service: nothing opens before the earlier of the two."),
            unsafeSettings.Count == 0 ? Finding.Ok("postgres-durable", "commits wait for the disk") : Finding.Fail("postgres-durable", $"{string.Join(", ", unsafeSettings)} is off: what was acknowledged can be lost.", "Set it on in postgresql.conf and reload."),
            Finding.Ok("files", "stories and media are in the database; each node keeps only its key, its signed heads and its kill journal as files"),
        ];
    }

    private static Finding Log(StoreReader store, TimeProvider time)
    {
        var found = LogTail.Check(store, Rows, Heads);
        if (found.Problems.Count > 0) return Finding.Fail("log", $"{found.Problems[0].Chain} {found.Problems[0].Position}: {found.Problems[0].Message}", "Run `dateline verify-log`, and keep the data folder as it is until it is understood.");
        var text = $"the newest {found.Rows} rows of the wire log follow from each other; {found.Heads} signed heads hold";
        if (found.Unsigned > 0 && (found.SignedAt is null || Instant.Now(time) - found.SignedAt.Value > TimeSpan.FromHours(2)))
            return Finding.Warn("log", $"{text}, but {found.Unsigned} rows are not signed yet, for longer than an hour.", "A running server signs every hour: see whether it runs, and whether its data folder can be written.");
        return Finding.Ok("log", text);
    }

    private static List<Finding> Behind(Db db, TimeProvider time)
    {
        var findings = new List<Finding>();
        var (head, at) = db.One("select position, at from log_head where id = 1", static r => (r.Long(0), r.Instant(1)));
        var ahead = at - Instant.Now(time);
        findings.Add(ahead > StoreClock.MostOffset ? Finding.Fail("clock-behind", $"The newest row was written {ahead.TotalSeconds:0.0} s in the future: this clock was set back, or another node's is ahead.", "Set the clock right. Until then new rows are dated after the newest one.") : Finding.Ok("clock-behind", "no row is later than now"));
        foreach (var (reader, position) in db.Many("select reader, position from reader_cursor order by reader", static r => (r.Text(0), r.Long(1))))
            findings.Add(head - position > MuchLag ? Finding.Warn("cursor-lag", $"{reader} is {head - position} rows behind the log.", "See whether the server runs, and what its log says of it.") : Finding.Ok("cursor-lag", $"{reader} is {head - position} rows behind the log"));
        return findings;
    }
}
