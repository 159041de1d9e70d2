using System.Globalization;
using Dateline.Site;
using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.Bench.Benches;

/// <summary>
/// Article and front with 1,000 stories, wrk at 64 connections; beside it bare Kestrel with the very same bytes; then the same while a release a second purges.
/// Then the lists: section, topic, search and feed, from memory; and the article made anew for each request.
/// </summary>
internal static class PageBench
{
    // Asked as readers ask, who are counted: what counting costs is in the figures.
    private static readonly string[] Browser = ["User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Accept: text/html"];

    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            var (key, page, spare) = await Prepare(folder, options);
            var article = await Served(folder, options, key, spare, page, report);
            await using var uncached = await Child.Start(Child.Self, [.. new[] { "uncached-site", "{url}", folder }, .. options.Database is { } other ? new[] { "--database", other } : []]);
            await Wrk.Run(uncached.Url + article, TimeSpan.FromSeconds(2));
            var made = await Wrk.Run(uncached.Url + article, options.Load);
            report.Figure("article-uncached", made.PerSecond, "req/s", null, ">= 8,000 req/s, read and rendered each time", made.Errors == 0 && made.PerSecond >= 8_000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The whole program, and the article's path.</summary>
    private static async Task<string> Served(string folder, BenchOptions options, string key, List<Guid> spare, string page, Report report)
    {
        var releases = 0;
        await using var server = await Child.Start(Child.Dateline, [.. new[] { "serve", "--data", folder, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Url) };
        var path = new Uri(new Uri(server.Url), (await http.GetAsync("/x-" + page)).Headers.Location ?? new Uri("/x-" + page, UriKind.Relative)).AbsolutePath;
        foreach (var (name, at) in new[] { ("article", path), ("front", "/") })
        {
            var bytes = Path.Combine(folder, name + ".html");
            await File.WriteAllBytesAsync(bytes, await http.GetByteArrayAsync(at));
            await using var bareServer = await Child.Start(Child.Self, "bare-kestrel", "{url}", bytes);
            await Wrk.Run(server.Url + at, TimeSpan.FromSeconds(2));
            await Wrk.Run(bareServer.Url + "/", TimeSpan.FromSeconds(2));
            var bare = await Wrk.Run(bareServer.Url + "/", options.Load, 64, Browser);
            var mine = await Wrk.Run(server.Url + at, options.Load, 64, Browser);
            report.Figure(name, mine.PerSecond, "req/s", bare.PerSecond, ">= 50 % of bare Kestrel with the same bytes", mine.Errors == 0 && mine.PerSecond >= 0.5 * bare.PerSecond);
            report.Figure(name + "-p99", mine.P99Milliseconds, "ms", bare.P99Milliseconds, "<= 20 ms", mine.P99Milliseconds <= 20);

            using var stop = new CancellationTokenSource();
            var purging = Purge(http, key, spare, releases, stop.Token);
            var purged = await Wrk.Run(server.Url + at, options.Load, 64, Browser);
            await stop.CancelAsync();
            var made = await purging;
            releases += made;
            report.Figure(name + "-while-releasing", purged.PerSecond, "req/s", bare.PerSecond, $">= 50 % of bare Kestrel while a release a second purges ({made} releases)", purged.Errors == 0 && made > 0 && purged.PerSecond >= 0.5 * bare.PerSecond);
            report.Figure(name + "-while-releasing-p99", purged.P99Milliseconds, "ms", bare.P99Milliseconds, "<= 20 ms", purged.P99Milliseconds <= 20);
        }
        foreach (var (name, at) in new[] { ("section", "/world"), ("topic", "/topics/politics-11000000"), ("search", "/search?q=council"), ("feed", "/world/feed.rss") })
        {
            // By then the index has taken in what was released, and the list is kept.
            await Wrk.Run(server.Url + at, TimeSpan.FromSeconds(2));
            // As every reader asks: a feed of forty whole stories is sent packed.
            var lists = await Wrk.Run(server.Url + at, options.Load, 64, "Accept-Encoding: gzip");
            report.Figure(name, lists.PerSecond, "req/s", null, ">= 30,000 req/s from memory", lists.Errors == 0 && lists.PerSecond >= 30_000);
        }
        report.Figure("resident-under-load", server.ResidentMiB(), "MiB", null, "<= 350 MiB", server.ResidentMiB() <= 350);
        return path;
    }

    /// <summary>The sections of the site under load.</summary>
    internal static IReadOnlyList<SiteSection> Sections { get; } = [SiteSection.Read("world", new Dictionary<string, string> { ["en"] = "World" }, "everything").Value!];

    private static async Task<(string Key, string Page, List<Guid> Spare)> Prepare(string folder, BenchOptions options)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "dateline.json"), """{"site":{"sections":[{"slug":"world","name":{"en":"World"},"filter":"everything"}]}}""");
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
        var stories = await Newsroom.Publish(store, 1000);
        var key = await store.Write(tx => ApiKeys.Create(tx, "bench", ["*"], "bench").Secret);
        return (key, stories[500].Page, [.. stories.Take(100).Select(s => s.Id)]);
    }

    /// <summary>A writethru a second over the API, of stories on the front and of others by turns.</summary>
    private static async Task<int> Purge(HttpClient http, string key, List<Guid> stories, int before, CancellationToken stop)
    {
        var done = 0;
        while (!stop.IsCancellationRequested)
        {
            var story = stories[(before + done) % stories.Count];
            // Each was sent once, and once more in every turn.
            var version = 1 + (before + done) / stories.Count;
            if (await Api.Act(http, key, story, "refile", $$"""{"expectedVersion":{{version}},"edNote":"bench"}""")) done++;
            try { await Task.Delay(1000, stop); } catch (OperationCanceledException) { break; }
        }
        return done;
    }
}

/// <summary>The few calls of <c>/api/v1</c> that the benches make.</summary>
internal static class Api
{
    internal static async Task<bool> Act(HttpClient http, string key, Guid story, string action, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/v1/stories/{story:D}/actions/{action}"))
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", key) },
        };
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode) Console.Error.WriteLine($"{action}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return response.IsSuccessStatusCode;
    }
}
