using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outputs;

/// <summary>What a person decides for one story on single sites: not here, or here whatever the site's filter says; a headline and a section of its own.</summary>
internal static class StorySites
{
    private const int LongestHeadline = 300;
    private const int LongestParagraph = 1500;
    private const int LongestPhoto = 1000;

    private static readonly Shape Decision = Shape.Object(
        ("site", Shape.Text("The site's code; \"main\" is the newsroom's own")),
        ("here", Shape.Flag("Whether it stands there, whatever the site's rules say; not there: as they say")),
        ("headline", Shape.Text("The headline it has there; not there: its own")),
        ("section", Shape.Text("The word of the section it stands in there; not there: as the sections' filters say")),
        ("photo", Shape.Text("Which of its photos leads there, by its guid or its file's reference; \"none\": no photo is shown; not there: its first")),
        ("paragraph", Shape.Text("A paragraph that stands before its text there, in the site's name; clients never get it")));

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/sites", Scopes.Site, List, new("storySiteList", "Outputs", "List what is decided for a story on each site") { Answers = Shape.Page(Decision), Codes = ["story-unknown"] });
        api.Put("stories/{id}/sites/{site}", Scopes.Site, Save, new("storySiteSave", "Outputs", "Decide for a story on one site, in place of what was decided")
        {
            Description = "It opens nothing: a story that is embargoed, held or withdrawn shows on no site. The site shows it so from the next request on. A body without members takes the decision back.",
            Body = Shape.Object(Decision.Members.Where(m => m.Name != "site").Select(m => (m.Name, m.Shape)).ToArray()),
            Example = """{"headline":"Harbour to close for six weeks","section":"local"}""",
            Answers = Decision,
            Codes = ["story-unknown", "unknown", "wrong-type", "unknown-member", SiteLimits.Code],
        });
    }

    private static Task<Answer> List(ApiCall call) => call.ReadStory((db, story) => Answer.List(call.Options.Sites.Where(s => call.Rights.MaySite(s.Code)), (json, site) => Write(json, site.Code, Placements.Of(db, site.Code, story.Id) ?? new())));

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var placement = new Placement { Here = body.Has("here") ? body.Flag("here") : null, Headline = body.Line("headline", LongestHeadline), Section = body.Slug("section"), Photo = body.Line("photo", LongestPhoto), Paragraph = body.Line("paragraph", LongestParagraph) };
        if (body.End() is { } problem) return problem;
        if (call.Options.Sites.FirstOrDefault(s => s.Code == call.Part("site")) is not { } site) return new Problem("unknown", $"There is no such site. Nothing has changed. The sites are: {string.Join(", ", call.Options.Sites.Select(s => s.Code))}.");
        if (SiteLimits.WhyNotOn(call, site.Code) is { } limited) return limited;
        return await call.WriteStory((tx, story) =>
        {
            if (placement.Section is { } word)
            {
                var sections = site.SectionsNow(tx.Db);
                if ((sections.FirstOrDefault(s => s.Slug == word) ?? sections.FirstOrDefault(s => s.Key == word || s.Former.Contains(word))) is not { } section)
                    return new Problem("wrong-type", $"{site.Name} has no such section. Nothing has changed. {(sections.Count == 0 ? "It has none." : $"It has: {string.Join(", ", sections.Select(s => s.Slug))}.")}", "/section");
                placement = placement with { Section = section.Key };
            }
            if (placement.Photo is { } photo && photo != Placement.NoPhoto && !PhotosOf(story).Any(p => p.Reference == photo)) return new Problem("wrong-type", "The story has no such photo. Nothing has changed.", "/photo");
            Placements.Set(tx, site.Code, story.Id, placement, call.Who);
            return Answer.Ok(json => Write(json, site.Code, placement));
        }).ConfigureAwait(false);
    }

    /// <summary>The photos of a story by which a placement can name them, each with what is said of it.</summary>
    internal static IEnumerable<(string Reference, string? Told)> PhotosOf(Story story) =>
        story.Content.Pictures.Select(p => (Reference: p.Guid ?? p.Renditions.FirstOrDefault()?.Href, Told: p.Headline ?? p.Caption ?? p.Alt)).Where(p => p.Reference is not null).Select(p => (p.Reference!, p.Told));

    private static void Write(Utf8JsonWriter json, string site, Placement placement)
    {
        json.WriteStartObject();
        json.WriteString("site", site);
        if (placement.Here is { } here) json.WriteBoolean("here", here);
        if (placement.Headline is { } headline) json.WriteString("headline", headline);
        if (placement.Section is { } section) json.WriteString("section", section);
        if (placement.Photo is { } photo) json.WriteString("photo", photo);
        if (placement.Paragraph is { } paragraph) json.WriteString("paragraph", paragraph);
        json.WriteEndObject();
    }
}
