using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>A row of a desk: a story in one line.</summary>
/// <param name="Story">The story.</param>
/// <param name="At">The time that is shown and that sorts it: when it came or was changed; in the column of what was sent, when that was.</param>
/// <param name="LockedBy">Who has it, by name; null: nobody.</param>
/// <param name="IsMine">Whether that is whoever looks.</param>
internal sealed record DeskRow(Story Story, Instant At, string? LockedBy, bool IsMine)
{
    /// <summary>Whether the lawyers must clear it before it goes.</summary>
    internal bool AwaitsLegal { get; init; }

    /// <summary>Whether it translates a story that has gone on since.</summary>
    internal bool IsBehind { get; init; }

    /// <summary>For whom it is marked, by name; null: for nobody.</summary>
    internal string? MarkedFor { get; init; }

    /// <summary>Names what the row shows: where it is the same, the row stays as it is.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Story.Updated.Microseconds}.{Story.Standing.Version}.{(int)Story.Standing.State}.{LockedBy}.{MarkedFor}.{AwaitsLegal}.{IsBehind}");

    /// <summary>Its place in a column: what comes after it has a lower one.</summary>
    internal DeskPlace Place => new(At, Story.Id);
}

/// <summary>A column of a desk: one step of its work.</summary>
/// <param name="Code">The stage, or what stands before and behind: "wires", "sent".</param>
/// <param name="Title">What stands over it, as the name of the words; null: the stage's own name.</param>
/// <param name="Rows">Its rows, the newest first: a page of them.</param>
/// <param name="HasMore">Whether older rows are still to be asked for.</param>
/// <param name="Number">How many it has in all, as it is shown.</param>
internal sealed record DeskColumn(string Code, string? Title, IReadOnlyList<DeskRow> Rows, bool HasMore, string Number)
{
    /// <summary>A number of rows, which were counted up to a limit.</summary>
    internal static string NumberOf(int count, int most) => count.ToString(CultureInfo.InvariantCulture) + (count < most ? "" : "+");
}

/// <summary>A desk at one moment: its columns, the other desks, and what concerns everybody.</summary>
internal sealed record DeskBoard
{
    private const string Usual = "news";

    /// <summary>The desk.</summary>
    internal required string Desk { get; init; }
    /// <summary>All desks, each with how many stories wait on it.</summary>
    internal required IReadOnlyList<(string Desk, int Waiting)> Desks { get; init; }
    /// <summary>The columns, in the order of the work, each with its first page.</summary>
    internal required IReadOnlyList<DeskColumn> Columns { get; init; }
    /// <summary>What stands under the frame until somebody has seen to it.</summary>
    internal required Bars Bars { get; init; }
    /// <summary>Names the state of all desks.</summary>
    internal required string State { get; init; }

    /// <summary>A desk as it opens. <paramref name="desk"/> null: the usual one.</summary>
    internal static DeskBoard Read(Db db, string? desk, string me, bool spike, DeskMoment moment, Func<Story, bool> sees)
    {
        var board = Around(db, desk, moment);
        return board with { Columns = new DeskColumns(db, board.Desk, me, spike, moment, sees).First() };
    }

    /// <summary>What stands around the columns, without them.</summary>
    internal static DeskBoard Around(Db db, string? desk, DeskMoment moment)
    {
        desk ??= moment.Desks.Count == 0 || StoryList.HasAny(db, Usual) ? Usual : moment.Desks[0].Desk;
        return new DeskBoard
        {
            Desk = desk,
            Desks = moment.Desks.Any(d => d.Desk == desk) ? moment.Desks : [(desk, 0), .. moment.Desks],
            Columns = [],
            Bars = moment.Bars,
            State = moment.State,
        };
    }
}
