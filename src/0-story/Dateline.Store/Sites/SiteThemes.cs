using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Sites;

/// <summary>A theme that somebody put in force.</summary>
/// <param name="Site">The site's code.</param>
/// <param name="Number">1, 2, 3 … on that site.</param>
/// <param name="Made">Since when.</param>
/// <param name="Who">Who did it, by pseudonym.</param>
/// <param name="Theme">The theme.</param>
/// <param name="Undone">When it was taken back; null: it was not.</param>
/// <param name="UndoneBy">Who took it back.</param>
public sealed record ThemeChange(string Site, long Number, Instant Made, string Who, ThemeChoice Theme, Instant? Undone, string? UndoneBy);

/// <summary>
/// The themes that people put in force, one after another. The last that was not taken back holds, and wins over the settings file; where there is none, the file's holds. Nothing is overwritten, so the way back is
/// always there.
/// </summary>
public static class SiteThemes
{
    private const string Columns = "site, number, made, who, theme, undone, undone_by";

    /// <summary>The one that holds; null: the settings file's does.</summary>
    public static ThemeChange? Holding(Db db, string site) =>
        db.One($"select {Columns} from site_theme where site = $1 and undone is null order by number desc limit 1", Read, site);

    /// <summary>The last ones, the newest first, those that were taken back among them.</summary>
    public static List<ThemeChange> History(Db db, string site, int count) =>
        db.Many($"select {Columns} from site_theme where site = $1 order by number desc limit $2", Read, site, count);

    /// <summary>The one of that number; null: there is none.</summary>
    public static ThemeChange? Find(Db db, string site, long number) => db.One($"select {Columns} from site_theme where site = $1 and number = $2", Read, site, number);

    /// <summary>Puts a theme in force. The site has said that it can be read.</summary>
    public static ThemeChange Set(StoreTransaction tx, string site, ThemeChoice theme, string by)
    {
        var number = (tx.Db.Number("select max(number) from site_theme where site = $1", site) ?? 0) + 1;
        var kept = theme.Write();
        tx.Db.Execute("insert into site_theme (site, number, made, who, theme) values ($1, $2, $3, $4, $5)", site, number, tx.Now, by, kept);
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "theme", site, kept);
        return new(site, number, tx.Now, by, theme, null, null);
    }

    /// <summary>Takes one back; null: there is no such one, or it was taken back before.</summary>
    public static ThemeChange? Undo(StoreTransaction tx, string site, long number, string by)
    {
        if (Find(tx.Db, site, number) is not { Undone: null } change) return null;
        tx.Db.Execute("update site_theme set undone = $3, undone_by = $4 where site = $1 and number = $2", site, number, tx.Now, by);
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "theme-undo", site, number.ToString(CultureInfo.InvariantCulture));
        return change with { Undone = tx.Now, UndoneBy = by };
    }

    private static ThemeChange Read(Row r) => new(r.Text(0), r.Long(1), r.Instant(2), r.Text(3), ThemeChoice.Read(r.Text(4)), r.InstantOrNull(5), r.TextOrNull(6));
}
