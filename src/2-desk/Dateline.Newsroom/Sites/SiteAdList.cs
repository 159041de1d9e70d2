using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Sites;

/// <summary>A site's advertisements, for programs: what there is, a new one, one that is changed, one that is taken off.</summary>
internal static class SiteAdList
{
    private const int Most = 200;

    private static readonly (string Word, AdPages Page)[] Pages = [("fronts", AdPages.Fronts), ("sections", AdPages.Sections), ("stories", AdPages.Stories)];

    private static readonly (string Name, Shape Shape)[] Said =
    [
        ("name", Shape.Text("What the newsroom calls it; readers never see it")),
        ("sponsored", Shape.Flag("Whether it is labelled as sponsored; else as an advertisement")),
        ("pages", Shape.List(Shape.OneOf("A kind of pages it may stand on", Pages.Select(p => p.Word)))),
        ("spot", Shape.OneOf("Where on them; not there: foot", Shapes.Names<AdSpot>())),
        ("after", Shape.Number($"Between the paragraphs of a story: after how many, 1 to {AdFacts.MostAfter}; not there: 3")),
        ("language", Shape.Text("Only on pages of this language; not there: of any")),
        ("title", Shape.Text("Its heading")),
        ("text", Shape.Text("A sentence below it")),
        ("link", Shape.Text("Where it leads: an address with https, or a path of the site")),
        ("image", Shape.Text("The name of one of the site's files")),
        ("alt", Shape.Text("What the picture shows")),
        ("frame", Shape.Text("The address of a third party's own page (https), which nobody is asked for before the reader agrees; not there: it is ours")),
        ("height", Shape.Number($"The height that is kept for a third party's: {string.Join(", ", AdFacts.Heights)}")),
        ("starts", Shape.Time("From when it may stand; not there: from now on")),
        ("ends", Shape.Time("Until when; not there: until it is taken off")),
    ];

    private static readonly Shape Ad = Shape.Object([("id", Shape.Id("Its id")), .. Said, ("takenOff", Shape.Time("When somebody took it off"))]);

    internal static void Map(ApiMap api)
    {
        var body = Shape.Object(Said).Needing("name", "pages");
        const string example = """{"name":"Winter concerts","sponsored":true,"pages":["fronts","stories"],"spot":"between","after":4,"title":"Winter concerts at the Corn Hall","link":"https://concerts.example/"}""";
        api.Get("sites/{site}/ads", Scopes.Site, call => OfSite.Asked(call, site => call.Read(db => Answer.List(SiteAds.All(db, site.Code, Most), Write))), new("siteAdList", OfSite.Tag, "List a site's advertisements, the last to begin first") { Answers = Shape.Page(Ad), Codes = OfSite.Codes });
        api.Post("sites/{site}/ads", Scopes.Site, call => OfSite.Asked(call, site => Save(call, site, null)), new("siteAdAdd", OfSite.Tag, "Put an advertisement on a site")
        {
            Description = "None stands on what was withdrawn, beside corrections, or on obituaries. Where several run in one place they take turns by the hour.",
            Status = 201,
            Body = body,
            Example = example,
            Answers = Ad,
            Codes = [.. OfSite.Codes, "ad-bad"],
        });
        api.Put("sites/{site}/ads/{id}", Scopes.Site, call => OfSite.Asked(call, site => Save(call, site, call.Id)), new("siteAdSave", OfSite.Tag, "Change an advertisement, or put it back on")
        {
            Body = body,
            Example = example,
            Answers = Ad,
            Codes = [.. OfSite.Codes, "ad-bad"],
        });
        api.Delete("sites/{site}/ads/{id}", Scopes.Site, call => OfSite.Asked(call, site => TakeOff(call, site)), new("siteAdTakeOff", OfSite.Tag, "Take an advertisement off every page") { Status = 204, Codes = OfSite.Codes });
    }

    private static async Task<Answer> Save(ApiCall call, NewsroomSite site, Guid? id)
    {
        var body = call.Body;
        var pages = body.Texts("pages");
        var facts = new AdFacts
        {
            Name = body.Required("name"),
            IsSponsored = body.Flag("sponsored"),
            Pages = Pages.Where(p => pages.Contains(p.Word)).Aggregate(AdPages.None, (all, p) => all | p.Page),
            Spot = body.Member<AdSpot>("spot") ?? AdSpot.Foot,
            After = body.Number("after") ?? new AdFacts().After,
            Language = body.Line("language"),
            Title = body.Line("title"),
            Text = body.Line("text"),
            Link = body.Line("link"),
            Image = body.Line("image"),
            Alt = body.Line("alt"),
            Frame = body.Line("frame"),
            Height = body.Number("height") ?? new AdFacts().Height,
        };
        var (starts, ends) = (body.Time("starts") ?? call.Now, body.Time("ends"));
        if (body.End() is { } problem) return problem;
        if (pages.FindIndex(p => Pages.All(known => known.Word != p)) is var odd and >= 0) return new Problem("wrong-type", $"Pages are: {string.Join(", ", Pages.Select(p => p.Word))}. Nothing has changed.", $"/pages/{odd}");
        return await call.Write(tx =>
        {
            if (id is null && call.Http.Request.RouteValues.ContainsKey("id") || id is { } known && SiteAds.Find(tx.Db, site.Code, known) is null) return NoAd;
            if (AdRules.WhyNot(facts, starts, ends, site, AdRules.Pictures(tx.Db, site.Code).Contains).FirstOrDefault() is { Words: { } words } wrong)
                return new Problem("ad-bad", $"{InEnglish.Words[words].TrimEnd('.')}. Nothing has changed.", "/" + wrong.Field);
            var ad = SiteAds.Put(tx, site.Code, id ?? tx.Ids.NewId(), facts, starts, ends, call.Who);
            return id is null ? Answer.Created($"{ApiMap.Root}sites/{site.Code}/ads/{ad.Id:D}", json => Write(json, ad)) : Answer.Ok(json => Write(json, ad));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> TakeOff(ApiCall call, NewsroomSite site) => call.Write(tx => call.Id is { } id && SiteAds.TakeOff(tx, site.Code, id, call.Who) ? Answer.NoContent : NoAd);

    private static Problem NoAd => new("unknown", "The site has no such advertisement, or it is off. Nothing has changed.");

    private static void Write(Utf8JsonWriter json, SiteAd ad)
    {
        var facts = ad.Facts;
        json.WriteStartObject();
        json.WriteString("id", ad.Id);
        json.WriteString("name", facts.Name);
        json.WriteBoolean("sponsored", facts.IsSponsored);
        json.WriteStartArray("pages");
        foreach (var (word, page) in Pages)
            if (facts.Pages.HasFlag(page)) json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteString("spot", StoryJson.Name(facts.Spot));
        json.WriteNumber("after", facts.After);
        Text("language", facts.Language);
        Text("title", facts.Title);
        Text("text", facts.Text);
        Text("link", facts.Link);
        Text("image", facts.Image);
        Text("alt", facts.Alt);
        Text("frame", facts.Frame);
        json.WriteNumber("height", facts.Height);
        json.WriteString("starts", ad.Starts.ToString());
        if (ad.Ends is { } ends) json.WriteString("ends", ends.ToString());
        if (ad.TakenOff is { } off) json.WriteString("takenOff", off.ToString());
        json.WriteEndObject();

        void Text(string name, string? text)
        {
            if (text is not null) json.WriteString(name, text);
        }
    }
}
