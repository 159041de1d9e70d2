using Dateline.Store;
using Dateline.Store.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Ingest.Folder;

/// <summary>Looks into the sources' folders every second, for as long as the server runs. What goes wrong in one look is tried again in the next.</summary>
internal sealed partial class FolderService(FolderWatch watch, NewsStore store, ILogger<FolderService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, store.Clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAll(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task LookAll(CancellationToken stop)
    {
        foreach (var (source, folder) in Folders())
        {
            try
            {
                await watch.Look(source, folder, stop);
            }
            catch (Exception trouble) when (trouble is StoreException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
            {
                LookFailed(log, source.Code, trouble.Message);
            }
        }
    }

    private List<(Source Source, string Folder)> Folders()
    {
        try
        {
            return [.. watch.Folders()];
        }
        catch (System.Data.Common.DbException trouble)
        {
            LookFailed(log, "*", trouble.Message);
            return [];
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A look into the folder of source {Source} failed: {Trouble} What lies there stays and is tried again.")]
    private static partial void LookFailed(ILogger log, string source, string trouble);
}
