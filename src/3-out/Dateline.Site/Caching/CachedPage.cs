using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Reading;

namespace Dateline.Site.Caching;

/// <summary>A kept page and everything that says whether it may still be served.</summary>
internal sealed class CachedPage(string key, SitePage page, PublicView view, long position, long writes)
{
    private const int Beside = 128;
    private static readonly TimeSpan EdgeKeeps = TimeSpan.FromMinutes(1);

    private readonly long _madeAt = view.Now.Microseconds;
    private readonly long _validUntil = view.Until?.Microseconds ?? long.MaxValue;
    private readonly long _edgeUntil = view.HasEdge ? (view.Now + EdgeKeeps).Microseconds : long.MaxValue;
    private readonly bool _watchesWire = view.Watches.Any(w => w.OnWire);
    private readonly bool _watchesWrites = view.Watches.Any(w => !w.OnWire);
    private long _wireSeen = position;
    private long _writesSeen = writes;
    private volatile bool _isDead;

    internal string Key { get; } = key;
    internal SitePage Page { get; } = page;

    /// <summary>The log's head before it was made.</summary>
    internal long Position { get; } = position;
    internal IReadOnlyCollection<string> Pages { get; } = [.. view.Pages];
    internal bool DependsOnLists { get; } = view.DependsOnLists;

    /// <summary>How many decisions and changes of the site there were when it was made.</summary>
    internal SiteMark Mark { get; } = view.Mark;

    /// <summary>The vocabularies by which it was made.</summary>
    internal Vocabularies Vocabularies { get; } = view.Vocabularies;
    private IReadOnlyList<Watch> Watches { get; } = [.. view.Watches];

    /// <summary>Served since room was last made.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>The cache that keeps it, and its place among all that are kept; null: it is not.</summary>
    internal PageCache? Keeper { get; set; }
    internal LinkedListNode<CachedPage>? Place { get; set; }

    /// <summary>How much memory it holds, about, with what is noted beside it; and for how much it is counted.</summary>
    internal long Size => Page.Size + 2 * Key.Length + Beside * (1 + Pages.Count + Watches.Count);
    internal long CountedSize { get; set; }

    /// <summary>Something it shows has changed on the wire.</summary>
    internal void Die() => _isDead = true;

    /// <summary>
    /// Whether it is true at <paramref name="now"/> as far as wire and clock can tell. A clock that went back behind its making closes it too:
    /// an embargo that was over then may stand now.
    /// </summary>
    internal bool IsTrueAt(Instant now, long listsMovedAt) =>
        !_isDead && now.Microseconds < _validUntil && now.Microseconds >= _madeAt && (now.Microseconds < _edgeUntil || listsMovedAt <= Position);

    /// <summary>Whether the facts that no log row announces must be asked for again.</summary>
    internal bool MustAsk(long wire, long writes) => _watchesWire && _wireSeen != wire || _watchesWrites && _writesSeen != writes;

    /// <summary>Asks for those facts again; false where one has changed. What is noted as seen was read before the facts were.</summary>
    internal bool StillHolds(Store.Database.Db db, Instant now, long wire, long writes)
    {
        foreach (var watch in Watches)
            if ((!watch.OnWire || _wireSeen != wire) && watch.Ask(db, now) != watch.Was) return false;
        Interlocked.Exchange(ref _wireSeen, wire);
        Interlocked.Exchange(ref _writesSeen, writes);
        return true;
    }
}
