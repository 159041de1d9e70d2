using Dateline.Newsroom.Api;
using Dateline.Newsroom.Log;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>A row of the wire log: what the chain vouches for, and everyone it was sent to.</summary>
internal sealed class LogRowModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words.Fill("log-row", Line.Row.Position);

    internal override string Place => "log";

    internal override string Right => Scopes.Log;

    /// <summary>The row.</summary>
    internal LogLine Line { get; private set; } = null!;

    /// <summary>Everyone it is for, with the client's name.</summary>
    internal IReadOnlyList<(Delivery Delivery, string Client, string Destination)> Audience { get; private set; } = [];

    /// <summary>Who outside has read what this row withdraws: nothing was sent to them.</summary>
    internal IReadOnlyList<OutsideReader> Outside { get; private set; } = [];

    private Dictionary<string, string> Names { get; set; } = [];

    public IActionResult OnGet(long position) => Store.Read(db =>
    {
        if (WireLog.At(db, position) is not { } row) return false;
        Line = LogLine.Of(db, row, Sees);
        Names = DoerNames.Of(db);
        var clients = Clients.All(db).ToDictionary(c => c.Id, c => c.Name);
        var destinations = Destinations.All(db).ToDictionary(d => d.Id);
        Audience = [.. DeliveryTable.OfPosition(db, position).Select(d => destinations.GetValueOrDefault(d.Destination) is { } to ? (d, clients.GetValueOrDefault(to.Client, to.Code), to.Code) : (d, "–", "–")).OrderBy(a => a.Item2, StringComparer.CurrentCultureIgnoreCase)];
        if (OutsideReader.Withdrawal(db, row.Story)?.Position == position) Outside = OutsideReader.Of(db, row, Names);
        return true;
    }) ? Page() : NotFound();

    /// <summary>What the canonical bytes say, with a person's name beside who did it.</summary>
    internal IEnumerable<(string Name, string Value)> Facts => Line.Row.Fields.Where(f => Line.Story is not null || f.Key != "reason").Select(f => (f.Key, f.Key == "by" && Names.TryGetValue(f.Value, out var name) ? $"{f.Value} ({name})" : f.Value));
}
