using System.Collections.Concurrent;
using System.Threading.Channels;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Dateline.Site.Live;

/// <summary>
/// Tells the pages of live stories that something changed (server-sent events). It tells no more than that: what there is to see, the page asks for at its own address, where the gate is asked. A page that is no open live
/// story has no stream, and the answer is the same for what is hidden and what never was. A release is heard at once; what the clock opens, or another node sends, within a second.
/// </summary>
internal sealed class LiveStream : IDisposable
{
    private const int MostListeners = 5000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly NewsStore _store;
    private readonly PageServing _pages;
    private readonly SiteBook _book;
    private readonly CancellationToken _stopping;
    private readonly ConcurrentDictionary<Listener, string> _listeners = new();
    private readonly ITimer _timer;

    internal LiveStream(NewsStore store, SiteBook book, PageServing pages, IHostApplicationLifetime? lifetime)
    {
        (_store, _book, _pages, _stopping) = (store, book, pages, lifetime?.ApplicationStopping ?? default);
        store.Log.Changed += Hear;
        _timer = store.Clock.Time.CreateTimer(_ => Ring(null), null, Tick, Tick);
    }

    /// <summary>How many pages listen.</summary>
    internal int Listeners => _listeners.Count;

    internal async Task Serve(HttpContext context)
    {
        var page = StoryUrl.PageOf("/" + context.Request.RouteValues["story"]);
        if (page is null || !IsOpen(page)) { await _pages.NotFound(context); return; }
        var response = context.Response;
        Sending.Secure(context, "default-src 'none'");
        response.Headers.CacheControl = "no-store";
        if (_listeners.Count >= MostListeners)
        {
            // The page asks by itself from time to time where it hears nothing.
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "60";
            return;
        }
        response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var listener = new Listener();
        _listeners[listener] = page;
        try { await Listen(context, listener, page); }
        catch (OperationCanceledException) { /* the reader went, or the program ends */ }
        finally { _listeners.TryRemove(listener, out _); }
    }

    private async Task Listen(HttpContext context, Listener listener, string page)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        var mark = Mark(page);
        await Say(context, $"retry: 5000\nid: {mark}\n\n", end.Token);
        // Who comes back after a break says what they saw last.
        if (context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last && last != mark) await Say(context, Changed(mark), end.Token);
        var quietSince = _store.Clock.Now();
        while (true)
        {
            await listener.Rings.Reader.ReadAsync(end.Token);
            var now = _store.Clock.Now();
            var next = Mark(page);
            if (next != mark) { mark = next; await Say(context, Changed(mark), end.Token); quietSince = now; }
            else if (now - quietSince >= Silence) { await Say(context, ":\n\n", end.Token); quietSince = now; }
            if (mark.Length == 0) return;
        }
    }

    private static string Changed(string mark) => mark.Length == 0 ? "event: gone\ndata: -\n\n" : $"id: {mark}\nevent: changed\ndata: -\n\n";

    private static async Task Say(HttpContext context, string text, CancellationToken end)
    {
        await context.Response.WriteAsync(text, end);
        await context.Response.Body.FlushAsync(end);
    }

    /// <summary>What stands there now, as a mark that tells nothing else: which stories are open and since when. Empty: it is no open live story.</summary>
    private string Mark(string page) => _store.Read(db =>
    {
        var view = new PublicView(db, _store.Clock.Now(), _book);
        if (!ArticlePage.IsRunning(view, page)) return "";
        var facts = string.Join('\n', view.At(page).AllOpen.Select(s => $"{s.Id:N} {s.Standing.Version} {s.Standing.PublicSince?.Microseconds}"));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(facts)).AsSpan(0, 8));
    });

    private bool IsOpen(string page) => Mark(page).Length > 0;

    private void Hear(IReadOnlyList<LogChange> changes)
    {
        if (_listeners.IsEmpty) return;
        foreach (var page in changes.Select(c => c.Page).OfType<string>().Distinct()) Ring(page);
    }

    private void Ring(string? page)
    {
        foreach (var (listener, at) in _listeners)
            if (page is null || at == page) listener.Rings.Writer.TryWrite(true);
    }

    public void Dispose()
    {
        _store.Log.Changed -= Hear;
        _timer.Dispose();
    }

    /// <summary>A page that listens. However often it is rung while it is busy, it looks once more.</summary>
    private sealed class Listener
    {
        internal Channel<bool> Rings { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    }
}
