using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Staff;

/// <summary>What the staff's first page shows, as of one moment.</summary>
internal sealed record StaffBoard
{
    private const int MostRows = 50;

    /// <summary>The moment.</summary>
    internal required Instant Now { get; init; }
    /// <summary>The log's newest position.</summary>
    internal required long Head { get; init; }
    /// <summary>What happens by time alone, the nearest first.</summary>
    internal required IReadOnlyList<(TimetableRow Row, Story Story)> Coming { get; init; }
    /// <summary>Stories embargoed until further notice.</summary>
    internal required IReadOnlyList<Story> Open { get; init; }
    /// <summary>The newest rows of the wire log.</summary>
    internal required IReadOnlyList<(LoggedRow Row, Story? Story)> Log { get; init; }
    /// <summary>Open alarms.</summary>
    internal required IReadOnlyList<Alarm> Alarms { get; init; }
    /// <summary>What could not be taken in.</summary>
    internal required IReadOnlyList<(QuarantineRow Row, string Source)> Quarantine { get; init; }
    /// <summary>Where items come in.</summary>
    internal required IReadOnlyList<Source> Sources { get; init; }

    internal static StaffBoard Read(Db db, Instant now, Func<Story, bool> sees)
    {
        var sources = Store.Intake.Sources.All(db);
        var stories = new Dictionary<Guid, Story?>();
        Story? Story(Guid id) => stories.TryGetValue(id, out var known) ? known : stories[id] = StoryTable.Find(db, id) is { } found && sees(found) ? found : null;
        return new StaffBoard
        {
            Now = now,
            Head = WireLog.Head(db).Position,
            Coming = [.. Timetable.Coming(db, MostRows).Select(row => (row, Story(row.Story)!)).Where(c => c.Item2 is not null)],
            Open = [.. StoryList.Filtered(db, new StoryFilter { States = [StoryState.Published] }, null, 200).Where(s => s.Standing.Embargo.UntilFurtherNotice && sees(s))],
            Log = [.. WireLog.Newest(db, MostRows).Select(row => (row, Story(row.Story)))],
            Alarms = [.. Store.Keeping.Alarms.List(db, openOnly: true, MostRows).Where(a => a.Story is not { } about || StoryTable.Find(db, about) is not { } story || sees(story))],
            Quarantine = [.. Store.Intake.Quarantine.List(db, openOnly: true, MostRows).Select(row => (row, sources.FirstOrDefault(s => s.Id == row.Source)?.Name ?? "–"))],
            Sources = sources,
        };
    }
}
