using System.Net;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.SignIn;

namespace Dateline.Site.Tips;

/// <summary>How many tips are taken: so many an hour of one network (an IPv6 address counts as its /64), and so many in all on a site. It is in memory only, and forgotten with the hour.</summary>
internal sealed class TipLimits(NewsStore store)
{
    internal const int MostOfNetwork = 5;
    internal const int MostOfSite = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private long _hour;

    /// <summary>Counts one more; false where that is too many, and it is not to be taken.</summary>
    internal bool Take(string site, IPAddress? address)
    {
        lock (_gate)
        {
            var hour = store.Clock.Now().Microseconds / (long)TimeSpan.FromHours(1).TotalMicroseconds;
            if (hour != _hour) _taken.Clear();
            _hour = hour;
            var (network, all) = ($"{site} {ClientNetwork.Of(address)}", site);
            if (_taken.GetValueOrDefault(network) >= MostOfNetwork || _taken.GetValueOrDefault(all) >= MostOfSite) return false;
            _taken[network] = _taken.GetValueOrDefault(network) + 1;
            _taken[all] = _taken.GetValueOrDefault(all) + 1;
            return true;
        }
    }
}
