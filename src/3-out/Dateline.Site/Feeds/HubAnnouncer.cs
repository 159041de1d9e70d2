using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Dateline.News;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Feeds;

/// <summary>
/// Tells a site's hub which of its feeds have changed (WebSub, "publish"), so that subscribers hear of it at once. A feed has changed when its bytes are not those the hub was last told of: a release, a kill, a person's
/// decision and an hour that strikes all come to that, and a hub that was down for a day is told once. The hub is given an address and nothing else: what stands there it asks for like anybody, when the gate is asked.
/// </summary>
internal sealed partial class HubAnnouncer : BackgroundService
{
    private const int MostReleased = 5000;
    private const string Gone = "gone";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    private readonly NewsStore _store;
    private readonly SiteSet _sites;
    private readonly ILogger<HubAnnouncer> _log;
    private readonly ConcurrentQueue<string> _released = new();
    private readonly SemaphoreSlim _wake = new(1, 1);
    private readonly Dictionary<string, (int Failures, Instant NotBefore)> _waiting = new(StringComparer.Ordinal);

    // The hub is the operator's choice, from the settings file alone; it is spoken to like an agency.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    public HubAnnouncer(NewsStore store, SiteSet sites, ILogger<HubAnnouncer> log) => (_store, _sites, _log) = (store, sites, log);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sites = _sites.All.Where(s => s.House.Options.Hub is not null).ToList();
        if (sites.Count == 0) return;
        _store.Log.Changed += Wake;
        using var ticks = _store.Clock.Time.CreateTimer(_ => Wake([]), null, Look, Look);
        try
        {
            while (true)
            {
                await _wake.WaitAsync(stoppingToken).ConfigureAwait(false);
                Touch(sites);
                foreach (var site in sites) await Announce(site, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) { /* the program ends */ }
        finally
        {
            _store.Log.Changed -= Wake;
        }
    }

    private void Wake(IReadOnlyList<Store.Wire.LogChange> changes)
    {
        foreach (var change in changes)
            if (change.Page is { } page && _released.Count < MostReleased) _released.Enqueue(page);
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will look already */ }
    }

    private void Touch(List<OneSite> sites)
    {
        if (_released.IsEmpty) return;
        var pages = new HashSet<string>(StringComparer.Ordinal);
        while (_released.TryDequeue(out var page)) pages.Add(page);
        _store.Read(db =>
        {
            foreach (var site in sites)
                foreach (var page in pages) site.Followed.Touch(db, page);
            return true;
        });
    }

    private async Task Announce(OneSite site, CancellationToken stop)
    {
        await Follow(site).ConfigureAwait(false);
        foreach (var feed in site.AnnouncedFeeds.Concat(_store.Read(site.Followed.Due)))
        {
            var address = site.House.Base + feed.Path;
            if (_waiting.TryGetValue(address, out var wait) && _store.Clock.Now() < wait.NotBefore) continue;
            try
            {
                var (made, isSettled) = await site.Pages.Made(feed.Path, feed.Paint).ConfigureAwait(false);
                if (!isSettled) site.Followed.Again(feed.Path);
                if (!isSettled) continue;
                var (mark, told) = (made?.Mark ?? Gone, _store.Read(db => HubFeeds.Told(db, address)));
                // A writer's feed whose last story was withdrawn is no more: whoever has its words is to hear of that too.
                if (told == mark || made is null && told is null) continue;
                await Tell(site.House.Options.Hub!, address, stop).ConfigureAwait(false);
                await _store.Write(tx => { HubFeeds.Tell(tx, address, mark); return true; }).ConfigureAwait(false);
                _waiting.Remove(address);
            }
            catch (Exception failed) when (failed is HttpRequestException or StoreException or IOException || failed is OperationCanceledException && !stop.IsCancellationRequested)
            {
                var failures = wait.Failures + 1;
                _waiting[address] = (failures, _store.Clock.Now() + Waits[Math.Min(failures, Waits.Length) - 1]);
                Untold(_log, address, failures, failed.Message);
            }
        }
    }

    // What a feed looked like when it was first fetched is what its readers have.
    private async Task Follow(OneSite site)
    {
        var feeds = site.Followed.TakeNew().ToList();
        if (feeds.Count == 0) return;
        try
        {
            await _store.Write(tx => { foreach (var (path, mark) in feeds) HubFeeds.Follow(tx, site.House.Base + path, mark); return true; }).ConfigureAwait(false);
        }
        catch (StoreException) { /* what is not written down is told of once more than it need be */ }
    }

    private async Task Tell(Uri hub, string feed, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, hub)
        {
            Content = new FormUrlEncodedContent([new("hub.mode", "publish"), new("hub.url", feed), new("hub.topic", feed)]),
            Headers = { UserAgent = { new ProductInfoHeaderValue("Dateline", null) } },
        };
        using var response = await _http.SendAsync(request, patience.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"the hub answered {(int)response.StatusCode}");
    }

    public override void Dispose()
    {
        _http.Dispose();
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub was not told of {Feed} ({Failures} times now): {Why}. It is told again later, and nothing is lost")]
    private static partial void Untold(ILogger log, string feed, int failures, string why);
}
