using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Matching;

/// <summary>What an arrival is to those before it of the same source and guid.</summary>
internal enum MatchKind
{
    First,
    Newer,
    Older,
    Doubtful,
    Repeat,
    Conflict,
    Kill,
    Hold,
    AfterKill,
}

/// <summary>
/// Decides what an arrival is, from the arrival and the earlier ones alone. A kill or hold acts at any version, unless it was here before;
/// after a kill nothing counts any more; and only what is newer than everything here may replace it.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Of">The earlier arrival it repeats or contradicts.</param>
internal readonly record struct Match(MatchKind Kind, EarlierItem? Of = null)
{
    internal static Match Decide(NewsItem item, ReadOnlySpan<byte> hash, IReadOnlyList<EarlierItem> earlier)
    {
        foreach (var known in earlier) if (hash.SequenceEqual(known.Hash)) return new(MatchKind.Repeat, known);
        if (item.IsKill) return new(MatchKind.Kill);
        if (item.Status == PubStatus.Withheld) return new(MatchKind.Hold);
        foreach (var known in earlier) if (IsKill(known)) return new(MatchKind.AfterKill, known);
        var kind = earlier.Count == 0 ? MatchKind.First : MatchKind.Newer;
        foreach (var known in earlier)
        {
            var held = known.Status == PubStatus.Withheld;
            if (!held && VersionOrder.IsSameExplicit(item.Version, item.VersionCreated, known.Version, known.VersionCreated)) return new(MatchKind.Conflict, known);
            var age = VersionOrder.Of(item.Version, item.VersionCreated, known.Version, known.VersionCreated);
            if (age == Age.Older || held && age == Age.Same) kind = MatchKind.Older;
            else if (age == Age.Doubtful && kind != MatchKind.Older) kind = MatchKind.Doubtful;
        }
        return new(kind);
    }

    private static bool IsKill(EarlierItem known) => known.Outcome is Outcomes.Kill or Outcomes.KillRemembered || known.Status == PubStatus.Canceled;
}
