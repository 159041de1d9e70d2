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
    private static readonly string[] Asked = ["incoming-correction", "incoming-update"];

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
        var waiting = items.Take(origin).Where(i => i.Outcome == Items.Waits && !i.Item.IsKill && i.Item.Status == PubStatus.Usable).ToList();
        return waiting.Count == 0 ? null : new(waiting[0], items[origin], waiting);
    }

    /// <summary>Notes that the story has taken it up: the next one is held against this one, and what asked for it is done, by the name of who did it.</summary>
    internal Story Taken(StoreTransaction tx, Story story, string who)
    {
        Settings.Set(tx, NameOf(story), Item.Id.ToString("D"));
        story = story with { Touched = true, SourceVersion = Item.Item.Version, SourceVersionCreated = Item.Item.VersionCreated };
        StoryTable.Update(tx, story);
        tx.Audit(who, "story-merged", story.Id.ToString("D"), Item.Id.ToString("D"));
        foreach (var waiting in Waiting) Alarms.Answered(tx, waiting.Id, story.Id, Asked, who);
        return story;
    }

    // Many wires state no version: what was merged is named by its id, for each story, as an item may have become several. Before that, it is the one that the story's row names.
    private static int OriginOf(Db db, Story story, List<StoredItem> items)
    {
        if (Settings.Get(db, NameOf(story)) is { } merged && items.FindIndex(i => i.Id.ToString("D") == merged) is >= 0 and var found) return found;
        var stated = items.FindIndex(i => i.Outcome != Items.Waits && i.Item.Version == story.SourceVersion && i.Item.VersionCreated == story.SourceVersionCreated);
        return stated >= 0 ? stated : items.FindLastIndex(i => i.Outcome != Items.Waits);
    }

    private static string NameOf(Story story) => $"merged:{story.Id:D}";
}
