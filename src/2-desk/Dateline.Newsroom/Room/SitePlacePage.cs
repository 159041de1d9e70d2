using Dateline.Newsroom.Api;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Newsroom.Room;

/// <summary>A screen about one of the public sites: its sections, its theme, its files, its advertisements. Who is limited to other sites has no business here.</summary>
internal abstract class SitePlacePage(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private Dictionary<string, string> _names = [];

    internal override string Title => Site is null ? Words["place-fronts"] : Words.Fill("site-" + Part, Site.Name);

    internal override string Place => "fronts";

    internal override string Right => Scopes.Site;

    /// <summary>The screens of a site, in their order.</summary>
    internal static readonly string[] Parts = ["sections", "theme", "files", "ads"];

    /// <summary>Which of them it is.</summary>
    internal abstract string Part { get; }

    /// <summary>The site; null: there is none of that code.</summary>
    internal NewsroomSite? Site { get; private set; }

    /// <summary>Where this screen is.</summary>
    internal string Path => PathOf(Site!, Part);

    internal static string PathOf(NewsroomSite site, string part) => $"/newsroom/sites/{site.Code}/{part}";

    /// <summary>A person's name by their pseudonym.</summary>
    internal string NameOf(string? who) => who is null ? "" : _names.GetValueOrDefault(who, who);

    /// <summary>Somebody who is limited to other sites has nothing to do here.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is null && RouteData.Values["site"] is string site && !MyRights.MaySite(site)) context.Result = Closed();
    }

    /// <summary>Finds the site and reads of it what the screen shows; false: there is no such site.</summary>
    protected bool Load(string site)
    {
        Site = Options.Sites.FirstOrDefault(s => s.Code == site);
        if (Site is null) return false;
        Store.Read(db =>
        {
            _names = People.Names(db);
            Read(db);
            return true;
        });
        return true;
    }

    /// <summary>Reads what the screen shows.</summary>
    protected abstract void Read(Db db);
}
