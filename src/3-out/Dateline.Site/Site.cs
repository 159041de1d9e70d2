using Dateline.Site.Caching;
using Dateline.Site.Counting;
using Dateline.Site.Feeds;
using Dateline.Site.Sites;
using Dateline.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Site;

/// <summary>
/// The public sites: what readers see of the wire. They read the store through the gate, and write no more than how often they were read, and the tips that readers send.
/// A <c>NewsStore</c> must be among the services.
/// </summary>
public static class Site
{
    /// <summary>How many bytes of finished pages are kept where nothing else is said: some 15,000 stories.</summary>
    public const long UsualCacheBytes = 192 * 1024 * 1024;

    /// <summary>Adds one site.</summary>
    public static IServiceCollection AddSite(this IServiceCollection services, SiteOptions options) => services.AddSites([options]);

    /// <summary>Adds the newsroom's sites. The first answers at every host name that is no other's.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="sites">The sites.</param>
    /// <param name="cacheBytes">How many bytes of finished pages are kept in memory at most, of all sites together.</param>
    public static IServiceCollection AddSites(this IServiceCollection services, IReadOnlyList<SiteOptions> sites, long cacheBytes = UsualCacheBytes) => services
        .AddSingleton(provider => new SiteSet(sites, cacheBytes, provider.GetRequiredService<NewsStore>(), provider.GetRequiredService<ILogger<PageServing>>(), provider.GetService<IHostApplicationLifetime>()))
        .AddSingleton(provider => new SitePreview(provider.GetRequiredService<SiteSet>(), provider.GetRequiredService<NewsStore>()))
        .AddSingleton<Media.SmallerPhotos>()
        .AddSingleton<MatcherPolicy, SiteOfHost>()
        .AddHostedService<CountsKeeper>()
        .AddHostedService<HubAnnouncer>();

    /// <summary>
    /// Answers from the page cache, before routing and anything else that a reader of a public page has no need of. Call it after what decides whether
    /// a request is served at all (forwarded headers, known hosts), before <c>UseRouting</c>. Left out, the site is as true, but slower.
    /// </summary>
    public static IApplicationBuilder UseSiteCache(this IApplicationBuilder app)
    {
        var sites = app.ApplicationServices.GetRequiredService<SiteSet>();
        return app.Use(next => context => sites.Of(context.Request).Pages.FromMemory(context, next));
    }

    /// <summary>Maps every address of every site. What nothing else is mapped to is a site's "not found".</summary>
    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        foreach (var site in routes.ServiceProvider.GetRequiredService<SiteSet>().All) site.Map(routes);
    }
}
