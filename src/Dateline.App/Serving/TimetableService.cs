using Dateline.Store;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.App.Serving;

/// <summary>Does what happens by time alone, at its moment.</summary>
internal sealed class TimetableService(NewsStore store) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new TimetableRunner(store).RunAsync(stoppingToken);
}

/// <summary>Signs the heads of the wire log and the audit: at the start, every hour, and at the end.</summary>
internal sealed class HeadSigningService(NewsStore store) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signing = new HeadSigning(store);
        await signing.RunAsync(stoppingToken);
    }
}
