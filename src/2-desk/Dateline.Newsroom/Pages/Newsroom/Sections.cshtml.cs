using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Store;

namespace Dateline.Newsroom.Pages;

/// <summary>The sections of the sites, as the settings file has them: in their order, with what each takes and how much of the last week that was.</summary>
internal sealed class SectionsModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["place-sections"];

    internal override string Place => "sections";

    internal override string Right => Scopes.Site;

    /// <summary>The sites that whoever looks may arrange, each with its sections and how many versions of the last week each takes.</summary>
    internal IReadOnlyList<(NewsroomSite Site, IReadOnlyList<(NewsroomSection Section, int Week)> Sections)> Sites { get; private set; } = [];

    /// <summary>Where a section is on its site, in the site's first language.</summary>
    internal static string? AddressOf(NewsroomSite site, NewsroomSection section) => site.Address is { } address ? new Uri(address, "/" + section.Slug).ToString() : null;

    public void OnGet() => Sites = Store.Read(db => Options.Sites.Where(s => MyRights.MaySite(s.Code))
        .Select(site => (site, (IReadOnlyList<(NewsroomSection, int)>)[.. site.Told.Select(section => (section, NewsFilter.Parse(section.Filter, Vocabularies.ForFilters) is { IsDone: true, Value: { } filter } ? ProductSample.Take(db, filter, Now).Count : 0))])).ToList());
}
