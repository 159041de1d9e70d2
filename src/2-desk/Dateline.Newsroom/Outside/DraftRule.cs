using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outside;

/// <summary>
/// Whether somebody outside may read a draft. It is asked when a link is opened and each time it is listed, of the story as it stands then, and is kept nowhere:
/// a story that is killed, held or flagged shows nothing from that moment on, and one that is sent as it was shows again.
/// </summary>
internal static class DraftRule
{
    /// <summary>The code of what a lawyer must end before a story is shown: a link may be made meanwhile.</summary>
    internal const string Legal = "legal";

    /// <summary>Why a link shows nothing at <paramref name="now"/>, as a code; null: it shows the story.</summary>
    internal static string? WhyNot(Db db, DraftLink link, Story story, Instant now)
    {
        if (!link.Stands(now)) return link.Revoked is null ? "expired" : "revoked";
        return WhyNot(db, story, now) ?? (MayShow(DeskRights.OfDoer(db, link.Who), story, now) ? null : "maker");
    }

    /// <summary>Why a story is shown to nobody outside, whatever link there is; null: it may be.</summary>
    internal static string? WhyNot(Db db, Story story, Instant now) => story.Standing switch
    {
        { State: StoryState.Killed } => "killed",
        { State: StoryState.TakenDown } => "taken-down",
        { State: StoryState.OnHold } => "on-hold",
        { State: StoryState.Unpublished } => "unpublished",
        { State: StoryState.Spiked } => "spiked",
        { Status: not PubStatus.Usable } => "withdrawn",
        _ when story.Content.Rights.Expires is { } ends && ends <= now => "terms",
        _ when StoryChecks.Legal(db, story.Id) is { IsOpen: true } => Legal,
        _ => null,
    };

    /// <summary>Whether it is theirs to show: they see it, and may write on its desk.</summary>
    private static bool MayShow(DeskRights? maker, Story story, Instant now) => maker is not null && maker.May(Scopes.Write, story.Desk) && maker.Sees(story, now);
}
