using System.Collections.Concurrent;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Dispatch;

/// <summary>Clients, their products and destinations as they are in one transaction, with each product asked once for each release.</summary>
internal sealed class ClientBook
{
    // A filter is read once for each text it ever had, by each set of vocabularies; both are few.
    private static readonly ConcurrentDictionary<(Vocabularies By, string Text), NewsFilter?> Filters = new();

    private readonly Dictionary<string, NewsFilter> _products;
    private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);
    private FilterFacts? _facts;

    private ClientBook(IReadOnlyList<(Destination, Client)> destinations, Dictionary<string, NewsFilter> products) => (Destinations, _products) = (destinations, products);

    internal IReadOnlyList<(Destination Destination, Client Client)> Destinations { get; }

    internal bool IsEmpty => Destinations.Count == 0;

    internal static ClientBook Read(Db db, Instant now)
    {
        var destinations = Store.Deliveries.Destinations.All(db).Where(d => d.State != DestinationState.Off).ToList();
        if (destinations.Count == 0) return new([], []);
        var clients = Clients.All(db).ToDictionary(c => c.Id, c => c with { Status = c.StatusAt(now) });
        var products = new Dictionary<string, NewsFilter>(StringComparer.Ordinal);
        foreach (var product in Clients.Products(db))
            if (Read(product.Filter) is { } filter) products.Add(product.Code, filter);
        return new([.. destinations.Where(d => clients.ContainsKey(d.Client)).Select(d => (d, clients[d.Client]))], products);
    }

    /// <summary>The same book with one destination alone.</summary>
    internal ClientBook Only(Guid destination) => new([.. Destinations.Where(d => d.Destination.Id == destination)], _products);

    /// <summary>
    /// Whether a destination to which nothing of a story has gone yet gets it: the client is active, one of its products holds it, the usage terms exclude neither its class nor its country,
    /// and of all this it is what goes to this destination. What can't be read any more limits nothing: rather too much than a story that nobody misses until it is asked for.
    /// </summary>
    internal bool Wants(Destination destination, Client client, FilterFacts facts)
    {
        if (client.Status != ClientStatus.Active) return false;
        if (!client.IsWithin(facts.Content.Rights)) return false;
        if (!ReferenceEquals(_facts, facts))
        {
            _answers.Clear();
            _facts = facts;
        }
        return client.Products.Any(code => Takes(code, facts)) && (destination.Only is not { } only || Read(only)?.Takes(facts) != false);
    }

    private static NewsFilter? Read(string filter) => Filters.GetOrAdd((Vocabularies.InForce, filter), static key => NewsFilter.Parse(key.Text, Vocabularies.ForFilters).Value);

    private bool Takes(string product, FilterFacts facts)
    {
        if (!_answers.TryGetValue(product, out var takes)) _answers[product] = takes = _products.TryGetValue(product, out var filter) && filter.Takes(facts);
        return takes;
    }
}
