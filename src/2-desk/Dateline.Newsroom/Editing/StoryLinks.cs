using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Editing;

/// <summary>
/// How stories relate. One that continues, translates or shortens another joins its chain, which is what a kill must find;
/// so a story's chain is settled before it is sent.
/// </summary>
internal static class StoryLinks
{
    private const string Tag = "Editing";
    private const int LongestChain = 200;

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/links", Scopes.Write, Add, new("linkAdd", Tag, "Link a story to another")
        {
            Description = "evolvedFrom (a new lead follows it), translatedFrom and derivedFrom join the other's chain; corrects (a corrective of a story of an earlier day) and the rest do not.",
            Body = Shape.Object(("kind", Shape.OneOf("How they relate", Shapes.Names<LinkKind>())), ("to", Shape.Text("Id or guid of the other story"))).Needing("kind", "to"),
            Example = """{"kind":"evolvedFrom","to":"urn:uuid:0198d9b4-2f3e-7c41-9a55-3f1c2b7d8e90"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "link-unknown", "link-self", "link-loop", "link-late", "locked"],
        });
        api.Delete("stories/{id}/links", Scopes.Write, Remove, new("linkRemove", Tag, "Take a link away")
        {
            Query = [("kind", "How they relate"), ("to", "Id or guid of the other")],
            Answers = Shapes.Story,
            Codes = ["story-unknown", "link-unknown", "link-late", "query-bad", "locked"],
        });
    }

    private static async Task<Answer> Add(ApiCall call)
    {
        var body = call.Body;
        var kind = body.Member<LinkKind>("kind");
        var to = body.Required("to");
        if (body.End() is { } problem) return problem;
        if (kind is null) return new Problem("wrong-type", "Say how they relate. Nothing has changed.", "/kind");
        return await call.WriteStory((tx, story) =>
        {
            if (story.LockedBy is { } other && other != call.Who) return StoryLock.Taken(tx.Db, story);
            var linked = Link(tx, story, kind.Value, to, call);
            return linked.IsDone ? StoryDesk.Changed(tx, call, linked.Value with { Updated = tx.Now }, "link-add", StoryJson.Name(kind.Value), linksChanged: true) : linked.Refusal;
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Remove(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (!StoryJson.TryName<LinkKind>(call.Query("kind"), out var kind)) return new Problem("query-bad", $"\"kind\" takes {string.Join(", ", Shapes.Names<LinkKind>())}. Nothing has changed.");
        if (story.LockedBy is { } holder && holder != call.Who) return StoryLock.Taken(tx.Db, story);
        var to = call.Query("to") ?? "";
        var guid = Find(tx.Db, to)?.Guid ?? to;
        if (!story.Links.Any(l => l.Kind == kind && l.Guid == guid)) return new Problem("link-unknown", "The story has no such link. Nothing has changed.");
        if (JoinsChain(kind) && story.Standing.Version > 0) return Late();
        var left = story with { Links = [.. story.Links.Where(l => l.Kind != kind || l.Guid != guid)], Updated = tx.Now };
        if (!left.Links.Any(l => JoinsChain(l.Kind))) left = left with { Chain = left.Id };
        return StoryDesk.Changed(tx, call, left, "link-remove", StoryJson.Name(kind), linksChanged: true);
    });

    /// <summary>The story with a link to another, in that one's chain where the kind makes it so; not yet written.</summary>
    internal static Outcome<Story> Link(StoreTransaction tx, Story story, LinkKind kind, string to, ApiCall call)
    {
        if (Find(tx.Db, to) is not { } other || !call.Sees(other)) return new Refusal("link-unknown", "There is no story of that id or guid to link to. Nothing has changed.", "to");
        if (other.Id == story.Id) return new Refusal("link-self", "A story can't be linked to itself. Nothing has changed.", "to");
        if (story.Links.Any(l => l.Kind == kind && l.Guid == other.Guid)) return story;
        if (JoinsChain(kind))
        {
            if (story.Standing.Version > 0) return Late();
            if (Follows(tx.Db, other, story)) return new Refusal("link-loop", "That story follows this one already. Nothing has changed. Link the newer to the older.", "to");
            story = story with { Chain = other.Chain };
        }
        return story with { Links = [.. story.Links, new ItemLink(kind, other.Guid)] };
    }

    private static Refusal Late() => new("link-late", "The story is out, so its chain is settled. Nothing has changed. Begin a new story and link that one.");

    private static bool JoinsChain(LinkKind kind) => kind is LinkKind.EvolvedFrom or LinkKind.TranslatedFrom or LinkKind.DerivedFrom;

    private static Story? Find(Db db, string to) => (ApiCall.TryId(to, out var id) ? StoryTable.Find(db, id) : null) ?? StoryTable.FindByGuid(db, to);

    private static bool Follows(Db db, Story story, Story other)
    {
        var open = new Queue<Story>([story]);
        var seen = new HashSet<Guid>();
        while (open.TryDequeue(out var next) && seen.Count < LongestChain)
        {
            if (next.Id == other.Id) return true;
            if (!seen.Add(next.Id)) continue;
            foreach (var link in next.Links)
                if (JoinsChain(link.Kind) && link.Guid is not null && StoryTable.FindByGuid(db, link.Guid) is { } before) open.Enqueue(before);
        }
        return false;
    }
}
