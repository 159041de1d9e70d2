using Dateline.Site;
using Dateline.Store;

namespace Dateline.Bench.Benches;

/// <summary>The public site over a store, with a cache that keeps nothing: each page is read and rendered for each request. A process of its own.</summary>
internal static class UncachedSite
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var (url, folder) = (options.Rest[1], options.Rest[2]);
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton(store);
        builder.Services.AddSites([new SiteOptions { Name = "Dateline", BaseUrl = new Uri(url), Sections = PageBench.Sections }], cacheBytes: 0);
        var app = builder.Build();
        app.UseSiteCache();
        app.UseRouting();
        app.MapSite();
        await app.StartAsync();
        Console.WriteLine("listening " + url);
        await app.WaitForShutdownAsync();
    }
}
