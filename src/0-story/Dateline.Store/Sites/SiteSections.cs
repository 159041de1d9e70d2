using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Sites;

/// <summary>Sections that somebody put in force.</summary>
/// <param name="Site">The site's code.</param>
/// <param name="Number">1, 2, 3 … on that site.</param>
/// <param name="Made">Since when.</param>
/// <param name="Who">Who did it, by pseudonym.</param>
/// <param name="Sections">All of the site's, in their order; null: those of the settings file, again.</param>
/// <param name="Undone">When it was taken back; null: it was not.</param>
/// <param name="UndoneBy">Who took it back.</param>
public sealed record SectionChange(string Site, long Number, Instant Made, string Who, IReadOnlyList<SectionChoice>? Sections, Instant? Undone, string? UndoneBy);

/// <summary>
/// The sections that people put in force, one set after another. The last that was not taken back holds, and wins over the settings file; where there is none, the file's hold. Nothing is overwritten, so the way back
/// is always there, and no address is forgotten.
/// </summary>
public static class SiteSections
{
    private const string Columns = "site, number, made, who, sections, undone, undone_by";
    private const string Changes = "sections:changes";

    /// <summary>A number that grows with every change of any site's sections; 0: there never was one. A story's one address may hang on the sections of another site.</summary>
    public static long Revision(Db db) => Settings.Get(db, Changes) is { } count ? long.Parse(count, CultureInfo.InvariantCulture) : 0;

    /// <summary>The change that holds; null: nobody changed any, or all was taken back.</summary>
    public static SectionChange? Holding(Db db, string site) =>
        db.One($"select {Columns} from site_sections where site = $1 and undone is null order by number desc limit 1", Read, site);

    /// <summary>The last ones, the newest first, those that were taken back among them.</summary>
    public static List<SectionChange> History(Db db, string site, int count) =>
        db.Many($"select {Columns} from site_sections where site = $1 order by number desc limit $2", Read, site, count);

    /// <summary>The change of that number; null: there is none.</summary>
    public static SectionChange? Find(Db db, string site, long number) => db.One($"select {Columns} from site_sections where site = $1 and number = $2", Read, site, number);

    /// <summary>Every word that a section of the site had by any change, taken back or not, by the section's key; the newest first. Readers may know them all.</summary>
    public static List<(string Key, string Slug)> EveryWord(Db db, string site) =>
        [.. db.Many("select sections from site_sections where site = $1 and sections is not null order by number desc", static r => SectionChoice.Read(r.Text(0)), site).SelectMany(s => s).Select(s => (s.Key, s.Slug)).Distinct()];

    /// <summary>Puts sections in force. The site has said that they can be meant.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="site">The site's code.</param>
    /// <param name="sections">All of them, in their order; null: those of the settings file.</param>
    /// <param name="by">Who does it.</param>
    public static SectionChange Set(StoreTransaction tx, string site, IReadOnlyList<SectionChoice>? sections, string by)
    {
        var number = (tx.Db.Number("select max(number) from site_sections where site = $1", site) ?? 0) + 1;
        var kept = sections is null ? null : SectionChoice.Write(sections);
        tx.Db.Execute("insert into site_sections (site, number, made, who, sections) values ($1, $2, $3, $4, $5)", site, number, tx.Now, by, kept);
        Grow(tx);
        tx.Audit(by, "sections", site, kept);
        return new(site, number, tx.Now, by, sections, null, null);
    }

    /// <summary>Takes a change back; null: there is no such one, or it was taken back before.</summary>
    public static SectionChange? Undo(StoreTransaction tx, string site, long number, string by)
    {
        if (Find(tx.Db, site, number) is not { Undone: null } change) return null;
        tx.Db.Execute("update site_sections set undone = $3, undone_by = $4 where site = $1 and number = $2", site, number, tx.Now, by);
        Grow(tx);
        tx.Audit(by, "sections-undo", site, number.ToString(CultureInfo.InvariantCulture));
        return change with { Undone = tx.Now, UndoneBy = by };
    }

    private static void Grow(StoreTransaction tx) => Settings.Set(tx, Changes, (Revision(tx.Db) + 1).ToString(CultureInfo.InvariantCulture));

    private static SectionChange Read(Row r) => new(r.Text(0), r.Long(1), r.Instant(2), r.Text(3), r.TextOrNull(4) is { } kept ? SectionChoice.Read(kept) : null, r.InstantOrNull(5), r.TextOrNull(6));
}
