using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Ingest;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;

namespace Dateline.App.Demo;

/// <summary>A second Dateline beside the demo's: a small paper that follows the first as a member site, with a store and an address of its own. Whatever happens at the one, happens at the other.</summary>
internal sealed class MemberSite : IAsyncDisposable
{
    private const string Code = "brannoch-courier";
    private readonly NewsStore _store;
    private readonly WebApplication _app;

    private MemberSite(NewsStore store, WebApplication app) => (_store, _app) = (store, app);

    /// <summary>Where its readers reach it.</summary>
    internal string Url => _app.Urls.First().TrimEnd('/');

    /// <summary>Starts it; null where its store can't be opened, which was told.</summary>
    internal static async Task<MemberSite?> Start(string folder, NewsStore agency, string agencyUrl, CancellationToken stop)
    {
        var flags = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["site:name"] = "The Brannoch Courier",
            ["site:organisation"] = "The Brannoch Courier",
            ["site:languages"] = "en fr",
            ["agencies:0:source"] = "ledger",
            ["agencies:0:url"] = agencyUrl,
            ["agencies:0:key"] = await Key(agency),
        };
        var (settings, problems) = ServerSettings.Read(folder, null, flags);
        foreach (var problem in problems) Console.Error.WriteLine("dateline: " + problem);
        if (settings is null || OpenedStore.Open(settings) is not { } store) return null;
        await store.Write(static tx =>
        {
            Sources.Save(tx, "ledger", "The Harbour Ledger", "{}", "demo");
            return Routes.Replace(tx, [new Dateline.Ingest.Route { Name = "Everything goes out", Actions = new RouteActions { Send = true } }], "demo").IsDone;
        });
        var member = new MemberSite(store, Server.Build(settings, store));
        await member._app.StartAsync(stop);
        return member;
    }

    /// <summary>The member as a client of the agency, which gets embargoed copy in advance; a key of an earlier demo ends.</summary>
    private static Task<string> Key(NewsStore agency) => agency.Write(static tx =>
    {
        Clients.Save(tx, new Product("everything", "Everything", "everything"), "demo");
        var client = Clients.Save(tx, new Client { Id = default, Code = Code, Name = "The Brannoch Courier", Products = ["everything"] }, "demo").Value!;
        foreach (var old in ClientKeys.OfClient(tx.Db, client.Id).Where(static k => k.Revoked is null)) ClientKeys.Revoke(tx, client.Id, old.Prefix, "demo");
        var (secret, key) = ClientKeys.Create(tx, client, "Dateline", [ClientKeys.Wire], "demo").Value;
        Destinations.Save(tx, Destinations.Find(tx.Db, key.Destination)! with { InAdvance = true }, "demo");
        return secret;
    });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }
}
