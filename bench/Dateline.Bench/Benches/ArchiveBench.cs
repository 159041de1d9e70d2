using System.Diagnostics;
using System.Globalization;
using Dateline.Ingest;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Search;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Bench.Benches;

/// <summary>
/// The same work at 1,000, 100,000 and 1,000,000 stories: what grows, grows too slow. <c>--to N</c> ends at another size.
/// A figure's limit is the same work at the first size.
/// </summary>
internal static class ArchiveBench
{
    private const double MostGrowth = 1.5;

    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
            await store.Write(tx => Enumerable.Range(1, 20).Select(n => Sources.Save(tx, "s" + n, "Source " + n, "{}", "bench")).ToList());
            var first = new Dictionary<string, double>(StringComparer.Ordinal);
            var have = 0;
            foreach (var size in Sizes(options))
            {
                report.Say($"filling to {Report.N(size)} stories");
                var clock = Stopwatch.StartNew();
                await Publish(store, have, size - have);
                store.Search.CatchUp();
                report.Say($"filled and indexed in {clock.Elapsed.TotalSeconds:N0} s");
                have = size;
                have += await Writes(store, have, size, report, first);
                Searches(store, size, report, first);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int[] Sizes(BenchOptions options)
    {
        var at = Array.IndexOf(options.Rest, "--to");
        if (at >= 0 && at + 1 < options.Rest.Length && int.TryParse(options.Rest[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)) return [1000, to];
        return options.Short ? [1000, 20_000] : [1000, 100_000, 1_000_000];
    }

    private static async Task<int> Writes(NewsStore store, int from, int size, Report report, Dictionary<string, double> first)
    {
        const int count = 2000;
        var clock = Stopwatch.StartNew();
        await Publish(store, from, count);
        Grown(report, first, "publish", size, clock.Elapsed.TotalMilliseconds / count, "ms/story");

        clock.Restart();
        store.Search.CatchUp();
        // A publication is in both indexes.
        Grown(report, first, "index", size, clock.Elapsed.TotalMilliseconds / count, "ms/story");

        var intake = new Intake(store);
        var files = Enumerable.Range(0, count).Select(n => WireSample.G2(20_000_000 + size + n)).ToArray();
        clock.Restart();
        foreach (var batch in files.Chunk(64)) await Task.WhenAll(batch.Select(f => intake.Accept("s1", f)));
        Grown(report, first, "intake", size, clock.Elapsed.TotalMilliseconds / count, "ms/item");
        store.Search.CatchUp();
        return count;
    }

    private static void Searches(NewsStore store, int size, Report report, Dictionary<string, double> first)
    {
        var list = Times(200, _ => store.Read(db => StoryTable.Listed(db, "en", store.Clock.Now(), Instant.FarFuture, 30)));
        Grown(report, first, "front", size, list.Average(), "ms");

        // The same work at every size: a full page of the newest.
        var page = Times(200, n => store.Search.Newsroom.Find(Frequent(n) with { Language = "en", States = [StoryState.Published] }));
        Grown(report, first, "search-page", size, Report.Percentile(page, 50), "ms");
        var newsroom = Times(1000, n => store.Search.Newsroom.Find(Question(n, store.Clock.Now(), isPublic: false)));
        Reached(report, "search-p99", size, Report.Percentile(newsroom, 99), 50);
        // How often a beginning stands in the archive decides what it costs: a figure of its own.
        var beginnings = Times(100, n => store.Search.Newsroom.Find(Beginning(n)));
        Reached(report, "beginning-p99", size, Report.Percentile(beginnings, 99), 50);
        var open = Times(1000, n => store.Search.Public.Find(Question(n, store.Clock.Now(), isPublic: true)));
        Reached(report, "public-search-p99", size, Report.Percentile(open, 99), 50);

        var ranked = Times(60, n => store.Search.Public.Find(Frequent(n) with { Order = SearchOrder.Relevance }));
        Reached(report, "relevance-p99", size, Report.Percentile(ranked, 99), 200);
        SearchFacets? facets = null;
        var counted = Times(40, n => facets = store.Search.Newsroom.Find(Frequent(n) with { WithFacets = true }).Value!.Facets);
        var capped = facets!.Facets.Values.SelectMany(f => f).Select(f => f.Count).Append(facets.Total).All(c => c.Value <= SearchCount.Most);
        report.Figure($"facets-p99-at-{size}", Report.Percentile(counted, 99), "ms", null, "every count ends at 1,000", capped);
    }

    private static void Grown(Report report, Dictionary<string, double> first, string figure, int size, double value, string unit)
    {
        first.TryAdd(figure, value);
        report.Figure($"{figure}-at-{size}", value, unit, first[figure], "<= 1.5x of the first size", value <= MostGrowth * first[figure]);
    }

    private static void Reached(Report report, string figure, int size, double value, double most) =>
        report.Figure($"{figure}-at-{size}", value, "ms", null, $"<= {most:N0} ms", value <= most);

    /// <summary>One to three words, frequent and rare, most with filters, as desks and readers ask.</summary>
    private static SearchQuery Question(int n, Instant now, bool isPublic)
    {
        var dice = new ArchiveSample.Dice(7_000_000 + n);
        var words = string.Join(' ', new[] { ArchiveSample.RandomWord(ref dice), ArchiveSample.RandomWord(ref dice), ArchiveSample.RandomWord(ref dice) }.Take(1 + dice.Below(3)));
        var query = new SearchQuery { Words = words };
        switch (dice.Below(10))
        {
            case 1: query = query with { Words = words + " -" + ArchiveSample.RandomWord(ref dice) }; break;
            case 2: query = query with { Words = "\"" + words + "\"" }; break;
            case 3: query = query with { Words = null }; break;
        }
        if (dice.Below(2) == 0) query = query with { Language = dice.Below(3) == 0 ? "fr" : "en" };
        if (dice.Below(3) == 0) query = query with { Subject = ArchiveSample.Subject(dice.Uneven(800)) };
        if (dice.Below(6) == 0) query = query with { Person = ArchiveSample.Person(dice.Uneven(500)) };
        if (dice.Below(5) == 0) query = query with { From = now - TimeSpan.FromDays(dice.Below(400)), Before = now + TimeSpan.FromDays(1) };
        if (isPublic) return query;
        if (dice.Below(3) == 0) query = query with { Desk = ArchiveSample.Desks[dice.Uneven(ArchiveSample.Desks.Length)] };
        if (dice.Below(4) == 0) query = query with { Source = 1 + dice.Uneven(20) };
        if (dice.Below(5) == 0) query = query with { Slugline = ArchiveSample.Slugline(dice.Uneven(5000))[..(3 + dice.Below(4))] };
        if (dice.Below(4) == 0) query = query with { States = [StoryState.Published] };
        return query;
    }

    private static SearchQuery Beginning(int n)
    {
        var dice = new ArchiveSample.Dice(9_000_000 + n);
        var word = ArchiveSample.RandomWord(ref dice);
        return new SearchQuery { Words = word[..Math.Min(4, word.Length)] + "*", Language = "en" };
    }

    /// <summary>Words that stand in most stories: the most that ranking and counting can meet.</summary>
    private static SearchQuery Frequent(int n) => new() { Words = ArchiveSample.Word(n % 5) + " " + ArchiveSample.Word(n % 7) };

    private static async Task Publish(NewsStore store, int from, int count)
    {
        foreach (var batch in Enumerable.Range(from, count).Chunk(256))
            await Task.WhenAll(batch.Select(n => store.Write(tx => Publish(tx, n))));
    }

    private static Guid Publish(StoreTransaction tx, int n)
    {
        var (content, desk, source) = ArchiveSample.Story(n);
        var story = Releases.NewStory(tx, ItemKind.Text, content) with { Desk = desk, Source = source, SourceGuid = "archive:" + n };
        return Releases.ReleaseNew(tx, story, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "bench" } }).Value!.Story.Id;
    }

    private static List<double> Times(int times, Action<int> one)
    {
        for (var n = 0; n < Math.Min(20, times); n++) one(n);
        var all = new List<double>(times);
        for (var n = 0; n < times; n++)
        {
            var began = Stopwatch.GetTimestamp();
            one(n);
            all.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return all;
    }
}
