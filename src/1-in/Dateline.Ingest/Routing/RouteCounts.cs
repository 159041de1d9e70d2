using Dateline.Ingest.Matching;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Routing;

/// <summary>
/// How many a route has sent in this clock hour. Over its cap nothing is sent: the story waits on the desk, and the first one rings an alarm.
/// A runaway feed fills a desk, not the site.
/// </summary>
internal static class RouteCounts
{
    private const long Hour = 3_600_000_000;

    /// <summary>Whether one more may be sent.</summary>
    internal static bool Take(Turn turn, Route route, Story story)
    {
        if (route.MostPerHour is not { } most) return true;
        var hour = turn.Tx.Now.Microseconds / Hour;
        var count = turn.Db.Number("""
            insert into route_count (route, hour, count) values ($1, $2, 1)
            on conflict (route, hour) do update set count = route_count.count + 1 returning count
            """, route.Id, hour);
        if (count <= most) return true;
        if (count == most + 1) turn.Alarm("route-cap", $"The route \"{route.Name}\" has sent {most} this hour, which is its cap. {Naming.Name(story)} and what follows wait on the desk.", story.Id);
        return false;
    }
}
