using Dateline.News;
using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.App.Serving;

/// <summary>Does what happens by time alone, at its moment: looks every tenth of a second, so that what is due after a start or a crash goes at once.</summary>
internal sealed class TimetableService(NewsStore store, ILogger<TimetableService> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (store.Read(Timetable.Next) is { } next && next <= store.Clock.Now() && await store.Write(Timetable.RunDue) > 0) { }
            }
            catch (Exception trouble) when (trouble is StoreException or System.Data.Common.DbException)
            {
                log.LogWarning("The timetable could not be read; it is tried again: {Trouble}", trouble.GetType().Name);
            }
            try { await Task.Delay(Look, store.Clock.Time, stoppingToken); }
            catch (OperationCanceledException) { return; }
        }
    }
}
