using System.Globalization;

namespace Dateline.Proofs.Kills;

/// <summary>Everyone who works with the servers of a store: three desks and two wires.</summary>
internal sealed class Crew : IDisposable
{
    private readonly List<DeskWorker> _desks;
    private readonly List<WireWorker> _wires;

    /// <param name="store">The store.</param>
    /// <param name="ledger">What they are promised.</param>
    /// <param name="dice">Chance.</param>
    /// <param name="lag">How long a page may take to follow a release.</param>
    internal Crew(LaneStore store, Ledger ledger, Dice dice, TimeSpan lag = default)
    {
        Asker = new Asker(store.Secret);
        string Name(string what, int number) => what + number.ToString(CultureInfo.InvariantCulture);
        _desks = [.. Enumerable.Range(1, 3).Select(i => new DeskWorker(ledger, new Dice(dice.Next()), Name("desk", i), store.SecondSecret) { Lag = lag })];
        _wires = [.. Enumerable.Range(1, 2).Select(i => new WireWorker(ledger, new Dice(dice.Next()), Name("wire", i)) { Lag = lag })];
    }

    internal Asker Asker { get; }

    internal IEnumerable<Worker> Workers => [.. _desks, .. _wires];

    /// <summary>Asks for everything that was promised.</summary>
    internal async Task CheckAll(Uri server, Ledger ledger)
    {
        foreach (var deed in _desks.SelectMany(d => d.CheckAll()).Concat(_wires.SelectMany(w => w.CheckAll())).ToList())
        {
            if (await Asker.Ask(server, deed) is { } heard) deed.Then(heard);
            else ledger.Wrong($"{deed.What}: not answered");
        }
    }

    public void Dispose() => Asker.Dispose();
}
