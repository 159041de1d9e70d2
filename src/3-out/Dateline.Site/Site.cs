using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Corrections;
using Dateline.Site.Feeds;
using Dateline.Site.Front;
using Dateline.Site.Media;
using Dateline.Site.Notices;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
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
        .AddSingleton<FeedPages>()
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
        var feeds = services.GetRequiredService<FeedPages>();
        var media = services.GetRequiredService<MediaEndpoint>();
        var front = services.GetRequiredService<FrontPage>();
        var corrections = services.GetRequiredService<CorrectionsPage>();

        void Map(string pattern, Func<string, PublicView, PageAnswer?> paint) => routes.MapMethods(pattern, Methods, (RequestDelegate)(context => pages.Answer(context, paint)));

        foreach (var language in services.GetRequiredService<House>().Languages)
        {
            Map(language.Front, front.Paint);
            Map(language.Root + "/corrections", corrections.Paint);
            Map(language.Root + "/feed.rss", feeds.Rss);
            Map(language.Root + "/feed.atom", feeds.Atom);
            Map(language.Root + "/feed.json", feeds.Json);
        }
        Map("/sitemap.xml", feeds.Sitemap);
        Map("/robots.txt", feeds.Robots);
        Map("/favicon.svg", feeds.Mark);
        routes.MapMethods("/media/{name}", Methods, (RequestDelegate)(context => media.Serve(context, (string)context.Request.RouteValues["name"]!)));
        Map("/{story}", services.GetRequiredService<ArticlePage>().Paint);
        routes.MapFallback("{**path}", (RequestDelegate)pages.NotFound);
    }
}
