using Dateline.Store;
using Dateline.Store.Wire;

namespace Dateline.App.Serving;

/// <summary>Signs the head of the wire log every hour and at the end, with the key that the data folder keeps outside the database.</summary>
internal sealed class HeadSigningService(NewsStore store) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signing = new HeadSigning(store);
        await signing.RunAsync(stoppingToken);
    }
}
