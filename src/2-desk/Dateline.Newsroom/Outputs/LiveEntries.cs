using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outputs;

/// <summary>The words by which a live story and its entries are told, and the entries that stand over the others on its page.</summary>
internal static class LiveEntries
{
    /// <summary>The genres of a live story, of one that is over, and of an entry.</summary>
    internal const string Running = "dateline:live", Over = "dateline:live-over", Entry = "dateline:entry";

    private static readonly Shape Pinned = Shape.Object(("entries", Shape.List(Shape.Id("An entry"), "Those that stand over the others, whatever the order: the newest first")));

    internal static void Map(ApiMap api) => api.Put("stories/{id}/entries/pinned", Scopes.Publish, Pin, new("liveEntriesPin", "Outputs", "Pin entries of a live story over its others, in place of those that were")
    {
        Description = $"At most {Pins.Most}. It opens nothing: an entry that is held or withdrawn shows nowhere. It is no release: clients' copy does not change by it.",
        Body = Pinned.Needing("entries"),
        Example = """{"entries":["0197a0b0-0000-7000-8000-000000000000"]}""",
        Answers = Pinned,
        Codes = ["story-unknown", "query-bad", SiteLimits.Code],
    });

    private static async Task<Answer> Pin(ApiCall call)
    {
        var body = call.Body;
        var entries = body.Ids("entries");
        if (body.End() is { } problem) return problem;
        if (entries.Count > Pins.Most) return new Problem("query-bad", $"At most {Pins.Most} entries can be pinned. Nothing has changed.", "/entries");
        return await call.WriteStory((tx, story) =>
        {
            if (!Is(story.Content) || story.Page is not { } page) return new Problem("query-bad", "This is no live story that is out. Nothing has changed.");
            if (SiteLimits.WhyNotLive(call, tx.Db, story) is { } limited) return limited;
            for (var i = 0; i < entries.Count; i++)
                if (StoryTable.Find(tx.Db, entries[i]) is not { } entry || entry.Chain != story.Chain || !IsEntry(entry.Content)) return new Problem("story-unknown", "There is no such entry of this live story. Nothing has changed.", $"/entries/{i}");
            Pins.Set(tx, Pins.OfLive(page), entries, call.Who);
            return Answer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("entries");
                foreach (var entry in entries) json.WriteStringValue(entry);
                json.WriteEndArray();
                json.WriteEndObject();
            });
        }).ConfigureAwait(false);
    }

    /// <summary>Whether it is a live story, or was one.</summary>
    internal static bool Is(StoryContent content) => Has(content, Running) || Has(content, Over);

    /// <summary>Whether more is to come.</summary>
    internal static bool IsRunning(StoryContent content) => Has(content, Running) && !Has(content, Over);

    /// <summary>Whether it is an entry of a live story.</summary>
    internal static bool IsEntry(StoryContent content) => Has(content, Entry);

    /// <summary>The entries of a live story, the newest first.</summary>
    internal static List<Story> Of(Db db, Story story) => [.. StoryTable.Chain(db, story.Chain).Where(s => IsEntry(s.Content)).OrderByDescending(s => s.FirstSent ?? s.Created).ThenByDescending(s => s.Id)];

    private static bool Has(StoryContent content, string genre) => content.Genres.Any(g => g.Code == genre);
}
