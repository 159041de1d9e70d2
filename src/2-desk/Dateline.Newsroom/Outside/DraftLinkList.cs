using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Editing;
using Dateline.Newsroom.Persons;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outside;

/// <summary>
/// Links that show a story to somebody outside, as it was last saved: made for one person and shown once, listed with how often each was opened, and revoked.
/// Whoever sees a story and may write on its desk may show it; when they no longer may, their links show nothing.
/// </summary>
internal static class DraftLinkList
{
    private const string Tag = "Editing";
    private const int LongestName = 120, LongestReach = 200;
    private const int UsualHours = 24, MostHours = 7 * 24;

    private static readonly Shape LinkShape = Shape.Object(
        ("id", Shape.Id("Its id: opens nothing")),
        ("name", Shape.Text("Whom it is for")),
        ("organisation", Shape.Text("Whom they are with")),
        ("reach", Shape.Text("How they are reached")),
        ("by", Shape.Text("Who made it, by pseudonym")),
        ("byName", Shape.Text("Who made it, by name")),
        ("made", Shape.Time("When")),
        ("until", Shape.Time("When it ends by itself")),
        ("openings", Shape.Number("How often it was opened")),
        ("opened", Shape.Time("When last")),
        ("revoked", Shape.Time("When it was revoked")),
        ("revokedBy", Shape.Text("Who revoked it, by name")),
        ("closed", Shape.OneOf("Why it shows nothing now; not there: it shows the story", ["revoked", "expired", "killed", "taken-down", "on-hold", "unpublished", "spiked", "withdrawn", "terms", DraftRule.Legal, "maker"])));

    internal static readonly Shape ShownShape = Shape.List(
        Shape.Object(("name", Shape.Text("Whom it was shown to")), ("organisation", Shape.Text("Whom they are with")), ("reach", Shape.Text("How they are reached")), ("openings", Shape.Number("How often they opened it")), ("opened", Shape.Time("When last"))),
        "Who outside has read it by a link: nothing is sent to them, somebody has to tell them");

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/draft-links", Scopes.Write, Read, new("draftLinkList", Tag, "Who outside was given a link to a story, the newest first") { Answers = Shape.Page(LinkShape), Codes = ["story-unknown", "sealed"] });
        api.Post("stories/{id}/draft-links", Scopes.Write, Create, new("draftLinkCreate", Tag, "Show a story to somebody outside: \"url\" is shown this once")
        {
            Description = "Whoever has the address reads the story as it was last saved, until the link ends, is revoked, or the story is killed, held, taken down, unpublished or spiked. While the story waits for a legal clearance the link shows nothing. A repeated request under the same Idempotency-Key is answered without the address.",
            Status = 201,
            Body = Shape.Object(("name", Shape.Text("Whom it is for")), ("organisation", Shape.Text("Whom they are with")), ("reach", Shape.Text("How they are reached: a phone, an address")), ("hours", Shape.Number("How long it can be opened: 1 to 168; 24 if not stated"))).Needing("name"),
            Example = """{"name":"Ada Quill","organisation":"Quill & Partners","reach":"+1 555 0142","hours":24}""",
            Answers = LinkShape with { Members = [("url", Shape.Text("The address: give it to that person alone, it is not shown again")), .. LinkShape.Members] },
            Codes = ["story-unknown", "sealed", "draft-closed"],
        });
        api.Delete("stories/{id}/draft-links/{link}", Scopes.Write, Revoke, new("draftLinkRevoke", Tag, "Revoke a link: it is dead at once") { Answers = LinkShape, Codes = ["story-unknown", "draft-link-unknown", "draft-link-over"] });
    }

    private static Task<Answer> Read(ApiCall call) => call.ReadStory((db, story) => story.Standing.State == StoryState.TakenDown
        ? StoryEdit.Sealed
        : Listed(db, story, call.Now));

    private static Answer Listed(Db db, Story story, Instant now)
    {
        var write = Writer(db, story, now);
        return Answer.List(DraftLinks.Of(db, story.Id), (json, link) => write(json, link, null));
    }

    private static async Task<Answer> Create(ApiCall call)
    {
        var body = call.Body;
        var to = new Outsider(body.Required("name", LongestName), body.Line("organisation", LongestName), body.Line("reach", LongestReach));
        var hours = body.Number("hours") ?? UsualHours;
        if (body.End() is { } problem) return problem;
        if (hours is < 1 or > MostHours) return new Problem("number-range", string.Create(CultureInfo.InvariantCulture, $"A link stands for 1 to {MostHours} hours. Nothing was made."), "/hours");
        return await call.WriteStory((tx, story) =>
        {
            if (story.Standing.State == StoryState.TakenDown) return StoryEdit.Sealed;
            if (DraftRule.WhyNot(tx.Db, story, tx.Now) is { } why and not DraftRule.Legal) return new Problem("draft-closed", $"{Why(why)} Nothing was made.");
            var (token, link) = DraftLinks.Create(tx, story, to, TimeSpan.FromHours(hours), call.Who);
            var write = Writer(tx.Db, story, tx.Now);
            return Answer.Created($"{ApiMap.Root}stories/{story.Id:D}/draft-links", json => write(json, link, AddressOf(call, token))) with { Kept = Answer.Bytes(json => write(json, link, null)) };
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Revoke(ApiCall call) => call.WriteStory((tx, story) =>
    {
        if (!ApiCall.TryId(call.Part("link"), out var id) || DraftLinks.Find(tx.Db, id) is not { } link || link.Story != story.Id) return new Problem("draft-link-unknown", "The story has no such link. Nothing has changed.");
        if (!DraftLinks.Revoke(tx, link, story, call.Who)) return new Problem("draft-link-over", "The link is over already. Nothing has changed.");
        var write = Writer(tx.Db, story, tx.Now);
        return Answer.Ok(json => write(json, DraftLinks.Find(tx.Db, id)!, null));
    });

    private static string Why(string code) => code switch
    {
        "killed" => "The story was killed.",
        "on-hold" => "The story is on hold.",
        "unpublished" => "The story is unpublished.",
        "spiked" => "The story is in the spike.",
        "terms" => "The story's usage terms have ended.",
        _ => "The story is withdrawn.",
    };

    /// <summary>Where readers reach the newsroom's own site; where nobody says, as whoever asks reaches it.</summary>
    private static string AddressOf(ApiCall call, string token)
    {
        var path = "/draft/" + token;
        return call.Options.Sites.FirstOrDefault(s => s.IsMain)?.Address is { } site ? new Uri(site, path).AbsoluteUri : $"{call.Http.Request.Scheme}://{call.Http.Request.Host}{path}";
    }

    /// <summary>Who outside has read a story, as a member of an answer.</summary>
    internal static void WriteShown(Utf8JsonWriter json, Db db, Guid story)
    {
        json.WriteStartArray("shownTo");
        foreach (var link in DraftLinks.OpenedOf(db, story))
        {
            json.WriteStartObject();
            WriteReader(json, link);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static WriteLink Writer(Db db, Story story, Instant now)
    {
        var names = DoerNames.Of(db);
        return (json, link, url) =>
        {
            json.WriteStartObject();
            if (url is not null) json.WriteString("url", url);
            json.WriteString("id", link.Id);
            json.WriteString("by", link.Who);
            if (names.TryGetValue(link.Who, out var name)) json.WriteString("byName", name);
            json.WriteString("made", link.Made.ToString());
            json.WriteString("until", link.Until.ToString());
            WriteReader(json, link);
            StoryAnswer.Time(json, "revoked", link.Revoked);
            if (link.RevokedBy is { } by) json.WriteString("revokedBy", names.GetValueOrDefault(by, by));
            if (DraftRule.WhyNot(db, link, story, now) is { } why) json.WriteString("closed", why);
            json.WriteEndObject();
        };
    }

    private static void WriteReader(Utf8JsonWriter json, DraftLink link)
    {
        json.WriteString("name", link.To.Name);
        if (link.To.Organisation is { } organisation) json.WriteString("organisation", organisation);
        if (link.To.Reach is { } reach) json.WriteString("reach", reach);
        json.WriteNumber("openings", link.Openings);
        StoryAnswer.Time(json, "opened", link.Opened);
    }

    private delegate void WriteLink(Utf8JsonWriter json, DraftLink link, string? url);
}
