using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>
/// A story in another language: a copy that is linked to its original and joins its chain, so that a kill finds it. It knows which version it was made from, and says when the original has gone on.
/// </summary>
internal static class StoryTranslation
{
    private const string Tag = "Editing";

    internal static Shape OfShape => Shape.Object(
        ("story", Shape.Id("The original")),
        ("slugline", Shape.Text("Its slugline")),
        ("language", Shape.Text("Its language")),
        ("seen", Shape.Number("The version that was translated; 0: it was not out")),
        ("version", Shape.Number("The version that is out now")),
        ("behind", Shape.Flag("The original has gone on since")));

    internal static void Map(ApiMap api)
    {
        api.Post("stories/{id}/translations", Scopes.Write, Begin, new("translationBegin", Tag, "Begin a translation of a story")
        {
            Description = "A draft with the original's text to write over, in the language stated, linked to it and in its chain.",
            Status = 201,
            Body = Shape.Object(("language", Shape.Text("BCP 47"))).Needing("language"),
            Example = """{"language":"fr"}""",
            Answers = Shapes.Story,
            Codes = ["story-unknown", "sealed", "translation-same"],
        });
        api.Post("stories/{id}/translation/caught-up", Scopes.Write, CatchUp, new("translationCaughtUp", Tag, "Say that a translation has what its original says now") { Answers = Shapes.Story, Codes = ["story-unknown", "link-unknown"] });
    }

    private static async Task<Answer> Begin(ApiCall call)
    {
        var body = call.Body;
        var stated = body.Required("language", 40);
        if (body.End() is { } problem) return problem;
        if (Language.From(stated) is not { } language) return new Problem("wrong-type", "The language is none (BCP 47). Nothing was done.", "/language");
        return await call.WriteStory((tx, original) =>
        {
            if (original.Standing.State == StoryState.TakenDown) return StoryEdit.Sealed;
            if (original.Content.Language == language) return new Problem("translation-same", "The story is in that language already. Nothing was done.", "/language");
            // Whoever writes in another language has another byline, and another take of it.
            var content = original.Content with { Language = language, TakeKey = null };
            var story = Releases.NewStory(tx, original.Kind, content) with { Desk = original.Desk, Stage = "working", Chain = original.Chain, Links = [Link(original)], Standing = Standing.NeverSent with { State = StoryState.Working, IsAdvisory = original.Standing.IsAdvisory, Embargo = original.Standing.Embargo } };
            story = StoryTable.Keep(tx, story, call.Who, "save");
            StoryTable.Insert(tx, story);
            Store.Intake.MediaFiles.Bind(tx, story);
            tx.Audit(call.Who, "story-translate", story.Guid, original.Guid);
            return Answer.Created($"{ApiMap.Root}stories/{story.Id:D}", json => call.Stories(tx.Db).Whole(json, story));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> CatchUp(ApiCall call) => call.WriteStory((tx, story) =>
        Original(tx.Db, story) is { } original
            ? StoryDesk.Changed(tx, call, story with { Links = [.. story.Links.Where(l => l.Kind != LinkKind.TranslatedFrom || l.Guid != original.Guid), Link(original)], Updated = tx.Now }, "translation-caught-up", null, linksChanged: true)
            : new Problem("link-unknown", "The story is no translation of one that is here. Nothing has changed."));

    /// <summary>Whether the original has gone on since a story was translated from it.</summary>
    internal static bool IsBehind(Db db, Story story) => Original(db, story) is { } original && original.Standing.Version > Seen(story, original);

    /// <summary>What a story was translated from, as a member of its answer; nothing where that is not there for whoever asks.</summary>
    internal static void Write(Utf8JsonWriter json, Db db, Story story, Func<Story, bool> sees)
    {
        if (Original(db, story) is not { } original || !sees(original)) return;
        json.WriteStartObject("translationOf");
        json.WriteString("story", original.Id);
        if (original.Standing.State != StoryState.TakenDown && original.Content.Slugline is { } slugline) json.WriteString("slugline", slugline.Text);
        if (original.Content.Language is { } language) json.WriteString("language", language.Tag);
        json.WriteNumber("seen", Seen(story, original));
        json.WriteNumber("version", original.Standing.Version);
        json.WriteBoolean("behind", original.Standing.Version > Seen(story, original));
        json.WriteEndObject();
    }

    private static ItemLink Link(Story original) => new(LinkKind.TranslatedFrom, original.Guid) { Version = original.Standing.Version.ToString(CultureInfo.InvariantCulture) };

    private static Story? Original(Db db, Story story) => story.Links.FirstOrDefault(l => l is { Kind: LinkKind.TranslatedFrom, Guid: not null, Version: not null }) is { } link ? StoryTable.FindByGuid(db, link.Guid!) : null;

    private static int Seen(Story story, Story original) =>
        int.TryParse(story.Links.First(l => l.Kind == LinkKind.TranslatedFrom && l.Guid == original.Guid).Version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
}
