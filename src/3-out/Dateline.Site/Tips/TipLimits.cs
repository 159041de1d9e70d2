using System.Net;
using Dateline.Store;
using Dateline.Store.SignIn;

namespace Dateline.Site.Tips;

/// <summary>How many tips are taken: so many an hour of one network (an IPv6 address counts as its /64), and so many in all on a site. It is in memory only, and forgotten with the hour.</summary>
internal sealed class TipLimits(NewsStore store)
{
    internal const int MostOfNetwork = 5;
    internal const int MostOfSite = 200;

    private readonly WindowCount _taken = new(store, TimeSpan.FromHours(1));

    /// <summary>Counts one more; false where that is too many, and it is not to be taken.</summary>
    internal bool Take(string site, IPAddress? address) => _taken.Take(($"{site} {ClientNetwork.Of(address)}", MostOfNetwork), (site, MostOfSite));
}
