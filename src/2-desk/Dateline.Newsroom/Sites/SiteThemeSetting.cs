using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Pages;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Sites;

/// <summary>A site's theme, for programs: what holds, another in its place, and the way back.</summary>
internal static class SiteThemeSetting
{
    private const int LongestWord = 80;

    private static readonly Shape Theme = Shape.Object(
        ("accent", Shape.Text("The accent on the page's paper, \"#0b5fff\"")),
        ("accentDark", Shape.Text("The accent on the dark paper")),
        ("paper", Shape.Text("The paper by day")),
        ("headlines", Shape.Text("The letters of headlines and text")),
        ("letters", Shape.Text("The letters of everything around them")),
        ("size", Shape.Text("How large a story's text is")),
        ("width", Shape.Text("How long a line of it is")),
        ("corners", Shape.Text("How round corners are")),
        ("masthead", Shape.Text("How the masthead stands")),
        ("layout", Shape.Text("How a front is laid out")),
        ("mostRead", Shape.Text("Where what was read most stands on a front")),
        ("house", Shape.Text("Where the house's own words stand")),
        ("logo", Shape.Text("The name of one of the site's files (SVG, PNG, JPEG, WebP); \"none\": the site's name in letters; not there: as the settings file says")));

    private static readonly Shape Held = Shape.Object(("number", Shape.Number("How often a theme was put in force here, this one counted; 0: the settings file's holds")), ("theme", Theme));

    internal static void Map(ApiMap api)
    {
        api.Get("sites/{site}/theme", Scopes.Site, call => OfSite.Asked(call, site => call.Read(db => Told(call, db, site))), new("siteThemeRead", OfSite.Tag, "Read the theme that holds on a site") { Answers = Held, Codes = OfSite.Codes });
        api.Put("sites/{site}/theme", Scopes.Site, call => OfSite.Asked(call, site => Save(call, site)), new("siteThemeSave", OfSite.Tag, "Put a theme in force on a site, in place of the one that holds")
        {
            Description = "It is on every page at once, and wins over the settings file. What is not there is as usual. A colour in which letters could not be read is refused. With \"number\", the theme is put in force only where that one still holds.",
            Body = Shape.Object([.. Theme.Members, ("number", Shape.Number("The number of the theme that this one is to follow"))]),
            Example = """{"accent":"#8a1538","headlines":"old-style","layout":"columns"}""",
            Answers = Held,
            Codes = [.. OfSite.Codes, "site-theme", "theme-moved"],
        });
        api.Delete("sites/{site}/theme", Scopes.Site, call => OfSite.Asked(call, site => Undo(call, site)), new("siteThemeUndo", OfSite.Tag, "Take the theme that holds on a site back")
        {
            Description = "The one before it holds again; where there is none, the settings file's.",
            Answers = Held,
            Codes = OfSite.Codes,
        });
    }

    private static ISiteThemes? Themes(ApiCall call) => call.Http.RequestServices.GetService<ISiteThemes>();

    private static async Task<Answer> Save(ApiCall call, NewsroomSite site)
    {
        var body = call.Body;
        var number = body.Number("number");
        var typed = new ThemeChoice
        {
            Accent = body.Line("accent", LongestWord),
            AccentDark = body.Line("accentDark", LongestWord),
            Paper = body.Line("paper", LongestWord),
            Headlines = body.Line("headlines", LongestWord),
            Letters = body.Line("letters", LongestWord),
            Size = body.Line("size", LongestWord),
            Width = body.Line("width", LongestWord),
            Corners = body.Line("corners", LongestWord),
            Masthead = body.Line("masthead", LongestWord),
            Layout = body.Line("layout", LongestWord),
            MostRead = body.Line("mostRead", LongestWord),
            House = body.Line("house", LongestWord),
            Logo = body.Line("logo", LongestWord),
        };
        if (body.End() is { } problem) return problem;
        if (Themes(call) is not { } themes) return NotSetUp;
        var theme = ThemeForm.Read(typed, themes.Words);
        if (themes.WhyNot(theme) is { } refusal) return new Problem("site-theme", refusal.Message + " Nothing has changed.", "/" + refusal.Field);
        // What is no file of the site is said below; one that is, and is no logo, here.
        if (theme.Logo is { } file && file != ThemeChoice.NoLogo && themes.WhyNotLogo(site.Code, file) is { } unusable) return new Problem("site-theme", unusable.Message + " Nothing has changed.", "/logo");
        return await call.Write(tx =>
        {
            if (theme.Logo is { } logo && logo != ThemeChoice.NoLogo && !ThemeForm.Logos(tx.Db, site.Code).Contains(logo)) return new Problem("site-theme", "The site has no such file that could be a logo. Nothing has changed. Put the file there first.", "/logo");
            var holds = SiteThemes.Holding(tx.Db, site.Code)?.Number ?? 0;
            if (number is { } basis && basis != holds) return new Problem("theme-moved", $"Theme {holds} holds by now. Nothing has changed. Look at it, and put yours in force over it if you still want to.", "/number");
            SiteThemes.Set(tx, site.Code, theme, call.Who);
            return Told(call, tx.Db, site);
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Undo(ApiCall call, NewsroomSite site) => call.Write(tx =>
    {
        if (SiteThemes.Holding(tx.Db, site.Code) is not { } holds) return new Problem("unknown", "No theme was put in force here. Nothing has changed.");
        SiteThemes.Undo(tx, site.Code, holds.Number, call.Who);
        return Told(call, tx.Db, site);
    });

    private static Problem NotSetUp => new("not-set-up", "This program shows no sites. Nothing has changed.");

    private static Answer Told(ApiCall call, Db db, NewsroomSite site)
    {
        var holds = SiteThemes.Holding(db, site.Code);
        var theme = holds?.Theme ?? Themes(call)?.OfSettings(site.Code) ?? new();
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("number", holds?.Number ?? 0);
            json.WritePropertyName("theme");
            json.WriteRawValue(theme.Write());
            json.WriteEndObject();
        });
    }
}
