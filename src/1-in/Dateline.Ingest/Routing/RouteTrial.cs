using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;

namespace Dateline.Ingest;

/// <summary>Where routes send an item.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Stage">The step of its work.</param>
/// <param name="Sender">The route that sends it on at once, by name; null: none does.</param>
public sealed record RoutedTo(string Desk, string Stage, string? Sender);

/// <summary>An item that came in, and where routes would have sent it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Source">Its source's code.</param>
/// <param name="Now">Where the routes in force send it.</param>
/// <param name="Then">Where the routes that are tried would.</param>
public sealed record RouteTrial(StoredItem Item, string Source, RoutedTo Now, RoutedTo Then)
{
    /// <summary>Whether anything would be different.</summary>
    public bool Differs => Now != Then;
}

/// <summary>A dry run: routes are asked what they would have done with what came in of late. Nothing is done.</summary>
public static class RouteTrials
{
    /// <summary>Tries routes on the newest arrivals since a moment, newest first.</summary>
    /// <param name="db">A committed state.</param>
    /// <param name="routes">The routes to try.</param>
    /// <param name="since">Nothing that came before is asked.</param>
    /// <param name="most">Nor more than so many.</param>
    public static IReadOnlyList<RouteTrial> Run(Db db, IReadOnlyList<Route> routes, Instant since, int most)
    {
        var (now, then) = (new RouteBook("now", Routes.List(db)), new RouteBook("then", routes));
        var sources = Sources.All(db).ToDictionary(s => s.Id, s => (s.Code, Settings: SourceSettings.Read(s.Settings).Value ?? new SourceSettings()));
        return [.. Items.Latest(db, Instant.FarFuture, most).Where(i => i.Received >= since && sources.ContainsKey(i.Source)).Select(item =>
        {
            var (code, settings) = sources[item.Source];
            return new RouteTrial(item, code, Answer(now.Plan(item.Item, code, settings)), Answer(then.Plan(item.Item, code, settings)));
        })];
    }

    private static RoutedTo Answer(RoutePlan plan) => new(plan.Desk, plan.Stage, plan.Sender?.Name);
}
