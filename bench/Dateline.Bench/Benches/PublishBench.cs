using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Bench.Benches;

/// <summary>From the API call that publishes to the story standing on its page, the front, the RSS feed and the sitemap: the last of the four counts.</summary>
internal static class PublishBench
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            var rounds = options.Short ? 50 : 300;
            string key;
            List<Guid> drafts;
            await using (var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database }))
            {
                await Newsroom.Publish(store, 1000);
                key = await store.Write(tx => ApiKeys.Create(tx, "bench", ["*"], "bench").Secret);
                drafts = await store.Write(tx => Enumerable.Range(0, rounds + 20).Select(n => Draft(tx, n)).ToList());
            }
            await using var server = await Child.Start(Child.Dateline, [.. new[] { "serve", "--data", folder, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]);
            using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
            var times = new List<double>();
            for (var n = 0; n < drafts.Count; n++)
            {
                var took = await One(http, key, drafts[n], n);
                if (n >= 20) times.Add(took);
            }
            report.Figure("visible-p50", Report.Percentile(times, 50), "ms", null, "none", null);
            var p99 = Report.Percentile(times, 99);
            report.Figure("visible-p99", p99, "ms", null, "<= 100 ms", p99 <= 100);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Guid Draft(Store.Writing.StoreTransaction tx, int n)
    {
        var content = WireSample.Item(100_000 + n).Content with { Headline = Headline.From(Marker(n) + " harbour vote") };
        var story = Releases.NewStory(tx, ItemKind.Text, content);
        StoryTable.Insert(tx, story);
        return story.Id;
    }

    private static string Marker(int n) => string.Create(CultureInfo.InvariantCulture, $"Marker{n}end");

    private static async Task<double> One(HttpClient http, string key, Guid story, int n)
    {
        var clock = Stopwatch.StartNew();
        if (!await Api.Act(http, key, story, "publish", """{"expectedVersion":0}""")) throw new InvalidOperationException("The release was refused.");
        foreach (var path in new[] { "/", "/feed.rss", "/sitemaps/news.xml" })
            while (!(await http.GetStringAsync(path)).Contains(Marker(n), StringComparison.OrdinalIgnoreCase)) { }
        var front = await http.GetStringAsync("/");
        var at = front.IndexOf(Marker(n).ToLowerInvariant(), StringComparison.Ordinal);
        var link = front[(front.LastIndexOf('"', at) + 1)..front.IndexOf('"', at)];
        while (!(await http.GetStringAsync(link)).Contains(Marker(n), StringComparison.Ordinal)) { }
        return clock.Elapsed.TotalMilliseconds;
    }
}
