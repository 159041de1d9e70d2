using System.Collections.Concurrent;
using System.Data.Common;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Ingest.Fetching;

/// <summary>Asks the sources that are due, each by itself, for as long as the server runs, and tells the desk of those that are too quiet.</summary>
internal sealed partial class SourceService(SourceLook look, NewsStore store, ILogger<SourceService> log) : BackgroundService
{
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenQuiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, store.Clock.Time);
        var quietAt = new Instant(long.MinValue);
        try
        {
            // What the process before this one had begun, nobody goes on with: on SQLite there is no other.
            if (!store.IsPostgres) await Guarded("*", () => store.Write(static tx => { SourceRounds.FreeAll(tx); return true; }));
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Guarded("*", async () =>
                {
                    Begin(stoppingToken);
                    if (store.Clock.Now() < quietAt) return;
                    quietAt = store.Clock.Now() + BetweenQuiet;
                    if (store.Read(db => SourceAlarms.TooQuiet(db, store.Clock.Now())).Count > 0) await store.Write(SourceAlarms.OfQuiet);
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        await Task.WhenAll(_running.Values);
    }

    private void Begin(CancellationToken stop)
    {
        foreach (var source in look.Due())
        {
            if (_running.Count >= MostAtOnce) return;
            if (_running.ContainsKey(source.Id)) continue;
            _running[source.Id] = Run(source, stop);
        }
    }

    private async Task Run(Source source, CancellationToken stop)
    {
        // It is in the list before it can be taken out again.
        await Task.Yield();
        try { await Guarded(source.Code, () => look.Run(source.Id, stop)); }
        finally { _running.TryRemove(source.Id, out _); }
    }

    /// <summary>What goes wrong with one source keeps no other: its lease ends, and it is asked again.</summary>
    private async Task Guarded(string source, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception trouble) when (trouble is StoreException or DbException or IOException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            LookFailed(log, source, trouble.Message);
        }
    }

    [LoggerMessage(3, LogLevel.Warning, "The source {Source} could not be asked: {Trouble} It is asked again.")]
    private static partial void LookFailed(ILogger log, string source, string trouble);
}
