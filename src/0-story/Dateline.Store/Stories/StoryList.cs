using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Stories;

/// <summary>Which stories a list shows. Null or empty: all.</summary>
public sealed record StoryFilter
{
    /// <summary>In one of these states.</summary>
    public IReadOnlyCollection<StoryState> States { get; init; } = [];
    /// <summary>On this desk.</summary>
    public string? Desk { get; init; }
    /// <summary>At this stage.</summary>
    public string? Stage { get; init; }
    /// <summary>In this language (primary subtag).</summary>
    public string? Language { get; init; }
    /// <summary>From this source.</summary>
    public long? Source { get; init; }
    /// <summary>With a slugline that begins so, whatever its case.</summary>
    public string? Slugline { get; init; }
}

/// <summary>A place in a list that is sorted by last change: where the next page begins.</summary>
/// <param name="Updated">When the last story shown was changed.</param>
/// <param name="Id">Its id: stories changed in one commit share the moment.</param>
public readonly record struct StoryListPlace(Instant Updated, Guid Id);

/// <summary>A story by what sorts it on a desk, without what it says.</summary>
/// <param name="Id">The story.</param>
/// <param name="State">Its state.</param>
/// <param name="Stage">Its stage on the desk.</param>
/// <param name="IsOurs">Whether it came by no source.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="LastSent">When it was last sent; null: never.</param>
public readonly record struct StoryLine(Guid Id, StoryState State, string Stage, bool IsOurs, Instant Updated, Instant? LastSent);

/// <summary>That a story has changed, and where it stands now, without what it says.</summary>
/// <param name="Line">By what it is sorted.</param>
/// <param name="Desk">On which desk it is.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="Change">The number of its newest change.</param>
public readonly record struct ChangedLine(StoryLine Line, string Desk, Guid Chain, long Change);

/// <summary>Lists of stories for the newsroom, the last changed first.</summary>
public static class StoryList
{
    /// <summary>The stories that <paramref name="filter"/> lets through, after <paramref name="after"/> (null: from the newest).</summary>
    public static List<Story> Filtered(Db db, StoryFilter filter, StoryListPlace? after, int count)
    {
        var (where, arguments) = Conditions(db, filter, after);
        arguments.Add(count);
        var sql = $"select {StoryTable.Columns} from story {(where.Count == 0 ? "" : "where " + string.Join(" and ", where))} order by updated desc, id desc limit ${arguments.Count}";
        return db.Many(sql, StoryTable.Read, arguments.ToArray());
    }

    /// <summary>The last changed stories of a desk that are in <paramref name="state"/>, without their text: thousands cost a few milliseconds.</summary>
    public static List<StoryLine> Lines(Db db, string desk, StoryState state, int count) => db.Many(
        "select id, state, stage, source, updated, last_sent from story where desk = $1 and state = $2 order by updated desc, id desc limit $3",
        ReadLine, desk, (int)state, count);

    /// <summary>The stories whose newest change comes after <paramref name="change"/>, in the order of these changes, without their text.</summary>
    public static List<ChangedLine> ChangedAfter(Db db, long change, int count) => db.Many(
        "select id, state, stage, source, updated, last_sent, desk, chain, change_seq from story where change_seq > $1 order by change_seq limit $2",
        static r => new ChangedLine(ReadLine(r), r.Text(6), r.Id(7), r.Long(8)), change, count);

    private static StoryLine ReadLine(Row r) => new(r.Id(0), r.Enum<StoryState>(1), r.Text(2), r.LongOrNull(3) is null, r.Instant(4), r.InstantOrNull(5));

    /// <summary>The desks on which stories wait that were not sent yet, each with how many.</summary>
    public static List<(string Desk, int Waiting)> Desks(Db db) => db.Many(
        $"select desk, count(*) from story where state in ({Unsent}) and stage <> '{Beside}' group by desk order by desk", static r => (r.Text(0), r.Int(1)));

    /// <summary>Whether a desk has any story at all.</summary>
    public static bool HasAny(Db db, string desk) => db.Number("select 1 from story where desk = $1 limit 1", desk) is not null;

    /// <summary>The stage of what was brought to a story and is its matter alone, such as a photo: it is on the story's desk, and in no column of it.</summary>
    public const string Beside = "beside";

    private static readonly string Unsent = string.Join(',', new[] { StoryState.Draft, StoryState.Working, StoryState.Ready, StoryState.Scheduled }.Select(s => (int)s));

    private static (List<string> Where, List<object?> Arguments) Conditions(Db db, StoryFilter filter, StoryListPlace? after)
    {
        var where = new List<string>();
        var arguments = new List<object?>();
        string Argument(object value)
        {
            arguments.Add(value);
            return "$" + arguments.Count;
        }

        if (filter.States.Count > 0) where.Add($"state in ({string.Join(',', filter.States.Select(s => (int)s).Order())})");
        if (filter.Desk is not null) where.Add("desk = " + Argument(filter.Desk));
        if (filter.Stage is not null) where.Add("stage = " + Argument(filter.Stage));
        if (filter.Language is not null) where.Add("language = " + Argument(filter.Language));
        if (filter.Source is { } source) where.Add("source = " + Argument(source));
        if (filter.Slugline is not null) where.Add($"slugline {(db.IsPostgres ? "ilike" : "like")} {Argument(Prefix(filter.Slugline))} escape '\\'");
        if (after is { } place) where.Add($"(updated, id) < ({Argument(place.Updated)}, {Argument(place.Id)})");
        return (where, arguments);
    }

    private static string Prefix(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
