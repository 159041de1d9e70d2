using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Corrections;
using Dateline.Site.Feeds;
using Dateline.Site.Front;
using Dateline.Site.Lists;
using Dateline.Site.Machines;
using Dateline.Site.Media;
using Dateline.Site.Notices;
using Dateline.Site.Pages;
using Dateline.Site.Reading;
using Dateline.Site.Search;
using Dateline.Site.Sections;
using Dateline.Site.Theme;
using Dateline.Site.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Site;

/// <summary>
/// The public site: what readers see of the wire. It reads the store through the gate and writes nothing.
/// A <c>NewsStore</c> must be among the services.
/// </summary>
public static class Site
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what the site is made of.</summary>
    public static IServiceCollection AddSite(this IServiceCollection services, SiteOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new House(options))
        .AddSingleton<NoticePages>()
        .AddSingleton<PageCache>()
        .AddSingleton<PageServing>()
        .AddSingleton<StoryCards>()
        .AddSingleton<ArticlePage>()
        .AddSingleton<FrontPage>()
        .AddSingleton<CorrectionsPage>()
        .AddSingleton<SectionBook>()
        .AddSingleton<SectionListings>()
        .AddSingleton<TopicListings>()
        .AddSingleton<AuthorListings>()
        .AddSingleton<PlaceListings>()
        .AddSingleton<DayListings>()
        .AddSingleton<ListPage>()
        .AddSingleton<TopicIndex>()
        .AddSingleton<SearchPage>()
        .AddSingleton<SavedPage>()
        .AddSingleton<StaticPages>()
        .AddSingleton<FeedPages>()
        .AddSingleton<Sitemaps>()
        .AddSingleton<WellKnown>()
        .AddSingleton<MediaEndpoint>();

    /// <summary>
    /// Answers from the page cache, before routing and anything else that a reader of a public page has no need of. Call it after what decides whether
    /// a request is served at all (forwarded headers, known hosts), before <c>UseRouting</c>. Left out, the site is as true, but slower.
    /// </summary>
    public static IApplicationBuilder UseSiteCache(this IApplicationBuilder app)
    {
        var pages = app.ApplicationServices.GetRequiredService<PageServing>();
        return app.Use(next => context => pages.FromMemory(context, next));
    }

    /// <summary>Maps every address of the site. What nothing else is mapped to is the site's "not found".</summary>
    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var pages = services.GetRequiredService<PageServing>();
        var house = services.GetRequiredService<House>();
        var search = services.GetRequiredService<SearchPage>();
        var media = services.GetRequiredService<MediaEndpoint>();

        void Map(string pattern, Func<string, PublicView, PageAnswer?> paint) => routes.MapMethods(pattern, Methods, (RequestDelegate)(context => pages.Answer(context, paint)));

        void MapList<T>(string pattern, bool asksIndex) where T : IListings
        {
            var (list, kind) = (services.GetRequiredService<ListPage>(), services.GetRequiredService<T>());
            routes.MapMethods(pattern, Methods, (RequestDelegate)(context => pages.Answer(context, (path, view) => list.Paint(kind, path, view), asksIndex)));
            foreach (var feed in FeedKind.All)
                routes.MapMethods(pattern + feed.File, Methods, (RequestDelegate)(context => pages.Answer(context, (path, view) => list.Feed(kind, feed, path, view), asksIndex)));
        }

        foreach (var language in house.Languages)
        {
            var root = language.Root;
            Map(language.Front, services.GetRequiredService<FrontPage>().Paint);
            foreach (var feed in FeedKind.All) Map(root + feed.File, (path, view) => services.GetRequiredService<FeedPages>().Paint(feed, path, view));
            foreach (var section in house.Options.Sections) MapList<SectionListings>($"{root}/{section.Slug}", asksIndex: false);
            Map(root + "/topics", services.GetRequiredService<TopicIndex>().Paint);
            MapList<TopicListings>(root + "/topics/{topic}", asksIndex: true);
            MapList<AuthorListings>($"{root}/{AuthorListings.Folder}/{{name}}", asksIndex: true);
            MapList<PlaceListings>($"{root}/{PlaceListings.Folder}/{{name}}", asksIndex: true);
            Map(root + "/archive", (path, view) => services.GetRequiredService<ListPage>().Paint(services.GetRequiredService<DayListings>(), path, view));
            Map(root + "/archive/{day}", (path, view) => services.GetRequiredService<ListPage>().Paint(services.GetRequiredService<DayListings>(), path, view));
            routes.MapMethods(root + "/search", Methods, (RequestDelegate)(context => pages.Answer(context, (path, view) => search.Paint(path, context.Request.Query, view), asksIndex: true)));
            Map(root + "/saved", services.GetRequiredService<SavedPage>().Paint);
            Map(root + "/corrections", services.GetRequiredService<CorrectionsPage>().Paint);
        }
        foreach (var page in house.Folder.Pages) Map(page.Path, services.GetRequiredService<StaticPages>().Paint);
        MapMachines(Map, services);
        routes.MapMethods("/media/{name}", Methods, (RequestDelegate)(context => media.Serve(context, (string)context.Request.RouteValues["name"]!)));
        Map("/{story}", services.GetRequiredService<ArticlePage>().Paint);
        Map("/{section}/{story}", services.GetRequiredService<ArticlePage>().Paint);
        routes.MapFallback("{**path}", (RequestDelegate)pages.NotFound);
    }

    private static void MapMachines(Action<string, Func<string, PublicView, PageAnswer?>> map, IServiceProvider services)
    {
        var (sitemaps, files) = (services.GetRequiredService<Sitemaps>(), services.GetRequiredService<WellKnown>());
        map("/sitemap.xml", sitemaps.Index);
        map(Sitemaps.Folder + "{month}", sitemaps.File);
        map("/robots.txt", files.Robots);
        map("/ads.txt", files.Ads);
        map("/.well-known/security.txt", files.Security);
        map("/.well-known/tdmrep.json", files.TdmRep);
        map("/favicon.svg", files.Mark);
    }
}
