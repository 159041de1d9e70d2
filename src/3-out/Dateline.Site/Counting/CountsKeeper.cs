using Dateline.Site.Sites;
using Dateline.Store;
using Microsoft.Extensions.Hosting;

namespace Dateline.Site.Counting;

/// <summary>Keeps what the sites have counted: once a minute, and when the program ends. What a crash takes is a minute's counts.</summary>
internal sealed class CountsKeeper(SiteSet sites) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await minutes.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) await Keep().ConfigureAwait(false);
        }
        catch (OperationCanceledException) { /* the program ends */ }
        await Keep().ConfigureAwait(false);
    }

    // A store that can't write now says so where it matters; the counts wait for the next minute.
    private async Task Keep()
    {
        try { await sites.Counts.Keep().ConfigureAwait(false); }
        catch (StoreException) { /* they are still counted */ }
    }
}
