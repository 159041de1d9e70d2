using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outputs;

/// <summary>What stands at the top of the site's fronts, by a person's choice; below it the fronts fill themselves.</summary>
internal static class FrontPins
{
    private static readonly Shape PlaceShape = Shape.Object(("place", Shape.Text("A language, and for the front of a section its word: \"en\", \"fr/world\"")), ("stories", Shape.List(Shape.Text("A story's id"), "The first stands on top")));

    internal static void Map(ApiMap api)
    {
        api.Get("site/pins", Scopes.Site, List, new("pinList", "Outputs", "List what is pinned to the site's fronts") { Answers = Shape.Page(PlaceShape) });
        api.Put("site/pins", Scopes.Site, Save, new("pinSave", "Outputs", "Pin stories to a front, in place of those that were")
        {
            Description = $"At most {Pins.Most}. A story may be pinned before it is out: it shows from its hour on. One that is withdrawn leaves its place by itself. An empty list lets the front fill itself.",
            Body = PlaceShape.Needing("place", "stories"),
            Example = """{"place":"en/world","stories":["0197a0b0-0000-7000-8000-000000000000"]}""",
            Answers = PlaceShape,
            Codes = ["query-bad", "story-unknown", SiteLimits.Code],
        });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(Pins.All(db, call.Now).Where(p => call.Rights.MaySite(SiteOf(p.Place))), Write));

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var (place, stories) = (body.Required("place"), body.Ids("stories"));
        if (body.End() is { } problem) return problem;
        if (!Pins.IsPlace(place)) return new Problem("query-bad", "A place is a language, and for the front of a section its word, like en or fr/world. Nothing has changed.", "/place");
        if (SiteLimits.WhyNotOn(call, SiteOf(place)) is { } limited) return limited;
        if (stories.Count > Pins.Most) return new Problem("query-bad", $"At most {Pins.Most} stories can be pinned in one place. Nothing has changed.", "/stories");
        return await call.Write(tx =>
        {
            for (var i = 0; i < stories.Count; i++)
                if (StoryTable.Find(tx.Db, stories[i]) is null) return new Problem("story-unknown", "There is no such story. Nothing has changed.", $"/stories/{i}");
            Pins.Set(tx, place, stories, call.Who);
            return Answer.Ok(json => Write(json, (place, Pins.In(tx.Db, place, tx.Now))));
        }).ConfigureAwait(false);
    }

    // A place of a further site begins with the site's code.
    private static string SiteOf(string place) => place.IndexOf(':', StringComparison.Ordinal) is var at and > 0 ? place[..at] : "main";

    private static void Write(Utf8JsonWriter json, (string Place, IReadOnlyList<Guid> Stories) pins)
    {
        json.WriteStartObject();
        json.WriteString("place", pins.Place);
        json.WriteStartArray("stories");
        foreach (var story in pins.Stories) json.WriteStringValue(story);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
