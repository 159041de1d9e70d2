using System.Diagnostics;
using System.Globalization;
using Dateline.Proofs.Kills;

namespace Dateline.Proofs;

/// <summary>
/// What was acknowledged survives kill -9, and nothing is half done (promises.md D1–D3, K4): a real server is killed at every named point of intake,
/// release and log and at any moment in between, while desks, wires and a folder work with it, and the next one is asked for all that was promised.
/// </summary>
public static class KillsProof
{
    private const int Usual = 2_000;
    private const int Lanes = 2;
    private const int KillsPerStore = 40;

    /// <summary>Runs it: one run is one kill.</summary>
    public static async Task<ProofResult> Run(ProofOptions options)
    {
        var state = new State(options);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => Lane(state, lane))));
        var violations = state.Violations;
        foreach (var point in CrashPoints.OfServer)
            if (state.Runs >= 25 * CrashPoints.OfServer.Count && state.Deaths.At(point) == 0) violations.Add($"no server ever died at {point}: it is never passed, or the work does not come by");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{state.Acknowledged} requests acknowledged, {state.Runs / state.Clock.Elapsed.TotalMinutes:N0} kills a minute; died at: {state.Deaths}"));
        return new ProofResult("kills", state.Runs, violations, options.Seed, state.Clock.Elapsed.TotalSeconds);
    }

    private static async Task Lane(State state, int lane)
    {
        for (var store = 0; state.Violations.Count < 10; store++)
        {
            var seed = state.Options.Seed + (ulong)(store * Lanes + lane);
            var dice = Dice.For(seed, 1);
            await using var killed = await KillLane.Open(state.Options.Database, string.Create(CultureInfo.InvariantCulture, $"{lane}_{store}"), seed, state.Deaths);
            var kills = 0;
            while (kills < KillsPerStore && killed.Violations.Count == 0 && state.Take() is { } run)
            {
                kills++;
                await killed.Kill(run, dice.Below(4) == 0 ? null : CrashPoints.OfServer[(run * 7 + lane) % CrashPoints.OfServer.Count]);
                if (dice.Below(3) == 0) await killed.Look();
            }
            if (kills == 0) return;
            await killed.Settle();
            state.Add(killed.Violations, killed.Acknowledged);
        }
    }

    private sealed class State(ProofOptions options)
    {
        private readonly Lock _gate = new();
        private readonly List<string> _violations = [];

        internal ProofOptions Options => options;
        internal Stopwatch Clock { get; } = Stopwatch.StartNew();
        internal Deaths Deaths { get; } = new();
        internal int Runs { get; private set; }
        internal long Acknowledged { get; private set; }

        internal List<string> Violations { get { lock (_gate) return [.. _violations]; } }

        internal int? Take()
        {
            lock (_gate) return options.Goes(Runs, Clock, Usual) ? Runs++ : null;
        }

        internal void Add(IReadOnlyList<string> violations, long acknowledged)
        {
            lock (_gate)
            {
                _violations.AddRange(violations);
                Acknowledged += acknowledged;
            }
        }
    }
}
