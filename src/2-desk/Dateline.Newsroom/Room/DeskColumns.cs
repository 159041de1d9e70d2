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
    internal const int MostChanges = 100;

    private const int MostOfAState = 10_000;
    private const int MostSent = 1_000;
    private const string Incoming = "incoming";
    private static readonly StoryState[] Unsent = [StoryState.Draft, StoryState.Working, StoryState.Ready, StoryState.Scheduled];
    private static readonly StoryState[] Sent = [StoryState.Published, StoryState.Killed, StoryState.OnHold, StoryState.Unpublished, StoryState.TakenDown];
    private static readonly string[] OfEveryDesk = ["wires", "working", "ready"];

    /// <summary>Every column with its first page.</summary>
    internal List<DeskColumn> First() => Sorted().ConvertAll(c => new DeskColumn(
        c.Code, OfEveryDesk.Contains(c.Code) || c.Code is "sent" or "spike" ? "column-" + c.Code : null, Rows(c.Lines.Take(FirstPage)), c.Lines.Count > FirstPage, DeskColumn.NumberOf(c.Lines.Count, c.Most)));

    /// <summary>How many each column has, as it is shown.</summary>
    internal IReadOnlyDictionary<string, string> Numbers() => moment.Numbers(desk, spike, () => Sorted().ToDictionary(c => c.Code, c => DeskColumn.NumberOf(c.Lines.Count, c.Most), StringComparer.Ordinal));

    /// <summary>The rows of a column that come after a place.</summary>
    internal (List<DeskRow> Rows, bool HasMore) After(string column, DeskPlace place)
    {
        var lines = column switch
        {
            "spike" => Lines([StoryState.Spiked], MostSent),
            "sent" => Lines(Sent, MostSent),
            _ => Lines(Unsent, MostOfAState).Where(l => ColumnOf(l.Line) == column),
        };
        var older = lines.Where(l => l.Place.CompareTo(place) < 0).Take(NextPage + 1).ToList();
        return (Rows(older.Take(NextPage)), older.Count > NextPage);
    }

    /// <summary>What has changed since, in the order of the changes; null: so much that the whole desk is read faster.</summary>
    internal List<DeskChange>? Since(long change)
    {
        var changed = moment.ChangesSince(db, change, MostChanges);
        return changed.Count > MostChanges ? null : [.. changed.Select(Changed)];
    }

    private DeskChange Changed(Story story)
    {
        if (!sees(story)) return new(story.Id, null, null);
        var line = new StoryLine(story.Id, story.Standing.State, story.Stage, story.Source is null, story.Updated, story.LastSent);
        var column = story.Desk == desk ? ColumnOf(line) : null;
        if (column is null || spike != (column == "spike")) return new(story.Id, null, null);
        return new(story.Id, column, RowOf(story, TimeOf(line)));
    }

    private List<(string Code, List<(StoryLine Line, DeskPlace Place)> Lines, int Most)> Sorted()
    {
        if (spike) return [("spike", Lines([StoryState.Spiked], MostSent), MostSent)];
        var unsent = Lines(Unsent, MostOfAState).ToLookup(l => ColumnOf(l.Line));
        var own = unsent.Select(g => g.Key).Except(OfEveryDesk).Order(StringComparer.Ordinal);
        return [.. OfEveryDesk[..2].Concat(own).Concat(OfEveryDesk[2..]).Select(code => (code, unsent[code].ToList(), MostOfAState)), ("sent", Lines(Sent, MostSent), MostSent)];
    }

    private List<(StoryLine Line, DeskPlace Place)> Lines(StoryState[] states, int most)
    {
        var lines = states.SelectMany(s => StoryList.Lines(db, desk, s, most)).Select(l => (Line: l, Place: new DeskPlace(TimeOf(l), l.Id))).ToList();
        lines.Sort(static (a, b) => b.Place.CompareTo(a.Place));
        return lines;
    }

    private List<DeskRow> Rows(IEnumerable<(StoryLine Line, DeskPlace Place)> lines)
    {
        var rows = new List<DeskRow>();
        foreach (var (line, place) in lines)
            if (StoryTable.Find(db, line.Id) is { } story && sees(story)) rows.Add(RowOf(story, place.At));
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
