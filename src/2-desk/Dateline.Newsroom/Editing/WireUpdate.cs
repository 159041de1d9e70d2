using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Editing;

/// <summary>A newer version that the wire sent of a story's item, and that waits for the desk because the story was worked on here.</summary>
/// <param name="Item">The newest one that waits.</param>
/// <param name="Origin">The one our copy began with, or was last merged with.</param>
/// <param name="Waiting">Those that wait, newest first: an older one may have been the correction.</param>
internal sealed record WireUpdate(StoredItem Item, StoredItem Origin, IReadOnlyList<StoredItem> Waiting)
{
    // What the intake calls an item that waits for the desk.
    private const string Waits = "waits";

    /// <summary>Whether one of those that wait says that it corrects.</summary>
    internal bool IsCorrection => Waiting.Any(i => i.Item.Has(SignalKind.Correction));

    /// <summary>What those that wait say to editors, newest first.</summary>
    internal IEnumerable<string> EdNotes => Waiting.Select(i => i.Item.Content.EdNote).OfType<string>().Distinct();

    /// <summary>What those that wait say to readers, newest first.</summary>
    internal IEnumerable<string> Notices => Waiting.SelectMany(i => i.Item.Notices.Reverse()).Select(n => n.Text).Distinct();

    /// <summary>The one that waits for a story; null: none, or the story can take none.</summary>
    internal static WireUpdate? Of(Db db, Story story)
    {
        if (story is not { Source: { } source, SourceGuid: { } guid } || story.Standing.State is StoryState.Killed or StoryState.TakenDown or StoryState.Spiked) return null;
        var items = Items.OfGuid(db, source, guid);
        var origin = OriginOf(db, story, items);
        if (origin < 0) return null;
        var waiting = items.Take(origin).Where(i => i.Outcome == Waits && !i.Item.IsKill && i.Item.Status == PubStatus.Usable).ToList();
        return waiting.Count == 0 ? null : new(waiting[0], items[origin], waiting);
    }

    /// <summary>Notes that a story has taken it up: the next one is held against this one.</summary>
    internal static Story Taken(StoreTransaction tx, Story story, StoredItem item, string who)
    {
        Settings.Set(tx, NameOf(story), item.Id.ToString("D"));
        story = story with { Touched = true, SourceVersion = item.Item.Version, SourceVersionCreated = item.Item.VersionCreated };
        StoryTable.Update(tx, story);
        tx.Audit(who, "story-merged", story.Id.ToString("D"), item.Id.ToString("D"));
        return story;
    }

    // Many wires state no version: what was merged is named by its id. Before that, it is the one that the story's row names.
    private static int OriginOf(Db db, Story story, List<StoredItem> items)
    {
        if (Settings.Get(db, NameOf(story)) is { } merged && items.FindIndex(i => i.Id.ToString("D") == merged) is >= 0 and var found) return found;
        var stated = items.FindIndex(i => i.Outcome != Waits && i.Item.Version == story.SourceVersion && i.Item.VersionCreated == story.SourceVersionCreated);
        return stated >= 0 ? stated : items.FindLastIndex(i => i.Outcome != Waits);
    }

    private static string NameOf(Story story) => $"merged-{story.Id:N}";
}
