using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Dateline.Testing;

/// <summary>
/// PostgreSQL for tests: <c>await using var database = await PostgresServer.CreateDatabaseAsync();</c>
/// All tests of a process share one server (<c>tests/postgres.sh</c>), all processes of a run share the one that <c>test.sh</c>
/// names in <c>DATELINE_TEST_POSTGRES</c>; each database is fresh and a test's own. Where PostgreSQL is not installed, the test is skipped by name.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);
    private static int _databases;

    private readonly Process? _process;

    private PostgresServer(string connectionString, Process? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>How its owner connects, to the maintenance database.</summary>
    public string ConnectionString { get; }

    /// <summary>A fresh, empty database on the shared server. It is fast because it never waits for the disk: not for tests that cut the power.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseAsync() => await (await Shared.Value).CreateAsync();

    /// <summary>A server of the caller's own that does wait for the disk, as in production. Dispose of it.</summary>
    public static Task<PostgresServer> StartDurableAsync() => StartAsync("--durable");

    /// <summary>A fresh, empty database on this server.</summary>
    public async Task<PostgresDatabase> CreateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"dateline_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}_{Guid.NewGuid():N}");
        await ExecuteAsync($"create database {name}");
        return new PostgresDatabase(this, name);
    }

    /// <summary>Stops the server if it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        // The end of its input is the script's sign to stop and clean up.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<PostgresServer> StartSharedAsync()
    {
        var running = Environment.GetEnvironmentVariable("DATELINE_TEST_POSTGRES");
        return string.IsNullOrEmpty(running) ? StartAsync() : Task.FromResult(new PostgresServer(running, null));
    }

    private static async Task<PostgresServer> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Repo.Path("tests/postgres.sh"), .. arguments]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync();
        if (said is null || !said.StartsWith("ready ", StringComparison.Ordinal)) Requirement.Missing((await process.StandardError.ReadToEndAsync()).Trim());
        return new($"Host=127.0.0.1;Port={said!["ready ".Length..]};Username=dateline;Database=postgres;Pooling=false", process);
    }
}

/// <summary>One test's database. It is dropped with this value.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _name;

    internal PostgresDatabase(PostgresServer server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>How to connect to it.</summary>
    public string ConnectionString { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(pooled);
        await _server.ExecuteAsync($"drop database if exists {_name} with (force)");
    }
}
