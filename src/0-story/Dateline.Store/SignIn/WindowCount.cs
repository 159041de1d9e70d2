using Dateline.News;

namespace Dateline.Store.SignIn;

/// <summary>Counts by key within windows of one length that follow each other: what was counted is forgotten with its window. It is in memory only, and each node counts what it sees.</summary>
/// <param name="store">The store, whose clock tells the windows.</param>
/// <param name="window">How long one is.</param>
public sealed class WindowCount(NewsStore store, TimeSpan window)
{
    private const int MostKept = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counted = new(StringComparer.Ordinal);
    private long _window;

    /// <summary>Whether a key has been counted as often as it may be.</summary>
    public bool IsFull(string key, int most)
    {
        lock (_gate)
        {
            Turn();
            return _counted.GetValueOrDefault(key) >= most;
        }
    }

    /// <summary>Counts one more for each of the keys; false where one of them is full, and then none is counted.</summary>
    public bool Take(params ReadOnlySpan<(string Key, int Most)> keys)
    {
        lock (_gate)
        {
            Turn();
            foreach (var (key, most) in keys)
                if (_counted.GetValueOrDefault(key) >= most) return false;
            foreach (var (key, _) in keys) _counted[key] = _counted.GetValueOrDefault(key) + 1;
            return true;
        }
    }

    private void Turn()
    {
        var now = store.Clock.Now().Microseconds / (long)window.TotalMicroseconds;
        if (now != _window || _counted.Count > MostKept) _counted.Clear();
        _window = now;
    }
}
