using System.Diagnostics;
using System.Globalization;
using Dateline.Ingest.Tests;
using Dateline.Testing;

namespace Dateline.Proofs.Kills;

/// <summary>How often and how the servers of a proof died.</summary>
internal sealed class Deaths
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _at = new(StringComparer.Ordinal);

    internal void Count(string where)
    {
        lock (_gate) _at[where] = _at.GetValueOrDefault(where) + 1;
    }

    internal int At(string where)
    {
        lock (_gate) return _at.GetValueOrDefault(where);
    }

    public override string ToString()
    {
        lock (_gate) return string.Join(", ", _at.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key} {d.Value}")));
    }
}

/// <summary>
/// One store, and a server on it that is killed again and again: at a named point, or at any moment. Each next server is asked first for what must be
/// gone, then for what was not answered, then for what was; and every few kills the dead store is looked through.
/// </summary>
internal sealed class KillLane : IAsyncDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(700);
    // A dropped file must lie still for two seconds before it is read.
    private static readonly TimeSpan WithFolder = TimeSpan.FromSeconds(4.5);

    private readonly LaneStore _store;
    private readonly Dice _dice;
    private readonly Ledger _ledger;
    private readonly Deaths _deaths;
    private readonly Crew _crew;
    private int _dropped;

    private KillLane(LaneStore store, Dice dice, Ledger ledger, Deaths deaths) =>
        (_store, _dice, _ledger, _deaths, _crew) = (store, dice, ledger, deaths, new Crew(store, ledger, dice));

    internal static async Task<KillLane> Open(string? database, string name, ulong seed, Deaths deaths)
    {
        var dice = new Dice(seed);
        return new KillLane(await LaneStore.Create(database, name), dice, new Ledger($"seed {seed}", dice), deaths);
    }

    internal IReadOnlyList<string> Violations => [.. _ledger.Violations];

    internal long Acknowledged => _ledger.Acknowledged;

    /// <summary>Starts a server, works with it, and kills it at <paramref name="point"/>; null: at any moment.</summary>
    internal async Task Kill(int run, string? point)
    {
        var folder = point?.StartsWith("intake.folder", StringComparison.Ordinal) == true;
        var pass = folder ? 1 + _dice.Below(2) : 1 + _dice.Below(_dice.One([1, 2, 5, 20]));
        _ledger.Now = point is null ? $"run {run} (any moment)" : $"run {run} ({point}:{pass})";
        if (folder || _dice.Below(3) == 0) Drop();
        var environment = new Dictionary<string, string?>(_store.Environment) { ["DATELINE_CRASH_AT"] = point is null ? null : $"{point}:{pass}", ["DOTNET_TieredPGO"] = "0" };
        if (await Start(environment) is not { } server) { _deaths.Count(point ?? "start"); return; }
        await using (server)
        {
            using var stop = new CancellationTokenSource(folder ? WithFolder : point is null ? TimeSpan.FromMilliseconds(_dice.Below(900)) : Usual);
            var died = !await Recover(server.Address) || !await Work(server, stop.Token);
            if (died) await server.WaitForExitAsync();
            else await server.KillAsync();
            _deaths.Count(died ? point ?? "itself" : "any moment");
            if (died && point is null) _ledger.Wrong("the server ended by itself: " + string.Join('\n', server.Output.TakeLast(20)));
        }
    }

    /// <summary>Looks through the dead store.</summary>
    internal async Task Look()
    {
        await using var store = _store.Open();
        Sweep.Through(store, _ledger, _store.Inbox, Path.Combine(_store.Outbox, "ledger"));
    }

    /// <summary>One server that lives: everything that waits is done, everything promised is there, and it stops when it is told to.</summary>
    internal async Task Settle()
    {
        _ledger.Now = "at the end";
        await using var server = await DatelineProcess.StartAsync(_store.Serve(0), _store.Environment);
        if (!await Recover(server.Address)) { _ledger.Wrong("the last server does not answer"); return; }
        var clock = Stopwatch.StartNew();
        while (Waiting().Count > 0 && clock.Elapsed < TimeSpan.FromSeconds(20)) await Task.Delay(100);
        foreach (var name in Waiting()) _ledger.Wrong($"the dropped file {name} was not taken in");
        await _crew.CheckAll(server.Address, _ledger);
        if (await server.StopAsync() != 0) _ledger.Wrong("the last server did not stop well: " + string.Join('\n', server.Output.TakeLast(20)));
        await Look();
    }

    private List<string> Waiting() => [.. _ledger.Dropped.Keys.Where(name => File.Exists(Path.Combine(_store.Inbox, name)))];

    /// <summary>A server that listens; null where it died before.</summary>
    private async Task<DatelineProcess?> Start(Dictionary<string, string?> environment)
    {
        try
        {
            var server = await DatelineProcess.StartAsync(_store.Serve(0), environment);
            foreach (var worker in _crew.Workers) worker.Up = DateTimeOffset.UtcNow;
            return server;
        }
        catch (InvalidOperationException ended) when (environment["DATELINE_CRASH_AT"] is not null && !ended.Message.Contains("dateline:", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>False where the server died meanwhile.</summary>
    private async Task<bool> Recover(Uri server)
    {
        foreach (var page in _ledger.Gone.Distinct().Take(5))
        {
            if (await _crew.Asker.Ask(server, new Deed("read " + page, HttpMethod.Get, page, _ => { })) is not { } heard) return false;
            if (heard.Status != 410) _ledger.Wrong($"the kill of {page} was acknowledged and it answers {heard.Status}");
        }
        foreach (var worker in _crew.Workers) if (!await worker.Finish(_crew.Asker, server)) return false;
        foreach (var (deed, first) in _ledger.Sample())
        {
            if (await _crew.Asker.Ask(server, deed) is not { } again) return false;
            if (again.Status != first.Status || !again.Body.AsSpan().SequenceEqual(first.Body)) _ledger.Wrong($"{deed.What}: was answered {first.Status} {first.Text}, and asked again {again.Status} {again.Text}");
            if (!again.IsReplay && deed.Method == HttpMethod.Post) _ledger.Wrong($"{deed.What}: was acknowledged, and asked again it was done again");
        }
        foreach (var worker in _crew.Workers) if (!await worker.CheckOne(_crew.Asker, server)) return false;
        return true;
    }

    /// <summary>Everyone works at once; false where the server died under them.</summary>
    private async Task<bool> Work(DatelineProcess server, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var working = _crew.Workers.Select(w => Task.Run(() => w.Work(_crew.Asker, () => server.Address, both.Token), CancellationToken.None)).ToList();
        var died = server.WaitForExitAsync(TimeSpan.FromMinutes(1));
        var first = await Task.WhenAny(died, Task.Delay(Timeout.Infinite, stop));
        // Killed while they work, not after: what is under way then is what matters.
        if (first != died) await server.KillAsync();
        await both.CancelAsync();
        await Task.WhenAll(working);
        return first != died;
    }

    /// <summary>Files as a wire's transfer program leaves them: whole, under their final name.</summary>
    private void Drop()
    {
        for (var i = 0; i < 2; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"drop-{++_dropped}.{(i == 0 ? "xml" : "jpg")}");
            var plain = Pictures.Jpeg(32, 32);
            var note = System.Text.Encoding.ASCII.GetBytes(name);
            byte[] bytes = i == 0
                ? WireWorker.Written(new WireWorker.Thread("urn:newsml:np.example:20260824:" + name).Item(1), "newsml-g2")
                : [.. plain[..2], 0xFF, 0xFE, 0, (byte)(note.Length + 2), .. note, .. plain[2..]];
            var part = Path.Combine(_store.Inbox, name + ".part");
            File.WriteAllBytes(part, bytes);
            _ledger.Dropped[name] = bytes;
            File.Move(part, Path.Combine(_store.Inbox, name));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _crew.Dispose();
        await _store.DisposeAsync();
    }
}
