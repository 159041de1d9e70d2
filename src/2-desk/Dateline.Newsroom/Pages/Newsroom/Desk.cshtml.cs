using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>A mark on a row: an icon and its words.</summary>
/// <param name="Icon">The icon.</param>
/// <param name="Colour">Its colour's class.</param>
/// <param name="Words">What it means.</param>
/// <param name="Until">What it counts down to; null: nothing.</param>
internal sealed record Badge(string Icon, string Colour, string Words, Instant? Until = null);

/// <summary>The desk: what came in, what is worked on, what went out.</summary>
internal sealed class DeskModel(NewsStore store, NewsroomOptions options, DeskFeed feed) : RoomPage(store, options)
{
    internal override string Title => Words.Fill("desk-title", NameOf(Board.Desk));

    internal override string Script => "desk.js";

    internal override string? OnDesk => Board?.Desk;

    internal override string Shape => "screen desk";

    /// <summary>What it shows.</summary>
    internal DeskBoard Board { get; private set; } = null!;

    /// <summary>Whether it shows the spike.</summary>
    internal bool IsSpike { get; private set; }

    /// <summary>More rows of a column, where only these were asked for.</summary>
    internal (string Column, IReadOnlyList<DeskRow> Rows, bool HasMore) More { get; private set; }

    /// <summary>What has changed, where only that was asked for.</summary>
    internal IReadOnlyList<DeskChange> Changes { get; private set; } = [];

    /// <summary>How many each column has, with what has changed.</summary>
    internal IReadOnlyDictionary<string, string> Numbers { get; private set; } = new Dictionary<string, string>();

    /// <param name="desk">Which desk.</param>
    /// <param name="view">"spike": what was binned.</param>
    /// <param name="part">For a screen that is open: "board", all of it; "changes", what has changed; "rows", older rows of a column.</param>
    /// <param name="since">The state that the screen shows.</param>
    /// <param name="column">Of which column.</param>
    /// <param name="after">The place of the last row that the screen has of it.</param>
    public IActionResult OnGet(string? desk, string? view, string? part, string? since, string? column, string? after)
    {
        IsSpike = view == "spike";
        desk = string.IsNullOrEmpty(desk) ? null : desk;
        if (part == "rows") return Rows(desk ?? "", column ?? "", DeskPlace.Parse(after));
        if (part == "changes" && DeskFeed.ChangeOf(since) is { } change && Store.Read(db => ReadChanges(db, desk, change))) return Partial("_Changes", this);
        Board = Store.Read(db => DeskBoard.Read(db, desk, Me, IsSpike, feed.Moment(db), Sees));
        return part is null ? Page() : Partial("_Board", this);
    }

    private IActionResult Rows(string desk, string column, DeskPlace? after)
    {
        if (after is not { } place) return BadRequest();
        var rows = Store.Read(db => new DeskColumns(db, desk, Me, IsSpike, feed.Moment(db), Sees).After(column, place));
        More = (column, rows.Rows, rows.HasMore);
        return Partial("_Rows", this);
    }

    private bool ReadChanges(Store.Database.Db db, string? desk, long change)
    {
        var moment = feed.Moment(db);
        Board = DeskBoard.Around(db, desk, moment);
        var columns = new DeskColumns(db, Board.Desk, Me, IsSpike, moment, Sees);
        if (columns.Since(change) is not { } changes) return false;
        (Changes, Numbers) = (changes, columns.Numbers());
        return true;
    }

    /// <summary>A desk's name from its code.</summary>
    internal static string NameOf(string desk) => desk.Length == 0 ? "–" : char.ToUpperInvariant(desk[0]) + desk[1..].Replace('-', ' ');

    /// <summary>What stands over a column.</summary>
    internal string NameOf(DeskColumn column) => column.Title is { } title ? Words[title] : NameOf(column.Code);

    /// <summary>A moment, short: its time within the day, else its day.</summary>
    internal string Short(Instant at) => Words.Short(at, Now);

    /// <summary>The marks of a row, what stops it first.</summary>
    internal IEnumerable<Badge> Badges(DeskRow row)
    {
        var (story, standing) = (row.Story, row.Story.Standing);
        if (standing.State is StoryState.Killed) yield return new("kill", "k", Words["state-killed"]);
        if (standing.State is StoryState.TakenDown) yield return new("kill", "k", Words["state-takenDown"]);
        if (standing.State is StoryState.OnHold) yield return new("hold", "h", Words["state-onHold"]);
        if (standing.State is StoryState.Unpublished) yield return new("off", "h", Words["state-unpublished"]);
        if (standing.State is StoryState.Scheduled) yield return new("send", "", Words["state-scheduled"]);
        if (row.AwaitsLegal) yield return new("hold", "k", Words["badge-legal"]);
        if (row.LockedBy is { } who) yield return new("lock", row.IsMine ? "o" : "h", row.IsMine ? Words["lock-you"] : who);
        if (row.IsBehind) yield return new("update", "h", Words["badge-behind"]);
        if (row.MarkedFor is { } whom) yield return new("note", "o", Words.Fill("badge-marked", whom));
        if (!standing.Embargo.IsUsable(Now)) yield return standing.Embargo.Until is { } until && until != Instant.FarFuture ? new("embargo", "e", Words["badge-embargo"], until) : new("embargo", "e", Words["badge-further"]);
        if (standing.IsAdvisory) yield return new("note", "", Words["badge-advisory"]);
        if (story.Content.Pictures.Count > 0) yield return new("photo", "", Words["badge-photo"]);
        if (story.Content.Language is { } language && language.Primary != (Options.Language?.Primary ?? Words.Tag)) yield return new("language", "", language.Primary.ToUpperInvariant());
        if (standing.Version > 1) yield return new("update", "", Words.Fill("version", standing.Version));
    }
}
