using System.Diagnostics;
using System.Globalization;
using Dateline.Store;
using Dateline.Store.Tests.Wire;
using Dateline.Store.Wire;
using Dateline.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dateline.Proofs;

/// <summary>
/// Any edit, deletion, reordering, truncation or recomputation of the wire log and the audit is found (promises.md A1): by someone who may write
/// to the database as he likes, but has not the key that signs the heads.
/// </summary>
internal static class TamperProof
{
    private const int Usual = 10_000;

    internal static async Task<ProofResult> Run(ProofOptions options)
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder.Path, Postgres = options.Database, Time = time });
        await LogTampering.Fill(store, time.Advance);
        using var tampering = new LogTampering(store);
        var violations = new List<string>();
        var clock = Stopwatch.StartNew();
        var run = 0;
        for (; options.Goes(run, clock, Usual) && violations.Count < 10; run++)
        {
            var (what, where, found) = tampering.TryOne(new ScriptedRandomness(options.Seed + (ulong)run));
            if (found.IsSound) violations.Add(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed} run {run}: {what}: not found"));
            else if (where is not null && where != found.FirstBad) violations.Add(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed} run {run}: {what}: found at {found.FirstBad} instead"));
        }
        if (!LogVerifier.Verify(store).IsSound) violations.Add("the log that nobody touched is not sound");
        return new ProofResult("tamper", run, violations, options.Seed, clock.Elapsed.TotalSeconds);
    }
}
