using System.Buffers;
using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dateline.Delivery.Wire;

/// <summary>
/// The wire live, as server-sent events. A stream keeps its place and nothing else: what it sends is made when it is sent, once for all who stand at the same
/// place. Whoever reads too slowly is cut, and goes on from the last event that arrived.
/// </summary>
internal sealed class WireStream(NewsStore store, WireFeed feed, WireHub hub, WireKeys keys, WireOptions options)
{
    private static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();

    /// <summary>Streams until the client goes, the key dies or the program ends. Null: it was streamed; else why not.</summary>
    internal async Task<WireProblem?> Run(WireCall call, long after, CancellationToken stop)
    {
        var line = hub.Line(call.Key.Destination);
        if (!line.Enter(options.MostStreams)) return new("streams-many", $"{options.MostStreams} streams and waiting requests of this client are open. Close one first.") { RetryAfter = 10 };
        try
        {
            Open(call.Http);
            await Follow(call, line, after, stop).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            call.Http.Abort();
        }
        finally
        {
            line.Leave();
        }
        return null;
    }

    internal static void Open(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task Follow(WireCall call, WireLine line, long after, CancellationToken stop)
    {
        await Write(call.Http, Heartbeat, stop).ConfigureAwait(false);
        var written = store.Clock.Time.GetTimestamp();
        var woken = false;
        while (!stop.IsCancellationRequested)
        {
            var changed = line.Changed;
            if (keys.Check(call.Secret) is null) return;
            // A head that was reached already has nothing new: nobody asks the database for it.
            if (!woken || line.Head != after)
            {
                var frames = await (woken ? line.Frames(after, from => Make(call, from)) : Make(call, after)).ConfigureAwait(false);
                if (!frames.Bytes.IsEmpty)
                {
                    await Write(call.Http, frames.Bytes, stop).ConfigureAwait(false);
                    written = store.Clock.Time.GetTimestamp();
                }
                after = frames.Next;
                if (frames.More) { woken = false; continue; }
            }
            if (store.Clock.Time.GetElapsedTime(written) >= options.Heartbeat)
            {
                await Write(call.Http, Heartbeat, stop).ConfigureAwait(false);
                written = store.Clock.Time.GetTimestamp();
            }
            await changed.WaitAsync(stop).ConfigureAwait(false);
            woken = true;
        }
    }

    private async Task<WireFrames> Make(WireCall call, long after)
    {
        var page = await feed.PageAsync(call.Key.Destination, after, WireFeed.LargestPage, receipt: null).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>(Math.Max(64, page.Entries.Count * 600));
        foreach (var entry in page.Entries)
        {
            Encoding.ASCII.GetBytes($"id: {entry.Position}\nevent: {entry.Type}\ndata: ", buffer);
            buffer.Write(entry.Json.Span);
            buffer.Write("\n\n"u8);
        }
        return new(buffer.WrittenMemory, page.Next, page.More);
    }

    /// <summary>Writes, and gives up on whoever does not take it in time: nothing is kept for a slow reader.</summary>
    private async Task Write(HttpContext http, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var write = http.Response.Body.WriteAsync(bytes, stop);
        if (write.IsCompletedSuccessfully) return;
        using var slow = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var task = write.AsTask();
        if (await Task.WhenAny(task, Task.Delay(options.SlowReader, store.Clock.Time, slow.Token)).ConfigureAwait(false) != task) http.Abort();
        await slow.CancelAsync().ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }
}

/// <summary>The limits of the API for clients.</summary>
public sealed record WireOptions
{
    /// <summary>How many requests a client may make a second, on average.</summary>
    public double RequestsPerSecond { get; init; } = 50;
    /// <summary>How many it may make at once.</summary>
    public double Burst { get; init; } = 200;
    /// <summary>How many streams and waiting requests a client may have open, on one node.</summary>
    public int MostStreams { get; init; } = 100;
    /// <summary>How long a stream is silent at most.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>How long a reader may take over what is sent to it before it is cut.</summary>
    public TimeSpan SlowReader { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>How many entries a search looks at before it answers with what it has.</summary>
    public int SearchLooksAt { get; init; } = 1000;
}
