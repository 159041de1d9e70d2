using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>How far a row of the log has come at the clients. Each is counted once.</summary>
/// <param name="All">How many it is sent to, or lies ready for.</param>
/// <param name="Had">How many have a receipt.</param>
/// <param name="Waiting">For how many it waits to be tried, or is on its way for the first time.</param>
/// <param name="Ready">For how many it lies ready, and they have not fetched it.</param>
/// <param name="Failing">For how many at least one attempt failed, and it is not over.</param>
/// <param name="Lost">How many did not get it, and nothing more is tried.</param>
internal readonly record struct Reach(int All, int Had, int Waiting, int Ready, int Failing, int Lost);

/// <summary>Which rows of the log are shown, by how they stand.</summary>
internal enum LogShow
{
    /// <summary>All.</summary>
    All,
    /// <summary>What somebody did not get at one attempt at least.</summary>
    Failing,
    /// <summary>What is still to be tried for somebody.</summary>
    Waiting,
    /// <summary>What has an open alarm.</summary>
    Alarms,
}

/// <summary>A row of the wire log on screen.</summary>
/// <param name="Row">The row.</param>
/// <param name="Story">The story as it is now; null: there is none for whoever looks.</param>
/// <param name="Reach">How far it has come.</param>
internal sealed record LogLine(LoggedRow Row, Story? Story, Reach Reach)
{
    /// <summary>The story's slugline; null: it has none, or it is sealed.</summary>
    internal string? Slugline => Story is { Standing.State: not StoryState.TakenDown } open ? open.Content.Slugline?.Text : null;

    /// <summary>Whether an alarm about it is open.</summary>
    internal bool IsAlarmed { get; init; }

    internal static LogLine Of(Db db, LoggedRow row, Func<Story, bool> sees) => Of(db, [row], sees)[0];

    internal static List<LogLine> Of(Db db, IReadOnlyList<LoggedRow> rows, Func<Story, bool> sees)
    {
        if (rows.Count == 0) return [];
        var reach = ReachOf(db, rows.Select(r => r.Position));
        var alarmed = OpenRows.Alarmed(db);
        var stories = new Dictionary<Guid, Story?>();
        return [.. rows.Select(row => new LogLine(row, stories.TryGetValue(row.Story, out var known) ? known : stories[row.Story] = Known(db, row.Story, sees), reach.GetValueOrDefault(row.Position)) { IsAlarmed = alarmed.Contains(row.Position) })];
    }

    /// <summary>The newest rows before a position, newest first, that stand like this, of those that are asked for.</summary>
    internal static List<LoggedRow> Rows(Db db, LogShow show, long before, LogFilter filter, int count) => show switch
    {
        LogShow.Failing => OpenRows.Failing(db, before, filter, count),
        LogShow.Waiting => OpenRows.Waiting(db, before, filter, count),
        LogShow.Alarms => OpenRows.WithAlarm(db, before, filter, count),
        _ => WireLog.Before(db, before, filter, count),
    };

    /// <summary>
    /// The same as lines for whoever looks. Looked for by its slugline, a story that is not there for them is not found: no rows of it are shown, and others take their place.
    /// </summary>
    internal static List<LogLine> Find(Db db, LogShow show, long before, LogFilter filter, int count, Func<Story, bool> sees)
    {
        var lines = new List<LogLine>();
        for (List<LoggedRow> rows; lines.Count < count && (rows = Rows(db, show, before, filter, count)).Count > 0; before = rows[^1].Position)
        {
            lines.AddRange(Of(db, rows, sees).Where(line => filter.Slug is null || line.Slugline is not null));
            if (rows.Count < count) break;
        }
        return lines.Count > count ? lines[..count] : lines;
    }

    private static Story? Known(Db db, Guid id, Func<Story, bool> sees) => StoryTable.Find(db, id) is { } story && sees(story) ? story : null;

    private static Dictionary<long, Reach> ReachOf(Db db, IEnumerable<long> positions) => db.Many($"""
        select d.position, d.state, case when x.channel in ($2, $3) then 1 else 0 end, count(*), sum(case when d.attempts > d.state then 1 else 0 end), sum(case when d.receipt_at is null then 0 else 1 end)
        from delivery d left join destination x on x.id = d.destination where {db.IsOneOf("d.position", 1)} group by 1, 2, 3
        """, static r => (Position: r.Long(0), State: r.Enum<DeliveryState>(1), IsRead: r.Int(2) == 1, Count: r.Int(3), Failed: r.Int(4), Had: r.Int(5)), db.Numbers(positions), Destination.ApiChannel, Destination.PortalChannel)
        .GroupBy(r => r.Position).ToDictionary(g => g.Key, g =>
        {
            var open = g.Where(r => r.State is DeliveryState.Waiting or DeliveryState.Sending).ToLookup(r => r.IsRead);
            return new Reach(g.Sum(r => r.Count), g.Sum(r => r.Had), open[false].Sum(r => r.Count - r.Failed), open[true].Sum(r => r.Count), open[false].Sum(r => r.Failed), g.Where(r => r.State is DeliveryState.GivenUp).Sum(r => r.Count));
        });
}
