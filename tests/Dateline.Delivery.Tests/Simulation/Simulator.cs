using System.Globalization;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>What a number of histories came to.</summary>
/// <param name="Histories">How many were run.</param>
/// <param name="Pairs">How many times a story met a client in them.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="Violations">What was not kept: the seed, what, and the shortest history that shows it.</param>
internal sealed record Simulated(int Histories, long Pairs, long Attempts, IReadOnlyList<string> Violations);

/// <summary>Runs history after history, and makes one that breaks a promise short.</summary>
internal static class Simulator
{
    /// <summary>On every core at once; each history is on one thread from its beginning to its end.</summary>
    /// <param name="seed">The seed of the first history; each next one has the next.</param>
    /// <param name="goes">Whether the history of that number is still to be run.</param>
    internal static async Task<Simulated> Run(ulong seed, Func<int, bool> goes)
    {
        var next = -1;
        var lanes = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => Lane(seed, () => Interlocked.Increment(ref next) is var run && goes(run) ? run : null))));
        return new Simulated(lanes.Sum(static l => l.Histories), lanes.Sum(static l => l.Pairs), lanes.Sum(static l => l.Attempts), [.. lanes.SelectMany(static l => l.Violations)]);
    }

    private static async Task<Simulated> Lane(ulong seed, Func<int?> next)
    {
        await using var world = new World();
        var violations = new List<string>();
        var (runs, pairs, attempts) = (0, 0L, 0L);
        while (violations.Count < 5 && next() is { } run)
        {
            var at = seed + (ulong)run;
            var broken = await world.Run(at, Script.Of(at));
            (runs, pairs, attempts) = (runs + 1, pairs + world.Pairs, attempts + world.Attempts);
            if (broken.Count > 0) violations.Add(await Tell(world, at, broken[0]));
        }
        return new Simulated(runs, pairs, attempts, violations);
    }

    private static async Task<string> Tell(World world, ulong seed, string broken)
    {
        var kind = Kind(broken);
        var script = await Shortest.Of(Script.Of(seed), async steps => steps.Count > 0 && (await world.Run(seed, steps)).Any(b => Kind(b) == kind));
        world.Told = [];
        var again = await world.Run(seed, script);
        var told = world.Told;
        world.Told = null;
        return string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {again.FirstOrDefault() ?? broken + " (not when shortened)"}\n  {string.Join("\n  ", told)}");
    }

    // The promise, without the moment and the names.
    private static string Kind(string broken) => broken[(broken.IndexOf("s: ", StringComparison.Ordinal) + 3)..].Split(':')[0][..2];
}
