using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Newsroom.Outputs;

/// <summary>How a destination does.</summary>
internal enum OutputHealth
{
    /// <summary>What was sent last arrived, or nothing was sent yet.</summary>
    Well,
    /// <summary>Every attempt fails, and is tried again.</summary>
    Failing,
    /// <summary>Only holds and kills are sent.</summary>
    Paused,
    /// <summary>Nothing is sent.</summary>
    Off,
}

/// <summary>A destination with how it does.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Waiting">How many deliveries wait for it.</param>
/// <param name="Since">Since when the oldest of them waits; null: none does.</param>
/// <param name="LastReceipt">When it last took anything; null: never.</param>
/// <param name="NextWithdrawal">When the next hold or kill is tried, which waits for no failing destination; null: none waits.</param>
internal sealed record OutputRow(Destination Destination, int Waiting, Instant? Since, Instant? LastReceipt, Instant? NextWithdrawal)
{
    /// <summary>When it is tried again, by whatever goes first; null: nobody can say.</summary>
    internal Instant? Next => NextWithdrawal is { } first && !(Destination.BlockedUntil < first) ? first : Destination.BlockedUntil;

    internal OutputHealth Health => Destination switch
    {
        { State: DestinationState.Off } => OutputHealth.Off,
        { State: DestinationState.Paused } => OutputHealth.Paused,
        { FailingSince: not null } => OutputHealth.Failing,
        _ => OutputHealth.Well,
    };

    internal static OutputRow Of(Db db, Destination destination) => All(db, [destination])[0];

    internal static List<OutputRow> All(Db db, IReadOnlyList<Destination> destinations)
    {
        var queues = db.Many("select destination, count(*), min(created), min(case when lane = 0 then next_action end) from delivery where state < 2 group by destination", static r => (Destination: r.Id(0), Count: r.Int(1), Since: r.InstantOrNull(2), Next: r.InstantOrNull(3))).ToDictionary(q => q.Destination);
        return [.. destinations.Select(d => new OutputRow(d, queues.GetValueOrDefault(d.Id).Count, queues.GetValueOrDefault(d.Id).Since, LastReceiptOf(db, d.Id), queues.GetValueOrDefault(d.Id).Next))];
    }

    private static Instant? LastReceiptOf(Db db, Guid destination) =>
        db.One("select receipt_at from delivery where destination = $1 and replay_of is null and receipt_at is not null order by position desc limit 1", static r => r.InstantOrNull(0), destination);
}

/// <summary>A client with its destinations.</summary>
/// <param name="Client">The client.</param>
/// <param name="Status">How we stand with it now.</param>
/// <param name="Rows">Its destinations.</param>
internal sealed record ClientRow(Client Client, ClientStatus Status, IReadOnlyList<OutputRow> Rows)
{
    internal static List<ClientRow> All(Db db, Instant now)
    {
        var rows = OutputRow.All(db, Destinations.All(db)).ToLookup(r => r.Destination.Client);
        return [.. Clients.All(db).Select(c => new ClientRow(c, c.StatusAt(now), [.. rows[c.Id]])).OrderBy(c => c.Client.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
