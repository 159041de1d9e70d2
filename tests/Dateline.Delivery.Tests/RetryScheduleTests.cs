using Dateline.Delivery.Dispatch;

namespace Dateline.Delivery.Tests;

/// <summary>When a failed delivery is tried again: the table of the promise, and what holds at any point of it.</summary>
public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 1800)]
    [InlineData(6, 3600)]
    [InlineData(7, 3600)]
    [InlineData(50, 3600)]
    public void Usual_deliveries_back_off_to_an_hour(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(failures, false, TimeSpan.Zero, null, 0.5));

    [Fact]
    public void A_fifth_more_or_less_keeps_clients_from_being_tried_all_at_once()
    {
        Assert.Equal(TimeSpan.FromSeconds(4), RetrySchedule.After(1, false, TimeSpan.Zero, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(6), RetrySchedule.After(1, false, TimeSpan.Zero, null, 1));
    }

    [Fact]
    public void A_withdrawal_is_tried_every_minute_in_its_first_hour_whatever_they_wish()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), RetrySchedule.After(30, true, TimeSpan.FromMinutes(59), null, 0.5));
        Assert.Equal(TimeSpan.FromMinutes(1), RetrySchedule.After(1, true, TimeSpan.Zero, TimeSpan.FromDays(365), 0));
        Assert.Equal(TimeSpan.FromHours(1), RetrySchedule.After(60, true, TimeSpan.FromHours(1), null, 0.5));
    }

    [Fact]
    public void A_wish_is_heard_up_to_an_hour()
    {
        Assert.Equal(TimeSpan.FromMinutes(7), RetrySchedule.After(1, false, TimeSpan.Zero, TimeSpan.FromMinutes(7), 0.5));
        Assert.Equal(TimeSpan.FromHours(1), RetrySchedule.After(1, false, TimeSpan.Zero, TimeSpan.FromDays(365), 0.5));
        Assert.Equal(TimeSpan.FromSeconds(5), RetrySchedule.After(1, false, TimeSpan.Zero, TimeSpan.FromSeconds(1), 0.5));
    }

    [Fact]
    public void After_72_hours_it_is_given_up_and_not_before_a_last_try()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), RetrySchedule.After(80, false, TimeSpan.FromHours(72) - TimeSpan.FromMinutes(10), null, 0.5));
        Assert.Null(RetrySchedule.After(81, false, TimeSpan.FromHours(72), null, 0.5));
        Assert.Null(RetrySchedule.After(81, true, TimeSpan.FromHours(73), null, 0.5));
    }
}
