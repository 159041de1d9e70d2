using System.Net;
using Dateline.Store;
using Dateline.Store.SignIn;

namespace Dateline.Newsroom.Outside;

/// <summary>
/// How often drafts are asked for: each opening is a row of the audit, and each guess a look into the database. A token can't be guessed; this keeps the load small.
/// It is in memory only, and each node counts what it sees.
/// </summary>
internal sealed class DraftLimits(NewsStore store)
{
    /// <summary>How often one link is opened within the window.</summary>
    internal const int MostOfLink = 60;
    /// <summary>How often one network (an IPv6 address counts as its /64) asks for what is not there.</summary>
    internal const int MostMissed = 3_000;
    /// <summary>How long they count.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly WindowCount _counted = new(store, Window);

    /// <summary>Whether a network has asked for too much that is not there.</summary>
    internal bool MustWait(IPAddress? address) => _counted.IsFull(Network(address), MostMissed);

    /// <summary>Notes that a network asked for what is not there.</summary>
    internal void Missed(IPAddress? address) => _counted.Take((Network(address), MostMissed));

    /// <summary>Counts an opening of a link; false where that is too many.</summary>
    internal bool Open(Guid link) => _counted.Take((link.ToString("N"), MostOfLink));

    private static string Network(IPAddress? address) => "a:" + ClientNetwork.Of(address);
}
