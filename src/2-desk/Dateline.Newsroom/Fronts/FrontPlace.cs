using Dateline.Newsroom.Staff;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Fronts;

/// <summary>A front of one of the sites: of a language, or of a section in it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Language">The language's tag.</param>
/// <param name="Section">The section; null: the site's own front.</param>
internal sealed record FrontPlace(NewsroomSite Site, string Language, SectionChoice? Section)
{
    /// <summary>The place on its site: "en", "fr/world". A section that is renamed keeps its arrangements.</summary>
    internal string OnSite => Section is null ? Language : $"{Language}/{Section.Key}";

    /// <summary>Where its changes are kept: those of the newsroom's first site have no site's code.</summary>
    internal string Kept => Site.IsMain ? OnSite : $"{Site.Code}:{OnSite}";

    /// <summary>Where it is arranged.</summary>
    internal string Path => $"/newsroom/fronts/{Site.Code}/{OnSite}";

    /// <summary>What it is called on screen.</summary>
    internal string Name(StaffWords words) => words.Fill(Section is null ? "front-of" : "front-of-section", Site.Name, Language, Section?.NameIn(Language));

    /// <summary>Every front there is: site by site, language by language.</summary>
    internal static IEnumerable<FrontPlace> All(NewsroomOptions options, Db db) =>
        options.Sites.SelectMany(site => Of(site, db));

    /// <summary>The one of these words; null: there is none.</summary>
    internal static FrontPlace? Find(NewsroomOptions options, Db db, string site, string language, string? section)
    {
        var place = options.Sites.Where(s => s.Code == site).SelectMany(s => Of(s, db)).FirstOrDefault(p => p.Language == language && (section is null ? p.Section is null : p.Section?.Key == section || p.Section?.Slug == section));
        return place is not null && Pins.IsPlace(place.Kept) ? place : null;
    }

    private static List<FrontPlace> Of(NewsroomSite site, Db db)
    {
        var sections = site.SectionsNow(db);
        return [.. from language in site.Languages from section in sections.Select(s => (SectionChoice?)s).Prepend(null) select new FrontPlace(site, language, section)];
    }
}
