using Dateline.News;
using Dateline.Newsroom.Staff;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>Somebody outside who has read the story by a link: nothing is sent to them, so somebody tells them.</summary>
/// <param name="Link">The link.</param>
/// <param name="ToldBy">Who told them since it was withdrawn, by name; null: nobody yet.</param>
internal sealed record OutsideReader(DraftLink Link, string? ToldBy)
{
    /// <summary>Whether they know.</summary>
    internal bool IsTold => ToldBy is not null;

    /// <summary>How often they opened it, and when last.</summary>
    internal string Read(StaffWords words, Instant now) => words.Count("js-outside-opened", Link.Openings, words.Time(Link.Opened!.Value, now));

    /// <summary>Those of a story, as it stands with each about the row that withdrew it: who was told of a hold has not heard of the kill.</summary>
    internal static List<OutsideReader> Of(Db db, LoggedRow row, Dictionary<string, string> names) =>
        DraftLinks.OpenedOf(db, row.Story).ConvertAll(link => new OutsideReader(link, link.ToldOf == row.Position ? names.GetValueOrDefault(link.ToldBy ?? "", link.ToldBy ?? "–") : null));

    /// <summary>The row by which a story was withdrawn last; null: it never was.</summary>
    internal static LoggedRow? Withdrawal(Db db, Guid story) => WireLog.OfStory(db, story).LastOrDefault(r => r.Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown);
}
