using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>What could not be taken in: the reason, the place of the error in the bytes as they came, and "try again".</summary>
internal sealed class StuckModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    internal override string Title => Words.Fill("stuck-title", Source?.Name ?? "–");

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>What lies there.</summary>
    internal QuarantineRow Row { get; private set; } = null!;

    /// <summary>Where it came from.</summary>
    internal Source? Source { get; private set; }

    /// <summary>Its bytes.</summary>
    internal RawView Raw { get; private set; } = null!;

    /// <summary>What became of it just now; null: it was not tried.</summary>
    internal QuarantineRetried? Tried { get; private set; }

    /// <summary>Why it still can't be taken in.</summary>
    internal Refusal? Still { get; private set; }

    public IActionResult OnGet(Guid id) => Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRetryAsync(Guid id)
    {
        if (!Load(id)) return NotFound();
        if (services.GetService<IQuarantineRetry>() is not { } intake) return Again(StatusCodes.Status503ServiceUnavailable, "intake-not-here");
        var tried = await intake.TryAgain(id, Me, HttpContext.RequestAborted).ConfigureAwait(false);
        Load(id);
        (Tried, Still) = (tried.Value, tried.Refusal);
        return Page();
    }

    public async Task<IActionResult> OnPostAwayAsync(Guid id)
    {
        if (!Load(id)) return NotFound();
        if (Row.State == 0) await Store.Write(tx => { if (Quarantine.Find(tx.Db, id) is { State: 0 }) Quarantine.Close(tx, id, 2, Me); return true; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/wires#quarantine");
    }

    private bool Load(Guid id) => Store.Read(db =>
    {
        if (Quarantine.Find(db, id) is not { } row) return false;
        (Row, Source, Raw) = (row, Sources.Find(db, row.Source), RawView.Of(RawBytes.Find(db, row.Raw) ?? [], row.Line, row.Offset));
        return true;
    });
}
