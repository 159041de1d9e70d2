using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Intake;

namespace Dateline.Newsroom.Pages;

/// <summary>Where items come in, how each source does, and what could not be taken in.</summary>
internal sealed class WiresModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int MostStuck = 100;

    internal override string Title => Words["place-wires"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>The sources, by code.</summary>
    internal IReadOnlyList<WireHealth> Wires { get; private set; } = [];

    /// <summary>What lies in the quarantine, with its source's name.</summary>
    internal IReadOnlyList<(QuarantineRow Row, string Source)> Stuck { get; private set; } = [];

    /// <summary>Whether those that were dealt with are shown too.</summary>
    internal bool ShowsAll { get; private set; }

    public void OnGet(string? show)
    {
        ShowsAll = show == "all";
        (Wires, Stuck) = Store.Read(db =>
        {
            var wires = WireHealth.All(db, Now);
            return (wires, Quarantine.List(db, !ShowsAll, MostStuck).Select(row => (row, wires.Find(w => w.Source.Id == row.Source)?.Source.Name ?? "–")).ToList());
        });
    }

    /// <summary>Where an error is, in words; null: the reason names no place.</summary>
    internal static string? PlaceOf(QuarantineRow row, StaffWords words) => row switch
    {
        { Line: { } line } => words.Fill("at-line", line, row.Column ?? 1),
        { Offset: { } offset } => words.Fill("at-byte", offset),
        _ => null,
    };
}
