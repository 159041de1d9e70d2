using System.Collections.Concurrent;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Site.Sections;

/// <summary>
/// Which sections take a story. A version never changes, and neither does the source it came from, so the answer is kept by story and version; it says nothing of
/// who may see the story. Desk and embargo are none of a section's business: a section that asks for them takes nothing.
/// </summary>
internal sealed class SectionBook(SiteOptions options)
{
    private const int Most = 60_000;
    private static readonly IReadOnlyList<SiteSection> None = [];
    private readonly ConcurrentDictionary<(Guid Story, int Version), IReadOnlyList<SiteSection>> _known = new();

    /// <summary>All sections, in the order of the menu.</summary>
    internal IReadOnlyList<SiteSection> All => options.Sections;

    internal SiteSection? Find(string slug) => All.FirstOrDefault(s => s.Slug == slug);

    /// <summary>The sections that take a version of a story, in the order of the menu; its own is the first.</summary>
    internal IReadOnlyList<SiteSection> Of(Db db, Guid story, int version, StoryContent content)
    {
        if (All.Count == 0) return None;
        if (_known.TryGetValue((story, version), out var known)) return known;
        if (_known.Count >= Most) _known.Clear();
        var item = StoryTable.Find(db, story);
        var facts = new FilterFacts { Content = content, Kind = item?.Kind ?? ItemKind.Text, Source = item?.Source is { } source ? Sources.Find(db, source)?.Code : null };
        return _known[(story, version)] = [.. All.Where(s => s.Filter.Takes(facts))];
    }
}
