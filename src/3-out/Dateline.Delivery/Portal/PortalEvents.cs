using Dateline.Delivery.Wire;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery.Portal;

/// <summary>Server-sent events: that there is something new for this client. What it is, is asked for as the page itself is, through the same gate. They end with the session.</summary>
internal static class PortalEvents
{
    internal static async Task Send(HttpContext http)
    {
        var store = http.RequestServices.GetRequiredService<NewsStore>();
        var options = http.RequestServices.GetRequiredService<DeliveryOptions>().Wire;
        if (http.Items[typeof(Person)] is not Person { Client: { } client } || PortalSession.TokenOf(http.Request) is not { } token || store.Read(db => PullDeliveries.DestinationOf(db, client, Destination.PortalChannel)) is not { } destination)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        var line = http.RequestServices.GetRequiredService<WireHub>().Line(destination.Id);
        if (!line.Enter(options.MostStreams))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            WireStream.Open(http);
            await Say(http, "retry: 2000\n\n", stop.Token).ConfigureAwait(false);
            await Follow(http, store, line, destination.Id, token, options, stop.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The page was closed, or the server ends.
        }
        finally
        {
            line.Leave();
        }
    }

    private static async Task Follow(HttpContext http, NewsStore store, WireLine line, Guid destination, string token, WireOptions options, CancellationToken stop)
    {
        var (said, at) = (0L, store.Clock.Time.GetTimestamp());
        for (var isFirst = true; ; isFirst = false)
        {
            var changed = line.Changed;
            if (PortalSession.PersonOf(store, token) is null) return;
            var head = store.Read(db => PullDeliveries.Head(db, destination));
            if (head != said || store.Clock.Time.GetElapsedTime(at) >= options.Heartbeat)
            {
                await Say(http, head == said ? ": still here\n\n" : isFirst ? "event: open\ndata:\n\n" : "event: changed\ndata:\n\n", stop).ConfigureAwait(false);
                (said, at) = (head, store.Clock.Time.GetTimestamp());
            }
            await changed.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private static async Task Say(HttpContext http, string text, CancellationToken stop)
    {
        await http.Response.WriteAsync(text, stop).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(stop).ConfigureAwait(false);
    }
}
