using System.Collections.Concurrent;
using System.Diagnostics;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Wire;

namespace Dateline.Site.Caching;

/// <summary>
/// The site's pages as bytes. A page is kept with the log position read <em>before</em> it was made, with what it depends on, and with the next moment at
/// which the gate may answer differently; it is served only while all of that stands. Nothing here has a time to live, and nothing is served late:
/// a release empties what it touches before it is acknowledged, a page that was made meanwhile is refused, and an embargo opens by the clock alone.
/// </summary>
/// <remarks>
/// Output caches that a framework brings keep what was rendered, whenever it is done rendering: a page evicted by a kill while it was being made
/// is stored after the kill and served from then on. Here <see cref="TryKeep"/> compares positions under the lock that the log's changes take.
/// </remarks>
internal sealed class PageCache : IDisposable
{
    private const int MostRemembered = 20_000;

    private readonly NewsStore _store;
    private readonly PageRoom _room;
    private readonly SiteBook _book;
    private readonly Action<Db, SiteMark> _follow;
    private readonly ConcurrentDictionary<string, CachedPage> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    private readonly Lock _gate;
    private readonly Dictionary<string, HashSet<CachedPage>> _dependents = new(StringComparer.Ordinal);
    private readonly HashSet<CachedPage> _lists = [];
    private readonly Dictionary<string, long> _changedAt = new(StringComparer.Ordinal);
    private readonly Queue<(string Page, long Position)> _remembered = new();
    private long _forgottenUpTo;
    private long _listsMovedAt;
    private volatile MarkSeen _mark = new(default, -1, -1);

    /// <param name="store">The store.</param>
    /// <param name="book">What the site has of it.</param>
    /// <param name="room">The memory it shares with the other sites' caches.</param>
    /// <param name="follow">Takes over what people changed of the site, from the look at the store that a page is made from.</param>
    public PageCache(NewsStore store, SiteBook book, PageRoom room, Action<Db, SiteMark> follow)
    {
        (_store, _book, _room, _gate, _follow) = (store, book, room, room.Gate, follow);
        store.Log.Changed += Follow;
    }

    /// <summary>How many pages it holds.</summary>
    internal int Count => _pages.Count;

    /// <summary>How many pages were rendered so far.</summary>
    internal long Rendered { get; private set; }

    /// <summary>A page that is true now, or null. This is what nearly every request runs through.</summary>
    internal SitePage? Find(string key)
    {
        if (!_pages.TryGetValue(key, out var page) || !_store.Log.IsConfirmed) return null;
        var now = _store.Clock.Now();
        if (!page.IsTrueAt(now, Interlocked.Read(ref _listsMovedAt))) return null;
        if (page.Mark != Mark || page.Vocabularies != Vocabularies.InForce) { lock (_gate) Drop(page); return null; }
        if (page.MustAsk(Interlocked.Read(ref _listsMovedAt), Writes) && !AskAgain(page, now)) return null;
        if (!page.WasUsed) page.WasUsed = true;
        return page.Page;
    }

    /// <summary>
    /// Makes the answer for an address from one look at the store, and keeps it where it may be kept. Requests that come while it is made share it,
    /// but only those to which it is as new as one of their own would be: whoever saw a kill acknowledged gets a page made after it.
    /// </summary>
    internal async Task<PageAnswer> Make(string key, Func<PublicView, PageAnswer> paint)
    {
        var (position, writes, now) = (_store.Log.Head, Writes, _store.Clock.Now());
        if (_flights.TryGetValue(key, out var under) && under.Position == position && under.Writes == writes)
        {
            var shared = await under.Landed.Task.ConfigureAwait(false);
            // What is not found says nothing of when it will be: the clock may have opened it meanwhile.
            if (shared is { Status: not 404, View.Until: var until } && (until is null || now < until)) return shared;
        }
        return Fly(key, new Flight(position, writes), paint);
    }

    private PageAnswer Fly(string key, Flight flight, Func<PublicView, PageAnswer> paint)
    {
        _flights[key] = flight;
        PageAnswer? answer = null;
        try
        {
            return answer = MakeAndKeep(key, paint);
        }
        finally
        {
            _flights.TryRemove(new KeyValuePair<string, Flight>(key, flight));
            flight.Landed.SetResult(answer);
        }
    }

    private PageAnswer MakeAndKeep(string key, Func<PublicView, PageAnswer> paint)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (position, writes, now) = (_store.Log.Head, Writes, _store.Clock.Now());
            // What the page depends on is asked in the same look: the view may ask the store for it.
            var (answer, kept) = _store.Read(db =>
            {
                var view = new PublicView(db, now, _book);
                // Read first: a page that is newer than its mark is made anew, one that is older would stay.
                _follow(db, view.Mark);
                var made = paint(view);
                made.View = view;
                return (made, made is { Status: 200, Page: { } page } && !view.IsProvisional ? new CachedPage(key, page, view, position, writes) : null);
            });
            Rendered++;
            if (kept is null || attempt == 3 || TryKeep(kept)) return answer;
        }
    }

    /// <summary>Keeps a page, unless something it shows changed on the wire after the position it was made at.</summary>
    internal bool TryKeep(CachedPage page)
    {
        lock (_gate)
        {
            if (page.Position < _forgottenUpTo || page.DependsOnLists && _listsMovedAt > page.Position) return false;
            foreach (var id in page.Pages)
                if (_changedAt.TryGetValue(id, out var changed) && changed > page.Position) return false;
            if (_pages.TryGetValue(page.Key, out var old)) Drop(old);
            _pages[page.Key] = page;
            foreach (var id in page.Pages) Dependents(id).Add(page);
            if (page.DependsOnLists) _lists.Add(page);
            page.Keeper = this;
            _room.Take(page);
            return true;
        }
    }

    /// <summary>Rows were committed: whatever shows them is gone before anyone is told that they were.</summary>
    private void Follow(IReadOnlyList<LogChange> changes)
    {
        lock (_gate)
        {
            foreach (var change in changes)
            {
                if (change.Page is not { } page) continue;
                Remember(page, change.Position);
                if (_dependents.TryGetValue(page, out var dependents)) foreach (var dead in dependents.ToArray()) Drop(dead);
                Interlocked.Exchange(ref _listsMovedAt, change.Position);
            }
            if (_listsMovedAt >= changes[0].Position) foreach (var dead in _lists.ToArray()) Drop(dead);
        }
    }

    private void Remember(string page, long position)
    {
        _changedAt[page] = position;
        _remembered.Enqueue((page, position));
        if (_remembered.Count <= MostRemembered) return;
        var (old, at) = _remembered.Dequeue();
        _forgottenUpTo = at;
        if (_changedAt.TryGetValue(old, out var last) && last == at) _changedAt.Remove(old);
    }

    private bool AskAgain(CachedPage page, Instant now)
    {
        var (wire, writes) = (Interlocked.Read(ref _listsMovedAt), Writes);
        if (_store.Read(db => page.StillHolds(db, now, wire, writes))) return true;
        lock (_gate) Drop(page);
        return false;
    }

    /// <summary>How many decisions and changes of the site there are: asked once after anything was written, not for each page.</summary>
    private SiteMark Mark
    {
        get
        {
            var (writes, folder, seen) = (Writes, _book.Folder.Changes, _mark);
            if (seen.AtWrites == writes && seen.AtFolder == folder) return seen.Mark;
            var mark = _store.Read(db => SiteMark.Of(db, _book));
            _mark = new(mark, writes, folder);
            return mark;
        }
    }

    // The writer's count says exactly when anything was written here. Other nodes write unseen, so beside them every tenth of a second counts as a write too.
    private long Writes => _store.Commits + (_store.IsPostgres ? Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 10) : 0);

    private HashSet<CachedPage> Dependents(string id)
    {
        if (!_dependents.TryGetValue(id, out var set)) _dependents[id] = set = [];
        return set;
    }

    /// <summary>Keeps a page no longer. Called under the gate.</summary>
    internal void Drop(CachedPage page)
    {
        page.Die();
        if (!_pages.TryRemove(new KeyValuePair<string, CachedPage>(page.Key, page))) return;
        _room.Release(page);
        _lists.Remove(page);
        foreach (var id in page.Pages)
            if (_dependents.TryGetValue(id, out var set) && set.Remove(page) && set.Count == 0) _dependents.Remove(id);
    }

    public void Dispose() => _store.Log.Changed -= Follow;

    private sealed record MarkSeen(SiteMark Mark, long AtWrites, long AtFolder);

    private sealed record Flight(long Position, long Writes)
    {
        internal TaskCompletionSource<PageAnswer?> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
