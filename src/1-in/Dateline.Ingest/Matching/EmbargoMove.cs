using Dateline.News;

namespace Dateline.Ingest.Matching;

/// <summary>What an incoming embargo does to the one that stands.</summary>
internal enum EmbargoMove
{
    /// <summary>Nothing that shows.</summary>
    None,
    /// <summary>It keeps the story back longer, or again.</summary>
    Tighten,
    /// <summary>It lets the story go earlier, or now.</summary>
    Loosen,
}

/// <summary>Compares two embargoes by what they do from now on: one that is over is none.</summary>
internal static class EmbargoMoves
{
    internal static EmbargoMove Between(Embargo standing, Embargo incoming, Instant now)
    {
        var order = Effective(incoming, now).CompareTo(Effective(standing, now));
        return order > 0 ? EmbargoMove.Tighten : order < 0 ? EmbargoMove.Loosen : EmbargoMove.None;
    }

    private static Instant Effective(Embargo embargo, Instant now) => embargo.IsUsable(now) ? default : embargo.UsableFrom;
}
