using System.Globalization;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Sites;

/// <summary>How often people changed what surrounds a site's stories: its theme, its files, its advertisements. No row of the wire log announces such a change; whoever keeps pages asks for this number.</summary>
public static class SiteRevision
{
    /// <summary>A number that grows with every change of the site; 0: there never was one.</summary>
    public static long Of(Db db, string site) => Settings.Get(db, NameOf(site)) is { } count ? long.Parse(count, CultureInfo.InvariantCulture) : 0;

    internal static void Grow(StoreTransaction tx, string site) => Settings.Set(tx, NameOf(site), (Of(tx.Db, site) + 1).ToString(CultureInfo.InvariantCulture));

    private static string NameOf(string site) => $"site:{site}:changes";
}
