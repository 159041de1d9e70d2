using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.App.Serving;

/// <summary>Does what happens by time alone, at its moment.</summary>
internal sealed class TimetableService(NewsStore store) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new TimetableRunner(store).RunAsync(stoppingToken);
}
