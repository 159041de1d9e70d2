namespace Dateline.News.Tests.Time;

/// <summary>The hours of a contract: what they say, when they are open, and what the clocks' changes do to them.</summary>
public sealed class SendingHoursTests
{
    private const string Paris = "weekdays 06:00-22:00, saturday 08:00-12:00 Europe/Paris";

    [Theory]
    [InlineData(Paris, "2026-08-24T03:59:59.999999Z", false)]
    [InlineData(Paris, "2026-08-24T04:00:00Z", true)]
    [InlineData(Paris, "2026-08-24T19:59:59.999999Z", true)]
    [InlineData(Paris, "2026-08-24T20:00:00Z", false)]
    [InlineData(Paris, "2026-08-29T06:00:00Z", true)]
    [InlineData(Paris, "2026-08-30T10:00:00Z", false)]
    [InlineData("daily 00:00-24:00 UTC", "2026-08-30T23:59:59Z", true)]
    [InlineData("sun 22:00-02:00 UTC", "2026-08-31T01:59:59Z", true)]
    [InlineData("sun 22:00-02:00 UTC", "2026-08-30T01:00:00Z", false)]
    [InlineData("fri-mon 09:00-17:00 UTC", "2026-08-30T09:00:00Z", true)]
    [InlineData("fri-mon 09:00-17:00 UTC", "2026-08-27T09:00:00Z", false)]
    [InlineData("Monday and Thursday 09:00-17:00 UTC", "2026-08-27T09:00:00Z", true)]
    public void They_are_open_from_the_first_instant_of_a_window_and_not_at_its_end(string hours, string at, bool isOpen) => Assert.Equal(isOpen, Hours(hours).IsOpen(At(at)));

    [Theory]
    [InlineData(Paris, "2026-08-24T03:00:00Z", "2026-08-24T04:00:00Z")]
    [InlineData(Paris, "2026-08-24T12:34:56.789012Z", "2026-08-24T12:34:56.789012Z")]
    [InlineData(Paris, "2026-08-29T10:00:00Z", "2026-08-31T04:00:00Z")]
    // The clocks went back on Sunday: Monday's six o'clock is an hour later on ours.
    [InlineData(Paris, "2026-10-24T10:00:00Z", "2026-10-26T05:00:00Z")]
    [InlineData(Paris, "2026-03-28T11:00:00Z", "2026-03-30T04:00:00Z")]
    // The hour that the night of March lacks: a window in it opens the next day; one that reaches past it opens when the clocks have gone on.
    [InlineData("daily 02:00-03:00 Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-30T00:00:00Z")]
    [InlineData("daily 02:30-04:00 Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // The hour that the night of October has twice: it closes, and opens again when the clocks go back into it.
    [InlineData("daily 01:00-02:30 Europe/Paris", "2026-10-25T00:40:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("daily 01:00-02:30 Europe/Paris", "2026-10-25T01:40:00Z", "2026-10-26T00:00:00Z")]
    [InlineData("mon 09:00-10:00 UTC", "2026-08-24T10:00:00Z", "2026-08-31T09:00:00Z")]
    public void The_next_window_is_found_also_where_the_clocks_change(string hours, string from, string opens) => Assert.Equal(At(opens), Hours(hours).NextOpen(At(from)));

    [Theory]
    [InlineData(Paris, "2026-08-21T19:00:00Z", "2026-08-24T05:00:00Z", "06:00")]
    [InlineData("daily 00:00-24:00 Europe/Paris", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "1.01:00")]
    [InlineData("daily 02:00-03:00 Europe/Paris", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", "00:00")]
    [InlineData("mon 09:00-10:00 UTC", "2026-08-24T09:30:00Z", "2026-09-14T09:15:00Z", "02:45")]
    public void Only_the_time_in_which_they_were_open_is_counted(string hours, string from, string to, string open) =>
        Assert.Equal(TimeSpan.Parse(open, System.Globalization.CultureInfo.InvariantCulture), Hours(hours).OpenBetween(At(from), At(to)));

    [Fact]
    public void Whatever_the_moment_the_next_opening_is_open_and_nothing_before_it_is()
    {
        foreach (var hours in new[] { Paris, "daily 22:00-02:30 America/New_York", "sun 01:15-03:45 Australia/Lord_Howe", "weekends 12:00-12:01, wed 00:00-24:00 Asia/Kathmandu" }.Select(Hours))
            for (var at = At("2026-01-01T00:07:00Z"); at < At("2027-01-01T00:00:00Z"); at += TimeSpan.FromMinutes(353))
            {
                var next = hours.NextOpen(at);
                Assert.True(hours.IsOpen(next), $"{hours}: {next} is said to be open");
                Assert.True(next == at || !hours.IsOpen(next - TimeSpan.FromMicroseconds(1)), $"{hours}: it was open before {next}");
                for (var between = at; between < next; between += TimeSpan.FromMinutes(7)) Assert.False(hours.IsOpen(between), $"{hours}: {between} is open, before {next}");
            }
    }

    [Theory]
    [InlineData("", "no hours")]
    [InlineData("weekdays 06:00-22:00", "\"06:00-22:00\" is not a time zone")]
    [InlineData("weekdays 06:00-22:00 EST", "\"EST\" is not a time zone")]
    [InlineData("weekdays 06:00-22:00 Europe/Kessel", "\"Europe/Kessel\" is not a time zone")]
    [InlineData("workdays 06:00-22:00 Europe/Paris", "\"workdays\" is no day")]
    [InlineData("weekdays 6-22 Europe/Paris", "\"6-22\" is not a window")]
    [InlineData("weekdays 06:00-25:00 Europe/Paris", "\"06:00-25:00\" is not a window")]
    [InlineData("weekdays 06:00-06:00 Europe/Paris", "\"06:00-06:00\" is not a window")]
    [InlineData("06:00-22:00 Europe/Paris", "\"06:00-22:00\" is not days and hours")]
    [InlineData("weekdays 06:00-22:00, Europe/Paris", "stands nothing")]
    [InlineData("and 06:00-22:00 Europe/Paris", "does not say on which days")]
    public void What_can_not_be_meant_is_refused_with_its_word(string hours, string why)
    {
        var refusal = SendingHours.Parse(hours).Refusal;
        Assert.Equal(("hours-bad", "hours"), (refusal?.Code, refusal?.Field));
        Assert.Contains(why, refusal!.Message, StringComparison.Ordinal);
    }

    private static SendingHours Hours(string text) => SendingHours.Parse(text).Value ?? throw new ArgumentException(text);

    private static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new ArgumentException(text);
}
