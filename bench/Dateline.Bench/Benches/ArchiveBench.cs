using System.Diagnostics;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.Bench.Benches;

/// <summary>The same work at 1,000, 100,000 and 1,000,000 stories: what grows, grows too slow.</summary>
internal static class ArchiveBench
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
            var have = 0;
            double? firstPublish = null, firstList = null;
            foreach (var size in options.Short ? new[] { 1000, 20_000 } : [1000, 100_000, 1_000_000])
            {
                report.Say($"filling to {Report.N(size)} stories");
                await Newsroom.Publish(store, size - have, have);
                have = size;
                var clock = Stopwatch.StartNew();
                await Newsroom.Publish(store, 1000, have);
                have += 1000;
                var publish = clock.Elapsed.TotalMilliseconds / 1000;
                var list = Time(200, () => store.Read(db => StoryTable.Listed(db, "en", store.Clock.Now(), Instant.FarFuture, 30)));
                firstPublish ??= publish;
                firstList ??= list;
                report.Figure($"publish-at-{size}", publish, "ms/story", firstPublish, "<= 1.5x of the first size", publish <= 1.5 * firstPublish);
                report.Figure($"front-at-{size}", list, "ms", firstList, "<= 1.5x of the first size", list <= 1.5 * firstList);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(int times, Action one)
    {
        one();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < times; i++) one();
        return clock.Elapsed.TotalMilliseconds / times;
    }
}
