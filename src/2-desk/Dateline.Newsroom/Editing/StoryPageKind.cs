using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>What a story's page is on the sites: an article, an event with its hour and place, an obituary.</summary>
internal static class StoryPageKind
{
    private const int LongestLine = 300;
    private const int LongestFarewell = 1000;

    private static readonly Shape Facts = Shape.Object(
        ("kind", Shape.OneOf("What the page is", Shapes.Names<PageKind>())),
        ("starts", Shape.Time("Of an event: when it begins; an event has it")),
        ("ends", Shape.Time("When it ends; not there: some time that day")),
        ("venue", Shape.Text("Where it is")),
        ("address", Shape.Text("The address of that")),
        ("organiser", Shape.Text("Who holds it")),
        ("price", Shape.Text("What it costs, in words")),
        ("link", Shape.Text("Where more is to be read (https)")),
        ("state", Shape.OneOf("How it stands", Shapes.Names<EventState>())),
        ("name", Shape.Text("Of an obituary: who died; an obituary has it")),
        ("born", Shape.Text("When they were born, yyyy-MM-dd")),
        ("died", Shape.Text("When they died, yyyy-MM-dd")),
        ("farewell", Shape.Text("When and where they are taken leave of")));

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/page", Scopes.Read, Read, new("storyPageRead", "Editing", "Read what a story's page is") { Answers = Facts, Codes = ["story-unknown"] });
        api.Put("stories/{id}/page", Scopes.Write, Save, new("storyPageSave", "Editing", "Say what a story's page is: an article, an event, an obituary")
        {
            Description = "It opens nothing, and it is no release: the sites show it from the next request on, where they show the story; clients' copy does not change by it.",
            Body = Facts.Needing("kind"),
            Example = """{"kind":"event","starts":"2026-09-04T18:00:00Z","ends":"2026-09-04T21:00:00Z","venue":"The Corn Hall","address":"4 Quay Street, Port Clare"}""",
            Answers = Facts,
            Codes = ["story-unknown"],
        });
    }

    private static Task<Answer> Read(ApiCall call) => call.ReadStory((db, story) => Answer.Ok(json => Write(json, PageKinds.Of(db, story.Id) ?? new())));

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var kind = body.Member<PageKind>("kind");
        var facts = new PageFacts
        {
            Kind = kind ?? PageKind.Article,
            Starts = body.Time("starts"),
            Ends = body.Time("ends"),
            Venue = body.Line("venue", LongestLine),
            Address = body.Line("address", LongestLine),
            Organiser = body.Line("organiser", LongestLine),
            Price = body.Line("price", LongestLine),
            Link = body.Line("link", LongestLine),
            State = body.Member<EventState>("state") ?? EventState.Planned,
            Name = body.Line("name", LongestLine),
            Born = Day(body.Line("born"), out var bornBad),
            Died = Day(body.Line("died"), out var diedBad),
            Farewell = body.Line("farewell", LongestFarewell),
        };
        if (body.End() is { } problem) return problem;
        if (kind is null) return Bad("Say what the page is: an article, an event, an obituary.", "/kind");
        if (bornBad) return Bad("A day is written like 1941-02-28.", "/born");
        if (diedBad) return Bad("A day is written like 1941-02-28.", "/died");
        if (WhyNot(facts) is { } refused) return refused;
        facts = Only(facts);
        return await call.WriteStory((tx, story) =>
        {
            PageKinds.Set(tx, story.Id, facts, call.Who);
            return Answer.Ok(json => Write(json, facts));
        }).ConfigureAwait(false);
    }

    private static Problem? WhyNot(PageFacts facts) => facts switch
    {
        { Kind: PageKind.Event, Starts: null } => Bad("An event needs the moment at which it begins.", "/starts"),
        { Kind: PageKind.Event, Starts: { } starts, Ends: { } ends } when ends <= starts => Bad("An event ends after it begins.", "/ends"),
        { Link: { } link } when !Uri.TryCreate(link, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps => Bad("The address must begin with https://.", "/link"),
        { Kind: PageKind.Obituary, Name: null } => Bad("An obituary needs the name of who died.", "/name"),
        { Kind: PageKind.Obituary, Born: { } born, Died: { } died } when died < born => Bad("Nobody dies before they are born.", "/died"),
        _ => null,
    };

    // What belongs to another kind is not kept: nobody would see it.
    private static PageFacts Only(PageFacts facts) => facts.Kind switch
    {
        PageKind.Event => facts with { Name = null, Born = null, Died = null, Farewell = null },
        PageKind.Obituary => new() { Kind = PageKind.Obituary, Name = facts.Name, Born = facts.Born, Died = facts.Died, Farewell = facts.Farewell },
        _ => new(),
    };

    private static Problem Bad(string what, string field) => new("wrong-type", what + " Nothing has changed.", field);

    private static DateOnly? Day(string? text, out bool isBad)
    {
        isBad = text is not null && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return text is null || isBad ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static void Write(Utf8JsonWriter json, PageFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("kind", StoryJson.Name(facts.Kind));
        StoryAnswer.Time(json, "starts", facts.Starts);
        StoryAnswer.Time(json, "ends", facts.Ends);
        foreach (var (name, value) in new[] { ("venue", facts.Venue), ("address", facts.Address), ("organiser", facts.Organiser), ("price", facts.Price), ("link", facts.Link) }) if (value is not null) json.WriteString(name, value);
        if (facts.Kind == PageKind.Event) json.WriteString("state", StoryJson.Name(facts.State));
        if (facts.Name is { } who) json.WriteString("name", who);
        if (facts.Born is { } born) json.WriteString("born", born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (facts.Died is { } died) json.WriteString("died", died.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (facts.Farewell is { } farewell) json.WriteString("farewell", farewell);
        json.WriteEndObject();
    }
}
