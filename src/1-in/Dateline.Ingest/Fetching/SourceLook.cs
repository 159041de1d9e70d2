using System.Data.Common;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.SignIn;
using Dateline.Store.Writing;

namespace Dateline.Ingest.Fetching;

/// <summary>
/// One look at a source that is fetched: takes its lease, so that one node alone asks; takes in what its connector gives, one document after the other; and notes how far it is only after
/// each is durable. Killed at any moment, the next look gives the same document again, and it is kept once.
/// </summary>
internal sealed class SourceLook(NewsStore store, Intake intake, IEnumerable<IConnector> connectors, ISecretSeal seal)
{
    /// <summary>How long a source may let us wait for its next word.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A lease outlasts the patience: when it is over, its node is gone.</summary>
    internal static readonly TimeSpan Lease = Patience + TimeSpan.FromMinutes(1);

    private readonly Dictionary<SourceKind, IConnector> _connectors = connectors.ToDictionary(static c => c.Kind);

    /// <summary>The sources that are to be asked now.</summary>
    internal IReadOnlyList<Source> Due() => store.Read(db =>
    {
        var (now, rounds) = (store.Clock.Now(), SourceRounds.All(db));
        return Sources.All(db).Where(s => s.Paused is null && IsFetched(s) && (rounds.GetValueOrDefault(s.Id) is not { } round || round.NextLook <= now && !(round.LeasedUntil > now))).ToList();
    });

    // What can't be read is asked too: the look says on the screen what is wrong.
    private static bool IsFetched(Source source) => SourceSettings.Read(source.Settings) is var read && read.IsDone ? read.Value.IsFetched : source.Settings.Contains("\"kind\"", StringComparison.Ordinal);

    /// <summary>Asks a source once. How many documents were taken in; null: it was not due, or another node is asking.</summary>
    internal async Task<int?> Run(long source, CancellationToken stop)
    {
        if (await store.Write(tx => SourceRounds.Claim(tx, source, Lease)) is not { } lease) return null;
        var taken = 0;
        var (known, round, seen) = store.Read(db => (Sources.Find(db, source)!, SourceRounds.Find(db, source)!, SourceRounds.Seen(db, source)));
        var settings = SourceSettings.Read(known.Settings);
        if (!settings.IsDone) return await End(known, TimeSpan.FromMinutes(5), round, lease, new(settings.Refusal), taken);
        if (known.Paused is not null || !_connectors.TryGetValue(settings.Value.KindOrUsual, out var connector)) return await GiveBack(source, lease, taken);

        var secret = known.Secret is { } kept ? seal.Open(Source.SecretPurpose, kept) : null;
        if (known.Secret is not null && secret is null) return await End(known, settings.Value.Every, round, lease, new(new("secret-lost", "The source's secret was sealed with another key than this store's and can't be opened. Give it again.")), taken);
        using var patience = new CancellationTokenSource(Patience, store.Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await foreach (var fetched in connector.Fetch(new(known, settings.Value, secret, round.Place, seen), either.Token))
            {
                if (await Take(known, fetched) is { } refusal) return refusal.Code == Intake.PausedCode ? await GiveBack(source, lease, taken) : await End(known, settings.Value.Every, round, lease, new(refusal), taken);
                CrashPoint.Pass("fetch.taken-in");
                if (!await store.Write(tx => Remember(tx, known, lease, fetched))) return taken;
                CrashPoint.Pass("fetch.remembered");
                if (fetched.Bytes is not null) taken++;
                patience.CancelAfter(Patience);
            }
            return await End(known, settings.Value.Every, round, lease, null, taken);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await GiveBack(source, lease, taken);
        }
        catch (Exception trouble) when (connector.Explain(trouble) is { } why)
        {
            return await End(known, settings.Value.Every, round, lease, why, taken);
        }
        catch (Exception ours) when (ours is not (StoreException or DbException or OutOfMemoryException))
        {
            return await End(known, settings.Value.Every, round, lease, new(new("fetch-failed", $"Fetching failed ({ours.GetType().Name}). That is our mistake, not theirs. Nothing was lost; it is tried again.")), taken);
        }
    }

    /// <summary>Null: what was fetched is durable.</summary>
    private async Task<Refusal?> Take(Source source, Fetched fetched)
    {
        if (fetched.Bytes is not { } bytes) return null;
        if (fetched.Aside is { } why)
        {
            await intake.Quarantined(source, bytes, why);
            return null;
        }
        if (fetched.Name is { } name) return (await IncomingFile.Take(intake, source, name, bytes)).Refusal;
        return (await intake.Accept(source.Code, bytes)).Refusal;
    }

    private static bool Remember(StoreTransaction tx, Source source, string lease, Fetched fetched)
    {
        if (!SourceRounds.Remember(tx, source.Id, lease, Lease, fetched.Place, fetched.Mark)) return false;
        SourceRounds.Forget(tx, source.Id, fetched.Gone);
        if (fetched.Alarm is { } text) SourceAlarms.Ring(tx, SourceAlarms.Odd, text);
        return true;
    }

    private async Task<int?> End(Source source, TimeSpan every, SourceRound round, string lease, FetchTrouble? trouble, int taken)
    {
        var pause = trouble is null ? LookSchedule.AfterSuccess(every, store.Options.Randomness) : LookSchedule.AfterFailure(every, round.Failures + 1, trouble.After, store.Options.Randomness);
        await store.Write(tx =>
        {
            if (trouble is null) return SourceRounds.Succeeded(tx, source.Id, lease, tx.Now + pause);
            if (!SourceRounds.Failed(tx, source.Id, lease, trouble.Why, tx.Now + pause)) return false;
            SourceAlarms.OfFailures(tx, source);
            return true;
        });
        return taken;
    }

    private async Task<int?> GiveBack(long source, string lease, int taken)
    {
        await store.Write(tx => { SourceRounds.GiveBack(tx, source, lease); return true; });
        return taken;
    }
}
