using Dateline.Delivery.Tests.Simulation;

namespace Dateline.Delivery.Tests;

/// <summary>Invented histories, each checked against everything that is promised to clients; <c>./prove.sh simulate</c> runs more of them.</summary>
public sealed class SimulationTests
{
    private const int Histories = 7_000;

    [Fact]
    public async Task No_history_breaks_a_promise()
    {
        var done = await Simulator.Run(seed: 1, run => run < Histories);
        Assert.True(done.Violations.Count == 0, string.Join("\n", done.Violations));
        Assert.Equal(Histories, done.Histories);
    }

    [Fact]
    public async Task The_same_seed_is_the_same_history()
    {
        var (one, other) = (await Told(7), await Told(7));
        Assert.Equal(one, other);
        Assert.NotEqual(one, await Told(8));

        static async Task<string> Told(ulong seed)
        {
            await using var world = new World();
            world.Told = [];
            await world.Run(1, Script.Of(1));
            world.Told.Clear();
            await world.Run(seed, Script.Of(seed));
            return string.Join('\n', world.Told);
        }
    }
}
