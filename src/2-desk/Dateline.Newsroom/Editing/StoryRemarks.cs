using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>Remarks on a story: on a piece of its text, or on the whole, until somebody has seen to them. They never leave the newsroom.</summary>
internal static class StoryRemarks
{
    private const string Tag = "Editing";
    private const int LongestText = 2000;
    private const int LongestQuote = 1000;

    private static readonly Shape One = Shape.Object(
        ("id", Shape.Id("Its id")),
        ("at", Shape.Time("When")),
        ("by", Shape.Text("Who, by pseudonym")),
        ("name", Shape.Text("Who, by name, where it is a person")),
        ("text", Shape.Text("What")),
        ("quote", Shape.Text("The words it is about; not there: the story as a whole")),
        ("before", Shape.Text("The words before them")),
        ("after", Shape.Text("The words after them")),
        ("resolvedBy", Shape.Text("Who has seen to it")),
        ("resolvedAt", Shape.Time("When")));

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/remarks", Scopes.Read, Read, new("remarkList", Tag, "Read the remarks on a story, the oldest first") { Answers = Shape.Page(One), Codes = ["story-unknown", "sealed"] });
        api.Post("stories/{id}/remarks", Scopes.Write, Add, new("remarkAdd", Tag, "Remark on a story, or on a piece of its text")
        {
            Description = "The piece is known by its words and by those around them, so that it is found again while others edit. Nothing of it is part of the text.",
            Status = 201,
            Body = Shape.Object(("text", Shape.Text("What")), ("quote", Shape.Text("The words it is about")), ("before", Shape.Text("The words before them")), ("after", Shape.Text("The words after them"))).Needing("text"),
            Example = """{"text":"Is that the ministry's figure?","quote":"$22 million","before":"so far comes to ","after":" by the government's tally"}""",
            Answers = One,
            Codes = ["story-unknown", "sealed"],
        });
        api.Post("stories/{id}/remarks/{remark}/resolve", Scopes.Write, call => Resolve(call, isDone: true), new("remarkResolve", Tag, "Say that a remark was seen to") { Answers = One, Codes = ["story-unknown", "remark-unknown"] });
        api.Post("stories/{id}/remarks/{remark}/reopen", Scopes.Write, call => Resolve(call, isDone: false), new("remarkReopen", Tag, "Say that a remark was not seen to after all") { Answers = One, Codes = ["story-unknown", "remark-unknown"] });
    }

    private static Task<Answer> Read(ApiCall call) => call.ReadStory((db, story) =>
    {
        if (story.Standing.State == StoryState.TakenDown) return StoryEdit.Sealed;
        var names = People.Names(db);
        return Answer.List(Remarks.Of(db, story.Id), (json, remark) => Write(json, remark, names));
    });

    private static async Task<Answer> Add(ApiCall call)
    {
        var body = call.Body;
        var text = body.Required("text", LongestText);
        var (quote, before, after) = (body.Text("quote", LongestQuote), body.Text("before", LongestQuote), body.Text("after", LongestQuote));
        if (body.End() is { } problem) return problem;
        return await call.WriteStory((tx, story) =>
        {
            if (story.Standing.State == StoryState.TakenDown) return StoryEdit.Sealed;
            var remark = Remarks.Add(tx, story, call.Who, text, string.IsNullOrWhiteSpace(quote) ? null : quote, before, after);
            return Answer.Created($"{ApiMap.Root}stories/{story.Id:D}/remarks", json => Write(json, remark, People.Names(tx.Db)));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Resolve(ApiCall call, bool isDone) => call.WriteStory((tx, story) =>
        ApiCall.TryId(call.Part("remark"), out var id) && Remarks.Resolve(tx, story, id, call.Who, isDone) is { } remark
            ? Answer.Ok(json => Write(json, remark, People.Names(tx.Db)))
            : new Problem("remark-unknown", "The story has no such remark. Nothing has changed."));

    private static void Write(Utf8JsonWriter json, Remark remark, Dictionary<string, string> names)
    {
        json.WriteStartObject();
        json.WriteString("id", remark.Id);
        json.WriteString("at", remark.At.ToString());
        json.WriteString("by", remark.Who);
        if (names.TryGetValue(remark.Who, out var name)) json.WriteString("name", name);
        json.WriteString("text", remark.Text);
        if (remark.Quote is not null)
        {
            json.WriteString("quote", remark.Quote);
            json.WriteString("before", remark.Before ?? "");
            json.WriteString("after", remark.After ?? "");
        }
        if (remark.ResolvedBy is { } who) json.WriteString("resolvedBy", names.GetValueOrDefault(who, who));
        StoryAnswer.Time(json, "resolvedAt", remark.ResolvedAt);
        json.WriteEndObject();
    }
}
