using Dateline.Site.Sites;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Reading;

/// <summary>How much people had decided at a moment that no row of the wire log announces. A page that was made at another mark is made anew.</summary>
/// <param name="Decisions">Decisions for single stories, on any site.</param>
/// <param name="Changes">Changes of the site itself: its theme, its files, its advertisements, its folder of files.</param>
/// <param name="Sections">Changes of sections, on any site.</param>
internal readonly record struct SiteMark(long Decisions, long Changes, long Sections)
{
    internal static SiteMark Of(Db db, SiteBook? book) =>
        new(Placements.Revision(db), SiteRevision.Of(db, book?.Options.CodeOrMain ?? SiteOptions.Main) + (book?.Folder.Changes ?? 0), SiteSections.Revision(db));
}
