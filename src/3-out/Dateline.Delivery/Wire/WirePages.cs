using System.Collections.Concurrent;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Wire;

/// <summary>Everything of the store that a page was made of, read in the same moment as the page: where it is the same, so is the page, as far as time does not change it.</summary>
/// <param name="Store">The log, the stories, the destination, its deliveries.</param>
/// <param name="Status">How we stand with the client.</param>
/// <param name="State">Whether the destination is served.</param>
internal readonly record struct WirePageState((long Log, long Stories, long Last, long Revision) Store, ClientStatus Status, DestinationState State)
{
    internal static WirePageState Of(Db db, WireAccess access) => new(PullDeliveries.StateOf(db, access.Destination.Id), access.Status, access.Destination.State);
}

/// <summary>
/// Pages that were made, for as long as nothing could make them others. Whether that is so is asked of the store at every reading, in the transaction of the reading, and
/// no page outlives the next moment at which the gate may say something else of anything that was looked at for it: no verdict is kept.
/// </summary>
internal sealed class WirePages
{
    // Of fifty kilobytes each, where they are full.
    private const int MostKept = 400;
    private readonly ConcurrentDictionary<(Guid Destination, long After, int Limit), Kept> _kept = new();

    internal WirePage? Find(Guid destination, long after, int limit, WirePageState state, Instant now) =>
        _kept.TryGetValue((destination, after, limit), out var kept) && kept.State == state && now >= kept.From && !(now >= kept.Until) ? kept.Page : null;

    internal void Keep(Guid destination, long after, int limit, WirePage page, WirePageState state, Instant now, Instant? until)
    {
        // What is given for the first time is written down, and a withdrawal yields to what is given after it: neither is told by the state.
        if (page.Entries.Count == 0 || page.Entries.Any(static e => !e.Ready.WasGiven || e.Ready.Delivery.IsWithdrawal)) return;
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[(destination, after, limit)] = new(page, state, now, until);
    }

    private sealed record Kept(WirePage Page, WirePageState State, Instant From, Instant? Until);
}
