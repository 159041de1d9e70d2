using System.Text.Json;
using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Ingest;

/// <summary>The routes, listed and replaced as a whole: their order is their meaning.</summary>
public static class Routes
{
    private const string RevisionSetting = "routes-revision";

    /// <summary>The routes in order.</summary>
    public static IReadOnlyList<Route> List(Db db) => db.Many("select id, definition from route order by place", static r => Read(r.Id(0), r.Text(1)));

    /// <summary>Puts these routes in place of those there are. The first that can't be meant refuses them all, by name.</summary>
    public static Outcome<IReadOnlyList<Route>> Replace(StoreTransaction tx, IReadOnlyList<Route> routes, string by)
    {
        for (var i = 0; i < routes.Count; i++) if (RouteCheck.WhyNot(routes, i) is { } refusal) return refusal;
        var revision = long.Parse(Revision(tx.Db) is { Length: > 0 } now ? now : "0", System.Globalization.CultureInfo.InvariantCulture) + 1;
        // Names are kept as the codes that they stand for: a word that means something else some day changes no route.
        var kept = routes.Select(r => r with { Id = r.Id ?? tx.Ids.NewId(), When = r.When is { } when ? RouteWords.Parse(when).Value!.Text : null }).ToList();
        tx.Db.Execute("delete from route");
        for (var i = 0; i < kept.Count; i++)
            tx.Db.Execute("insert into route (id, place, revision, name, definition) values ($1, $2, $3, $4, $5)", kept[i].Id, i, revision, kept[i].Name, JsonSerializer.Serialize(kept[i], IngestJson.Strict));
        Settings.Set(tx, RevisionSetting, revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        tx.Audit(by, "routes-replace", null, $"revision {revision}, {kept.Count} routes");
        return kept;
    }

    /// <summary>Reads routes from JSON: an array in order. What can't be meant is refused with a pointer to it.</summary>
    public static Outcome<IReadOnlyList<Route>> Read(string json)
    {
        try
        {
            var routes = JsonSerializer.Deserialize<List<Route>>(json, IngestJson.Strict) ?? [];
            for (var i = 0; i < routes.Count; i++) if (RouteCheck.WhyNot(routes, i) is { } refusal) return refusal;
            return routes;
        }
        catch (JsonException odd)
        {
            return new Refusal("routes-unreadable", $"The routes can't be read at {odd.Path ?? "$"}. Nothing has changed.", odd.Path);
        }
    }

    /// <summary>The routes as JSON, as <see cref="Read(string)"/> reads them.</summary>
    public static string Write(IReadOnlyList<Route> routes) => JsonSerializer.Serialize(routes, IngestJson.Strict);

    /// <summary>The same routes with their conditions in the words of filters, as a person reads and writes them.</summary>
    public static IReadOnlyList<Route> InWords(IReadOnlyList<Route> routes) => [.. routes.Select(RouteWords.InWords)];

    /// <summary>The routes now: <paramref name="known"/> where nothing has changed since.</summary>
    internal static RouteBook Book(Db db, RouteBook known)
    {
        var revision = Revision(db);
        return revision == known.Revision ? known : new RouteBook(revision, List(db).ToList());
    }

    private static string Revision(Db db) => Settings.Get(db, RevisionSetting) ?? "";

    private static Route Read(Guid id, string definition) => JsonSerializer.Deserialize<Route>(definition, IngestJson.Strict)! with { Id = id };
}
