using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>
/// How often the public read a page of a site, by the hour: numbers, and nothing of anyone who read. They are kept for eight days. A page that is counted need not be one that the public
/// may see now: whoever shows it asks the gate.
/// </summary>
public static class Readings
{
    /// <summary>How long counts are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    private static readonly long Hour = (long)TimeSpan.FromHours(1).TotalMicroseconds;

    /// <summary>Adds what was counted to the hour that it is now. Several nodes add to the same numbers.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="counted">How often, by site's code and page.</param>
    public static void Add(StoreTransaction tx, IReadOnlyDictionary<(string Site, string Page), int> counted)
    {
        var hour = HourOf(tx.Now);
        foreach (var ((site, page), times) in counted)
            tx.Db.Execute("insert into reading (site, hour, page, times) values ($1, $2, $3, $4) on conflict (site, hour, page) do update set times = reading.times + excluded.times", site, hour, page, times);
        foreach (var site in counted.Keys.Select(c => c.Site).Distinct(StringComparer.Ordinal))
            tx.Db.Execute("delete from reading where site = $1 and hour < $2", site, HourOf(tx.Now - Kept));
    }

    /// <summary>The pages of a site that were read most from the hour of <paramref name="since"/> on, the most read first.</summary>
    public static List<(string Page, long Times)> Most(Db db, string site, Instant since, int count) => db.Many(
        "select page, sum(times) from reading where site = $1 and hour >= $2 group by page order by sum(times) desc, page limit $3",
        static r => (r.Text(0), Convert.ToInt64(r.Value(1), System.Globalization.CultureInfo.InvariantCulture)), site, HourOf(since), count);

    private static long HourOf(Instant at) => at.Microseconds - at.Microseconds % Hour;
}
