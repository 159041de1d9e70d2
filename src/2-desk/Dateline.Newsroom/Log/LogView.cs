using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>How far a row of the log has come at the clients.</summary>
/// <param name="All">How many it is sent to.</param>
/// <param name="Had">How many have a receipt.</param>
/// <param name="Waiting">For how many it waits, or is on its way.</param>
/// <param name="Failing">For how many at least one attempt failed, and it is not over.</param>
/// <param name="Lost">How many did not get it, and nothing more is tried.</param>
internal readonly record struct Reach(int All, int Had, int Waiting, int Failing, int Lost)
{
    /// <summary>Whether somebody must still get it.</summary>
    internal bool IsOpen => Waiting > 0 || Lost > 0;
}

/// <summary>A row of the wire log on screen.</summary>
/// <param name="Row">The row.</param>
/// <param name="Story">The story as it is now; null: there is none for whoever looks.</param>
/// <param name="Reach">How far it has come.</param>
internal sealed record LogLine(LoggedRow Row, Story? Story, Reach Reach)
{
    /// <summary>The story's slugline; null: it has none, or it is sealed.</summary>
    internal string? Slugline => Story is { Standing.State: not StoryState.TakenDown } open ? open.Content.Slugline?.Text : null;

    internal static LogLine Of(Db db, LoggedRow row, Func<Story, bool> sees) => new(row, Known(db, row.Story, sees), ReachOf(db, row.Position, row.Position).GetValueOrDefault(row.Position));

    internal static List<LogLine> Of(Db db, IReadOnlyList<LoggedRow> rows, Func<Story, bool> sees)
    {
        if (rows.Count == 0) return [];
        var reach = ReachOf(db, rows.Min(r => r.Position), rows.Max(r => r.Position));
        var stories = new Dictionary<Guid, Story?>();
        return [.. rows.Select(row => new LogLine(row, stories.TryGetValue(row.Story, out var known) ? known : stories[row.Story] = Known(db, row.Story, sees), reach.GetValueOrDefault(row.Position)))];
    }

    private static Story? Known(Db db, Guid id, Func<Story, bool> sees) => StoryTable.Find(db, id) is { } story && sees(story) ? story : null;

    private static Dictionary<long, Reach> ReachOf(Db db, long first, long last) => db.Many("""
        select position, state, count(*), sum(case when attempts > 0 then 1 else 0 end), sum(case when receipt_at is null then 0 else 1 end)
        from delivery where position >= $1 and position <= $2 group by position, state
        """, static r => (Position: r.Long(0), State: r.Enum<DeliveryState>(1), Count: r.Int(2), Tried: r.Int(3), Had: r.Int(4)), first, last)
        .GroupBy(r => r.Position).ToDictionary(g => g.Key, g => new Reach(
            g.Sum(r => r.Count),
            g.Sum(r => r.Had),
            g.Where(r => r.State is DeliveryState.Waiting or DeliveryState.Sending).Sum(r => r.Count),
            g.Where(r => r.State is DeliveryState.Waiting).Sum(r => r.Tried),
            g.Where(r => r.State is DeliveryState.GivenUp).Sum(r => r.Count)));
}
