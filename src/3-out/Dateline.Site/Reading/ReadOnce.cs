using System.Collections;

namespace Dateline.Site.Reading;

/// <summary>What several parts of a page go through, each as far as it needs: asked for as far as the one that went furthest, and once.</summary>
internal sealed class ReadOnce<T>(IEnumerable<T> source) : IEnumerable<T>
{
    private readonly List<T> _read = [];
    private IEnumerator<T>? _rest;
    private bool _isOver;

    public IEnumerator<T> GetEnumerator()
    {
        for (var at = 0; at < _read.Count || TryNext(); at++) yield return _read[at];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryNext()
    {
        if (_isOver) return false;
        _rest ??= source.GetEnumerator();
        if (_rest.MoveNext())
        {
            _read.Add(_rest.Current);
            return true;
        }
        _isOver = true;
        _rest.Dispose();
        return false;
    }
}
