using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Ingest.Fetching;

/// <summary>What the desk is told of its sources, each thing once: that one can't be asked for a while, that one is quieter than it should be, that something odd lies there.</summary>
internal static class SourceAlarms
{
    internal const string Failing = "source-failing";
    internal const string Quiet = "source-quiet";
    internal const string Odd = "source-odd-file";
    private const int FewestFailures = 3;
    private static readonly TimeSpan FailingTooLong = TimeSpan.FromMinutes(15);

    /// <summary>Rings where a source has failed for too long: once for each time that it began to.</summary>
    internal static void OfFailures(StoreTransaction tx, Source source)
    {
        if (SourceRounds.Find(tx.Db, source.Id) is not { FailingSince: { } since } round || round.Failures < FewestFailures || tx.Now - since < FailingTooLong) return;
        Ring(tx, Failing, $"Nothing can be fetched from {source.Name} since {since}.", $" {round.Error}");
    }

    /// <summary>Rings for each source that has been silent for longer than it may: once for each silence. How many rang.</summary>
    internal static int OfQuiet(StoreTransaction tx) => TooQuiet(tx.Db, tx.Now).Count(q => Ring(tx, Quiet, $"{q.Source.Name} has sent nothing since {q.Since}.", " Ask them, or look whether the way to them is open."));

    /// <summary>The sources that have been silent for longer than they may, and since when.</summary>
    internal static IReadOnlyList<(Source Source, Instant Since)> TooQuiet(Db db, Instant now) =>
        [.. Sources.All(db).Where(s => s.Paused is null).Select(s => (Source: s, Since: s.LastItem ?? s.Created)).Where(q => SourceSettings.Read(q.Source.Settings).Value?.QuietMinutes is { } most && now - q.Since > TimeSpan.FromMinutes(most))];

    /// <summary>Rings, where the same was not said before; whether it did.</summary>
    internal static bool Ring(StoreTransaction tx, string kind, string what, string more = "")
    {
        if (tx.Db.Number("select 1 from alarm where kind = $1 and substr(text, 1, cast($3 as integer)) = $2 limit 1", kind, what, what.Length) is not null) return false;
        Alarms.Raise(tx, kind, what + more);
        return true;
    }
}
