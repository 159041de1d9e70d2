using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>A row of a desk: a story in one line.</summary>
/// <param name="Story">The story.</param>
/// <param name="At">The time that is shown: when it came, was changed, was sent, or will go.</param>
/// <param name="LockedBy">Who has it, by name; null: nobody.</param>
/// <param name="IsMine">Whether that is whoever looks.</param>
internal sealed record DeskRow(Story Story, Instant At, string? LockedBy, bool IsMine)
{
    /// <summary>Names what the row shows: where it is the same, the row stays as it is.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Story.Updated.Microseconds}.{Story.Standing.Version}.{(int)Story.Standing.State}.{LockedBy}");
}

/// <summary>A column of a desk: one step of its work.</summary>
/// <param name="Code">The stage, or what stands before and behind: "wires", "sent".</param>
/// <param name="Title">What stands over it, as the name of the words; null: the stage's own name.</param>
/// <param name="Rows">Its rows, the newest first.</param>
/// <param name="HasMore">Whether there are more than are shown.</param>
internal sealed record DeskColumn(string Code, string? Title, IReadOnlyList<DeskRow> Rows, bool HasMore);

/// <summary>A desk at one moment: its columns, the other desks, and the alarms that concern everybody.</summary>
internal sealed record DeskBoard
{
    private const int MostUnsent = 500;
    private const int MostSent = 100;
    private const string Incoming = "incoming";
    private const string Usual = "news";
    private static readonly StoryState[] Unsent = [StoryState.Draft, StoryState.Working, StoryState.Ready, StoryState.Scheduled];
    private static readonly StoryState[] Sent = [StoryState.Published, StoryState.Killed, StoryState.OnHold, StoryState.Unpublished, StoryState.TakenDown];

    /// <summary>The desk.</summary>
    internal required string Desk { get; init; }
    /// <summary>All desks, each with how many stories wait on it.</summary>
    internal required IReadOnlyList<(string Desk, int Waiting)> Desks { get; init; }
    /// <summary>The columns, in the order of the work.</summary>
    internal required IReadOnlyList<DeskColumn> Columns { get; init; }
    /// <summary>Open alarms.</summary>
    internal required IReadOnlyList<Alarm> Alarms { get; init; }
    /// <summary>What stands under the frame until somebody has seen to it.</summary>
    internal required Bars Bars { get; init; }
    /// <summary>Names the state of all desks.</summary>
    internal required string State { get; init; }

    internal static DeskBoard Read(Db db, string? desk, string me, bool spike)
    {
        var desks = StoryList.Desks(db);
        desk ??= desks.Count == 0 || StoryList.HasAny(db, Usual) ? Usual : desks[0].Desk;
        var names = People.Names(db);
        var alarms = Store.Keeping.Alarms.List(db, openOnly: true, 200);
        return new DeskBoard
        {
            Desk = desk,
            Desks = desks.Any(d => d.Desk == desk) ? desks : [(desk, 0), .. desks],
            Columns = spike ? [Spiked(db, desk, me, names)] : Work(db, desk, me, names),
            Alarms = alarms,
            Bars = Bars.Of(db, alarms),
            State = DeskFeed.StateOf(db),
        };
    }

    private static List<DeskColumn> Work(Db db, string desk, string me, Dictionary<string, string> names)
    {
        var waiting = StoryList.Filtered(db, new StoryFilter { Desk = desk, States = Unsent }, null, MostUnsent + 1);
        var more = waiting.Count > MostUnsent;
        var sent = StoryList.Filtered(db, new StoryFilter { Desk = desk, States = Sent }, null, MostSent + 1);
        var stages = waiting.Take(MostUnsent).GroupBy(StageOf).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        List<DeskRow> Rows(string stage) => [.. stages.GetValueOrDefault(stage, []).Select(s => RowOf(s, s.Updated, me, names))];
        var own = stages.Keys.Where(s => s is not ("wires" or "working" or "ready")).Order(StringComparer.Ordinal);
        return
        [
            new("wires", "column-wires", Rows("wires"), more),
            new("working", "column-working", Rows("working"), more),
            .. own.Select(stage => new DeskColumn(stage, null, Rows(stage), more)),
            new("ready", "column-ready", Rows("ready"), more),
            new("sent", "column-sent", [.. sent.Take(MostSent).OrderByDescending(s => s.LastSent ?? s.Updated).Select(s => RowOf(s, s.LastSent ?? s.Updated, me, names))], sent.Count > MostSent),
        ];
    }

    private static DeskColumn Spiked(Db db, string desk, string me, Dictionary<string, string> names)
    {
        var rows = StoryList.Filtered(db, new StoryFilter { Desk = desk, States = [StoryState.Spiked] }, null, MostSent + 1);
        return new("spike", "column-spike", [.. rows.Take(MostSent).Select(s => RowOf(s, s.Updated, me, names))], rows.Count > MostSent);
    }

    /// <summary>What nobody has touched stands with the wires it came from; our own begin as work.</summary>
    private static string StageOf(Story story) => story switch
    {
        { Standing.State: StoryState.Ready or StoryState.Scheduled } => "ready",
        { Stage: Incoming, Source: not null } => "wires",
        { Stage: Incoming } => "working",
        _ => story.Stage,
    };

    private static DeskRow RowOf(Story story, Instant at, string me, Dictionary<string, string> names) =>
        new(story, at, story.LockedBy is { } who ? names.GetValueOrDefault(who, who) : null, story.LockedBy == me);
}
