using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Delivery;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Bench.Benches;

/// <summary>The API for clients: pages of a hundred entries, and many who read live when a flash goes out. Bare Kestrel with the same bytes beside it.</summary>
internal static class ApiBench
{
    private const int Clients = 100;
    private const int Items = 1000;

    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-api-");
        try
        {
            List<string> keys;
            await using (var store = NewsStore.Open(new StoreOptions { Folder = folder.FullName, Postgres = options.Database }))
            {
                keys = await Readers(store);
                await Newsroom.Publish(store, Items);
            }
            // Each in a process of its own: what the pages leave behind would be room for the streams.
            await using (var child = await Child.Start(Child.Self, "api-server", "{url}", folder.FullName, options.Database ?? "-")) await Live(options, report, child, keys);
            await using (var child = await Child.Start(Child.Self, "api-server", "{url}", folder.FullName, options.Database ?? "-")) await Pages(options, report, child, keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The program in a process of its own, with no limit on how often one may ask; a line on its input releases a flash.</summary>
    internal static async Task Serve(BenchOptions options, Report report)
    {
        var (url, folder, database) = (options.Rest[1], options.Rest[2], options.Rest[3] == "-" ? null : options.Rest[3]);
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = database });
        var (settings, problems) = ServerSettings.Read(folder, null, new Dictionary<string, string?> { ["urls"] = url });
        await using var app = Server.Build(settings ?? throw new InvalidOperationException(string.Join(' ', problems)), store, static builder =>
            builder.Services.AddSingleton(new WireOptions { RequestsPerSecond = 1e9, Burst = 1e9, MostStreams = 100_000 }));
        app.MapPost("/bench/flash", async () =>
        {
            await Newsroom.Publish(store, 1, Items + 1);
            return Results.Ok();
        });
        app.MapPost("/bench/desk", async (int saves) =>
        {
            var story = await store.Write(static tx => Desk(tx));
            _ = Task.Run(() => Save(store, story, saves, app.Lifetime.ApplicationStopping));
        });
        await app.StartAsync();
        Console.WriteLine("listening " + url);
        await app.WaitForShutdownAsync();
    }

    private static Story Desk(StoreTransaction tx)
    {
        var story = Releases.NewStory(tx, ItemKind.Text, WireSample.Item(900_000).Content);
        StoryTable.Insert(tx, story);
        return story;
    }

    /// <summary>Someone writes: the same story is saved so many times a second.</summary>
    private static async Task Save(NewsStore store, Story story, int saves, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / saves));
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            await store.Write(tx => { StoryTable.Update(tx, story with { Updated = tx.Now }); return 0; });
    }

    private static async Task Pages(BenchOptions options, Report report, Child child, List<string> keys)
    {
        using var http = new HttpClient { BaseAddress = new Uri(child.Url) };
        byte[] bytes = [];
        // Everyone reads everything once: what is measured is reading, not the first commit of each.
        foreach (var key in keys.Take(8))
            for (var (after, read) = ("", 0); read < Items;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/wire/v1?wait=30" + after) { Headers = { Authorization = new("Bearer", key) } };
                using var answer = await http.SendAsync(request);
                var page = await answer.Content.ReadAsByteArrayAsync();
                if (page.Length > bytes.Length) bytes = page;
                using var json = System.Text.Json.JsonDocument.Parse(page);
                read += json.RootElement.GetProperty("items").GetArrayLength();
                after = "&after=" + json.RootElement.GetProperty("next").GetString();
            }
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes);
        await using var bare = await Child.Start(Child.Self, "bare-kestrel", "{url}", file);
        var limit = await Wrk.Run(bare.Url, options.Load, 32);
        var pages = await Wrk.Run(child.Url + "/wire/v1", options.Load, 32, "Authorization: Bearer " + keys[0]);
        (await http.PostAsync("/bench/desk?saves=100", null)).EnsureSuccessStatusCode();
        var busy = await Wrk.Run(child.Url + "/wire/v1", options.Load, 32, "Authorization: Bearer " + keys[0]);
        File.Delete(file);
        report.Figure("pages of 100 items", pages.PerSecond, "pages/s", limit.PerSecond, ">= 1500 pages/s", pages.PerSecond >= 1500 && pages.Errors == 0);
        report.Figure("pages of 100 items while a story is saved 100 times a second", busy.PerSecond, "pages/s", limit.PerSecond, ">= 1500 pages/s", busy.PerSecond >= 1500 && busy.Errors == 0);
        report.Figure("page p99", pages.P99Milliseconds, "ms", limit.P99Milliseconds, "none", null);
    }

    private static async Task Live(BenchOptions options, Report report, Child child, List<string> keys)
    {
        var readers = options.Short ? 500 : 5000;
        var before = child.ResidentMiB();
        var sockets = new ConcurrentBag<Socket>();
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, readers), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, stop) => sockets.Add(await Open(child.Url, keys[n % keys.Count], stop)));
            var each = (child.ResidentMiB() - before) * 1024 / readers;
            using var http = new HttpClient { BaseAddress = new Uri(child.Url) };
            var waiting = sockets.Select(s => Task.Run(() => Flash(s))).ToList();
            var clock = Stopwatch.GetTimestamp();
            (await http.PostAsync("/bench/flash", null)).EnsureSuccessStatusCode();
            var arrived = (await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60))).Select(at => Stopwatch.GetElapsedTime(clock, at).TotalMilliseconds).ToArray();
            report.Figure($"a flash at the last of {readers.ToString(CultureInfo.InvariantCulture)} streams", arrived.Max(), "ms", null, "<= 1000 ms", arrived.Max() <= 1000);
            report.Figure("a flash, 99 of 100 streams", Report.Percentile(arrived, 99), "ms", null, "none", null);
            report.Figure("a flash, median", Report.Percentile(arrived, 50), "ms", null, "none", null);
            report.Figure("memory for each stream", each, "KiB", null, "<= 40 KiB", each <= 40);
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    private static async Task<Socket> Open(string url, string key, CancellationToken stop)
    {
        var uri = new Uri(url);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(uri.Host, uri.Port, stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /wire/v1/stream HTTP/1.1\r\nHost: {uri.Authority}\r\nAuthorization: Bearer {key}\r\n\r\n"), stop);
        await Until(socket, "still here");
        return socket;
    }

    private static async Task<long> Flash(Socket socket)
    {
        await Until(socket, "event: story");
        return Stopwatch.GetTimestamp();
    }

    private static async Task Until(Socket socket, string mark)
    {
        var buffer = new byte[4096];
        var text = "";
        while (!text.Contains(mark, StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0) throw new IOException("The server closed a stream: " + text);
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }

    private static async Task<List<string>> Readers(NewsStore store)
    {
        var keys = new List<string>();
        for (var n = 0; n < Clients; n++)
        {
            var code = "client-" + n.ToString(CultureInfo.InvariantCulture);
            keys.Add(await store.Write(tx =>
            {
                Store.Deliveries.Clients.Save(tx, new Product("everything", "Everything", "everything"), "bench");
                var client = Store.Deliveries.Clients.Save(tx, new Client { Id = default, Code = code, Name = code, Products = ["everything"] }, "bench").Value!;
                return ClientKeys.Create(tx, client, "bench", [ClientKeys.Wire], "bench").Value.Secret;
            }));
        }
        return keys;
    }
}
