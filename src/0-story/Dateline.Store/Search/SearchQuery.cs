using Dateline.News;

namespace Dateline.Store.Search;

/// <summary>In which order hits come.</summary>
public enum SearchOrder
{
    /// <summary>The newest first (the default).</summary>
    Latest,
    /// <summary>Those that have the words in the headline first, among the newest 10,000 matches; equals in order of time.</summary>
    Relevance,
}

/// <summary>What is searched for. Nulls and empty lists ask nothing; everything that is asked must hold.</summary>
/// <remarks>
/// The public index knows no desks, sources, states and sluglines: a question for them finds nothing there.
/// </remarks>
public sealed record SearchQuery
{
    /// <summary>
    /// The words, as a person types them: all must be there, in any order; <c>"words in quotes"</c> stand together as they are, <c>start*</c> matches by its
    /// beginning (two letters or more), <c>-word</c> must not be there. Case and accents do not matter. No text is a wrong one.
    /// </summary>
    public string? Words { get; init; }
    /// <summary>The primary subtag of the language ("en").</summary>
    public string? Language { get; init; }
    /// <summary>How the slugline begins, whatever its case.</summary>
    public string? Slugline { get; init; }
    /// <summary>The code of a subject ("medtop:20000350").</summary>
    public string? Subject { get; init; }
    /// <summary>One of these subjects' codes: a topic and all that lies below it. Empty: any.</summary>
    public IReadOnlyCollection<string> AnySubject { get; init; } = [];
    /// <summary>A place where it was filed or that it is about: its name, or its code.</summary>
    public string? Place { get; init; }
    /// <summary>Someone in the byline or who added to it: the name or a part of it, or the code.</summary>
    public string? Person { get; init; }
    /// <summary>The source's number.</summary>
    public long? Source { get; init; }
    /// <summary>The desk that has it.</summary>
    public string? Desk { get; init; }
    /// <summary>In one of these states.</summary>
    public IReadOnlyCollection<StoryState> States { get; init; } = [];
    /// <summary>What kind of item it is.</summary>
    public ItemKind? Kind { get; init; }
    /// <summary>From this moment on: of the newsroom's last change, or of the first publication on public pages.</summary>
    public Instant? From { get; init; }
    /// <summary>Before this moment.</summary>
    public Instant? Before { get; init; }
    /// <summary>The order.</summary>
    public SearchOrder Order { get; init; }
    /// <summary>Where the page begins: <see cref="SearchAnswer{T}.Next"/> of the page before; null: the first.</summary>
    public string? After { get; init; }
    /// <summary>How many hits a page has, 1 to 200.</summary>
    public int Count { get; init; } = 30;
    /// <summary>Whether counts by language, subject and so on are wanted too.</summary>
    public bool WithFacets { get; init; }
    /// <summary>Which matches count, by what the index knows of each; null: all that may be shown. It is asked for every match that is counted, 10,000 at most.</summary>
    public Func<CountedMatch, bool>? Counts { get; init; }
    /// <summary>The zone in which the days of facets begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}

/// <summary>A match that would be counted.</summary>
/// <param name="Key">Its address in the public index, its id in the newsroom's.</param>
/// <param name="Story">The story.</param>
/// <param name="Version">The version of it that the index has.</param>
/// <param name="At">Since when it is public; in the newsroom when it last changed.</param>
public readonly record struct CountedMatch(string Key, Guid Story, int Version, Instant At);

/// <summary>One page of hits.</summary>
/// <param name="Hits">The hits, in the order asked for.</param>
/// <param name="Next">Where the next page begins; null: that was the last.</param>
/// <param name="Behind">How many changes the index has still to take in; 0: it knows everything.</param>
/// <param name="Facets">Counts, where they were asked for; null where they weren't, or while the index is too far behind to count honestly.</param>
public sealed record SearchAnswer<T>(IReadOnlyList<T> Hits, string? Next, long Behind, SearchFacets? Facets);

/// <summary>How many matches there are, in all and by what they are. Counted among the newest 10,000 matches; every count ends at 1,000 ("1,000+").</summary>
/// <param name="Total">All matches.</param>
/// <param name="Facets">By name: language, subject, day, and in the newsroom source and desk.</param>
public sealed record SearchFacets(SearchCount Total, IReadOnlyDictionary<string, IReadOnlyList<SearchFacet>> Facets);

/// <summary>A count that stops.</summary>
/// <param name="Value">At most <see cref="Most"/>.</param>
/// <param name="OrMore">Whether there are more than that.</param>
public readonly record struct SearchCount(int Value, bool OrMore)
{
    /// <summary>Where every count stops.</summary>
    public const int Most = 1000;

    internal static SearchCount Of(int count) => new(Math.Min(count, Most), count > Most);
}

/// <summary>One value and how many matches have it.</summary>
/// <param name="Value">The value ("en", "medtop:20000350", "2026-08-24").</param>
/// <param name="Name">Its name, where it has one beside the value.</param>
/// <param name="Count">How many.</param>
public sealed record SearchFacet(string Value, string? Name, SearchCount Count);
