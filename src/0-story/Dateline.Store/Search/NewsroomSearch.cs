using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Store.Search;

/// <summary>The newsroom's search: drafts, embargoed, held and killed stories included, the last changed first.</summary>
public sealed class NewsroomSearch : IndexedSearch<Story>
{
    internal NewsroomSearch(NewsStore store, NewsroomFeed feed) : base(store, feed)
    {
    }

    // The words of a story that was taken down are sealed for staff too; until the index has let them go, they find nothing.
    private protected override Story? Show(Db db, SearchRow row, SearchExpression what, Instant now) =>
        StoryTable.Find(db, row.Story) is { } story && !(what.AsksForText && Gate.Ask(story.Standing, Audience.Staff, now) != GateVerdict.Open) ? story : null;

    private protected override string PlaceOf(SearchRow row) => row.Id.ToString(CultureInfo.InvariantCulture);

    private protected override long? Below(string place) => long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private protected override HashSet<string>? Unsettled(Db db, long cursor) => [];

    private protected override IEnumerable<(string Facet, string? Value, string? Name)> FacetsOf(SearchRow row, TimeZoneInfo zone) =>
        [.. CommonFacets(row, zone), ("source", row.Source?.ToString(CultureInfo.InvariantCulture), null), ("desk", row.Desk, null)];

    private protected override string ShownValue(Db db, string facet, string value) =>
        facet == "source" && Sources.Find(db, long.Parse(value, CultureInfo.InvariantCulture)) is { } source ? source.Code : value;
}
