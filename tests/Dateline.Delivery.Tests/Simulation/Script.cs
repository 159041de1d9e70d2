using System.Globalization;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>What can happen in a history.</summary>
internal enum Act
{
    Publish,
    PublishEmbargoed,
    NewLead,
    Writethru,
    Correct,
    Hold,
    SendAsWas,
    Kill,
    Takedown,
    Reinstate,
    ChangeEmbargo,
    Lift,
    ClientStatus,
    ClientFilter,
    Pause,
    Resume,
    Mood,
    Crash,
    FailCommit,
    Freeze,
    Clock,
    Replay,
    Confirm,
    Acknowledge,
    Backup,
    Restore,
}

/// <summary>How a client's end behaves.</summary>
internal enum Mood
{
    Well,
    Flaky,
    Down,
    BlackHole,
    Busy,
    Refusing,
    Lossy,
    Gone,
}

/// <summary>One thing that happens.</summary>
/// <param name="At">When, from the beginning.</param>
/// <param name="Act">What.</param>
/// <param name="A">To which story, client or node.</param>
/// <param name="B">How.</param>
internal sealed record Step(TimeSpan At, Act Act, int A, int B)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds:0.###}s {Act} {A} {B}");
}

/// <summary>Invents a history from a seed: releases, clients that change, networks that fail, nodes that die.</summary>
internal static class Script
{
    private static readonly double[] Gaps = [0, 0, 0.001, 0.3, 1, 4, 10, 29, 31, 45, 61, 130, 400, 900, 3_700];

    // How often each happens, of a hundred or so.
    private static readonly (Act Act, int Weight)[] Weights =
    [
        (Act.Publish, 12), (Act.PublishEmbargoed, 4), (Act.NewLead, 2), (Act.Writethru, 12), (Act.Correct, 6), (Act.Hold, 4), (Act.SendAsWas, 3), (Act.Kill, 9), (Act.Takedown, 2), (Act.Reinstate, 1),
        (Act.ChangeEmbargo, 3), (Act.Lift, 2), (Act.ClientStatus, 5), (Act.ClientFilter, 3), (Act.Pause, 2), (Act.Resume, 3), (Act.Mood, 20), (Act.Crash, 7), (Act.FailCommit, 4), (Act.Freeze, 4), (Act.Clock, 2),
        (Act.Replay, 2), (Act.Confirm, 2), (Act.Acknowledge, 2), (Act.Backup, 1), (Act.Restore, 1),
    ];

    private static readonly Act[] Deck = [.. Weights.SelectMany(w => Enumerable.Repeat(w.Act, w.Weight))];

    internal static List<Step> Of(ulong seed)
    {
        var dice = new ScriptedRandomness(seed ^ 0x5DEECE66D);
        var steps = new List<Step> { new(TimeSpan.Zero, Act.Publish, 0, 0) };
        var at = 0.0;
        for (var left = 6 + dice.Number(26); left > 0; left--)
        {
            at += dice.Number(400) == 0 ? 100_000 : Gaps[dice.Number(Gaps.Length)];
            steps.Add(new Step(TimeSpan.FromSeconds(at), Deck[dice.Number(Deck.Length)], dice.Number(1000), dice.Number(1000)));
        }
        return steps;
    }
}
