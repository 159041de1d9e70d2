using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Search;

/// <summary>
/// Searches one index. The index only proposes: each hit is looked up in the store, and shown only if the store, asked now, says that it may be.
/// Hits that may not be shown leave no gap, and no count knows of them.
/// </summary>
public abstract class IndexedSearch<T> where T : class
{
    private const int MostHits = 200;
    private const int FacetValues = 20;
    private const char ScoreEnds = '~';

    private readonly IndexFeed _feed;

    private protected IndexedSearch(NewsStore store, IndexFeed feed) => (Store, _feed) = (store, feed);

    private protected NewsStore Store { get; }

    private protected SearchIndex Index => _feed.Index;

    /// <summary>Searches. Refused only where the page asked for can't be meant, or there are too many words; any text is a question.</summary>
    public Outcome<SearchAnswer<T>> Find(SearchQuery query)
    {
        if (query.Count is < 1 or > MostHits) return new Refusal("query-bad", $"A page has 1 to {MostHits} hits. Nothing was searched.", "limit");
        var read = SearchExpression.Of(query);
        if (!read.IsDone) return read.Refusal;
        if (!TryStart(query, out var start)) return new Refusal("query-bad", "\"after\" must be the \"next\" of the page before, in the same order. Nothing was searched.", "after");

        // How far it is, before it is asked: what it takes in meanwhile may be missing from the answer.
        var (cursor, shown) = (Cursor(), new List<(int Score, SearchRow Row, T Hit)>());
        foreach (var chunk in query.Order == SearchOrder.Latest ? Latest(read.Value, start, query.Count) : Ranked(read.Value, start, query.Count))
        {
            shown.AddRange(Shown(chunk, read.Value));
            if (shown.Count > query.Count) break;
        }
        var next = shown.Count > query.Count ? PlaceAfter(query.Order, shown[query.Count - 1]) : null;
        var facets = query.WithFacets ? Facets(read.Value, query) : null;
        return new SearchAnswer<T>([.. shown.Take(query.Count).Select(s => s.Hit)], next, Behind(cursor), facets);
    }

    /// <summary>How many changes the index has still to take in.</summary>
    public long Behind() => Behind(Cursor());

    private long Cursor() => Index.Read(db => Index.Place(db)?.Cursor, null) ?? 0;

    private long Behind(long cursor) => Math.Max(0, Store.Read(_feed.Newest) - cursor);

    /// <summary>What is shown of a match now; null: nothing.</summary>
    private protected abstract T? Show(Db db, SearchRow row, SearchExpression what, Instant now);

    /// <summary>Where a match stands, in a form that tells outsiders nothing.</summary>
    private protected abstract string PlaceOf(SearchRow row);

    /// <summary>The id below which the page after that place begins; null where it is no place.</summary>
    private protected abstract long? Below(string place);

    /// <summary>The keys that may have changed since the index was read at <paramref name="cursor"/>: nothing is counted of them. Null: too many to tell.</summary>
    private protected abstract HashSet<string>? Unsettled(Db db, long cursor);

    /// <summary>What a match counts for.</summary>
    private protected abstract IEnumerable<(string Facet, string? Value, string? Name)> FacetsOf(SearchRow row, TimeZoneInfo zone);

    /// <summary>A value as it is shown.</summary>
    private protected virtual string ShownValue(Db db, string facet, string value) => value;

    private IEnumerable<List<(int, SearchRow)>> Latest(SearchExpression what, (int Score, long Below) start, int count)
    {
        var size = count + 1;
        for (var below = start.Below; ; size = MostHits)
        {
            var rows = Index.Read(db => Index.Newest(db, what, below, size), []);
            if (rows.Count > 0) yield return rows.ConvertAll(r => (0, r));
            if (rows.Count < size) yield break;
            below = rows[^1].Id;
        }
    }

    private IEnumerable<List<(int, SearchRow)>> Ranked(SearchExpression what, (int Score, long Below) start, int count)
    {
        var ranked = Index.Read(db => Index.Ranked(db, what), []);
        foreach (var chunk in ranked.Where(r => r.Score < start.Score || r.Score == start.Score && r.Id < start.Below).Chunk(count + 1))
            yield return Index.Read(db => chunk.Select(c => (c.Score, Row: Index.Row(db, c.Id))).Where(c => c.Row is not null).Select(c => (c.Score, c.Row!)).ToList(), []);
    }

    private List<(int, SearchRow, T)> Shown(List<(int Score, SearchRow Row)> chunk, SearchExpression what) => Store.Read(db =>
    {
        var shown = new List<(int, SearchRow, T)>(chunk.Count);
        var now = Store.Clock.Now();
        foreach (var (score, row) in chunk)
            if (Show(db, row, what, now) is { } hit) shown.Add((score, row, hit));
        return shown;
    });

    private string PlaceAfter(SearchOrder order, (int Score, SearchRow Row, T Hit) last) =>
        order == SearchOrder.Latest ? PlaceOf(last.Row) : last.Score.ToString(CultureInfo.InvariantCulture) + ScoreEnds + PlaceOf(last.Row);

    private bool TryStart(SearchQuery query, out (int Score, long Below) start)
    {
        start = (int.MaxValue, long.MaxValue);
        if (query.After is not { } after) return true;
        var (score, place) = (0, after);
        if (query.Order == SearchOrder.Relevance)
        {
            var end = after.IndexOf(ScoreEnds, StringComparison.Ordinal);
            if (end < 1 || !int.TryParse(after.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out score)) return false;
            place = after[(end + 1)..];
        }
        if (Below(place) is not { } below) return false;
        start = (score, below);
        return true;
    }

    private SearchFacets? Facets(SearchExpression what, SearchQuery query)
    {
        var (rows, cursor) = Index.Read(db => (Index.Newest(db, what, long.MaxValue, SearchIndex.Window), Index.Place(db)?.Cursor ?? 0), ([], 0));
        return Store.Read(db =>
        {
            if (Unsettled(db, cursor) is not { } unsettled) return null;
            var now = Store.Clock.Now();
            var counts = new Dictionary<(string Facet, string Value), (string? Name, int Count)>();
            var total = 0;
            foreach (var row in rows)
            {
                if (row.Expires <= now || unsettled.Contains(row.Key)) continue;
                if (query.Counts is { } takes && !takes(new(row.Key, row.Story, row.Version, row.At))) continue;
                total++;
                foreach (var (facet, value, name) in FacetsOf(row, query.Zone))
                    if (value is not null) counts[(facet, value)] = counts.TryGetValue((facet, value), out var have) ? (have.Name ?? name, have.Count + 1) : (name, 1);
            }
            return new SearchFacets(SearchCount.Of(total), counts.GroupBy(c => c.Key.Facet).ToDictionary(g => g.Key, g => Values(db, g), StringComparer.Ordinal));
        });
    }

    // Days in their order, everything else the most frequent first.
    private IReadOnlyList<SearchFacet> Values(Db db, IGrouping<string, KeyValuePair<(string Facet, string Value), (string? Name, int Count)>> group)
    {
        var sorted = group.Key == Day ? group.OrderByDescending(v => v.Key.Value, StringComparer.Ordinal) : group.OrderByDescending(v => v.Value.Count).ThenBy(v => v.Key.Value, StringComparer.Ordinal);
        return [.. sorted.Take(FacetValues).Select(v => new SearchFacet(ShownValue(db, group.Key, v.Key.Value), v.Value.Name, SearchCount.Of(v.Value.Count)))];
    }

    private protected const string Day = "day";

    private protected static IEnumerable<(string Facet, string? Value, string? Name)> CommonFacets(SearchRow row, TimeZoneInfo zone)
    {
        yield return ("language", row.Language, null);
        yield return (Day, TimeZoneInfo.ConvertTime(row.At.ToDateTimeOffset(), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        foreach (var line in row.Subjects?.Split('\n') ?? [])
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return ("subject", line[..tab], tab + 1 < line.Length ? line[(tab + 1)..] : null);
        }
    }
}
