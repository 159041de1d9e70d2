using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>What becomes of one attempt on the network and at the client's.</summary>
/// <param name="LandsAfter">When the bytes are whole at the client's; null: never.</param>
/// <param name="EndsAfter">When the attempt ends; null: not before its deadline.</param>
/// <param name="Result">How it ends for us.</param>
/// <param name="AgainAfter">When the same bytes land once more; null: never.</param>
/// <param name="Throws">Whether the channel fails in a way of its own.</param>
internal sealed record Fate(TimeSpan? LandsAfter, TimeSpan? EndsAfter, AttemptResult Result, TimeSpan? AgainAfter = null, bool Throws = false)
{
    /// <summary>What was sent lands within this time of the end of its connection, or never.</summary>
    internal static readonly TimeSpan LatestLanding = TimeSpan.FromSeconds(55);

    internal static AttemptResult Lost { get; } = new(AttemptOutcome.Unknown, "It was sent, and no answer came.");

    private static AttemptResult Ok { get; } = new(AttemptOutcome.Arrived, "They have it.") { Status = 200 };

    private static AttemptResult Down { get; } = new(AttemptOutcome.NotConnected, "We could not connect.");

    /// <summary>Of a mood, by chance.</summary>
    internal static Fate Of(Mood mood, ScriptedRandomness dice)
    {
        var quick = Quick(dice);
        return mood switch
        {
            Mood.Down => new(null, dice.Number(2) == 0 ? quick : TimeSpan.FromSeconds(5), Down),
            Mood.BlackHole => new(dice.Number(2) == 0 ? quick : null, null, Lost),
            Mood.Busy => new(null, quick, Says(dice.Number(2) == 0 ? 429 : 503) with { RetryAfter = TimeSpan.FromSeconds(One(dice, 1, 60, 3_600, 31_536_000)) }),
            Mood.Refusing => new(null, quick, Says((int)One(dice, 301, 400, 401, 404, 408, 422, 500))),
            Mood.Lossy => Lossy(dice),
            Mood.Gone => new(null, quick, Says(410) with { IsGone = true }),
            Mood.Flaky when dice.Number(2) == 0 => Of((Mood)(2 + dice.Number(5)), dice),
            _ => Well(dice),
        };
    }

    private static Fate Well(ScriptedRandomness dice) => dice.Number(20) switch
    {
        0 => new(Quick(dice), TimeSpan.FromSeconds(1 + dice.Number(28)), Ok),
        1 => new(Quick(dice), TimeSpan.FromSeconds(1), Ok, TimeSpan.FromSeconds(2 + dice.Number(50))),
        _ => new(TimeSpan.FromMilliseconds(dice.Number(3)), TimeSpan.FromMilliseconds(3 + dice.Number(40)), Ok),
    };

    /// <summary>It may have arrived: it has, it has not, or it will when nobody waits for it any more.</summary>
    private static Fate Lossy(ScriptedRandomness dice)
    {
        var end = TimeSpan.FromMilliseconds(1 + dice.Number(29_000));
        return dice.Number(4) switch
        {
            0 => new(end * 0.5, end, Lost),
            1 => new(null, end, Lost),
            2 => new(end + LatestLanding * (dice.Number(100) / 100.0), end, Lost),
            _ => new(dice.Number(2) == 0 ? end * 0.5 : null, end, Lost, Throws: true),
        };
    }

    private static TimeSpan Quick(ScriptedRandomness dice) => TimeSpan.FromMilliseconds(dice.Number(200));

    private static AttemptResult Says(int status) => new(AttemptOutcome.Refused, $"They answered {status}.") { Status = status, IsOfThisOne = status is 400 or 422 };

    private static long One(ScriptedRandomness dice, params ReadOnlySpan<long> of) => of[dice.Number(of.Length)];
}
