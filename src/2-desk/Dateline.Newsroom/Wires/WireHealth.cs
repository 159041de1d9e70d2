using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;

namespace Dateline.Newsroom.Wires;

/// <summary>How a source does: what it sent of late, and whether it is quieter than it ever is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Hours">How many items came in each of the last 24 hours, the oldest first.</param>
/// <param name="Week">How many came in the last seven days.</param>
/// <param name="Stuck">How many lie in the quarantine.</param>
/// <param name="QuietSince">Since when it is quieter than usual; null: it is not.</param>
/// <param name="Days">How many came on each of the last seven days, counted back from now, the oldest first.</param>
/// <param name="Round">How it is asked; null: it never was.</param>
internal sealed record WireHealth(Source Source, IReadOnlyList<int> Hours, int Week, int Stuck, Instant? QuietSince, IReadOnlyList<int> Days, SourceRound? Round)
{
    /// <summary>Whether nothing can be fetched from it.</summary>
    internal bool IsFailing => Round is { FailingSince: not null };

    private const int Day = 24;
    private const double GapsUntilQuiet = 8;
    private const int FewestToJudge = 20;
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);
    private static readonly TimeSpan ShortestQuiet = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    internal static List<WireHealth> All(Db db, Instant now)
    {
        var start = (now - Span).Microseconds;
        var counts = db.Many("select source, (received - $1) / $2, count(*) from item where received >= $1 group by 1, 2", static r => (Source: r.Long(0), Hour: r.Long(1), Count: r.Int(2)), start, HourLength).ToLookup(c => c.Source);
        var stuck = db.Many("select source, count(*) from quarantine where state = 0 group by source", static r => (Source: r.Long(0), Count: r.Int(1))).ToDictionary(s => s.Source, s => s.Count);
        var rounds = SourceRounds.All(db);
        return [.. Sources.All(db).Select(source => Of(source, rounds.GetValueOrDefault(source.Id), counts[source.Id].ToDictionary(c => c.Hour, c => c.Count), stuck.GetValueOrDefault(source.Id), now))];
    }

    internal static WireHealth Of(Db db, Source source, Instant now) => All(db, now).Single(w => w.Source.Id == source.Id);

    private static long HourLength => (long)Hour.TotalMicroseconds;

    private static WireHealth Of(Source source, SourceRound? round, Dictionary<long, int> hours, int stuck, Instant now)
    {
        var all = (int)(Span / Hour);
        var week = hours.Values.Sum();
        return new(source, [.. Enumerable.Range(all - Day, Day).Select(h => hours.GetValueOrDefault(h))], week, stuck, QuietOf(source, week, now),
            [.. Enumerable.Range(0, all / Day).Select(d => Enumerable.Range(d * Day, Day).Sum(h => hours.GetValueOrDefault(h)))], round);
    }

    /// <summary>
    /// A wire that has been silent for longer than was set for it, or that sends all day and has been silent for eight times its usual gap, is worth a call; one that sends seldom, and for which nothing was set, is not judged.
    /// </summary>
    private static Instant? QuietOf(Source source, int week, Instant now)
    {
        if (source.Paused is not null) return null;
        if (SourceForm.QuietOf(source) is { } most && now - (source.LastItem ?? source.Created) > most) return source.LastItem ?? source.Created;
        if (source.LastItem is not { } last || week < FewestToJudge) return null;
        var patience = Span / week * GapsUntilQuiet;
        return now - last > (patience < ShortestQuiet ? ShortestQuiet : patience) ? last : null;
    }
}
