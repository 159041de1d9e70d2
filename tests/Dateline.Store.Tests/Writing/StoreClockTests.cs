using CsCheck;
using Dateline.News;
using Dateline.Store.Writing;

namespace Dateline.Store.Tests.Writing;

/// <summary>A clock that is set while Dateline runs opens nothing early (promises.md E2).</summary>
public sealed class StoreClockTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void As_long_as_the_clock_runs_true_it_is_believed_to_the_microsecond()
    {
        var clock = new StoreClock(_time);
        for (var i = 0; i < 200; i++)
        {
            _time.Pass(TimeSpan.FromMicroseconds(1_234_567));
            Assert.Equal(Instant.Now(_time), clock.Now());
            Assert.True(clock.IsTrusted);
        }
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(86_400)]
    [InlineData(1)]
    public void A_step_ahead_opens_nothing_and_is_told(int seconds)
    {
        var clock = new StoreClock(_time);
        var before = Instant.Now(_time);
        _time.Step(TimeSpan.FromSeconds(seconds));
        _time.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(before + TimeSpan.FromSeconds(2), clock.Now());
        Assert.False(clock.IsTrusted);
        clock.Accept();
        Assert.Equal(Instant.Now(_time), clock.Now());
        Assert.True(clock.IsTrusted);
    }

    [Fact]
    public void A_step_back_counts_at_once_and_a_step_forth_again_is_believed()
    {
        var clock = new StoreClock(_time);
        var start = Instant.Now(_time);
        _time.Step(TimeSpan.FromHours(-1));
        Assert.Equal(start - TimeSpan.FromHours(1), clock.Now());
        Assert.False(clock.IsTrusted);
        _time.Step(TimeSpan.FromHours(1));
        Assert.Equal(start, clock.Now());
        Assert.True(clock.IsTrusted);
    }

    [Fact]
    public void Small_corrections_add_up_over_weeks_without_an_alarm()
    {
        var clock = new StoreClock(_time);
        for (var i = 0; i < 1000; i++)
        {
            _time.Step(TimeSpan.FromMilliseconds(i % 3 == 0 ? -50 : 80));
            _time.Pass(TimeSpan.FromMinutes(2));
            Assert.True(clock.Now() <= Instant.Now(_time));
            Assert.True(clock.IsTrusted);
        }
    }

    [Fact]
    public void A_database_that_is_behind_decides()
    {
        var clock = new StoreClock(_time);
        var database = Instant.Now(_time) - TimeSpan.FromSeconds(3);
        clock.Follow(database);
        Assert.Equal(database, clock.Now());
        Assert.False(clock.IsTrusted);
        clock.Follow(Instant.Now(_time) - TimeSpan.FromMilliseconds(100));
        Assert.True(clock.IsTrusted);
    }

    [Fact]
    public void A_database_that_is_ahead_opens_nothing_early()
    {
        var clock = new StoreClock(_time);
        clock.Follow(Instant.Now(_time) + TimeSpan.FromSeconds(3));
        Assert.Equal(Instant.Now(_time), clock.Now());
    }

    [Fact]
    public void However_a_clock_is_set_by_hours_nothing_is_early_and_it_is_told() =>
        Gen.Select(Gen.Int[-2, 2], Gen.Int[0, 100_000_000]).Array[1, 30].Sample(moves =>
        {
            var time = new SteppedTime();
            var clock = new StoreClock(time);
            var (real, off) = (Instant.Now(time), TimeSpan.Zero);
            foreach (var (hours, microseconds) in moves)
            {
                time.Step(TimeSpan.FromHours(hours));
                time.Pass(TimeSpan.FromMicroseconds(microseconds));
                (real, off) = (real + TimeSpan.FromMicroseconds(microseconds), off + TimeSpan.FromHours(hours));
                Assert.Equal(Instant.Min(real, real + off), clock.Now());
                Assert.Equal(off == TimeSpan.Zero, clock.IsTrusted);
            }
        }, iter: 2_000);
}

/// <summary>A clock that can be set, beside a timer that can't.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 8, 24, 6, 0, 0, TimeSpan.Zero);
    private long _timer;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override DateTimeOffset GetUtcNow() => _now;
    public override long GetTimestamp() => _timer;

    internal void Pass(TimeSpan time) => (_now, _timer) = (_now + time, _timer + time.Ticks);
    internal void Step(TimeSpan by) => _now += by;
}
