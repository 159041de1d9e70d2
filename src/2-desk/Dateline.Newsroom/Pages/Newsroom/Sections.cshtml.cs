using Dateline.Newsroom.Api;
using Dateline.Newsroom.Fronts;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Sites;

namespace Dateline.Newsroom.Pages;

/// <summary>The sections of the sites as they hold: in their order, with what each takes and how much of the last week that was.</summary>
internal sealed class SectionsModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["place-sections"];

    internal override string Place => "sections";

    internal override string Right => Scopes.Site;

    /// <summary>The sites that whoever looks may arrange: whether somebody chose the sections on a screen, and each with how many versions of the last week it takes.</summary>
    internal IReadOnlyList<(NewsroomSite Site, bool IsChosen, IReadOnlyList<(SectionChoice Section, int Week)> Sections)> Sites { get; private set; } = [];

    /// <summary>Where a section is on its site, in the site's first language.</summary>
    internal static string? AddressOf(NewsroomSite site, SectionChoice section) => site.Address is { } address ? new Uri(address, "/" + section.Slug).ToString() : null;

    public void OnGet() => Sites = Store.Read(db =>
    {
        var sites = Options.Sites.Where(s => MyRights.MaySite(s.Code)).Select(s => (Site: s, IsChosen: SiteSections.Holding(db, s.Code)?.Sections is not null, Sections: s.AllSections(db))).ToList();
        var weeks = SectionForm.Weeks(db, sites.SelectMany(s => s.Sections).Select(s => s.IsOff ? null : s.Filter), Now);
        var at = 0;
        return sites.ConvertAll(s => (s.Site, s.IsChosen, (IReadOnlyList<(SectionChoice, int)>)[.. s.Sections.Select(p => (p, weeks[at++]))]));
    });
}
