using Dateline.Delivery.Portal;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Pages;

/// <summary>What was copied and downloaded: by oneself, and for who administers the client's people by all of them.</summary>
internal sealed class PortalTakenModel(NewsStore store, PortalHouse house) : PortalPage(store, house)
{
    private const int Most = 200;

    internal override string Title => Words["taken"];

    internal override string Place => "taken";

    /// <summary>What was taken, the slugline under which it was known, and whether it was withdrawn since.</summary>
    internal IReadOnlyList<(ClientReading Reading, string Slugline, bool IsGone)> Taken { get; private set; } = [];

    public void OnGet() => Taken = Store.Read(db => ClientReadings.Taken(db, Client.Id, Role.MayInvite ? null : Me.Id, Most).Select(r =>
    {
        var story = StoryTable.Find(db, r.Story);
        var slugline = story?.Standing.State == StoryState.TakenDown ? null : StoryTable.Version(db, r.Story, r.Version)?.Content?.Slugline?.Text;
        return (r, slugline ?? Words["no-slug"], story?.Standing.Status != PubStatus.Usable);
    }).ToList());
}
