using Dateline.Newsroom.Staff;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Fronts;

/// <summary>A front of one of the sites: of a language, or of a section in it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Language">The language's tag.</param>
/// <param name="Section">The section's word; null: the site's own front.</param>
internal sealed record FrontPlace(NewsroomSite Site, string Language, string? Section)
{
    /// <summary>The place on its site: "en", "fr/world".</summary>
    internal string OnSite => Section is null ? Language : $"{Language}/{Section}";

    /// <summary>Where its changes are kept: those of the newsroom's first site have no site's code.</summary>
    internal string Kept => Site.IsMain ? OnSite : $"{Site.Code}:{OnSite}";

    /// <summary>Where it is arranged.</summary>
    internal string Path => $"/newsroom/fronts/{Site.Code}/{OnSite}";

    /// <summary>What it is called on screen.</summary>
    internal string Name(StaffWords words) => words.Fill(Section is null ? "front-of" : "front-of-section", Site.Name, Language, Section);

    /// <summary>Every front there is: site by site, language by language.</summary>
    internal static IEnumerable<FrontPlace> All(NewsroomOptions options) =>
        from site in options.Sites from language in site.Languages from section in site.Sections.Select(s => (string?)s).Prepend(null) select new FrontPlace(site, language, section);

    /// <summary>The one of these words; null: there is none.</summary>
    internal static FrontPlace? Find(NewsroomOptions options, string site, string language, string? section)
    {
        var place = All(options).FirstOrDefault(p => p.Site.Code == site && p.Language == language && p.Section == section);
        return place is not null && Pins.IsPlace(place.Kept) ? place : null;
    }
}
