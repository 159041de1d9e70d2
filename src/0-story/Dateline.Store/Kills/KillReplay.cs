using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Store.Kills;

/// <summary>What replaying a kill journal did.</summary>
/// <param name="Killed">Stories killed or taken down.</param>
/// <param name="Held">Stories put on hold.</param>
/// <param name="Embargoed">Stories whose embargo was tightened.</param>
/// <param name="Remembered">Items that are not here, and are blocked if they come.</param>
/// <param name="Keys">API keys revoked again.</param>
/// <param name="HoldsEnded">Stories that are on hold here and whose hold was ended later: for a person to end again.</param>
public sealed record ReplayedKills(int Killed, int Held, int Embargoed, int Remembered, int Keys, int HoldsEnded);

/// <summary>
/// After a restore: what the journal knows and the backup does not is done again, where it takes something away. What gave something back
/// (a hold that ended, an embargo that was lifted) is not: a person decides that anew.
/// </summary>
internal static class KillReplay
{
    internal const string Who = "kill-journal";

    internal static ReplayedKills Run(StoreTransaction tx, IEnumerable<KillEntry> entries)
    {
        var fresh = entries.Where(e => !IsKnown(tx.Db, e)).OrderBy(e => e.At).ThenBy(e => e.Position).ToList();
        var counts = new ReplayedKills(0, 0, 0, 0, 0, 0);
        foreach (var key in fresh.Where(e => e.Act == KillAct.KeyRevoked).Select(e => e.Guid!).Distinct())
            if (ApiKeys.Revoke(tx, key, Who) || ClientKeys.Revoke(tx, key, Who)) counts = counts with { Keys = counts.Keys + 1 };
        foreach (var items in fresh.Where(e => e.Act is KillAct.ItemKill or KillAct.ItemHold).GroupBy(e => (e.Source, e.SourceGuid)))
            counts = Item(tx, items.FirstOrDefault(e => e.Act == KillAct.ItemKill) ?? items.Last(), counts);
        foreach (var story in fresh.Where(e => e.Position is not null).GroupBy(e => e.Guid!, StringComparer.Ordinal))
            counts = StoryOf(tx, [.. story], counts);
        return counts;
    }

    /// <summary>Whether the backup has it: the row itself, or the item with that status.</summary>
    private static bool IsKnown(Db db, KillEntry entry) => entry switch
    {
        { Position: { } position } => db.Number("select 1 from wire_log where position = $1 and at = $2", position, entry.At) is not null,
        { Source: { } source, SourceGuid: { } guid } => db.Number("select 1 from item i join source c on c.id = i.source where c.code = $1 and i.guid = $2 and i.status in (1, 2) and i.status >= $3 limit 1",
            source, guid, entry.Act == KillAct.ItemKill ? PubStatus.Canceled : PubStatus.Withheld) is not null,
        _ => false,
    };

    private static ReplayedKills Item(StoreTransaction tx, KillEntry entry, ReplayedKills counts)
    {
        var isKill = entry.Act == KillAct.ItemKill;
        var made = Sources.Find(tx.Db, entry.Source!) is { } source ? StoryTable.OfSourceItem(tx.Db, source.Id, entry.SourceGuid!) : [];
        foreach (var story in made) counts = Withdraw(tx, story, isKill ? ReleaseAction.Kill : ReleaseAction.Hold, entry, counts);
        RememberedKills.Remember(tx, entry, isKill);
        if (made.Count == 0) StandIn(tx, entry, isKill);
        return counts with { Remembered = counts.Remembered + 1 };
    }

    /// <summary>A picture that stories show but that is no item of its own here: a withdrawn one stands in, so that its files are gated.</summary>
    private static void StandIn(StoreTransaction tx, KillEntry entry, bool isKill)
    {
        if (!StoryTable.Referring(tx.Db, entry.SourceGuid!).Exists(r => r.Kind == LinkKind.Media)) return;
        var source = Sources.Find(tx.Db, entry.Source!)!.Id;
        var (state, status) = isKill ? (StoryState.Spiked, PubStatus.Canceled) : (StoryState.Draft, PubStatus.Withheld);
        var story = Releases.NewStory(tx, ItemKind.Picture, new StoryContent()) with { Source = source, SourceGuid = entry.SourceGuid, Standing = Standing.NeverSent with { State = state, Status = status } };
        StoryTable.Insert(tx, story);
        MediaFiles.BindShown(tx, source, entry.SourceGuid!, story.Id);
    }

    private static ReplayedKills StoryOf(StoreTransaction tx, List<KillEntry> entries, ReplayedKills counts)
    {
        var kill = entries.FindLast(e => e.Act == KillAct.Takedown) ?? entries.FindLast(e => e.Act == KillAct.Kill);
        var hold = entries.FindLast(e => e.Act is KillAct.Hold or KillAct.HoldEnded);
        var story = StoryTable.FindByGuid(tx.Db, entries[0].Guid!);
        if (story is null) return kill is { Source: not null, SourceGuid: not null } ? Unknown(tx, kill, counts) : counts;
        if (kill is not null) return Withdraw(tx, story, kill.Act == KillAct.Takedown ? ReleaseAction.Takedown : ReleaseAction.Kill, kill, counts);
        if (hold is { Act: KillAct.Hold }) counts = Withdraw(tx, story, ReleaseAction.Hold, hold, counts);
        if (hold is { Act: KillAct.HoldEnded } && story.Standing.State == StoryState.OnHold) counts = counts with { HoldsEnded = counts.HoldsEnded + 1 };
        return entries.FindLast(e => e.Act == KillAct.Embargo) is { } moved ? Tighten(tx, moved, counts) : counts;
    }

    /// <summary>The story came after the backup and is lost with it; its source may send it again.</summary>
    private static ReplayedKills Unknown(StoreTransaction tx, KillEntry kill, ReplayedKills counts)
    {
        if (IsKnown(tx.Db, kill with { Position = null, Act = KillAct.ItemKill })) return counts;
        RememberedKills.Remember(tx, kill, isKill: true);
        return counts with { Remembered = counts.Remembered + 1 };
    }

    private static ReplayedKills Withdraw(StoreTransaction tx, Story story, ReleaseAction action, KillEntry entry, ReplayedKills counts)
    {
        var isHold = action == ReleaseAction.Hold;
        var done = story.Standing.Version == 0 ? Unsent(tx, story, isHold) : Releases.Release(tx, new ReleaseRequest
        {
            Story = story.Id,
            Order = new ReleaseOrder { Action = action, By = Who, Reason = Reason(story, action, entry) },
        }).IsDone;
        if (!done) return counts;
        return isHold ? counts with { Held = counts.Held + 1 } : counts with { Killed = counts.Killed + 1 };
    }

    private static bool Unsent(StoreTransaction tx, Story story, bool isHold)
    {
        if (story.Standing.Status == PubStatus.Canceled || isHold && story.Standing.Status == PubStatus.Withheld) return false;
        Timetable.CancelPlans(tx, story.Id);
        var standing = isHold ? story.Standing with { Status = PubStatus.Withheld } : story.Standing with { State = StoryState.Spiked, Status = PubStatus.Canceled };
        StoryTable.Update(tx, story with { Updated = tx.Now, Standing = standing });
        tx.Audit(Who, isHold ? "hold-unsent" : "kill-unsent", story.Guid);
        return true;
    }

    private static ReplayedKills Tighten(StoreTransaction tx, KillEntry moved, ReplayedKills counts)
    {
        var story = StoryTable.FindByGuid(tx.Db, moved.Guid!)!;
        var embargo = StoryTable.ReadEmbargo(moved.UsableFrom);
        if (embargo.IsNone || embargo.UsableFrom <= story.Standing.Embargo.UsableFrom || embargo.UsableFrom <= tx.Now) return counts;
        var order = new ReleaseOrder { Action = ReleaseAction.ChangeEmbargo, By = Who, UsableFrom = embargo };
        return Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = order }).IsDone ? counts with { Embargoed = counts.Embargoed + 1 } : counts;
    }

    private static string Reason(Story story, ReleaseAction action, KillEntry entry)
    {
        var day = entry.At.ToString()[..10];
        var french = story.Content.Language?.Primary == "fr";
        return action == ReleaseAction.Hold
            ? french ? $"Cet article a été suspendu le {day}. La suspension est répétée après une restauration." : $"This story was put on hold on {day}. The hold is repeated after a restore."
            : french ? $"Cet article a été retiré le {day}. Le retrait est répété après une restauration." : $"This story was killed on {day}. The kill is repeated after a restore.";
    }
}
