using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dateline.News;

namespace Dateline.Delivery.Wire;

/// <summary>
/// How often one may ask: a bucket of so many requests that fills again at so many a second, one for each client, and one for each network that comes without a key that works.
/// </summary>
internal sealed class WireLimits(TimeProvider time, double perSecond, double burst)
{
    private const int MostBuckets = 50_000;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one request out; null where there was one, else after how many whole seconds there will be.</summary>
    internal int? Take(string who)
    {
        if (_buckets.Count > MostBuckets) _buckets.Clear();
        return _buckets.GetOrAdd(who, _ => new Bucket(burst, Instant.Now(time))).Take(Instant.Now(time), perSecond, burst);
    }

    /// <summary>An address as the network it is in: a whole /64 is one household.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "nowhere";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8));
    }

    private sealed class Bucket(double full, Instant now)
    {
        private readonly Lock _gate = new();
        private double _left = full;
        private Instant _at = now;

        internal int? Take(Instant now, double perSecond, double burst)
        {
            lock (_gate)
            {
                if (now > _at)
                {
                    _left = Math.Min(burst, _left + (now - _at).TotalSeconds * perSecond);
                    _at = now;
                }
                if (_left < 1) return Math.Max(1, (int)Math.Ceiling((1 - _left) / perSecond));
                _left--;
                return null;
            }
        }
    }
}
