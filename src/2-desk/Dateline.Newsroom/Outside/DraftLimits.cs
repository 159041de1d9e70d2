using System.Net;
using Dateline.News;
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

    private const int MostKept = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counted = new(StringComparer.Ordinal);
    private long _window;

    /// <summary>Whether a network has asked for too much that is not there.</summary>
    internal bool MustWait(IPAddress? address)
    {
        lock (_gate) return CountOf(Network(address)) >= MostMissed;
    }

    /// <summary>Notes that a network asked for what is not there.</summary>
    internal void Missed(IPAddress? address)
    {
        lock (_gate) _counted[Network(address)] = CountOf(Network(address)) + 1;
    }

    /// <summary>Counts an opening of a link; false where that is too many.</summary>
    internal bool Open(Guid link)
    {
        lock (_gate)
        {
            var (key, count) = (link.ToString("N"), CountOf(link.ToString("N")));
            if (count >= MostOfLink) return false;
            _counted[key] = count + 1;
            return true;
        }
    }

    private int CountOf(string key)
    {
        var window = store.Clock.Now().Microseconds / (long)Window.TotalMicroseconds;
        if (window != _window || _counted.Count > MostKept) _counted.Clear();
        _window = window;
        return _counted.GetValueOrDefault(key);
    }

    private static string Network(IPAddress? address) => "a:" + ClientNetwork.Of(address);
}
