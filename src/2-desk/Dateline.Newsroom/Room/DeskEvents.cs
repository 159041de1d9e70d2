using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dateline.Newsroom.Room;

/// <summary>Server-sent events: that something changed, and when the session ended. What changed is asked for as the page itself is, under the same rights.</summary>
internal static class DeskEvents
{
    internal static async Task Send(HttpContext http)
    {
        var feed = http.RequestServices.GetRequiredService<DeskFeed>();
        var store = http.RequestServices.GetRequiredService<NewsStore>();
        var subject = SubjectOf(store, http.Request.Query);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync("retry: 2000\n\n", stop.Token).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
        try
        {
            await foreach (var state in feed.Follow(http.Request.Query["since"], subject, stop.Token).ConfigureAwait(false))
            {
                if (!IsStillIn(store, http)) return;
                await http.Response.WriteAsync($"event: changed\ndata: {state}\n\n", stop.Token).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The screen was closed, or the server ends.
        }
    }

    /// <summary>What the screen shows: a desk, or a story, whose other versions and translations are told of too. An address that names neither, or a story that is not there, hears everything.</summary>
    private static ScreenSubject SubjectOf(NewsStore store, IQueryCollection query) => new(
        query["desk"].ToString() is { Length: > 0 } desk ? desk : null,
        Guid.TryParse(query["story"], out var id) ? store.Read(db => StoryTable.Find(db, id)?.Chain) : null);

    private static bool IsStillIn(NewsStore store, HttpContext http) =>
        StaffSession.TokenOf(http.Request) is { } token && store.Read(db => StaffPasses.IsGood(db, token, PassKind.Session, store.Clock.Now()));
}
