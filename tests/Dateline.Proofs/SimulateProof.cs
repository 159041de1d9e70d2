using System.Diagnostics;
using Dateline.Delivery.Tests.Simulation;

namespace Dateline.Proofs;

/// <summary>
/// What was promised to clients, in simulated histories (promises.md O1–O3, K1, K2, R2, R3, D3, E2): the real dispatcher and store, with a time, a network and deaths of nodes
/// that a seed decides. The suite runs the same for a shorter time.
/// </summary>
internal static class SimulateProof
{
    private const int Usual = 100_000;

    /// <summary>Runs it: one run is one history.</summary>
    internal static async Task<ProofResult> Run(ProofOptions options)
    {
        var clock = Stopwatch.StartNew();
        var done = await Simulator.Run(options.Seed, run => options.Goes(run, clock, Usual));
        return new ProofResult("simulate", done.Histories, done.Violations, options.Seed, clock.Elapsed.TotalSeconds)
        {
            Figures = new Dictionary<string, double> { ["stories at clients"] = done.Pairs, ["attempts"] = done.Attempts },
        };
    }
}
