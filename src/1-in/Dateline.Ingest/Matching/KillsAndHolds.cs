using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Kills;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Matching;

/// <summary>
/// A kill or hold from the wire acts at once, at any version, on every story made from the item, edited and locked ones too.
/// What draws on the item among others (a package, a round-up) is put on hold; what shows it as a picture gets an alarm, since the picture's
/// own story decides whether the file may be seen. A kill or hold of what has not come is remembered.
/// </summary>
internal static class KillsAndHolds
{
    internal static (string Outcome, Guid? Story) Kill(Turn turn)
    {
        Journal(turn, KillAct.ItemKill);
        var stories = StoryTable.OfSourceItem(turn.Db, turn.Source.Id, turn.Item.Identity);
        foreach (var story in stories) KillOne(turn, story);
        if (stories.Count == 0 && StandIn(turn, StoryState.Spiked, PubStatus.Canceled) is { } stone) stories.Add(stone);
        HoldWhatDrawsOn(turn, stories);
        if (stories.Count == 0) turn.Alarm("incoming-kill", $"{turn.Provider} kills {Naming.Name(turn.Item)}, which is not here. If it comes, it is blocked.");
        return stories.Count == 0 ? (Outcomes.KillRemembered, null) : (Outcomes.Kill, stories[0].Id);
    }

    internal static (string Outcome, Guid? Story) Hold(Turn turn, List<EarlierItem> earlier)
    {
        Journal(turn, KillAct.ItemHold);
        var stories = StoryTable.OfSourceItem(turn.Db, turn.Source.Id, turn.Item.Identity);
        if (stories.Count == 0 && NewStories.IsStory(turn.Item) && HasText(turn.Item) && earlier.Count == 0) return NewStories.Make(turn, isWithheld: true);
        foreach (var story in stories) HoldOne(turn, story);
        if (stories.Count == 0 && StandIn(turn, StoryState.Draft, PubStatus.Withheld) is { } stone) stories.Add(stone);
        HoldWhatDrawsOn(turn, stories);
        return stories.Count == 0 ? (Outcomes.HoldRemembered, null) : (Outcomes.Hold, stories[0].Id);
    }

    /// <summary>What no story was made of yet has no row on the wire log: a restore must know of it all the same.</summary>
    private static void Journal(Turn turn, KillAct act) => turn.Tx.Journal(new KillEntry { Act = act, Source = turn.Source.Code, SourceGuid = turn.Item.Identity, SourceVersion = turn.Item.Version, SourceVersionCreated = turn.Item.VersionCreated, By = turn.By });

    private static bool HasText(NewsItem item) => item.Content.Headline is not null && !item.Content.Body.IsEmpty || item.Content.Pictures.Count > 0;

    private static void KillOne(Turn turn, Story story)
    {
        if (story.Standing.State is StoryState.Killed or StoryState.TakenDown) return;
        if (story.Standing.Version == 0) Spike(turn, story);
        else Withdraw(turn, story, ReleaseAction.Kill);
        turn.Alarm("incoming-kill", $"{turn.Provider} killed {Naming.Name(story)}. It was acted on at once.", story.Id);
        CrashPoint.Pass("intake.killed");
    }

    private static void HoldOne(Turn turn, Story story)
    {
        if (story.Standing.Status != PubStatus.Usable) return;
        if (story.Standing.Version == 0) Withhold(turn, story);
        else Withdraw(turn, story, ReleaseAction.Hold);
        turn.Alarm("incoming-hold", $"{turn.Provider} holds {Naming.Name(story)}. It was acted on at once.", story.Id);
        CrashPoint.Pass("intake.held");
    }

    private static void Withdraw(Turn turn, Story story, ReleaseAction action)
    {
        var done = turn.Release(story, action, order => order with { Reason = Reason(turn, story, action), EdNote = turn.Item.Content.EdNote });
        if (!done.IsDone) turn.Alarm("incoming-refused", $"{turn.Provider}: {Naming.Name(story)} could not be withdrawn. {done.Refusal.Message}", story.Id);
    }

    private static void Spike(Turn turn, Story story)
    {
        story = Unscheduled(turn, story);
        StoryTable.Update(turn.Tx, story with { Updated = turn.Tx.Now, Standing = story.Standing with { State = StoryState.Spiked, Status = PubStatus.Canceled } });
        turn.Tx.Audit(turn.By, "kill-unsent", story.Guid);
    }

    private static void Withhold(Turn turn, Story story)
    {
        story = Unscheduled(turn, story);
        StoryTable.Update(turn.Tx, story with { Updated = turn.Tx.Now, Standing = story.Standing with { Status = PubStatus.Withheld } });
        turn.Tx.Audit(turn.By, "hold-unsent", story.Guid);
    }

    /// <summary>Nothing that was planned for it goes any more.</summary>
    internal static Story Unscheduled(Turn turn, Story story) =>
        story.Standing.State == StoryState.Scheduled && Releases.CancelPlan(turn.Tx, story.Id, turn.By) is { IsDone: true } back ? back.Value : story;

    /// <summary>A picture that stories show but that never came as an item of its own: a story is made for it, withdrawn, so that its files are gated.</summary>
    private static Story? StandIn(Turn turn, StoryState state, PubStatus status)
    {
        if (!StoryTable.Referring(turn.Db, turn.Item.Identity).Exists(r => r.Kind == LinkKind.Media)) return null;
        var story = NewStories.Draft(turn, ItemKind.Picture) with { Standing = Standing.NeverSent with { State = state, Status = status } };
        StoryTable.Insert(turn.Tx, story);
        MediaFiles.BindShown(turn.Tx, turn.Source.Id, turn.Item.Identity, story.Id);
        return story;
    }

    private static void HoldWhatDrawsOn(Turn turn, List<Story> made)
    {
        var referring = new Dictionary<Guid, List<LinkKind>>();
        foreach (var guid in made.Select(s => s.Guid).Append(turn.Item.Identity))
            foreach (var (story, kind) in StoryTable.Referring(turn.Db, guid))
                if (!made.Exists(m => m.Id == story)) (referring.TryGetValue(story, out var kinds) ? kinds : referring[story] = []).Add(kind);
        foreach (var (id, kinds) in referring)
            if (StoryTable.Find(turn.Db, id) is { } story) Affect(turn, story, kinds);
    }

    private static void Affect(Turn turn, Story story, List<LinkKind> kinds)
    {
        // Another source's stories are not this one's to withdraw; the desk must know all the same.
        var isOthers = story.Source is { } source && source != turn.Source.Id;
        var isBundle = !isOthers && story.Kind is ItemKind.Package or ItemKind.Composite;
        var what = turn.Item.IsKill ? "killed" : "holds";
        if (!isBundle && !isOthers && kinds.TrueForAll(k => k == LinkKind.Media))
            turn.Alarm("picture-withdrawn", $"{turn.Provider} {what} a picture that {Naming.Name(story)} shows. The picture is off; look at what the story says about it.", story.Id);
        else if (isBundle || story.Source is null)
            HoldDrawing(turn, story, what);
        else
            turn.Alarm("linked-story-withdrawn", $"{turn.Provider} {what} {Naming.Name(turn.Item)}, to which {Naming.Name(story)} refers. Look at it.", story.Id);
    }

    private static void HoldDrawing(Turn turn, Story story, string what)
    {
        if (story.Standing.State is StoryState.Killed or StoryState.TakenDown) return;
        if (story.Standing.Version > 0 && story.Standing.Status == PubStatus.Usable) Withdraw(turn, story, ReleaseAction.Hold);
        turn.Alarm("draws-on-withdrawn", $"{turn.Provider} {what} {Naming.Name(turn.Item)}, on which {Naming.Name(story)} draws.{(story.Standing.Version > 0 ? " It is on hold until you decide." : "")}", story.Id);
    }

    private static string Reason(Turn turn, Story story, ReleaseAction action)
    {
        if (turn.Item.Content.EdNote is { } note && !string.IsNullOrWhiteSpace(note)) return note;
        return Wording.Withdrawn(action, story.Content.Language ?? turn.Item.Content.Language, turn.Provider);
    }
}
