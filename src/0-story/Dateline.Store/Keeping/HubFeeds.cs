using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Keeping;

/// <summary>What each feed looked like when its hub was last told of it (WebSub). A feed that looks otherwise now has still to be told of: so nothing is lost by a hub that is down, nor by a crash.</summary>
public static class HubFeeds
{
    /// <summary>The mark of a feed, by its whole address; null: its hub was never told of it.</summary>
    public static string? Told(Db db, string feed) => db.One("select mark from hub_feed where feed = $1", static r => r.TextOrNull(0), feed);

    /// <summary>The feeds under an address that are known, by their whole addresses.</summary>
    public static List<string> Known(Db db, string under) => db.Many("select feed from hub_feed where feed >= $1 and feed < $2 order by feed", static r => r.Text(0), under, under + "\ufffd");

    /// <summary>Somebody has fetched a feed that names a hub: from now on that hub is told when it looks otherwise than it did then.</summary>
    public static void Follow(StoreTransaction tx, string feed, string mark) =>
        tx.Db.Execute("insert into hub_feed (feed, mark, at) values ($1, $2, $3) on conflict (feed) do nothing", feed, mark, tx.Now);

    /// <summary>The hub has taken it.</summary>
    public static void Tell(StoreTransaction tx, string feed, string mark) =>
        tx.Db.Execute("insert into hub_feed (feed, mark, at) values ($1, $2, $3) on conflict (feed) do update set mark = excluded.mark, at = excluded.at", feed, mark, tx.Now);
}
