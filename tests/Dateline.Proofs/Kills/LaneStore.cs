using System.Globalization;
using System.Text.Json;
using Dateline.Ingest;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Testing;
using Npgsql;

namespace Dateline.Proofs.Kills;

/// <summary>A store of a proof's own, with keys, a source that drops files too, and a route that sends everything: on SQLite, or in a database of its own beside the one named.</summary>
internal sealed class LaneStore : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string? _server;
    private readonly string? _name;

    private LaneStore(string? server, string? name) => (_server, _name) = (server, name);

    internal string? Database => _name is null ? null : new NpgsqlConnectionStringBuilder(_server!) { Database = _name }.ConnectionString;

    internal string Secret { get; private set; } = "";

    internal string SecondSecret { get; private set; } = "";

    /// <summary>Where the source drops its files.</summary>
    internal string Inbox => _folder["inbox"];

    /// <summary>Where a client's deliveries arrive.</summary>
    internal string Outbox => _folder["out"];

    /// <summary>The data folder of a node.</summary>
    internal string Data(int node) => _folder["data" + node.ToString(CultureInfo.InvariantCulture)];

    /// <param name="database">A PostgreSQL connection string; null: SQLite.</param>
    /// <param name="name">What tells this store from the others of the run.</param>
    internal static async Task<LaneStore> Create(string? database, string name)
    {
        var made = new LaneStore(database, database is null ? null : $"dateline_proof_{System.Environment.ProcessId}_{name}");
        if (made._server is { } server) await Execute(server, $"create database {made._name}");
        Directory.CreateDirectory(made.Inbox);
        Directory.CreateDirectory(Path.Combine(made.Outbox, "ledger"));
        await using var store = made.Open();
        (made.Secret, made.SecondSecret) = await store.Write(tx =>
        {
            Sources.Save(tx, WireWorker.Source, "Northern Press", new SourceSettings { Folder = made.Inbox }.Write(), "proof");
            Routes.Replace(tx, [new Route { Name = "everything", Actions = new RouteActions { Send = true } }], "proof");
            Clients.Save(tx, new Product("some", "About half", "not headline has \"1\", \"2\", \"3\""), "proof");
            var client = Clients.Save(tx, new Client { Id = default, Code = "ledger", Name = "The Ledger", Products = ["some"] }, "proof").Value!;
            Destinations.Save(tx, new Destination { Id = default, Client = client.Id, Code = "ledger", Channel = "folder", Format = "ninjs-3.1", Options = JsonSerializer.Serialize(new { path = Path.Combine(made.Outbox, "ledger") }), Concurrency = 4 }, "proof");
            return (ApiKeys.Create(tx, "desk", ["*"], "proof").Secret, ApiKeys.Create(tx, "second", ["kill"], "proof").Secret);
        });
        return made;
    }

    /// <summary>Opens it here: no server may be running on its SQLite file.</summary>
    internal NewsStore Open() => NewsStore.Open(new StoreOptions { Folder = Data(0), Postgres = Database });

    /// <summary>How a node of it is started.</summary>
    internal IEnumerable<string> Serve(int node) =>
        ["serve", "--data", Data(node), "--urls", "http://127.0.0.1:0", .. Database is { } database ? new[] { "--database", database } : []];

    /// <summary>What a node of it has in its environment.</summary>
    internal Dictionary<string, string?> Environment => new() { ["DATELINE_DELIVERYFOLDERS"] = Outbox };

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_server is null) return;
        NpgsqlConnection.ClearAllPools();
        await Execute(_server, $"drop database if exists {_name} with (force)");
    }

    private static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
