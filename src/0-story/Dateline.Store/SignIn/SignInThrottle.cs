using System.Collections.Concurrent;
using System.Net;
using Dateline.News;

namespace Dateline.Store.SignIn;

/// <summary>
/// Counts tries at the door that failed, by sign-in name and by network (an IPv6 address counts as its /64). Known and unknown names are treated alike,
/// so it tells nothing. It is kept in memory: each node counts what it sees.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>How many tries of one name may fail before it waits.</summary>
    public const int MostByName = 10;
    /// <summary>How many tries of one network may fail before it waits.</summary>
    public const int MostByNetwork = 50;
    /// <summary>How long failures count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MostKept = 20_000;
    private readonly ConcurrentDictionary<string, (int Count, Instant Until)> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether this name or network must wait.</summary>
    public bool MustWait(string name, IPAddress? address) => CountOf("n:" + Normal(name)) >= MostByName || CountOf(Network(address)) >= MostByNetwork;

    /// <summary>Notes a try that failed.</summary>
    public void Failed(string name, IPAddress? address)
    {
        Add("n:" + Normal(name));
        Add(Network(address));
    }

    /// <summary>Forgets a name's failures: its person is in.</summary>
    public void Entered(string name) => _failed.TryRemove("n:" + Normal(name), out _);

    private int CountOf(string key) => _failed.TryGetValue(key, out var failed) && Instant.Now(time) < failed.Until ? failed.Count : 0;

    private void Add(string key)
    {
        var now = Instant.Now(time);
        if (_failed.Count > MostKept)
            foreach (var (old, (_, until)) in _failed)
                if (until <= now || _failed.Count > MostKept) _failed.TryRemove(old, out _);
        _failed.AddOrUpdate(key, (1, now + Window), (_, before) => before.Until <= now ? (1, now + Window) : (before.Count + 1, before.Until));
    }

    private static string Normal(string name) => name.Trim().ToLowerInvariant() is { Length: <= 200 } short_ ? short_ : "";

    private static string Network(IPAddress? address) => "a:" + ClientNetwork.Of(address);
}
