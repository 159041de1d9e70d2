using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dateline.Store;
using Dateline.Testing;

namespace Dateline.Proofs.Kills;

/// <summary>
/// Two nodes on one PostgreSQL, each with a data folder of its own. Desks and wires speak to both; one node after the other is killed, at a named point
/// or at any moment, and what it did not answer the other is asked, which must take over within five seconds.
/// </summary>
internal sealed class NodePair : IAsyncDisposable
{
    private static readonly TimeSpan TakesOver = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shows = TimeSpan.FromSeconds(1);
    private const int Own = 9;

    private readonly LaneStore _store;
    private readonly Dice _dice;
    private readonly Ledger _ledger;
    private readonly Deaths _deaths;
    private readonly Crew _crew;
    private readonly Node?[] _nodes = new Node?[2];
    private int _probes;

    private NodePair(LaneStore store, Dice dice, Ledger ledger, Deaths deaths) =>
        (_store, _dice, _ledger, _deaths, _crew) = (store, dice, ledger, deaths, new Crew(store, ledger, dice, Shows));

    internal static async Task<NodePair> Open(string database, ulong seed, Deaths deaths)
    {
        var dice = new Dice(seed);
        return new NodePair(await LaneStore.Create(database, "nodes"), dice, new Ledger($"seed {seed}", dice), deaths);
    }

    internal IReadOnlyList<string> Violations => [.. _ledger.Violations];

    internal long Acknowledged => _ledger.Acknowledged;

    /// <summary>The longest that a release on one node took to show on the other.</summary>
    internal TimeSpan Slowest { get; private set; }

    /// <summary>The longest that a request which a dead node left without an answer waited for one from the other.</summary>
    internal TimeSpan SlowestTakeover { get; private set; }

    /// <summary>Both nodes up, a release on one looked for on the other, then work on both until one is dead.</summary>
    internal async Task Kill(int run, string? point)
    {
        var pass = 1 + _dice.Below(_dice.One([1, 2, 5, 20]));
        _ledger.Now = point is null ? $"run {run} (any moment)" : $"run {run} ({point}:{pass})";
        // The node that lived through the last run is the next to die, so that both are old and young in turn.
        var victim = run % 2;
        if (point is not null) await Stop(victim);
        if (_nodes[1 - victim] is null) await Start(1 - victim, null);
        if (_nodes[victim] is null && !await Start(victim, point is null ? null : $"{point}:{pass}")) { _deaths.Count(point!); return; }
        var (dying, living) = (_nodes[victim]!, _nodes[1 - victim]!);
        foreach (var worker in _crew.Workers) worker.Up = living.Since < dying.Since ? living.Since : dying.Since;
        if (point is null) await Probe(dying, living);

        using var stop = new CancellationTokenSource();
        var working = _crew.Workers.Select(worker => Task.Run(() => Work(worker, living, stop.Token), CancellationToken.None)).ToList();
        var moment = Task.Delay(point is null ? _dice.Below(1000) : 1000, CancellationToken.None);
        var died = await Task.WhenAny(dying.Ended, moment) == dying.Ended;
        if (!died) await dying.Server.KillAsync();
        _deaths.Count(died ? point ?? "itself" : "any moment");
        if (died && point is null) _ledger.Wrong("the node ended by itself: " + string.Join('\n', dying.Server.Output.TakeLast(20)));
        await dying.Ended;
        // The other one goes on alone, with what was left undone.
        await Task.Delay(300, CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(working);
        await Stop(victim);
    }

    /// <summary>Looks through the database while the node that is left runs on.</summary>
    internal async Task Look()
    {
        await using var store = NewsStore.Open(new StoreOptions { Folder = _store.Data(Own), Postgres = _store.Database });
        Sweep.Through(store, _ledger, _store.Inbox, Path.Combine(_store.Outbox, "ledger"));
    }

    internal async Task Settle()
    {
        _ledger.Now = "at the end";
        for (var i = 0; i < 2; i++) if (_nodes[i] is null) await Start(i, null);
        // What was due while one was down is done by now, or it is a violation.
        await Task.Delay(TakesOver, CancellationToken.None);
        foreach (var node in _nodes) await _crew.CheckAll(node!.Server.Address, _ledger);
        for (var i = 0; i < 2; i++)
        {
            if (await _nodes[i]!.Server.StopAsync() != 0) _ledger.Wrong("a node did not stop well: " + string.Join('\n', _nodes[i]!.Server.Output.TakeLast(20)));
            await Stop(i);
        }
        await Look();
    }

    private async Task Work(Worker worker, Node living, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await worker.Work(_crew.Asker, Any, stop);
            var clock = Stopwatch.StartNew();
            while (!await worker.Finish(_crew.Asker, living.Server.Address))
            {
                if (clock.Elapsed > TakesOver) { _ledger.Wrong($"the other node did not take over within {TakesOver.TotalSeconds} s"); return; }
                await Task.Delay(20, CancellationToken.None);
            }
            lock (_ledger) if (clock.Elapsed > SlowestTakeover) SlowestTakeover = clock.Elapsed;
        }
    }

    private Uri Any()
    {
        var up = _nodes.OfType<Node>().Where(n => !n.Ended.IsCompleted).ToList();
        lock (_dice) return _dice.One(up).Server.Address;
    }

    /// <summary>A story published, corrected and killed on one node, read on the other, where each page before was kept.</summary>
    private async Task Probe(Node from, Node to)
    {
        var headline = string.Create(CultureInfo.InvariantCulture, $"Lighthouse report {++_probes}");
        var content = $$"""{"language":"en","headline":"{{headline}}","body":"<p>The light is on.</p>"}""";
        var story = await Post(from, "/api/v1/stories", $$"""{"content":{{content}}}""");
        var actions = $"/api/v1/stories/{(string)story["id"]!}/actions/";
        var page = (string)(await Post(from, actions + "publish", """{"expectedVersion":0}"""))["story"]!["page"]!;
        await Shown(to, page, h => h.Status == 200 && h.Text.Contains(headline, StringComparison.Ordinal), "published");
        await Post(from, actions + "correct", $$"""{"expectedVersion":1,"edNote":"CORRECTS light","notice":{"text":"The light is off."},"content":{{content.Replace("is on", "is off", StringComparison.Ordinal)}}}""");
        await Shown(to, page, h => h.Text.Contains("The light is off.", StringComparison.Ordinal), "corrected");
        await Post(from, actions + "kill", """{"reason":"Forged"}""");
        await Shown(to, page, h => h.Status == 410, "killed");
        _ledger.Gone.Add(page);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Post(Node node, string path, string json)
    {
        var heard = await _crew.Asker.Ask(node.Server.Address, new Deed(path, HttpMethod.Post, path, _ => { }) { Body = Encoding.UTF8.GetBytes(json) });
        return heard is { IsDone: true } ? heard.Json : throw new InvalidOperationException($"{path}: {heard?.Status} {heard?.Text}");
    }

    private async Task Shown(Node node, string page, Func<Heard, bool> isSo, string what)
    {
        var clock = Stopwatch.StartNew();
        while (await _crew.Asker.Ask(node.Server.Address, new Deed(page, HttpMethod.Get, page, _ => { })) is { } heard && !isSo(heard))
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(10)) { _ledger.Wrong($"what was {what} on one node did not show on the other: {heard.Status}"); return; }
        }
        if (clock.Elapsed > Slowest) Slowest = clock.Elapsed;
    }

    private async Task<bool> Start(int node, string? crash)
    {
        try
        {
            var server = await DatelineProcess.StartAsync(_store.Serve(node), new Dictionary<string, string?>(_store.Environment) { ["DATELINE_CRASH_AT"] = crash, ["DOTNET_TieredPGO"] = "0" });
            _nodes[node] = new Node(server, server.WaitForExitAsync(TimeSpan.FromHours(10)), DateTimeOffset.UtcNow);
            return true;
        }
        catch (InvalidOperationException) when (crash is not null)
        {
            return false;
        }
    }

    private async Task Stop(int node)
    {
        if (_nodes[node] is not { } running) return;
        _nodes[node] = null;
        await running.Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < 2; i++) await Stop(i);
        _crew.Dispose();
        await _store.DisposeAsync();
    }

    private sealed record Node(DatelineProcess Server, Task Ended, DateTimeOffset Since);
}
