using System.Buffers;
using System.Text;
using Dateline.News;
using Dateline.Testing;

namespace Dateline.Proofs.Crawling;

/// <summary>Words that occur nowhere else, one for each thing that must not be seen, and the ids by which a thing's existence would show.</summary>
internal sealed class Canaries(ulong seed)
{
    private readonly IdSource _ids = new(TimeProvider.System, new ScriptedRandomness(seed));
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private SearchValues<string> _all = SearchValues.Create([], StringComparison.OrdinalIgnoreCase);

    /// <summary>A new word for <paramref name="what"/> ("embargoed.headline"): letters and digits only, so that no page, address or format writes it in another way.</summary>
    internal string New(string what)
    {
        var word = Word();
        Watch(word, what);
        return word;
    }

    /// <summary>A word like the others that nothing in the store has: what an outsider's guess looks like.</summary>
    internal string Word() => "zq" + _ids.NewToken(14);

    /// <summary>Looks out for something that is no word of ours: an id, a key, a validator.</summary>
    internal void Watch(string trace, string what)
    {
        _names[trace] = what;
        _all = SearchValues.Create([.. _names.Keys], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What begins with <paramref name="story"/> may be seen from now on: its words, in the order in which they were made.</summary>
    internal List<string> Release(string story)
    {
        var known = _names.Where(n => n.Value.StartsWith(story + ".", StringComparison.Ordinal)).Select(n => n.Key).ToList();
        foreach (var word in known) _names.Remove(word);
        _all = SearchValues.Create([.. _names.Keys], StringComparison.OrdinalIgnoreCase);
        return known;
    }

    /// <summary>The words of <paramref name="what"/>.</summary>
    internal IEnumerable<string> Of(string what) => _names.Where(n => n.Value == what).Select(n => n.Key);

    /// <summary>What of it stands in these bytes, by name.</summary>
    internal IReadOnlyCollection<string> In(ReadOnlySpan<byte> bytes) => In(Encoding.Latin1.GetString(bytes));

    /// <summary>What of it stands in this text, by name.</summary>
    internal IReadOnlyCollection<string> In(string text)
    {
        if (text.AsSpan().IndexOfAny(_all) < 0) return [];
        return [.. _names.Where(n => text.Contains(n.Key, StringComparison.OrdinalIgnoreCase)).Select(n => n.Value)];
    }
}
