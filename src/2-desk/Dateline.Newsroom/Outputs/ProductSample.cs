using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outputs;

/// <summary>What a filter would have held in the last seven days.</summary>
/// <param name="Count">How many versions it holds.</param>
/// <param name="LookedAt">Of how many.</param>
/// <param name="Newest">The newest stories among them.</param>
internal sealed record ProductSample(int Count, int LookedAt, IReadOnlyList<Story> Newest)
{
    internal const int MostLookedAt = 5000;

    private const int MostShown = 10;
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);

    internal static ProductSample Take(Db db, NewsFilter filter, Instant now)
    {
        var sources = Sources.All(db).ToDictionary(s => s.Id, s => s.Code);
        var (lookedAt, held) = (0, new List<Story>());
        foreach (var (id, version) in Released(db, now - Span))
        {
            lookedAt++;
            if (StoryTable.Find(db, id) is { } story && StoryTable.Version(db, id, version)?.Content is { } content && filter.Takes(Facts(story, content, sources, now))) held.Add(story);
        }
        return new(held.Count, lookedAt, [.. held.DistinctBy(s => s.Id).Take(MostShown)]);
    }

    /// <summary>How many versions of the last seven days each of several filters holds; a filter that is null holds none.</summary>
    internal static int[] Counts(Db db, IReadOnlyList<NewsFilter?> filters, Instant now)
    {
        var sources = Sources.All(db).ToDictionary(s => s.Id, s => s.Code);
        var counts = new int[filters.Count];
        if (filters.All(f => f is null)) return counts;
        foreach (var (id, version) in Released(db, now - Span))
        {
            if (StoryTable.Find(db, id) is not { } story || StoryTable.Version(db, id, version)?.Content is not { } content) continue;
            var facts = Facts(story, content, sources, now);
            for (var i = 0; i < counts.Length; i++)
                if (filters[i]?.Takes(facts) == true) counts[i]++;
        }
        return counts;
    }

    private static List<(Guid Story, int Version)> Released(Db db, Instant since) =>
        db.Many("select story, number from version where at >= $1 and status = 0 order by at desc, position desc limit $2", static r => (r.Id(0), r.Int(1)), since, MostLookedAt);

    private static FilterFacts Facts(Story story, StoryContent content, Dictionary<long, string> sources, Instant now) => new()
    {
        Content = content,
        Kind = story.Kind,
        Desk = story.Desk,
        Source = story.Source is { } source ? sources.GetValueOrDefault(source) : null,
        IsAdvisory = story.Standing.IsAdvisory,
        IsEmbargoed = !story.Standing.Embargo.IsUsable(now),
    };
}
