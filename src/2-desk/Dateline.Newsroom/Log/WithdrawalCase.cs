using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Log;

/// <summary>A receipt that is owed: who must still be told, how it stands with the machine there, and whom to call.</summary>
/// <param name="Delivery">The sending without a receipt.</param>
/// <param name="Client">The client's name.</param>
/// <param name="Destination">The destination; null where it is gone.</param>
/// <param name="Contacts">Whom to call, the duty editor first.</param>
/// <param name="Last">The last attempt; null: none yet.</param>
internal sealed record OwedReceipt(Delivery Delivery, string Client, Destination? Destination, IReadOnlyList<Contact> Contacts, DeliveryAttempt? Last)
{
    /// <summary>Whether sending it again can change anything: not where they read it themselves, or the address is off, or it is on its way.</summary>
    internal bool MayBeSent => Destination is { IsRead: false, State: not DestinationState.Off } && Delivery.State != DeliveryState.Sending;
}

/// <summary>A receipt that is there.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Code">The destination's code.</param>
/// <param name="At">When it came.</param>
/// <param name="Words">What it is: their answer, or who confirmed and how.</param>
/// <param name="By">Who was told by phone, by name; null where the machine answered.</param>
internal sealed record GivenReceipt(string Client, string Code, Instant At, string? Words, string? By);

/// <summary>One hold, kill or takedown with its whole audience: every one of them is a receipt or is open.</summary>
/// <param name="Position">Its row of the wire log.</param>
/// <param name="Story">The story.</param>
/// <param name="Slugline">The story's slugline; null where it has none.</param>
/// <param name="Action">What was done.</param>
/// <param name="Version">Its version.</param>
/// <param name="Since">When it went out.</param>
/// <param name="Open">Who still owes a receipt.</param>
/// <param name="Had">Who has given one.</param>
internal sealed record WithdrawalCase(long Position, Guid Story, string? Slugline, ReleaseAction Action, int Version, Instant Since, IReadOnlyList<OwedReceipt> Open, IReadOnlyList<GivenReceipt> Had)
{
    /// <summary>Who outside has read the story.</summary>
    internal IReadOnlyList<OutsideReader> Outside { get; init; } = [];

    /// <summary>How many must still be told.</summary>
    internal int OpenCount => Open.Count + Outside.Count(o => !o.IsTold);

    /// <summary>How many know.</summary>
    internal int HadCount => Had.Count + Outside.Count(o => o.IsTold);

    private const int RowsLookedAt = 5000;
    private static readonly TimeSpan ShownFor = TimeSpan.FromHours(24);

    /// <summary>Those with somebody to call, the oldest first; then what is confirmed everywhere of the last day, the newest first.</summary>
    internal static List<WithdrawalCase> All(Db db, Instant now)
    {
        var clients = Clients.All(db).ToDictionary(c => c.Id);
        var destinations = Destinations.All(db).ToDictionary(d => d.Id);
        var outside = DraftLinks.StoriesWithdrawn(db).Select(story => OutsideReader.Withdrawal(db, story)?.Position).OfType<long>().ToHashSet();
        var open = DeliveryTable.OpenWithdrawals(db).Select(d => d.Position).Concat(outside).Distinct().ToList();
        var cases = open.Select(position => Of(db, position, clients, destinations, outside)).OfType<WithdrawalCase>().ToLookup(c => c.OpenCount > 0);
        var late = cases[true].ToList();
        var done = Recent(db, now).Except(late.Select(c => c.Position)).Select(position => Of(db, position, clients, destinations, outside)).OfType<WithdrawalCase>().Where(c => c.HadCount > 0).DistinctBy(c => c.Story);
        return [.. late.OrderBy(c => c.Since), .. done];
    }

    private static WithdrawalCase? Of(Db db, long position, Dictionary<Guid, Client> clients, Dictionary<Guid, Destination> destinations, HashSet<long> outside)
    {
        var all = DeliveryTable.OfPosition(db, position).Where(d => d.IsWithdrawal).ToList();
        if (all.Count == 0 && !outside.Contains(position) || WireLog.At(db, position) is not { } row) return null;
        var names = People.Names(db);
        var (open, had) = (new List<OwedReceipt>(), new List<GivenReceipt>());
        foreach (var sendings in all.GroupBy(d => d.Destination))
        {
            var destination = destinations.GetValueOrDefault(sendings.Key);
            var client = destination is null ? null : clients.GetValueOrDefault(destination.Client);
            var name = client?.Name ?? destination?.Code ?? "–";
            if (sendings.FirstOrDefault(IsOwed) is { } owed)
                open.Add(new(owed, name, destination, [.. (client?.Contacts ?? []).OrderByDescending(c => c.OnDuty)], DeliveryTable.Attempts(db, owed.Id) is [.., var last] ? last : null));
            else if (sendings.FirstOrDefault(d => d.ReceiptAt is not null) is { ReceiptAt: { } at } given)
                had.Add(new(name, destination?.Code ?? "–", at, given.Receipt, given.State == DeliveryState.Confirmed ? ConfirmedBy(db, given.Id, names) : null));
        }
        return new(position, row.Story, StoryTable.Find(db, row.Story)?.Content.Slugline?.Text, row.Action, row.Version, all.Select(d => d.Created).DefaultIfEmpty(row.At).Min(), [.. open.OrderBy(o => o.Client, StringComparer.CurrentCultureIgnoreCase)], [.. had.OrderByDescending(h => h.At)])
        {
            Outside = outside.Contains(position) ? OutsideReader.Of(db, row, names) : [],
        };
    }

    private static bool IsOwed(Delivery delivery) => delivery is { ReceiptAt: null, State: DeliveryState.Waiting or DeliveryState.Sending or DeliveryState.GivenUp };

    private static string? ConfirmedBy(Db db, Guid delivery, Dictionary<string, string> names) =>
        AuditLog.Before(db, long.MaxValue, delivery.ToString("D"), 5).FirstOrDefault(a => a.What == "delivery-confirm") is { } said ? names.GetValueOrDefault(said.Who, said.Who) : null;

    private static List<long> Recent(Db db, Instant now) => db.Many("select position from wire_log where position > $1 and at >= $2 and action in ($3, $4, $5) order by position desc",
        static r => r.Long(0), WireLog.Head(db).Position - RowsLookedAt, now - ShownFor, ReleaseAction.Hold, ReleaseAction.Kill, ReleaseAction.Takedown);
}
