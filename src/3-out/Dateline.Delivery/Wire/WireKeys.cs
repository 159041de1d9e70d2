using System.Collections.Concurrent;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Wire;

/// <summary>Knows who asks. A key that was looked up is believed for two seconds, so that a revoked one is dead well within five, open streams included.</summary>
internal sealed class WireKeys(NewsStore store)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (ClientKey Key, Instant Until)> _known = new(StringComparer.Ordinal);

    /// <summary>The working key of an Authorization header; null where there is none.</summary>
    internal (ClientKey Key, string Secret)? Of(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        var secret = header[7..].Trim();
        return Check(secret) is { } key ? (key, secret) : null;
    }

    /// <summary>Whether a key still works.</summary>
    internal ClientKey? Check(string secret)
    {
        var now = Instant.Now(store.Clock.Time);
        if (_known.TryGetValue(secret, out var known) && now < known.Until) return known.Key;
        if (store.Read(db => ClientKeys.Check(db, secret)) is not { } key)
        {
            _known.TryRemove(secret, out _);
            return null;
        }
        if (_known.Count > MostKept) _known.Clear();
        _known[secret] = (key, now + Believed);
        return key;
    }

    /// <summary>Writes down that a key was used, once a minute.</summary>
    internal async Task Used(ClientKey key, string secret)
    {
        var now = store.Clock.Now();
        if (!ClientKeys.IsNewUse(key, now)) return;
        _known[secret] = (key with { LastUsed = now }, Instant.Now(store.Clock.Time) + Believed);
        await store.Write(tx => { ClientKeys.Used(tx, key.Prefix); return true; }).ConfigureAwait(false);
    }
}
