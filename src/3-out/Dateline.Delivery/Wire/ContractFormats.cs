using Dateline.Formats;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Wire;

/// <summary>The formats in which a client may read: those that its contract names, or every one.</summary>
internal static class ContractFormats
{
    /// <summary>Of the client whose destination it is; in the order in which they are offered. Never none: a contract of formats that are no more gives every one.</summary>
    internal static IReadOnlyList<IWireWriter> Of(Db db, Guid destination) =>
        Destinations.Find(db, destination) is { } read && Clients.Find(db, read.Client) is { } client ? Of(client) : WireFormats.Writers;

    /// <summary>Of a client.</summary>
    internal static IReadOnlyList<IWireWriter> Of(Client client) =>
        WireFormats.Writers.Where(w => client.MayHave(w.Name)).ToList() is { Count: > 0 } formats ? formats : WireFormats.Writers;
}
