using System.Diagnostics;
using System.Text.Json;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Microsoft.Data.Sqlite;

namespace Dateline.Bench.Benches;

/// <summary>
/// NewsML-G2 posted over HTTP at 64 connections, each answered after its durable commit; beside it the same rows put into a bare
/// SQLite file in batches of 64, and a bare fsync.
/// </summary>
internal static class IntakeBench
{
    private const int Connections = 64;

    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            var key = await Prepare(folder, options);
            var fsync = Fsyncs(folder);
            var files = Enumerable.Range(0, (options.Short ? 3 : 10) * 6000).Select(n => WireSample.G2(n)).ToArray();
            HttpLoad.Result load;
            double lag;
            await using (var server = await Child.Start(Child.Dateline, [.. new[] { "serve", "--data", folder, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]))
            {
                // Until the compiler is done with what is hot: a newsroom's server has been up for longer than a bench.
                await HttpLoad.Post(server.Url, "/intake/np", key, "application/xml", Connections, options.Load * 1.5, n => WireSample.G2((int)n + 3_000_000));
                load = await HttpLoad.Post(server.Url, "/intake/np", key, "application/xml", Connections, options.Load, n => n < files.Length ? files[n] : WireSample.G2((int)n + 1_000_000));
                lag = await IndexLag(server.Url, key);
            }
            if (load.Refused > 0) report.Say($"{load.Refused} of {load.Done} were refused: the figures do not count");
            var bare = options.Database is null ? BareInsert(folder) : (double?)null;
            report.Figure("intake", load.PerSecond, "items/s", bare, ">= 1,500 items/s and >= 50 % of a bare batched insert of the same rows", load.Refused == 0 && load.PerSecond >= 1500 && (bare is null || load.PerSecond >= 0.5 * bare));
            report.Figure("answer-p99", load.P99, "ms", null, "none", null);
            report.Figure("bare-fsync", fsync, "fsyncs/s", null, "none", null);
            report.Figure("index-lag", lag, "s", null, "<= 2 s", lag <= 2);
            await OneAlone(options, report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Prepare(string folder, BenchOptions options)
    {
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
        return await store.Write(tx =>
        {
            Sources.Save(tx, "np", "Northern Press", "{}", "bench");
            return ApiKeys.Create(tx, "bench", ["*"], "bench").Secret;
        });
    }

    private static double Fsyncs(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create);
        var block = new byte[4096];
        var clock = Stopwatch.StartNew();
        var done = 0;
        for (; clock.Elapsed < TimeSpan.FromSeconds(1); done++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }
        return done / clock.Elapsed.TotalSeconds;
    }

    /// <summary>How long after the last answer the newsroom's search knows everything that was answered.</summary>
    private static async Task<double> IndexLag(string url, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var clock = Stopwatch.StartNew();
        while ((await http.GetStringAsync("/api/v1/search?q=harbour&limit=1")).Contains("\"behind\"", StringComparison.Ordinal)) await Task.Delay(20);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The rows that the run left, put again into an empty file with the same tables: 64 items' rows a commit, FULL.</summary>
    private static double BareInsert(string folder)
    {
        string[] tables = ["raw", "item", "story", "story_link", "revision"];
        var copy = Path.Combine(folder, "bare.db");
        using var source = new SqliteConnection($"Data Source={Path.Combine(folder, "dateline.db")};Mode=ReadOnly;Pooling=False");
        using var target = new SqliteConnection($"Data Source={copy};Pooling=False");
        source.Open();
        target.Open();
        Run(target, "pragma journal_mode=wal; pragma synchronous=full");
        var rows = tables.ToDictionary(t => t, t => Rows(source, t));
        foreach (var table in tables) Run(target, (string)Scalar(source, $"select sql from sqlite_master where type = 'table' and name = '{table}'")!);
        foreach (var index in Strings(source, $"select sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('{string.Join("','", tables)}')")) Run(target, index);
        var items = rows["item"].Count;
        var clock = Stopwatch.StartNew();
        var commands = tables.ToDictionary(t => t, t => Insert(target, t, rows[t].Count > 0 ? rows[t][0].Length : 0));
        for (var from = 0; from < items; from += 64)
        {
            using var transaction = target.BeginTransaction();
            foreach (var table in tables)
            {
                var command = commands[table];
                command.Transaction = transaction;
                var (begin, end) = (Slice(rows[table].Count, from, items), Slice(rows[table].Count, from + 64, items));
                for (var i = begin; i < end; i++)
                {
                    for (var c = 0; c < rows[table][i].Length; c++) command.Parameters[c].Value = rows[table][i][c];
                    command.ExecuteNonQuery();
                }
            }
            transaction.Commit();
        }
        return items / clock.Elapsed.TotalSeconds;
    }

    private static int Slice(int count, int from, int items) => (int)((long)count * Math.Min(from, items) / items);

    private static List<object[]> Rows(SqliteConnection db, string table)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"select * from {table}";
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private static SqliteCommand Insert(SqliteConnection db, string table, int columns)
    {
        var command = db.CreateCommand();
        command.CommandText = $"insert into {table} values ({string.Join(',', Enumerable.Range(1, Math.Max(1, columns)).Select(i => "$" + i))})";
        for (var i = 1; i <= columns; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        return command;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static List<string> Strings(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var list = new List<string>();
        while (reader.Read()) list.Add(reader.GetString(0));
        return list;
    }

    /// <summary>How many syncs one item alone costs: strace counts them where it is installed.</summary>
    private static async Task OneAlone(BenchOptions options, Report report)
    {
        if (options.Database is not null || !File.Exists("/usr/bin/strace")) { report.Say("fsyncs of one item alone: install strace to count them"); return; }
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            var key = await Prepare(folder, options);
            await using var server = await Child.Start(Child.Dateline, "serve", "--data", folder, "--urls", "{url}");
            await One(server.Url, key, 1);
            var log = Path.Combine(folder, "strace");
            using var strace = Process.Start("strace", ["-f", "-e", "trace=fsync,fdatasync", "-o", log, "-p", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await Task.Delay(1500);
            var before = Count(log);
            for (var n = 2; n < 12; n++) await One(server.Url, key, n);
            await Task.Delay(500);
            var syncs = (Count(log) - before) / 10.0;
            using (var stop = Process.Start("kill", ["-INT", strace.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await stop.WaitForExitAsync();
            await strace.WaitForExitAsync();
            report.Figure("fsyncs-of-one-item", syncs, "fsyncs", null, "<= 2", syncs is > 0 and <= 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task One(string url, string key, int n)
    {
        var sent = await HttpLoad.Post(url, "/intake/np", key, "application/xml", 1, TimeSpan.FromMinutes(1), _ => WireSample.G2(5_000_000 + n), most: 1);
        if (sent is not { Done: 1, Refused: 0 }) throw new InvalidOperationException("The item was not taken in: the count of syncs would be wrong.");
    }

    private static int Count(string log) => File.Exists(log) ? File.ReadLines(log).Count(l => l.Contains("sync(", StringComparison.Ordinal)) : 0;
}
