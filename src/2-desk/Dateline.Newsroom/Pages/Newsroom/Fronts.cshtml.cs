using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Fronts;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Fronts;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Pages;

/// <summary>The fronts of all sites: what is arranged on each, by whom, and what is to come.</summary>
internal sealed class FrontsModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["place-fronts"];

    internal override string Place => "fronts";

    internal override string Right => Scopes.Site;

    /// <summary>Each front with what holds there and when the next change begins.</summary>
    internal IReadOnlyList<(FrontPlace Place, FrontChange? Holds, Instant? Next, string? Who)> Fronts { get; private set; } = [];

    public void OnGet() => Fronts = Store.Read(db =>
    {
        var names = People.Names(db);
        return FrontPlace.All(Options, db).Where(p => MyRights.MaySite(p.Site.Code)).Select(p => (Place: p, Holds: FrontChanges.At(db, p.Kept, Now), Next: FrontChanges.NextAfter(db, p.Kept, Now)))
            .Select(f => (f.Place, f.Holds, f.Next, f.Holds is null ? null : names.GetValueOrDefault(f.Holds.Who, f.Holds.Who))).ToList();
    });

    /// <summary>What is arranged, in a line.</summary>
    internal string Told(FrontPlan plan) => string.Join(" · ", new[]
    {
        plan.Slots.Count > 0 ? Words.Fill("front-slots-count", plan.Slots.Count) : Words["front-fills"],
        plan.Bar is not null ? Words["front-has-bar"] : null,
        plan.Fill != new FrontFill() ? Words["front-has-rules"] : null,
    }.OfType<string>());
}
