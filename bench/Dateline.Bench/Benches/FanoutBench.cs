using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.DataProtection;

namespace Dateline.Bench.Benches;

/// <summary>
/// Releases to clients by HTTP: a flash to a thousand, what thirty black holes cost the others, how many deliveries a second go through with their receipts durable, and how soon
/// the first byte is at a client that waits. Beside each what a bare HttpClient does that sends the same bytes to the same receivers and keeps nothing.
/// </summary>
internal static class FanoutBench
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var parts = options.Rest.Skip(1).Where(static p => !p.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
        using var receivers = new HttpReceivers();
        if (Asked("flash")) await Flash(options, report, receivers);
        if (Asked("holes")) await Holes(options, report, receivers);
        if (Asked("through")) await Through(options, report, receivers);
        if (Asked("idle")) await Idle(options, report, receivers);

        bool Asked(string part) => parts.Count == 0 || parts.Contains(part);
    }

    private static async Task Flash(BenchOptions options, Report report, HttpReceivers receivers)
    {
        const int clients = 1000, flashes = 5;
        var bare = await Bare(receivers, clients, flashes, together: true);
        await using var agency = await Agency.Start(options, receivers, clients, holes: 0);
        var (started, receipts, last) = (new List<double>(), new List<double>(), new List<double>());
        for (var n = 0; n < flashes; n++)
        {
            var (from, clock) = (await agency.Head(), Stopwatch.StartNew());
            await agency.Release(1, urgent: true);
            await agency.Settled(from, clients);
            last.Add(clock.Elapsed.TotalMilliseconds);
            var figures = await agency.Figures(from);
            started.Add(figures.StartedMax);
            receipts.Add(figures.ReceiptP99);
            await Task.Delay(1000);
        }
        report.Figure("flash to 1,000: last attempt started, worst of 5", started.Max(), "ms", null, "<= 1000 ms", started.Max() <= 1000);
        report.Figure("flash to 1,000: receipt p99, worst of 5 (limit: answer p99 of a bare HttpClient)", receipts.Max(), "ms", bare.P99.Max(), "<= 2000 ms", receipts.Max() <= 2000);
        report.Figure("flash to 1,000: every receipt durable, median", Report.Percentile(last, 50), "ms", Report.Percentile(bare.Last, 50), "none", null);
    }

    private static async Task Holes(BenchOptions options, Report report, HttpReceivers receivers)
    {
        var (without, _) = await Steady(options, receivers, 270, 0);
        var (with, all) = await Steady(options, receivers, 270, 30);
        report.Figure("270 healthy clients beside 30 black holes: release to receipt p99 (limit: without them)", with, "ms", without, "< 2x", all && with < 2 * without);
    }

    /// <summary>Two releases a second; the healthy clients' p99, and whether they have everything.</summary>
    private static async Task<(double P99, bool All)> Steady(BenchOptions options, HttpReceivers receivers, int healthy, int holes)
    {
        var releases = options.Short ? 6 : 30;
        await using var agency = await Agency.Start(options, receivers, healthy, holes);
        // Everyone is met once before: connections are made, code is compiled.
        await agency.Release(4);
        await Task.Delay(2000);
        var from = await agency.Head();
        for (var n = 0; n < releases; n++)
        {
            await agency.Release(1);
            await Task.Delay(500);
        }
        await agency.Settled(from, releases * healthy);
        var figures = await agency.Figures(from);
        return (figures.ReceiptP99, figures.Receipts == releases * healthy);
    }

    private static async Task Through(BenchOptions options, Report report, HttpReceivers receivers)
    {
        const int clients = 200;
        var stories = options.Rest.Contains("--full") ? 5000 : options.Short ? 100 : 500;
        var bare = await Bare(receivers, clients, Math.Min(stories, 250), together: false);
        await using var agency = await Agency.Start(options, receivers, clients, holes: 0);
        await agency.Release(20);
        await agency.Settled(0, 20 * clients);
        var (from, clock) = (await agency.Head(), Stopwatch.StartNew());
        for (var left = stories; left > 0; left -= 100) await agency.Release(Math.Min(left, 100));
        await agency.Settled(from, stories * clients);
        var rate = stories * clients / clock.Elapsed.TotalSeconds;
        report.Figure(string.Create(CultureInfo.InvariantCulture, $"{stories} stories to 200 clients, receipts durable (limit: a bare HttpClient)"), rate, "deliveries/s", bare.PerSecond, ">= 1500 deliveries/s", rate >= 1500);
        report.Figure("commits for them", await agency.Commits(), "commits", null, "none", null);
    }

    private static async Task Idle(BenchOptions options, Report report, HttpReceivers receivers)
    {
        var releases = options.Short ? 40 : 200;
        await using var agency = await Agency.Start(options, receivers, 1, holes: 0);
        var times = new List<double>();
        foreach (var (story, n) in (await agency.Drafts(releases + 20)).Select(static (s, n) => (s, n)))
        {
            var (before, asked) = (receivers.Arrivals.Count, Stopwatch.GetTimestamp());
            var act = Api.Act(agency.Http, agency.Key, story, "publish", """{"expectedVersion":0}""");
            while (receivers.Arrivals.Count == before) await Task.Delay(1);
            if (!await act) throw new InvalidOperationException("The release was refused.");
            if (n >= 20) times.Add(Stopwatch.GetElapsedTime(asked, receivers.Arrivals.ElementAt(before)).TotalMilliseconds);
            await Task.Delay(25);
        }
        report.Figure("release to first byte at an idle client, median", Report.Percentile(times, 50), "ms", null, "none", null);
        var p99 = Report.Percentile(times, 99);
        report.Figure("release to first byte at an idle client, p99", p99, "ms", null, "<= 150 ms", p99 <= 150);
    }

    private static async Task<BareFigures> Bare(HttpReceivers receivers, int clients, int rounds, bool together)
    {
        await using var child = await Child.Start(Child.Self, "fanout-bare", "{url}");
        using var http = new HttpClient { BaseAddress = new Uri(child.Url), Timeout = TimeSpan.FromMinutes(3) };
        using var answer = await http.PostAsync(string.Create(CultureInfo.InvariantCulture, $"/run?port={receivers.Port}&clients={clients}&rounds={rounds}&together={together}"), null);
        return (await answer.Content.ReadFromJsonAsync<BareFigures>())!;
    }

    /// <param name="P99">Of each round, the 99th percentile of how long an answer took, in ms.</param>
    /// <param name="Last">Of each round, when the last answer was there, in ms.</param>
    /// <param name="PerSecond">Answers a second over all rounds.</param>
    private sealed record BareFigures(double[] P99, double[] Last, double PerSecond);

    /// <summary>The limit, in a process of its own: the same bytes to the same receivers by a bare HttpClient, all at once in each round, or each client one after the other.</summary>
    internal static async Task Limit(BenchOptions options, Report report)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Rest[1]);
        await using var app = builder.Build();
        app.MapPost("/run", (int port, int clients, int rounds, bool together) => Limit(port, clients, rounds, together));
        await app.StartAsync();
        Console.WriteLine("listening " + options.Rest[1]);
        await app.WaitForShutdownAsync();
    }

    private static async Task<BareFigures> Limit(int port, int clients, int rounds, bool together)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var bytes = Formats.WireFormats.Writer("ninjs-3.1")!.Write(WireSample.Item(1), Formats.WriteOptions.Default).Bytes.ToArray();
        var clock = Stopwatch.StartNew();
        var (p99, last) = (new List<double>(), new List<double>());
        if (!together) await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(async () => { for (var r = 0; r < rounds; r++) await One(n, clock.Elapsed); })));
        for (var round = 0; together && round < rounds; round++)
        {
            var from = clock.Elapsed;
            var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(() => One(n, from))));
            p99.Add(Report.Percentile(times, 99));
            last.Add(times.Max());
            await Task.Delay(500);
        }
        return new([.. p99], [.. last], clients * rounds / clock.Elapsed.TotalSeconds);

        async Task<double> One(int client, TimeSpan from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, HttpReceivers.Client(client, port)) { Content = new ByteArrayContent(bytes) };
            using var answer = await http.SendAsync(request, CancellationToken.None);
            return (clock.Elapsed - from).TotalMilliseconds;
        }
    }

    /// <summary>The program in a process of its own, with what the bench asks of it beside.</summary>
    internal static async Task Serve(BenchOptions options, Report report)
    {
        var (url, folder, database) = (options.Rest[1], options.Rest[2], options.Rest[3] == "-" ? null : options.Rest[3]);
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = database });
        var (settings, problems) = ServerSettings.Read(folder, null, new Dictionary<string, string?> { ["urls"] = url, ["allowedNetworks"] = "127.0.0.0/8" });
        await using var app = Server.Build(settings ?? throw new InvalidOperationException(string.Join(' ', problems)), store);
        var released = 0;
        app.MapPost("/bench/clients", (int port, int healthy, int holes, IDataProtectionProvider keys) => AddClients(store, port, healthy, holes, keys.CreateProtector(Destination.SecretPurpose)));
        app.MapPost("/bench/release", async (int count, bool urgent) =>
        {
            var first = Interlocked.Add(ref released, count) - count;
            if (urgent) await store.Write(tx => Urgent(tx, first));
            else await Newsroom.Publish(store, count, first);
        });
        app.MapPost("/bench/drafts", async (int count) => Results.Json(await store.Write(tx => Enumerable.Range(0, count).Select(n => Draft(tx, WireSample.Item(500_000 + n).Content)).ToList())));
        app.MapPost("/bench/key", async () => Results.Text(await store.Write(static tx => ApiKeys.Create(tx, "bench", ["*"], "bench").Secret)));
        app.MapGet("/bench/head", () => store.Log.Head);
        app.MapGet("/bench/commits", () => store.Commits);
        app.MapGet("/bench/receipts", (long after) => store.Read(db => db.Number("select count(*) from delivery where position > $1 and receipt_at is not null", after)));
        app.MapGet("/bench/figures", (long after) => Results.Json(store.Read(db => FiguresOf(db, after))));
        await app.StartAsync();
        Console.WriteLine("listening " + url);
        await app.WaitForShutdownAsync();
    }

    private static int Urgent(StoreTransaction tx, int number)
    {
        var story = Draft(tx, WireSample.Item(number).Content with { Urgency = Urgency.From(1) });
        Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "bench" } });
        return 0;
    }

    private static Guid Draft(StoreTransaction tx, StoryContent content)
    {
        var story = Releases.NewStory(tx, ItemKind.Text, content);
        StoryTable.Insert(tx, story);
        return story.Id;
    }

    private static Task<int> AddClients(NewsStore store, int port, int healthy, int holes, IDataProtector keys) => store.Write(tx =>
    {
        Clients.Save(tx, new Product("everything", "Everything", "everything"), "bench");
        for (var n = 0; n < healthy + holes; n++)
        {
            var (kind, number) = n < healthy ? ("client-", n) : ("hole-", n - healthy);
            var code = kind + number.ToString(CultureInfo.InvariantCulture);
            var client = Clients.Save(tx, new Client { Id = default, Code = code, Name = code, Products = ["everything"] }, "bench").Value!;
            var secret = "whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes(tx.Ids.NewToken(32)));
            Destinations.Save(tx, new Destination
            {
                Id = default,
                Client = client.Id,
                Code = code,
                Channel = "http-push",
                Format = "ninjs-3.1",
                Options = $$"""{"url":"{{(n < healthy ? HttpReceivers.Client(number, port) : HttpReceivers.BlackHole(number, port))}}"}""",
                Secret = keys.Protect(secret),
            }, "bench");
        }
        return healthy + holes;
    });

    /// <summary>How long after its release each delivery to a client that answers was begun and had its receipt.</summary>
    private static Figures FiguresOf(Db db, long after)
    {
        var rows = db.Many("""
            select d.first_attempt - l.at, d.receipt_at - l.at from delivery d join wire_log l on l.position = d.position join destination x on x.id = d.destination where d.position > $1 and x.code like 'client-%'
            """, static r => (Started: r.LongOrNull(0) / 1000.0, Receipt: r.LongOrNull(1) / 1000.0), after);
        var (started, receipts) = (rows.Select(static r => r.Started ?? double.PositiveInfinity), rows.Where(static r => r.Receipt is not null).Select(static r => r.Receipt!.Value).ToList());
        return new(rows.Count, receipts.Count, Finite(started.DefaultIfEmpty(0).Max()), Finite(Report.Percentile(receipts, 99)));
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.MaxValue;

    private sealed record Figures(int Deliveries, int Receipts, double StartedMax, double ReceiptP99);

    /// <summary>A server with clients, as the bench asks it.</summary>
    private sealed class Agency : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder;
        private readonly Child _child;

        private Agency(DirectoryInfo folder, Child child)
        {
            (_folder, _child) = (folder, child);
            Http = new HttpClient { BaseAddress = new Uri(child.Url), Timeout = TimeSpan.FromMinutes(5) };
        }

        internal HttpClient Http { get; }

        internal string Key { get; private set; } = "";

        internal static async Task<Agency> Start(BenchOptions options, HttpReceivers receivers, int healthy, int holes)
        {
            var folder = Directory.CreateTempSubdirectory("dateline-fanout-");
            var agency = new Agency(folder, await Child.Start(Child.Self, "fanout-server", "{url}", folder.FullName, options.Database ?? "-"));
            await agency.Post(string.Create(CultureInfo.InvariantCulture, $"/bench/clients?port={receivers.Port}&healthy={healthy}&holes={holes}"));
            agency.Key = await agency.Post("/bench/key");
            return agency;
        }

        internal Task Release(int count, bool urgent = false) => Post(string.Create(CultureInfo.InvariantCulture, $"/bench/release?count={count}&urgent={urgent}"));

        internal async Task<List<Guid>> Drafts(int count) => System.Text.Json.JsonSerializer.Deserialize<List<Guid>>(await Post(string.Create(CultureInfo.InvariantCulture, $"/bench/drafts?count={count}")))!;

        internal async Task<long> Head() => long.Parse(await Http.GetStringAsync("/bench/head"), CultureInfo.InvariantCulture);

        internal async Task<long> Commits() => long.Parse(await Http.GetStringAsync("/bench/commits"), CultureInfo.InvariantCulture);

        internal async Task<Figures> Figures(long after) => (await Http.GetFromJsonAsync<Figures>("/bench/figures?after=" + after.ToString(CultureInfo.InvariantCulture)))!;

        /// <summary>Waits until so many receipts are there.</summary>
        internal async Task Settled(long after, int receipts)
        {
            var clock = Stopwatch.StartNew();
            while (long.Parse(await Http.GetStringAsync("/bench/receipts?after=" + after.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture) is var have && have < receipts)
            {
                if (clock.Elapsed > TimeSpan.FromMinutes(20)) throw new TimeoutException($"{have} of {receipts} receipts.");
                // Counting a million rows again and again would be what is measured.
                await Task.Delay(receipts - have > 20_000 ? 1000 : 20);
            }
        }

        private async Task<string> Post(string path)
        {
            using var answer = await Http.PostAsync(path, null);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _child.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
