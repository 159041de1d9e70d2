using Dateline.Formats;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Wire;

/// <summary>The formats in which a client may read: those that its contract names, or every one.</summary>
internal static class ContractFormats
{
    /// <summary>Of the client whose destination it is; in the order in which they are offered. Never none: a contract of formats that are no more gives every one.</summary>
    internal static IReadOnlyList<IWireWriter> Of(Db db, Guid destination) =>
        Of(Clients.FormatsOf(db, destination));

    /// <summary>Of a client.</summary>
    internal static IReadOnlyList<IWireWriter> Of(Client client) => Of(client.Formats);

    private static IReadOnlyList<IWireWriter> Of(IReadOnlyList<string> named) =>
        named.Count > 0 && WireFormats.Writers.Where(w => named.Contains(w.Name, StringComparer.Ordinal)).ToList() is { Count: > 0 } formats ? formats : WireFormats.Writers;
}
