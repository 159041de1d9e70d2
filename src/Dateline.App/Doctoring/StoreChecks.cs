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
        yield return Finding.Ok("store-schema", "schema", store.IsPostgres ? "PostgreSQL" : "SQLite", store.Read(static db => WireLog.Head(db).Position));
        foreach (var finding in store.IsPostgres ? store.Read(db => Postgres(db, time)) : store.Read(db => Sqlite(db, settings, isThorough))) yield return finding;
        yield return Log(store, time);
        foreach (var finding in store.Read(db => Behind(db, time))) yield return finding;
        foreach (var finding in store.Read(db => Themes(db, settings))) yield return finding;
    }

    // Who changes the theme in the file and sees nothing of it should find out why.
    private static List<Finding> Themes(Db db, ServerSettings settings) =>
        [.. settings.Sites.Select(s => (s.Name, Theme: SiteThemes.Holding(db, s.Code ?? SiteOptions.Main))).Where(s => s.Theme is not null)
            .Select(s => Finding.Ok("site-theme", "theme", s.Name, s.Theme!.Number))];

    private static List<Finding> Sqlite(Db db, ServerSettings settings, bool isThorough) => isThorough ? [Whole(db, settings), Wal(db)] : [Wal(db)];

    private static Finding Whole(Db db, ServerSettings settings)
    {
        var size = new FileInfo(Path.Combine(settings.DataFolder, "dateline.db")).Length;
        var isWhole = size <= WholeCheckUpTo;
        var said = db.Many(isWhole ? "pragma integrity_check(5)" : "pragma quick_check(5)", static r => r.Text(0));
        return said is ["ok"] ? Finding.Ok("sqlite-integrity", isWhole ? "file-whole" : "file-pages-whole")
            : Finding.Fail("sqlite-integrity", "file-damaged", said.FirstOrDefault());
    }

    private static Finding Wal(Db db)
    {
        var mode = db.One("pragma journal_mode", static r => r.Text(0));
        return mode == "wal" ? Finding.Ok("sqlite-wal", "wal")
            : Finding.Fail("sqlite-wal", "wal-off", mode);
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
            version >= OldestPostgres ? Finding.Ok("postgres-version", "postgres", version / 10000) : Finding.Fail("postgres-version", "postgres-old", version / 10000),
            encoding == "UTF8" ? Finding.Ok("postgres-encoding", "encoding") : Finding.Fail("postgres-encoding", "encoding-wrong", encoding),
            offset.Duration() <= StoreClock.MostOffset ? Finding.Ok("clock-offset", "offset", offset.TotalMilliseconds)
                : Finding.Fail("clock-offset", "offset-wrong", offset.TotalSeconds),
            unsafeSettings.Count == 0 ? Finding.Ok("postgres-durable", "durable") : Finding.Fail("postgres-durable", "durable-not", string.Join(", ", unsafeSettings)),
            Finding.Ok("files", "files"),
        ];
    }

    private static Finding Log(StoreReader store, TimeProvider time)
    {
        var found = LogTail.Check(store, Rows, Heads);
        if (found.Problems.Count > 0) return Finding.Fail("log", "log-broken", found.Problems[0].Chain, found.Problems[0].Position, found.Problems[0].Message);
        if (found.Unsigned > 0 && (found.SignedAt is null || Instant.Now(time) - found.SignedAt.Value > TimeSpan.FromHours(2)))
            return Finding.Warn("log", "log-unsigned", found.Rows, found.Heads, found.Unsigned);
        return Finding.Ok("log", "log", found.Rows, found.Heads);
    }

    private static List<Finding> Behind(Db db, TimeProvider time)
    {
        var findings = new List<Finding>();
        var (head, at) = db.One("select position, at from log_head where id = 1", static r => (r.Long(0), r.Instant(1)));
        var ahead = at - Instant.Now(time);
        findings.Add(ahead > StoreClock.MostOffset ? Finding.Fail("clock-behind", "future", ahead.TotalSeconds) : Finding.Ok("clock-behind", "no-future"));
        foreach (var (reader, position) in db.Many("select reader, position from reader_cursor order by reader", static r => (r.Text(0), r.Long(1))))
            findings.Add(head - position > MuchLag ? Finding.Warn("cursor-lag", "lag-much", reader, head - position) : Finding.Ok("cursor-lag", "lag", reader, head - position));
        return findings;
    }
}
