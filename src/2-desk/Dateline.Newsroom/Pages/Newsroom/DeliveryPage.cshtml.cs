using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>One release for one destination: every attempt, its answer, its receipt.</summary>
internal sealed class DeliveryModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words.Fill("delivery-title", Slugline ?? Words["no-slug"], Destination?.Code ?? "–");

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The delivery.</summary>
    internal Delivery Delivery { get; private set; } = null!;

    /// <summary>Where it goes.</summary>
    internal Destination? Destination { get; private set; }

    /// <summary>The story's slugline.</summary>
    internal string? Slugline { get; private set; }

    /// <summary>Every attempt, oldest first.</summary>
    internal IReadOnlyList<DeliveryAttempt> Attempts { get; private set; } = [];

    public IActionResult OnGet(Guid id) => Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReplayAsync(Guid id)
    {
        if (!Load(id)) return NotFound();
        // A hold or a kill is sent again from the alarm board; once it is answered, it has been said.
        if (!Delivery.IsOver || Delivery.IsWithdrawal && Delivery.ReceiptAt is null) return Again(StatusCodes.Status409Conflict, "replay-waits");
        var again = await Store.Write(tx => DeliveryTable.Replay(tx, Delivery, tx.Now, Me)).ConfigureAwait(false);
        return LocalRedirect($"/newsroom/outputs/deliveries/{again:D}?done=1");
    }

    private bool Load(Guid id) => Store.Read(db =>
    {
        if (DeliveryTable.Find(db, id) is not { } delivery) return false;
        (Delivery, Destination, Attempts, Slugline) = (delivery, Destinations.Find(db, delivery.Destination), DeliveryTable.Attempts(db, id), StoryTable.Find(db, delivery.Story)?.Content.Slugline?.Text);
        return true;
    });
}
