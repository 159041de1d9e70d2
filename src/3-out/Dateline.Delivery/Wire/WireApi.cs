using System.Data.Common;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery.Wire;

/// <summary>
/// The API for clients, <c>/wire/v1</c>: what a client is entitled to, in an order of its own, by pages or live; one item in any format; a search. Whoever reads is
/// a recipient: holds and kills find him.
/// </summary>
internal sealed class WireApi(NewsStore store, WireFeed feed, WireItems items, WireStream streams, WireChain chain, WireHub hub, WireKeys keys, WirePositions positions, WireOptions options, IHostApplicationLifetime life)
{
    internal const string Root = "/wire/v1";

    /// <summary>Before the key of a photo's file.</summary>
    internal const string MediaPath = Root + "/media/";

    /// <summary>All under the root that is not one of the addresses. No more than that: a site may have a section called "wire".</summary>
    internal const string Beyond = Root + "/{**path}";
    private const int LongestWait = 60;
    private readonly WireLimits _clients = new(store.Clock.Time, options.RequestsPerSecond, options.Burst);
    private readonly WireLimits _strangers = new(store.Clock.Time, 1, 20);

    internal void Map(IEndpointRouteBuilder routes)
    {
        var ways = new List<(TemplateMatcher Pattern, string Methods)>();
        Read(Root, http => Run(http, ClientKeys.Wire, Page));
        On([HttpMethods.Get], Root + "/stream", http => Run(http, ClientKeys.Wire, Stream));
        Read(Root + "/items/{**guid}", http => Run(http, ClientKeys.Wire, Item));
        Read(Root + "/search", http => Run(http, ClientKeys.Search, Search));
        On([HttpMethods.Post], Root + "/received", http => Run(http, ClientKeys.Wire, Received));
        Read(Root + "/chain", http => Run(http, ClientKeys.Wire, Chain));
        Read(Root + "/chain/{number}/document", http => Run(http, ClientKeys.Wire, chain.Document));
        Read(MediaPath + "{key}", http => Run(http, ClientKeys.Wire, chain.Media));
        Read(Root + "/openapi.json", http => Run(http, null, Described));
        routes.Map(Beyond, http => Otherwise(http, ways));

        void Read(string pattern, RequestDelegate handler) => On([HttpMethods.Get, HttpMethods.Head], pattern, handler);

        void On(string[] methods, string pattern, RequestDelegate handler)
        {
            routes.MapMethods(pattern, methods, handler);
            ways.Add((new TemplateMatcher(TemplateParser.Parse(pattern), []), string.Join(", ", methods)));
        }
    }

    /// <summary>Programs ask here, so that what there is not is never answered by a page for readers.</summary>
    private static Task Otherwise(HttpContext http, IEnumerable<(TemplateMatcher Pattern, string Methods)> ways)
    {
        var methods = ways.FirstOrDefault(w => w.Pattern.TryMatch(http.Request.Path, [])).Methods;
        WireAnswer answer = methods is null
            ? new WireProblem("address-unknown", $"There is nothing at this address. All there is stands in {Root}/openapi.json.")
            : new WireProblem("method-unknown", $"This address is asked by {methods}. Nothing was done.") { Allow = methods };
        return answer.Send(http);
    }

    private async Task Run(HttpContext http, string? scope, Func<WireCall, Task<WireAnswer?>> handler)
    {
        WireAnswer? answer;
        try
        {
            answer = await Handle(http, scope, handler).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is StoreException or DbException)
        {
            answer = WireProblem.StoreUnavailable;
        }
        if (answer is not null && !http.Response.HasStarted) await answer.Send(http).ConfigureAwait(false);
    }

    private async Task<WireAnswer?> Handle(HttpContext http, string? scope, Func<WireCall, Task<WireAnswer?>> handler)
    {
        if (keys.Of(http.Request.Headers.Authorization.ToString()) is not var (key, secret)) return Stranger(http);
        if (_clients.Take(key.Destination.ToString("N")) is { } wait) return TooMany(wait);
        if (scope is not null && !key.May(scope)) return new WireProblem("scope-missing", $"This key lacks the scope \"{scope}\". Ask the agency for one that has it.");
        await positions.PrepareAsync().ConfigureAwait(false);
        await keys.Used(key, secret).ConfigureAwait(false);
        return await handler(new WireCall(http, key, secret, positions)).ConfigureAwait(false);
    }

    /// <summary>Who tries keys is slowed down; who has none is told so, always in the same words.</summary>
    private WireProblem Stranger(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().Contains(ClientKeys.Begins, StringComparison.Ordinal) && _strangers.Take(WireLimits.NetworkOf(http.Connection.RemoteIpAddress)) is { } later
            ? TooMany(later) : new("key-missing", "Send a key of yours that works: Authorization: Bearer dlw_… A key never stands in an address.");

    private static WireProblem TooMany(int seconds) => new("too-many", "Too many requests. Nothing was read; come again later.") { RetryAfter = seconds };

    /// <summary>A page of what follows a position; where there is nothing, it may wait until there is.</summary>
    private async Task<WireAnswer?> Page(WireCall call)
    {
        if (call.Knows("after", "wait", "limit") is { } problem) return problem;
        var (limit, wait) = (call.Number("limit", WireFeed.LargestPage, 1, WireFeed.LargestPage), call.Number("wait", 0, 0, LongestWait));
        if ((limit.Refusal ?? wait.Refusal) is { } bad) return WireCall.Problem(bad);
        var after = From(call, call.Text("after"), 0);
        if (!after.IsDone) return WireCall.Problem(after.Refusal);
        if (wait.Value == 0) return Written(call, await feed.PageAsync(call.Key.Destination, after.Value, limit.Value, call.Receipt).ConfigureAwait(false));
        var line = hub.Line(call.Key.Destination);
        if (!line.Enter(options.MostStreams)) return new WireProblem("streams-many", $"{options.MostStreams} streams and waiting requests of this client are open. Close one first.") { RetryAfter = 10 };
        try
        {
            return await Wait(call, line, after.Value, limit.Value, TimeSpan.FromSeconds(wait.Value)).ConfigureAwait(false);
        }
        finally
        {
            line.Leave();
        }
    }

    private async Task<WireAnswer?> Wait(WireCall call, WireLine line, long after, int limit, TimeSpan time)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, life.ApplicationStopping);
        var timeout = Task.Delay(time, store.Clock.Time, stop.Token);
        try
        {
            while (true)
            {
                var changed = line.Changed;
                if (keys.Check(call.Secret) is null) return new WireProblem("key-missing", "The key was revoked.");
                var page = await feed.PageAsync(call.Key.Destination, after, limit, call.Receipt).ConfigureAwait(false);
                if (page.Entries.Count > 0 || timeout.IsCompleted) return Written(call, page);
                await Task.WhenAny(changed, timeout).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private static WireAnswer Written(WireCall call, WirePage page) => page.Written(call.Position);

    private async Task<WireAnswer?> Stream(WireCall call)
    {
        if (call.Knows("after") is { } problem) return problem;
        var header = call.Http.Request.Headers["Last-Event-ID"].ToString();
        var after = From(call, header.Length > 0 ? header : call.Text("after"), Head(call));
        if (!after.IsDone) return WireCall.Problem(after.Refusal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, life.ApplicationStopping);
        // Coming back with the last event that arrived proves all before it.
        if (header.Length > 0) await Acknowledge(call, after.Value).ConfigureAwait(false);
        var refused = await streams.Run(call, after.Value, stop.Token).ConfigureAwait(false);
        return refused?.ToAnswer();
    }

    private async Task<WireAnswer?> Chain(WireCall call)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, life.ApplicationStopping);
        try { return await chain.Page(call, stop.Token).ConfigureAwait(false); }
        catch (OperationCanceledException) { return null; }
        finally { await stop.CancelAsync().ConfigureAwait(false); }
    }

    private async Task<WireAnswer?> Item(WireCall call) => await items.Answer(call, ((string?)call.Http.Request.RouteValues["guid"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);

    private async Task<WireAnswer?> Search(WireCall call)
    {
        if (call.Knows("filter", "before", "limit") is { } problem) return problem;
        var limit = call.Number("limit", WireFeed.LargestPage, 1, WireFeed.LargestPage);
        if (!limit.IsDone) return WireCall.Problem(limit.Refusal);
        var before = call.Position(call.Text("before"), long.MaxValue);
        if (!before.IsDone) return WireCall.Problem(before.Refusal);
        var filter = NewsFilter.Parse(call.Text("filter") ?? "", Vocabularies.ForFilters);
        if (!filter.IsDone) return new WireProblem("filter-bad", filter.Refusal.Message.Replace(" Nothing was saved.", " Nothing was searched.", StringComparison.Ordinal));
        var (page, looked) = await feed.SearchAsync(call.Key.Destination, filter.Value, before.Value, limit.Value, options.SearchLooksAt).ConfigureAwait(false);
        return Written(call, page with { Next = looked == long.MaxValue ? 0 : looked });
    }

    /// <summary>A client that reads live says up to where it has everything: for holds and kills that is the receipt.</summary>
    private async Task<WireAnswer?> Received(WireCall call)
    {
        if (call.Knows("position") is { } problem) return problem;
        if (call.Text("position") is not { } text) return new WireProblem("query-bad", "Say up to which position.");
        var position = call.Position(text, 0);
        if (!position.IsDone) return WireCall.Problem(position.Refusal);
        await Acknowledge(call, position.Value).ConfigureAwait(false);
        return new WireAnswer(default, WireAnswer.JsonType) { Status = StatusCodes.Status204NoContent };
    }

    private Task<WireAnswer?> Described(WireCall call) => Task.FromResult<WireAnswer?>(new WireAnswer(WireDescription.Bytes, WireAnswer.JsonType));

    private async Task Acknowledge(WireCall call, long upTo)
    {
        if (store.Read(db => PullDeliveries.Waits(db, call.Key.Destination, upTo)))
            await store.Write(tx => PullDeliveries.Acknowledge(tx, call.Key.Destination, upTo, call.Receipt)).ConfigureAwait(false);
    }

    private Outcome<long> From(WireCall call, string? text, long otherwise) => text == "now" ? Head(call) : call.Position(text, otherwise);

    private long Head(WireCall call) => store.Read(db => PullDeliveries.Head(db, call.Key.Destination));
}

/// <summary>What the API is, for programs: an OpenAPI document, with examples.</summary>
internal static class WireDescription
{
    internal static ReadOnlyMemory<byte> Bytes { get; } = Read();

    private static ReadOnlyMemory<byte> Read()
    {
        using var stream = typeof(WireDescription).Assembly.GetManifestResourceStream("Dateline.Delivery.Wire.openapi.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
