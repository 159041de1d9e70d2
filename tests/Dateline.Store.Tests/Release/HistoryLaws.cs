using Dateline.News;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Tests.Release;

/// <summary>
/// Releases in the real store go as the plain model says, over random histories (promises.md D2, K4, E2). Many histories are lived at once, step by
/// step under one clock, so that a commit serves them all. One that fails is told as the shortest that still does.
/// </summary>
public abstract class HistoryLaws : StoreLaws
{
    private const int Length = 20;
    private const ulong Seed = 20260824;
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, TimeSpan.FromMicroseconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(25)];

    protected abstract int Histories { get; }

    [Fact]
    public async Task What_the_store_keeps_is_what_the_table_of_actions_says_in_every_history()
    {
        var histories = Enumerable.Range(0, Histories).Select(Make).ToList();
        await Live(histories);
        if (histories.Find(h => h.Wrong is not null) is { } wrong) Assert.Fail($"Seed {Seed}, {histories.Count(h => h.Wrong is not null)} of {Histories} histories, the first: {wrong.Wrong}\n{await Shorter(wrong)}");
        var found = LogVerifier.Verify(Store);
        Assert.Empty(found.Problems);
        Assert.Equal(Store.Log.Head, found.Rows);
        Assert.True(found.Rows > 2 * Histories, "Too little was done to show anything.");
    }

    private async Task Live(IReadOnlyList<History> histories)
    {
        for (var number = 0; number < Length; number++)
        {
            var step = number;
            await Task.WhenAll(histories.Select(h => Store.Write(tx => h.Take(tx, step))));
            Time.Advance(Waits[step * 7 % Waits.Length]);
            while (await Store.Write(Timetable.RunDue) > 0) { }
            foreach (var history in histories) history.Pass(Now);
        }
        Store.Read(db => { foreach (var history in histories) history.Close(db); return 0; });
    }

    private static History Make(int number)
    {
        var chance = new ScriptedRandomness(Seed + (ulong)number);
        return new History([.. Enumerable.Range(0, Length).Select(_ => Step.From(chance.Number))]);
    }

    private async Task<string> Shorter(History wrong)
    {
        var steps = await Shortest.Of(wrong.Steps, async fewer => (await Alone(fewer)).Wrong is not null);
        return $"The shortest: {(await Alone(steps)).Wrong}\n  {string.Join("\n  ", steps)}";
    }

    private async Task<History> Alone(IReadOnlyList<Step> steps)
    {
        var alone = new History(steps);
        await Live([alone]);
        return alone;
    }
}

public sealed class HistoriesOnSqlite : HistoryLaws
{
    protected override bool OnPostgres => false;

    protected override int Histories => 1_000;
}

public sealed class HistoriesOnPostgres : HistoryLaws
{
    protected override bool OnPostgres => true;

    protected override int Histories => 500;
}
