using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Deliveries;

namespace Dateline.Newsroom.Pages;

/// <summary>Who receives, how each destination does, and what can be bought.</summary>
internal sealed class OutputsModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["place-outputs"];

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The clients, by name.</summary>
    internal IReadOnlyList<ClientRow> Clients { get; private set; } = [];

    /// <summary>What can be bought, with how many clients have each.</summary>
    internal IReadOnlyList<(Product Product, int Clients)> Products { get; private set; } = [];

    public void OnGet() => (Clients, Products) = Store.Read(db =>
    {
        var clients = ClientRow.All(db, Now);
        return (clients, Dateline.Store.Deliveries.Clients.Products(db).Select(p => (p, clients.Count(c => c.Client.Products.Contains(p.Code)))).ToList());
    });
}
