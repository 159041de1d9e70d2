using Dateline.Delivery.Portal;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;

namespace Dateline.Delivery.Pages;

/// <summary>The wire as this client has it: live, the newest first, by product and topic, searched by words.</summary>
internal sealed class PortalWireModel(NewsStore store, PortalHouse house, PortalWire wire) : PortalPage(store, house)
{
    private const int LongestSearch = 200;

    internal override string Title => Words["wire"];

    internal override string Place => "wire";

    // Further back nothing new arrives.
    internal override bool IsLive => Before is null;

    /// <summary>The words that are searched for.</summary>
    internal string? Q { get; private set; }

    /// <summary>The product that is looked at.</summary>
    internal string? Product { get; private set; }

    /// <summary>The topic that is looked at.</summary>
    internal Guid? Topic { get; private set; }

    /// <summary>The language that is looked at.</summary>
    internal string? Lang { get; private set; }

    /// <summary>Whether only what has pictures is shown.</summary>
    internal bool Pictured { get; private set; }

    private string? Before { get; set; }

    /// <summary>The client's products.</summary>
    internal IReadOnlyList<Product> Products { get; private set; } = [];

    /// <summary>The person's topics.</summary>
    internal IReadOnlyList<ClientTopic> Topics { get; private set; } = [];

    /// <summary>The languages to choose from.</summary>
    internal IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>What there is.</summary>
    internal PortalList List { get; private set; } = new([], null);

    /// <summary>Whether nothing narrows it.</summary>
    internal bool IsWhole => Q is null && Product is null && Topic is null && Lang is null && !Pictured;

    /// <summary>Whether what is looked at can be kept as a topic.</summary>
    internal bool CanKeep => Topic is null && !IsWhole;

    /// <summary>What it is, over the list.</summary>
    internal string Heading => Q is { } q ? Words.Fill("search-of", q) : Products.FirstOrDefault(p => p.Code == Product)?.Name ?? Topics.FirstOrDefault(t => t.Id == Topic)?.Name ?? Words["everything"];

    public async Task OnGetAsync(string? q, string? product, Guid? topic, string? language, string? pictured, string? before)
    {
        Q = string.IsNullOrWhiteSpace(q) ? null : q.Trim() is { Length: > LongestSearch } tooLong ? tooLong[..LongestSearch] : q.Trim();
        (Product, Topic, Pictured, Before) = (string.IsNullOrEmpty(product) ? null : product, topic, pictured is not null, before);
        // Not "lang", which is the language of the page itself.
        Lang = Language.From(language)?.Primary;
        (Products, Topics) = Store.Read(db => ((IReadOnlyList<Product>)[.. Clients.Products(db).Where(p => Client.Products.Contains(p.Code))], (IReadOnlyList<ClientTopic>)ClientTopics.Of(db, Me.Id)));
        if (Destination is not { } destination) return;
        Unread = wire.Unread(destination);
        List = await wire.List(destination, new PortalQuestion { Words = Q, Filters = [.. Filters()], Language = Lang, Pictured = Pictured }, Before).ConfigureAwait(false);
        Languages = [.. List.Entries.Select(static e => e.Content?.Language?.Primary).Append(Lang).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>This very page with one thing else.</summary>
    internal string With(string name, string? value)
    {
        var query = new QueryString();
        foreach (var (key, own) in new[] { ("q", Q), ("product", Product), ("topic", Topic?.ToString("D")), ("language", Lang), ("pictured", Pictured ? "1" : null) })
            if (key != name && own is not null) query = query.Add(key, own);
        return PortalModule.Root + (value is null ? query : query.Add(name, value));
    }

    /// <summary>A product that is not the client's, or a topic that is not the person's, holds nothing.</summary>
    private IEnumerable<NewsFilter> Filters()
    {
        if (Product is not null) yield return NewsFilter.Parse(Products.FirstOrDefault(p => p.Code == Product)?.Filter ?? "not everything", Vocabularies.ForFilters).Value!;
        if (Topic is { } id) yield return NewsFilter.Parse(Topics.FirstOrDefault(t => t.Id == id)?.Filter ?? "not everything", Vocabularies.ForFilters).Value!;
    }
}
