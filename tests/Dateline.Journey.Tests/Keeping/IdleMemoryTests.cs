using Dateline.App.Serving;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>When a server that rests gives memory back.</summary>
public sealed class IdleMemoryTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void While_there_is_work_nothing_is_collected()
    {
        using var memory = new IdleMemory();
        for (var look = 1; look <= 20; look++) Assert.False(memory.IsWorthwhile(allocated: look * 40 * MiB, held: 400 * MiB));
    }

    [Fact]
    public void After_a_burst_it_is_worthwhile_at_the_second_calm_look()
    {
        using var memory = new IdleMemory();
        Assert.False(memory.IsWorthwhile(200 * MiB, 90 * MiB));
        Assert.False(memory.IsWorthwhile(200 * MiB, 90 * MiB));
        Assert.True(memory.IsWorthwhile(200 * MiB, 90 * MiB));
    }

    [Fact]
    public void A_server_that_holds_little_is_left_alone()
    {
        using var memory = new IdleMemory();
        for (var look = 1; look <= 20; look++) Assert.False(memory.IsWorthwhile(8 * MiB, 12 * MiB));
    }
}
