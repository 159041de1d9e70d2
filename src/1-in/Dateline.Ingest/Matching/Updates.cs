using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Matching;

/// <summary>
/// A newer version of an item that became stories before (product.md rule 4). What nobody touched follows the wire by itself, sent or not.
/// What somebody edited, locked or scheduled is never overwritten: the desk gets an alarm and the item to merge.
/// An embargo that tightens acts on everything at once.
/// </summary>
internal static class Updates
{
    /// <summary>Applies it to every story made from the item; the outcome is the newest story's.</summary>
    internal static (string Outcome, Guid? Story) Apply(Turn turn, List<Story> stories)
    {
        var outcomes = stories.ConvertAll(story => Apply(turn, story));
        return (outcomes[0], stories[0].Id);
    }

    private static string Apply(Turn turn, Story story)
    {
        if (story.Standing.State is StoryState.Killed or StoryState.TakenDown || story.Standing.Status == PubStatus.Canceled) return AfterKill(turn, story);
        return story.Standing.Version == 0 ? Unsent(turn, story) : Sent(turn, story);
    }

    private static string AfterKill(Turn turn, Story story)
    {
        turn.Alarm("after-kill", $"{Naming.Name(story)}: a version arrived after the kill. It is kept and blocked; whether the story comes back is for two people to decide.", story.Id);
        return Outcomes.AfterKill;
    }

    private static bool IsOurs(Story story) => story.Touched || story.LockedBy is not null || story.Standing.State == StoryState.Scheduled;

    // Not out yet

    private static string Unsent(Turn turn, Story story)
    {
        story = Tightened(turn, story);
        if (IsOurs(story)) return Waits(turn, story);
        var held = story.Standing.Status == PubStatus.Withheld && !turn.Item.Has(SignalKind.Correction);
        story = Replaced(turn, StoryTable.Keep(turn.Tx, story, turn.By, "replaced by " + (turn.Item.Version ?? "a new version")));
        story = story with { Standing = story.Standing with { Embargo = turn.Item.Embargo, IsAdvisory = turn.Item.IsAdvisory, Status = held ? PubStatus.Withheld : PubStatus.Usable } };
        StoryTable.Update(turn.Tx, story, linksChanged: true);
        MediaFiles.Bind(turn.Tx, story);
        if (held) turn.Alarm("held-story-update", $"{Naming.Name(story)} is withheld by {turn.Provider}, and a new version came that does not say otherwise. It stays withheld.", story.Id);
        // What somebody has taken on is theirs to send.
        return story.Standing.State == StoryState.Draft && NewStories.Send(turn, story) ? Outcomes.Sent : Outcomes.Replaced;
    }

    private static Story Tightened(Turn turn, Story story)
    {
        if (EmbargoMoves.Between(story.Standing.Embargo, turn.Item.Embargo, turn.Tx.Now) != EmbargoMove.Tighten) return story;
        story = KillsAndHolds.Unscheduled(turn, story);
        story = story with { Updated = turn.Tx.Now, Standing = story.Standing with { Embargo = turn.Item.Embargo } };
        StoryTable.Update(turn.Tx, story);
        turn.Alarm("incoming-embargo", $"{turn.Provider} tightened the embargo of {Naming.Name(story)}: {turn.Item.Embargo}.", story.Id);
        return story;
    }

    // Out

    private static string Sent(Turn turn, Story story)
    {
        var move = EmbargoMoves.Between(story.Standing.Embargo, turn.Item.Embargo, turn.Tx.Now);
        var tightened = move == EmbargoMove.Tighten && Tighten(turn, story);
        if (IsOurs(story) || !MayFollow(turn, story)) return Waits(turn, story, move);
        if (IsSameText(turn, story) && move != EmbargoMove.None) return tightened || Loosen(turn, story, move) ? Follow(turn, story, Outcomes.EmbargoChanged) : Waits(turn, story, move);

        var outcome = NewVersion(turn, story);
        if (outcome is null) return Outcomes.Waits;
        if (move == EmbargoMove.Loosen) Loosen(turn, story, move);
        return Follow(turn, story, outcome);
    }

    /// <summary>Whether it may go over untouched copy by itself.</summary>
    private static bool MayFollow(Turn turn, Story story)
    {
        if (!turn.Settings.SendOn || turn.Item.Has(SignalKind.Alarm)) return false;
        if (turn.Item.IsAdvisory && !story.Standing.IsAdvisory) return false;
        // A hold ends by the wire's own correction where it was the wire's own hold; whatever else comes, withheld stays withheld.
        return story.Standing.Status != PubStatus.Withheld || turn.Item.Has(SignalKind.Correction) && HoldOf.By(turn.Db, story) == turn.By;
    }

    private static string? NewVersion(Turn turn, Story story)
    {
        var action = turn.Item.Has(SignalKind.Correction) ? ReleaseAction.Correct
            : turn.Item.Has(SignalKind.Refile) && HasEdNote(turn) ? ReleaseAction.Refile
            : ReleaseAction.Writethru;
        var done = turn.Release(story, action, order => Worded(turn, story, order), turn.Content);
        if (!done.IsDone)
        {
            turn.Alarm("incoming-refused", $"A new version of {Naming.Name(story)} could not be sent. {done.Refusal.Message}", story.Id);
            return null;
        }
        return action switch { ReleaseAction.Correct => Outcomes.Corrected, ReleaseAction.Refile => Outcomes.Refiled, _ => Outcomes.Writethru };
    }

    private static bool HasEdNote(Turn turn) => !string.IsNullOrWhiteSpace(turn.Item.Content.EdNote);

    private static ReleaseOrder Worded(Turn turn, Story story, ReleaseOrder order)
    {
        var language = turn.Content.Language ?? story.Content.Language;
        order = order with { EdNote = HasEdNote(turn) ? turn.Item.Content.EdNote : null };
        if (order.Action != ReleaseAction.Correct) return order;
        var stated = turn.Item.Notices is [.., var last] ? last : null;
        return order with
        {
            EdNote = order.EdNote ?? Wording.Corrects(language, turn.Provider),
            Notice = stated?.Text ?? Wording.Corrected(language, turn.Provider),
            NoticeKind = stated?.Kind ?? NoticeKind.Correction,
        };
    }

    /// <summary>The story's own row says which version of the wire it follows, and binds the files that the version names.</summary>
    private static string Follow(Turn turn, Story story, string outcome)
    {
        var now = StoryTable.Find(turn.Db, story.Id)!;
        now = now with { Links = turn.Item.Links, SourceVersion = turn.Item.Version, SourceVersionCreated = turn.Item.VersionCreated };
        StoryTable.Update(turn.Tx, now, linksChanged: true);
        if (now.Content.Pictures.Count > 0) MediaFiles.Bind(turn.Tx, now);
        CrashPoint.Pass("intake.followed");
        return outcome;
    }

    private static Story Replaced(Turn turn, Story story) => story with
    {
        Content = turn.Content,
        Links = turn.Item.Links,
        SourceVersion = turn.Item.Version,
        SourceVersionCreated = turn.Item.VersionCreated,
        Updated = turn.Tx.Now,
    };

    private static bool IsSameText(Turn turn, Story story) => StoryTable.Hash(Bare(turn.Content)).AsSpan().SequenceEqual(StoryTable.Hash(Bare(story.Content)));

    private static StoryContent Bare(StoryContent content) => content with { EdNote = null, StaffNote = null, TakeKey = null };

    // Embargoes

    private static bool Tighten(Turn turn, Story story)
    {
        var done = turn.Release(story, ReleaseAction.ChangeEmbargo, order => order with { UsableFrom = turn.Item.Embargo, EdNote = turn.Item.Content.EdNote });
        turn.Alarm("incoming-embargo", done.IsDone
            ? $"{turn.Provider} tightened the embargo of {Naming.Name(story)}: {turn.Item.Embargo}. It was acted on at once."
            : $"{turn.Provider} tightened the embargo of {Naming.Name(story)}, but: {done.Refusal.Message}", story.Id);
        return done.IsDone;
    }

    private static bool Loosen(Turn turn, Story story, EmbargoMove move)
    {
        if (move != EmbargoMove.Loosen) return false;
        var lifts = turn.Item.Embargo.IsUsable(turn.Tx.Now);
        var done = turn.Release(story, lifts ? ReleaseAction.Lift : ReleaseAction.ChangeEmbargo, order => order with { UsableFrom = lifts ? null : turn.Item.Embargo, EdNote = turn.Item.Content.EdNote });
        turn.Alarm("incoming-embargo", done.IsDone
            ? $"{turn.Provider} {(lifts ? "lifted the embargo" : "moved the embargo forward")} of {Naming.Name(story)}. It was acted on at once."
            : $"{turn.Provider} changed the embargo of {Naming.Name(story)}, but: {done.Refusal.Message}", story.Id);
        return done.IsDone;
    }

    // The desk's

    private static string Waits(Turn turn, Story story, EmbargoMove move = EmbargoMove.None)
    {
        var name = Naming.Name(story);
        var what = turn.Item.Has(SignalKind.Correction) ? "a correction" : turn.Item.IsAdvisory && !story.Standing.IsAdvisory ? "an advisory" : "a new version";
        var why = story.LockedBy is not null ? "someone has it open"
            : story.Touched ? "it was edited here"
            : story.Standing.State == StoryState.Scheduled ? "it is scheduled"
            : story.Standing.Status == PubStatus.Withheld ? "it is on hold"
            : turn.Item.Has(SignalKind.Alarm) ? "the words sound like a kill"
            : turn.Item.IsAdvisory && !story.Standing.IsAdvisory ? "an advisory is never public"
            : "the source's versions are not sent on by themselves";
        var kind = turn.Item.Has(SignalKind.Correction) ? "incoming-correction" : "incoming-update";
        turn.Alarm(kind, $"{turn.Provider} sent {what} of {name}, and {why}. Nothing was overwritten; merge it.", story.Id);
        if (move == EmbargoMove.Loosen) turn.Alarm("incoming-embargo", $"{turn.Provider} says that {name} is usable {(turn.Item.Embargo.IsNone ? "now" : "from " + turn.Item.Embargo)}. It was not acted on, because {why}.", story.Id);
        return Outcomes.Waits;
    }
}
