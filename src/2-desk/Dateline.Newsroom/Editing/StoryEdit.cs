using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Editing;

/// <summary>
/// Reading and saving a story's text. Who saves says which text they changed (<c>If-Match</c>); where that is not the text any more,
/// or someone else has the story, what was typed is kept beside it as a revision and the answer names it. Nothing typed is lost.
/// </summary>
internal static class StoryEdit
{
    private const string Tag = "Editing";

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/content", Scopes.Read, Read, new("contentRead", Tag, "Read what a story says now") { Description = "The ETag names the text.", Answers = Shapes.Content, Codes = ["story-unknown", "sealed"] });
        api.Put("stories/{id}/content", Scopes.Write, Save, new("contentSave", Tag, "Save what a story says")
        {
            Description = "Replaces the whole text; nothing is sent by it. If-Match names the text that was changed: the ETag, or contentTag, that came with it. Where the text has changed meanwhile (409 revision-stale) or someone else has the story (409 locked), yours is kept as the revision \"keptAs\" and the story stays as it is.",
            Body = Shapes.Content,
            Example = """{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers and port resume talks after weekend pause","body":"<p>Talks resumed on Monday.</p>"}""",
            Headers = [("If-Match", "The tag of the text that was changed")],
            Answers = Shape.Object(("revision", Shape.Number("The revision it was saved as")), ("contentTag", Shape.Text("Names the text")), ("notes", Shape.List(Shapes.Note))),
            Codes = ["story-unknown", "precondition-missing", "revision-stale", "locked", "spiked", "sealed"],
        });
    }

    private static Task<Answer> Read(ApiCall call) => call.ReadStory((_, story) =>
        story.Standing.State == StoryState.TakenDown ? Sealed : Answer.Ok(json => StoryJson.WriteContent(json, story.Content)) with { Headers = [("ETag", $"\"{StoryAnswer.Tag(story)}\"")] });

    private static async Task<Answer> Save(ApiCall call)
    {
        var notes = new List<ContentNote>();
        var body = call.Body;
        var content = body.WholeContent(notes);
        if (body.Problem is { } problem) return problem;
        if (content is null) return new Problem("empty", "There is no text in the request. Nothing was saved.");
        var tag = call.Http.Request.Headers.IfMatch.ToString().Trim().Trim('"');
        if (tag.Length == 0) return new Problem("precondition-missing", "Say by If-Match which text you changed: the ETag that came with it. Nothing was saved.");

        return await call.WriteStory((tx, story) =>
        {
            if (WhyNot(tx, call, story, content, tag) is { } refused) return refused;
            story = Saved(tx, story, content, call.Who, "save");
            return Answer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("revision", story.Revision);
                json.WriteString("contentTag", StoryAnswer.Tag(story));
                StoryAnswer.Notes(json, TheirWords.Of(call.Http, notes));
                json.WriteEndObject();
            }) with
            { Headers = [("ETag", $"\"{StoryAnswer.Tag(story)}\"")] };
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Why a text can't replace what the story says; null: it can. What was typed is kept where the reason is another person's work.
    /// </summary>
    internal static Problem? WhyNot(StoreTransaction tx, ApiCall call, Story story, StoryContent content, string? tag)
    {
        if (story.Standing.State == StoryState.TakenDown) return Sealed;
        if (story.Standing.State == StoryState.Spiked) return new("spiked", "The story is in the spike. Nothing was saved. Restore it first.");
        if (story.LockedBy is { } other && other != call.Who)
        {
            var kept = KeptAside(tx, story, content, call.Who, "locked");
            var name = StoryLock.Holder(tx.Db, story);
            return Beside("locked", $"{name} has the story. Your text is safe: it is kept as revision {kept}. Ask for the story, or break the lock.", kept, story, name);
        }
        // Whoever saves what it says already has lost nothing: a window that was shut, and the one that was opened after it.
        if (tag is not null && tag != StoryAnswer.Tag(story) && !StoryTable.Hash(InItsLanguage(content, story)).AsSpan().SequenceEqual(StoryTable.Hash(story.Content)))
        {
            var kept = KeptAside(tx, story, content, call.Who, "conflict");
            return Beside("revision-stale", $"The text has changed since you began. Yours is safe: it is kept as revision {kept}. Read the newest text, bring both together, and save again.", kept, story);
        }
        return null;
    }

    /// <summary>Makes <paramref name="content"/> what the story says, and keeps it as a revision. A text that states no language is in the story's: without one it would fall out of every list.</summary>
    internal static Story Saved(StoreTransaction tx, Story story, StoryContent content, string who, string why)
    {
        content = InItsLanguage(content, story);
        var changed = StoryTable.Hash(content).AsSpan().SequenceEqual(StoryTable.Hash(story.Content)) is false;
        if (!changed && story.Revision > 0) return story;
        var state = story.Standing.State == StoryState.Draft ? StoryState.Working : story.Standing.State;
        story = story with { Content = content, Touched = story.Touched || changed, Updated = tx.Now, Standing = story.Standing with { State = state } };
        story = StoryTable.Keep(tx, story, who, why);
        StoryTable.Update(tx, story, linksChanged: true);
        MediaFiles.Bind(tx, story);
        return story;
    }

    internal static StoryContent InItsLanguage(StoryContent content, Story story) => content with { Language = content.Language ?? story.Content.Language };

    internal static Problem Sealed => new("sealed", "The story was taken down for legal reasons, and its text is sealed. Nothing has changed.");

    /// <summary>Keeps a text beside the story's own; a repeated try keeps it once.</summary>
    private static int KeptAside(StoreTransaction tx, Story story, StoryContent content, string who, string why)
    {
        var newest = StoryTable.Revisions(tx.Db, story.Id).FirstOrDefault();
        if (newest.Who == who && newest.Why == why && StoryTable.Revision(tx.Db, story.Id, newest.Number) is { } same && StoryJson.Write(same).AsSpan().SequenceEqual(StoryJson.Write(content))) return newest.Number;
        var kept = StoryTable.Keep(tx, story with { Content = content }, who, why);
        StoryTable.Update(tx, story with { Revision = kept.Revision });
        return kept.Revision;
    }

    private static Problem Beside(string code, string detail, int kept, Story story, string? holder = null) => new(code, detail)
    {
        Keeps = true,
        More = json =>
        {
            json.WriteNumber("keptAs", kept);
            json.WriteString("contentTag", StoryAnswer.Tag(story));
            if (holder is not null) StoryLock.Write(json, story, holder);
        },
    };
}
