using System.Diagnostics;
using System.Globalization;
using Dateline.Proofs.Kills;

namespace Dateline.Proofs;

/// <summary>
/// Two nodes on one PostgreSQL: both take in and show; kill -9 of either loses nothing and doubles nothing, the other takes over within five seconds,
/// and what happens by time alone happens once (promises.md D1–D3, E3).
/// </summary>
public static class NodesProof
{
    private const int Usual = 500;
    private static readonly string[] Elsewhere = ["intake.folder", "heads."];

    /// <summary>Runs it: one run is one kill of a node.</summary>
    public static async Task<ProofResult> Run(ProofOptions options)
    {
        if (options.Database is null) throw new InvalidOperationException("Name a PostgreSQL server: --database \"Host=…\". Nodes share one.");
        var (clock, deaths, run) = (Stopwatch.StartNew(), new Deaths(), 0);
        var points = CrashPoints.OfServer.Where(p => !Elsewhere.Any(e => p.StartsWith(e, StringComparison.Ordinal))).ToList();
        await using var nodes = await NodePair.Open(options.Database, options.Seed, deaths);
        for (; options.Goes(run, clock, Usual) && nodes.Violations.Count == 0; run++)
        {
            await nodes.Kill(run, run % 3 == 0 ? null : points[run * 7 % points.Count]);
            if (run % 5 == 4) await nodes.Look();
        }
        await nodes.Settle();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nodes.Acknowledged} requests acknowledged; a release showed on the other node after {nodes.Slowest.TotalMilliseconds:N0} ms at most, the other took over after {nodes.SlowestTakeover.TotalMilliseconds:N0} ms at most; died at: {deaths}"));
        return new ProofResult("nodes", run, nodes.Violations, options.Seed, clock.Elapsed.TotalSeconds);
    }
}
