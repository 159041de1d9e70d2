using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>A place in a column, which is sorted by time, the newest first.</summary>
internal readonly record struct DeskPlace(Instant At, Guid Id) : IComparable<DeskPlace>
{
    public int CompareTo(DeskPlace other) => (At, Id).CompareTo((other.At, other.Id));

    /// <summary>As it stands in a row and comes back with the next question.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Microseconds}.{Id:N}");

    /// <summary>The place that a screen brought back; null where it is none.</summary>
    internal static DeskPlace? Parse(string? text) =>
        text?.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParseExact(id, "N", out var story)
            ? new DeskPlace(new Instant(microseconds), story)
            : null;
}

/// <summary>A story that has changed, as one desk sees it.</summary>
/// <param name="Story">The story.</param>
/// <param name="Column">The column it now stands in; null: it is not on this desk (any more).</param>
/// <param name="Row">Its row; null with the column.</param>
internal sealed record DeskChange(Guid Story, string? Column, DeskRow? Row);

/// <summary>A column's stories in their order, without what they say: the same for everybody until something changes.</summary>
/// <param name="Code">The column.</param>
/// <param name="Lines">Its stories, the newest first.</param>
/// <param name="Most">Up to how many were counted.</param>
internal sealed record SortedColumn(string Code, IReadOnlyList<(Guid Id, DeskPlace Place)> Lines, int Most)
{
    /// <summary>How many it has, as it is shown.</summary>
    internal string Number => DeskColumn.NumberOf(Lines.Count, Most);

    /// <summary>Where the lines begin that come after a place.</summary>
    internal int After(DeskPlace place)
    {
        var (low, high) = (0, Lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Lines[middle].Place.CompareTo(place) < 0) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}

/// <summary>
/// The columns of one desk. All of a desk's stories are sorted and counted by what stands beside their text; text is read only of the rows of a page,
/// so that a desk of thousands opens like one of ten.
/// </summary>
internal sealed class DeskColumns(Db db, string desk, string me, bool spike, DeskMoment moment, Func<Story, bool> sees)
{
    /// <summary>How many rows a column shows before older ones are asked for, and how many come with each question.</summary>
    internal const int FirstPage = 100;
    internal const int NextPage = 250;

    /// <summary>Above this many changes a screen asks for the whole desk again.</summary>
    internal const int MostChanges = 500;

    private const int MostOfAState = 10_000;
    private const int MostSent = 1_000;
    private const string Incoming = "incoming";
    private static readonly StoryState[] Unsent = [StoryState.Draft, StoryState.Working, StoryState.Ready, StoryState.Scheduled];
    private static readonly StoryState[] Sent = [StoryState.Published, StoryState.Killed, StoryState.OnHold, StoryState.Unpublished, StoryState.TakenDown];
    private static readonly string[] OfEveryDesk = ["wires", "working", "ready"];

    /// <summary>Every column with its first page.</summary>
    internal List<DeskColumn> First() => [.. Sorted().Select(c => new DeskColumn(
        c.Code, OfEveryDesk.Contains(c.Code) || c.Code is "sent" or "spike" ? "column-" + c.Code : null, Rows(c.Lines.Take(FirstPage)), c.Lines.Count > FirstPage, c.Number))];

    /// <summary>How many each column has, as it is shown.</summary>
    internal IReadOnlyDictionary<string, string> Numbers() => Sorted().ToDictionary(c => c.Code, c => c.Number, StringComparer.Ordinal);

    /// <summary>The rows of a column that come after a place.</summary>
    internal (List<DeskRow> Rows, bool HasMore) After(string column, DeskPlace place)
    {
        if (Sorted().FirstOrDefault(c => c.Code == column) is not { } sorted) return ([], false);
        var from = sorted.After(place);
        return (Rows(sorted.Lines.Skip(from).Take(NextPage)), sorted.Lines.Count > from + NextPage);
    }

    /// <summary>What has changed since, in the order of the changes; null: so much that the whole desk is read faster.</summary>
    internal List<DeskChange>? Since(long change)
    {
        var changed = moment.ChangesSince(db, change, MostChanges);
        return changed.Count > MostChanges ? null : [.. changed.Select(Changed)];
    }

    private DeskChange Changed(ChangedLine changed)
    {
        var line = changed.Line;
        var column = changed.Desk == desk && line.Stage != StoryList.Beside ? ColumnOf(line) : null;
        if (column is null || spike != (column == "spike") || moment.Story(db, line.Id) is not { } story || !sees(story)) return new(line.Id, null, null);
        return new(line.Id, column, RowOf(story, TimeOf(line)));
    }

    private IReadOnlyList<SortedColumn> Sorted() => moment.Sorted(desk, spike, Sort);

    private List<SortedColumn> Sort()
    {
        if (spike) return [Column("spike", Lines([StoryState.Spiked], MostSent), MostSent)];
        var unsent = Lines(Unsent, MostOfAState).Where(static l => l.Stage != StoryList.Beside).ToLookup(ColumnOf);
        var own = unsent.Select(g => g.Key).Except(OfEveryDesk).Order(StringComparer.Ordinal);
        return [.. OfEveryDesk[..2].Concat(own).Concat(OfEveryDesk[2..]).Select(code => Column(code, unsent[code], MostOfAState)), Column("sent", Lines(Sent, MostSent), MostSent)];
    }

    private static SortedColumn Column(string code, IEnumerable<StoryLine> stories, int most)
    {
        var lines = stories.Select(static l => (l.Id, Place: new DeskPlace(TimeOf(l), l.Id))).ToArray();
        Array.Sort(lines, static (a, b) => b.Place.CompareTo(a.Place));
        return new(code, lines, most);
    }

    private IEnumerable<StoryLine> Lines(StoryState[] states, int most) => states.SelectMany(s => StoryList.Lines(db, desk, s, most));

    private List<DeskRow> Rows(IEnumerable<(Guid Id, DeskPlace Place)> lines)
    {
        var rows = new List<DeskRow>();
        foreach (var (id, place) in lines)
            if (moment.Story(db, id) is { } story && sees(story)) rows.Add(RowOf(story, place.At));
        return rows;
    }

    private DeskRow RowOf(Story story, Instant at) => new(story, at, story.LockedBy is { } who ? moment.Names.GetValueOrDefault(who, who) : null, story.LockedBy == me) { IsBehind = Editing.StoryTranslation.IsBehind(db, story), AwaitsLegal = moment.Legal.Contains(story.Id), MarkedFor = story.MarkedFor is { } marked ? moment.Names.GetValueOrDefault(marked, marked) : null };

    private static Instant TimeOf(StoryLine line) => Sent.Contains(line.State) ? line.LastSent ?? line.Updated : line.Updated;

    /// <summary>What nobody has touched stands with the wires it came from; our own begin as work.</summary>
    private static string ColumnOf(StoryLine line) => line switch
    {
        { State: StoryState.Spiked } => "spike",
        { State: var state } when Sent.Contains(state) => "sent",
        { State: StoryState.Ready or StoryState.Scheduled } => "ready",
        { Stage: Incoming, IsOurs: false } => "wires",
        { Stage: Incoming } => "working",
        _ => line.Stage,
    };
}
