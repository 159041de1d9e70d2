using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Newsroom.Persons;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Editing;

/// <summary>One person edits at a time. A lock can be broken, and then the text as it was is kept as a revision.</summary>
internal static class StoryLock
{
    private const string Tag = "Editing";

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/lock", Scopes.Write, Take, new("lockTake", Tag, "Take a story to edit it") { Description = "Taking one's own again is no error.", Answers = Shapes.Story, Codes = ["story-unknown", "locked"] });
        api.Delete("stories/{id}/lock", Scopes.Write, GiveBack, new("lockGiveBack", Tag, "Give a story back") { Answers = Shapes.Story, Codes = ["story-unknown", "not-locked", "locked"] });
        api.Post("stories/{id}/lock/break", Scopes.BreakLock, Break, new("lockBreak", Tag, "Break another's lock and take the story")
        {
            Description = "The text as the other left it is kept as a revision in their name; what they save later is kept beside it too.",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "not-locked"],
        });
    }

    internal static Problem Free => new("not-locked", "Nobody has the story. Nothing has changed.");

    /// <summary>Who has it, by name where there is one.</summary>
    internal static string Holder(Db db, Story story) => DoerNames.Of(db).GetValueOrDefault(story.LockedBy!, story.LockedBy!);

    internal static Problem Taken(Db db, Story story)
    {
        var name = Holder(db, story);
        return new("locked", $"{name} has had the story since {story.LockedAt}. Nothing has changed. Ask for it, or break the lock.") { More = json => Write(json, story, name) };
    }

    /// <summary>Who has it and since when, as a member of a problem.</summary>
    internal static void Write(Utf8JsonWriter json, Story story, string name)
    {
        json.WriteStartObject("lock");
        json.WriteString("by", story.LockedBy);
        json.WriteString("name", name);
        StoryAnswer.Time(json, "at", story.LockedAt);
        json.WriteEndObject();
    }

    private static Task<Answer> Take(ApiCall call) => call.WriteStory((tx, story) =>
        story.LockedBy is { } other && other != call.Who ? Taken(tx.Db, story) : Has(tx, call, story with { LockedBy = call.Who, LockedAt = story.LockedAt ?? tx.Now }, "lock-take"));

    private static Task<Answer> GiveBack(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (story.LockedBy is not { } holder) return Free;
        return holder != call.Who ? Taken(tx.Db, story) : StoryDesk.Changed(tx, call, story with { LockedBy = null, LockedAt = null }, "lock-give-back");
    });

    private static Task<Answer> Break(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (story.LockedBy is not { } holder) return Free;
        story = StoryTable.Keep(tx, story, holder, "lock-broken");
        return Has(tx, call, story with { LockedBy = call.Who, LockedAt = tx.Now }, "lock-break", "of " + holder);
    });

    /// <summary>Somebody has the story now: if they asked for it, they ask no more.</summary>
    internal static Answer Has(StoreTransaction tx, ApiCall call, Story story, string what, string? detail = null)
    {
        StoryRequests.End(tx, story.Id, story.LockedBy!);
        return StoryDesk.Changed(tx, call, story, what, detail);
    }
}
