using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Proofs.Crawling;
using Dateline.Store;
using Dateline.Testing;

namespace Dateline.Proofs;

/// <summary>
/// Before its hour nothing of a story is anywhere outside the newsroom, not even that it exists, and at the hour all of it is there (promises.md E1, E3, E5, K3): the real
/// program as a process, every route it has, every role, method and condition, its log, its metrics and its temporary files. Each run is a request; <c>--count</c> is how
/// many embargoes are seen to end, every second one across a kill -9 a second before.
/// </summary>
internal static class EmbargoProof
{
    private const int UsualEnds = 6;
    private const int Timings = 6_000;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    internal static async Task<ProofResult> Run(ProofOptions options)
    {
        var clock = Stopwatch.StartNew();
        await using var run = new EmbargoRun(options);
        await run.Prepare();
        await run.Crawl();
        await run.TimeAnswers(Timings);
        await run.Withdraw();
        for (var i = 0; options.Goes(i, clock, UsualEnds) && run.Violations.Count == 0; i++) await run.SeeEnd(i, Late);
        run.LookAtTraces();
        return new ProofResult("embargo", run.Requests, run.Violations, options.Seed, clock.Elapsed.TotalSeconds) { Figures = run.Figures };
    }
}

/// <summary>One life of a server with a newsroom full of what must not be seen.</summary>
internal sealed class EmbargoRun(ProofOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(4);

    private readonly TempFolder _folder = new();
    private readonly List<string> _output = [];
    private DatelineProcess? _server;
    private World _world = null!;
    private Callers _callers = null!;
    private Crawl _crawl = null!;
    private double _latest;
    private int _before;

    internal List<string> Violations { get; } = [];
    internal Dictionary<string, double> Figures { get; } = [];
    internal int Requests => _before + _crawl.Requests;

    private string Temp => Directory.CreateDirectory(_folder["temp"]).FullName;

    /// <summary>Fills a store, closes it, and starts the program on it.</summary>
    internal async Task Prepare()
    {
        await using (var store = NewsStore.Open(new StoreOptions { Folder = _folder["data"], Postgres = options.Database }))
        {
            _world = await World.Build(store, options.Seed, store.Clock.Now() + TimeSpan.FromHours(1), Task.Delay);
            _callers = await Callers.Make(store);
        }
        // The crawl asks a second site too: a host that is not served is refused before anything is looked at.
        await File.WriteAllTextAsync(Path.Combine(_folder["data"], "dateline.json"), $$$"""{"sites":[{"code":"second","name":"The Second Site","url":"https://{{{CrawledApp.SecondHost}}}","sections":[{"slug":"world","name":"World","filter":"everything"}]}]}""");
        await Start();
    }

    private async Task Start()
    {
        string[] arguments = ["serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0"];
        _server = await DatelineProcess.StartAsync(arguments, new Dictionary<string, string?> { ["TMPDIR"] = Temp, ["ASPNETCORE_TEMP"] = Temp, ["DOTNET_EnableDiagnostics"] = "0", ["DATELINE_DATABASE"] = options.Database });
        _before += _crawl?.Requests ?? 0;
        _crawl?.Dispose();
        _crawl = new Crawl(_server.Address, _world);
    }

    /// <summary>Every route × role × method × condition.</summary>
    internal async Task Crawl()
    {
        var ids = await _callers.SendIn(_server!.Address, _world);
        var routes = await EndpointTable(new Routes(_world, ids));
        Figures["routes"] = routes.Count;
        await _crawl.Run(routes, [.. _callers.Roles, await _callers.Enter(_server.Address)], isThorough: true);
        Violations.AddRange(_crawl.Violations.Distinct());
        foreach (var story in _world.Cases.Where(c => c.Fate is not Fate.Live && c.Name != "taken-down"))
            if (!_crawl.SeenByStaff.Contains(story.Name)) Violations.Add($"the newsroom did not see {story.Name} either: the crawl proves nothing of it");
    }

    /// <summary>The routes of the same build, from a program in this process that never listens.</summary>
    private async Task<List<CrawledRoute>> EndpointTable(Routes routes)
    {
        using var folder = new TempFolder();
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder.Path });
        await using var app = CrawledApp.Build(store);
        return routes.Of(app.Routes, Violations);
    }

    /// <summary>
    /// How well the time an answer takes tells an embargoed page from one that never was: the chance that a request for the one takes longer than one for the
    /// other (0.5: it tells nothing). In turn, over one connection, the first thousand not counted.
    /// </summary>
    internal async Task TimeAnswers(int count)
    {
        var (hidden, unknown) = (new List<long>(count), new List<long>(count));
        var page = _world["embargoed"].Story.Page!;
        var dice = Dice.For(options.Seed, 1);
        for (var i = -1000; i < count; i++)
        {
            var first = dice.Below(2) == 0;
            var one = await Timed(first ? page : "0123456789");
            var other = await Timed(first ? "0123456789" : page);
            if (i < 0) continue;
            hidden.Add(first ? one : other);
            unknown.Add(first ? other : one);
        }
        Figures["timing-auc"] = Math.Round(Auc(hidden, unknown), 4);

        async Task<long> Timed(string id)
        {
            var from = Stopwatch.GetTimestamp();
            await _crawl.Send("GET", "/a-few-words-" + id, Callers.Nobody);
            return Stopwatch.GetTimestamp() - from;
        }
    }

    internal static double Auc(List<long> ones, List<long> others)
    {
        var ranked = ones.Select(t => (Time: t, IsOne: true)).Concat(others.Select(t => (Time: t, IsOne: false))).OrderBy(t => t.Time).ToList();
        var sum = 0.0;
        for (var i = 0; i < ranked.Count;)
        {
            var end = i;
            while (end < ranked.Count && ranked[end].Time == ranked[i].Time) end++;
            sum += (i + 1 + end) / 2.0 * ranked.Skip(i).Take(end - i).Count(r => r.IsOne);
            i = end;
        }
        return (sum - ones.Count * (ones.Count + 1) / 2.0) / ((double)ones.Count * others.Count);
    }

    /// <summary>A kill and a hold by the desk: every address ever issued says so at once, and nothing of it is anywhere.</summary>
    internal async Task Withdraw()
    {
        foreach (var (name, action, gone) in new[] { ("live", "kill", HttpStatusCode.Gone), ("live0", "hold", HttpStatusCode.NotFound), ("live1", "takedown", HttpStatusCode.Gone) })
        {
            var story = _world[name];
            foreach (var missing in await Sight.Missing(_crawl, story)) Violations.Add($"before the {action}: {missing}");
            var words = _world.Shown.Release(name);
            var clock = Stopwatch.StartNew();
            await Act(story, action, $$"""{"reason":"a reason"}""");
            foreach (var word in words) _world.Hidden.Watch(word, name + ".withdrawn");
            foreach (var path in story.Paths)
            {
                var answer = await _crawl.Send("GET", path, Callers.Nobody);
                if (answer.Status != gone) Violations.Add($"after the {action} {name} answers {(int)answer.Status} instead of {(int)gone}");
                Look(answer, $"{action}: the page of {name}");
            }
            Figures[action + "-to-page-ms"] = Math.Round(clock.Elapsed.TotalMilliseconds, 1);
            foreach (var path in Sight.Lists.Append("/corrections").Concat(story.Photos.Select(p => $"/media/{p.Key}.jpg"))) Look(await _crawl.Send("GET", path, Callers.Nobody), $"{action}: {path} of {name}");
        }
        foreach (var missing in await Sight.Missing(_crawl, _world["live-sharing"])) Violations.Add("a killed story took the picture of a live one: " + missing);
    }

    private void Look(Answered answer, string where)
    {
        foreach (var hit in _world.Hidden.In(answer.Headers + "\n" + Encoding.Latin1.GetString(answer.Plain))) Violations.Add($"{where} shows {hit}");
    }

    /// <summary>Moves an embargo to a few seconds ahead and watches it end: nothing before, all of it within <paramref name="late"/> after, also where the program was killed a second before.</summary>
    internal async Task SeeEnd(int round, TimeSpan late)
    {
        var story = _world["embargoed2"];
        var read = await _crawl.Send("GET", $"/api/v1/stories/{story.Story.Id:D}", _callers.Everything);
        using var now = System.Text.Json.JsonDocument.Parse(read.Plain);
        var version = now.RootElement.GetProperty("version").GetInt32();
        var end = DateTimeOffset.UtcNow + Ahead;
        await Act(story, "change-embargo", string.Create(CultureInfo.InvariantCulture, $$"""{"expectedVersion":{{version}},"usableFrom":"{{end:yyyy-MM-ddTHH:mm:ss.ffffffZ}}"}"""));
        if (await IsThere(story)) Violations.Add("an embargo that was set left its story open");
        var listens = end;
        if (round % 2 == 1)
        {
            while (DateTimeOffset.UtcNow < end - TimeSpan.FromSeconds(1)) await Task.Delay(5);
            await _server!.KillAsync();
            _output.AddRange(_server.Output);
            await _server.DisposeAsync();
            await Start();
            listens = DateTimeOffset.UtcNow > end ? DateTimeOffset.UtcNow : end;
        }
        while (true)
        {
            var asked = DateTimeOffset.UtcNow;
            var there = await IsThere(story);
            if (there && DateTimeOffset.UtcNow < end) Violations.Add(string.Create(CultureInfo.InvariantCulture, $"round {round}: the story was there {(end - asked).TotalMilliseconds:N1} ms before its hour"));
            if (there && (await Sight.Missing(_crawl, story)).Count == 0) break;
            if (DateTimeOffset.UtcNow > listens + late + TimeSpan.FromSeconds(10)) break;
        }
        var lateness = (DateTimeOffset.UtcNow - listens).TotalMilliseconds;
        _latest = Math.Max(_latest, lateness);
        Figures["end-to-all-there-ms"] = Math.Round(_latest, 1);
        if (lateness > late.TotalMilliseconds) Violations.Add(string.Create(CultureInfo.InvariantCulture, $"round {round}: all of it was there {lateness:N0} ms after its hour"));
    }

    private async Task<bool> IsThere(Case story) => (await _crawl.Send("GET", story.Paths.First(), Callers.Nobody)).Status == HttpStatusCode.OK;

    private async Task Act(Case story, string action, string body)
    {
        using var http = new HttpClient { BaseAddress = _server!.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", _callers.Everything.Headers[0].Value);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/api/v1/stories/{story.Story.Id:D}/actions/{action}", content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{action}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>What the program left beside its database: its log, and files of its own, deleted ones that it still holds included.</summary>
    internal void LookAtTraces()
    {
        _output.AddRange(_server!.Output);
        Figures["log-lines"] = _output.Count;
        foreach (var line in _output)
        {
            foreach (var hit in _world.Hidden.In(line).Concat(_world.Shown.In(line))) Violations.Add($"the log shows {hit}: {line}");
            if (_callers.Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))) Violations.Add("the log shows a key or a link's token: " + line[..Math.Min(40, line.Length)]);
        }
        foreach (var file in Directory.EnumerateFiles(Temp, "*", SearchOption.AllDirectories).Concat(Deleted()))
            foreach (var hit in _world.Hidden.In(Read(file))) Violations.Add($"the temporary file {file} shows {hit}");
    }

    private IEnumerable<string> Deleted() => Directory.EnumerateFileSystemEntries($"/proc/{_server!.Id}/fd")
        .Where(fd => new FileInfo(fd).LinkTarget is { } target && target.EndsWith(" (deleted)", StringComparison.Ordinal) && target.StartsWith('/') && !target.StartsWith("/memfd", StringComparison.Ordinal) && !target.StartsWith("/dev/", StringComparison.Ordinal));

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _crawl?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _folder.Dispose();
    }
}
