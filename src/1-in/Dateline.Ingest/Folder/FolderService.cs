using Microsoft.Extensions.Hosting;

namespace Dateline.Ingest.Folder;

internal sealed class FolderService : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
