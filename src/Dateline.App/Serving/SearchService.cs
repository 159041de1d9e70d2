using Dateline.Store;

namespace Dateline.App.Serving;

/// <summary>Keeps the newsroom's and the readers' search in step with what was committed.</summary>
internal sealed class SearchService(NewsStore store) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => store.Search.RunAsync(stoppingToken);
}
