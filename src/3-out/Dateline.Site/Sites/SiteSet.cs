using System.Collections.Frozen;
using Dateline.Site.Caching;
using Dateline.Site.Counting;
using Dateline.Site.Media;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Sites;

/// <summary>
/// The newsroom's sites, told apart by the host name that a request asks for. The first answers at every name that is no other's; what stands before the program
/// decides which names those may be.
/// </summary>
internal sealed class SiteSet : IDisposable
{
    private readonly PhotoLab _lab = new();
    private readonly FrozenDictionary<string, OneSite> _byHost;

    public SiteSet(IReadOnlyList<SiteOptions> options, long cacheBytes, NewsStore store, ILogger<PageServing> log, IHostApplicationLifetime? lifetime = null)
    {
        var books = options.Select(o => new SiteBook(o)).ToList();
        (Counts, Room) = (new ReaderCounts(store), new PageRoom(cacheBytes));
        All = [.. books.Select(b => new OneSite(b, books, Room, store, _lab, Counts, log, lifetime))];
        _byHost = All.Skip(1).SelectMany(s => s.Book.Options.Hosts.Append(s.Book.Options.BaseUrl.Host).Select(h => (Host: h, Site: s))).DistinctBy(h => h.Host, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(h => h.Host, h => h.Site, StringComparer.OrdinalIgnoreCase);
    }

    internal ReaderCounts Counts { get; }

    /// <summary>The memory that the pages of all of them share.</summary>
    internal PageRoom Room { get; }

    internal IReadOnlyList<OneSite> All { get; }

    /// <summary>The newsroom's first.</summary>
    internal OneSite Main => All[0];

    /// <summary>The site that a request asks for.</summary>
    internal OneSite Of(HttpRequest request)
    {
        if (_byHost.Count == 0) return Main;
        var host = request.Host.Value.AsSpan();
        var port = host.LastIndexOf(':');
        if (port > host.LastIndexOf(']')) host = host[..port];
        return _byHost.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out var site) ? site : Main;
    }

    public void Dispose()
    {
        foreach (var site in All) site.Dispose();
        _lab.Dispose();
    }
}

/// <summary>
/// Of the addresses that several sites have, those of the site that is asked. What belongs to no site, the newsroom and what programs speak to, answers at the names of the first alone:
/// a reader's host has no door to it.
/// </summary>
internal sealed class SiteOfHost(SiteSet sites) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => sites.All.Count > 1;

    public Task ApplyAsync(HttpContext context, CandidateSet candidates)
    {
        var asked = sites.Of(context.Request);
        for (var i = 0; i < candidates.Count; i++)
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint is RouteEndpoint endpoint && (endpoint.Metadata.GetMetadata<OneSite>() ?? sites.Main) != asked)
                candidates.SetValidity(i, false);
        return Task.CompletedTask;
    }
}
