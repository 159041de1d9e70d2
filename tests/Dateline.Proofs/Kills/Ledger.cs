using System.Collections.Concurrent;

namespace Dateline.Proofs.Kills;

/// <summary>What the servers of one store have promised so far, and where a promise was not kept.</summary>
internal sealed class Ledger(string where, Dice dice)
{
    private readonly Lock _gate = new();
    private readonly List<(Deed Deed, Heard Heard)> _answered = [];

    /// <summary>Bytes that were taken in, by what they are called.</summary>
    internal ConcurrentDictionary<string, byte[]> Documents { get; } = new();

    /// <summary>Media files that were taken in, by name.</summary>
    internal ConcurrentDictionary<string, byte[]> Media { get; } = new();

    /// <summary>Files that were dropped into the source's folder, by name.</summary>
    internal ConcurrentDictionary<string, byte[]> Dropped { get; } = new();

    /// <summary>Releases that were acknowledged: story, version, log position.</summary>
    internal ConcurrentBag<(Guid Story, int Version, long Position)> Releases { get; } = [];

    /// <summary>Public pages that must be gone, in so many words.</summary>
    internal ConcurrentBag<string> Gone { get; } = [];

    internal ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>What is being done now, for violations: the run and how the server is to die.</summary>
    internal string Now { get; set; } = "";

    internal long Acknowledged { get; private set; }

    internal void Wrong(string what) => Violations.Enqueue($"{where}, {Now}: {what}");

    internal void Keep(Deed deed, Heard heard)
    {
        if (!deed.Writes || !heard.IsDone) return;
        lock (_gate)
        {
            Acknowledged++;
            _answered.Add((deed, heard));
        }
    }

    /// <summary>Some of what was acknowledged: the newest, which the crash came nearest to, and a few of long ago.</summary>
    internal List<(Deed Deed, Heard Heard)> Sample()
    {
        lock (_gate)
        {
            var some = _answered.TakeLast(4).ToList();
            for (var i = 0; i < 3 && _answered.Count > 4; i++) some.Add(_answered[dice.Below(_answered.Count)]);
            return some;
        }
    }
}
