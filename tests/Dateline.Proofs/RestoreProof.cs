using System.Diagnostics;
using System.Globalization;
using Dateline.Store;
using Dateline.Store.Tests.Keeping;
using Dateline.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dateline.Proofs;

/// <summary>
/// Backup and restore lose nothing before their point, send nothing, open nothing, and bring nothing back (promises.md B1, K4): random mornings, a backup at a random moment
/// of each, a restore, and a look at everything. On SQLite; the suite runs the same on PostgreSQL.
/// </summary>
internal static class RestoreProof
{
    private const int Usual = 500;
    private const int Steps = 60;

    internal static async Task<ProofResult> Run(ProofOptions options)
    {
        var violations = new List<string>();
        var clock = Stopwatch.StartNew();
        var run = 0;
        for (; options.Goes(run, clock, Usual) && violations.Count < 10; run++)
        {
            var seed = options.Seed + (ulong)run;
            var (wrong, history) = await RunOne(seed, Steps);
            if (wrong.Count == 0) continue;
            // The shortest morning of this seed that still shows it.
            for (var steps = 2; steps < Steps; steps++)
            {
                var (shorter, told) = await RunOne(seed, steps);
                if (shorter.Count == 0) continue;
                (wrong, history) = (shorter, told);
                break;
            }
            violations.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {string.Join("; ", wrong)}\n  {history}"));
        }
        return new ProofResult("restore", run, violations, options.Seed, clock.Elapsed.TotalSeconds);
    }

    private static async Task<(List<string> Wrong, string History)> RunOne(ulong seed, int steps)
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder["data"], Time = time, Randomness = new ScriptedRandomness(seed) });
        var trial = new RestoreTrial(store, time, new ScriptedRandomness(seed));
        return (await trial.Run(folder["backups"], new StoreOptions { Folder = folder["restored"], Time = time }, steps), trial.History);
    }
}
