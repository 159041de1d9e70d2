using CsCheck;
using Dateline.News;

namespace Dateline.News.Tests.Release;

/// <summary>The gate by the clock: at its very microsecond, in every zone, on the days the clocks change (promises.md E2).</summary>
public class GateTests
{
    private static readonly string[] Zones = ["UTC", "America/St_Johns", "America/Toronto", "Europe/Paris", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"];

    [Fact]
    public void An_embargo_opens_at_its_microsecond_to_those_held_by_it_and_to_nobody_before() => Gen.Long[-2_000_000_000_000_000, 4_000_000_000_000_000].Sample(microseconds =>
    {
        var at = new Instant(microseconds);
        var story = Sent with { Embargo = Embargo.At(at), PublicSince = at };
        foreach (var audience in new[] { Audience.Public, Audience.Client })
        {
            Assert.Equal(GateVerdict.NotYet, Gate.Ask(story, audience, at - TimeSpan.FromMicroseconds(1)));
            Assert.Equal(GateVerdict.Open, Gate.Ask(story, audience, at));
            Assert.Equal(GateVerdict.Open, Gate.Ask(story, audience, at + TimeSpan.FromMicroseconds(1)));
            Assert.Equal(at, Gate.NextChange(story, audience, at - TimeSpan.FromMicroseconds(1)));
            Assert.Null(Gate.NextChange(story, audience, at));
        }
    });

    [Fact]
    public void A_moment_is_the_same_moment_in_whatever_zone_it_was_written() => Gen.Select(Gen.Int[2020, 2030], Gen.Int[0, 366 * 24 * 60], Gen.Int[0, Zones.Length - 1]).Sample((year, minute, zone) =>
    {
        var utc = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
        var local = TimeZoneInfo.ConvertTime(utc, TimeZoneInfo.FindSystemTimeZoneById(Zones[zone]));
        Assert.True(Instant.TryParse(local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture), out var read));
        Assert.Equal(Instant.From(utc), read);
        Assert.False(Embargo.At(read).IsUsable(Instant.From(utc.AddTicks(-10))));
        Assert.True(Embargo.At(read).IsUsable(Instant.From(utc)));
    }, iter: 5_000);

    [Theory]
    [InlineData("2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00")]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")]
    public void An_hour_that_comes_twice_is_two_moments_an_hour_apart(string first, string second)
    {
        Assert.True(Instant.TryParse(first, out var one) & Instant.TryParse(second, out var two));
        Assert.Equal(TimeSpan.FromHours(1), two - one);
        Assert.Equal(GateVerdict.NotYet, Gate.Ask(Sent with { Embargo = Embargo.At(two) }, Audience.Public, one));
    }

    [Fact]
    public void What_is_embargoed_until_further_notice_never_opens_by_time() =>
        Assert.All([Embargo.FurtherNotice, Embargo.Unclear], embargo =>
        {
            var story = Sent with { Embargo = embargo };
            Assert.Equal(GateVerdict.NotYet, Gate.Ask(story, Audience.Public, Instant.FarFuture - TimeSpan.FromDays(1)));
            Assert.Null(Gate.NextChange(story, Audience.Public, new Instant(0)));
        });

    [Fact]
    public void A_story_killed_while_its_embargo_stood_was_never_there_for_the_public()
    {
        var at = new Instant(1_000_000);
        var killed = Sent with { Status = PubStatus.Canceled, State = StoryState.Killed, Embargo = Embargo.At(at), PublicSince = null };
        Assert.Equal(GateVerdict.Never, Gate.Ask(killed, Audience.Public, at + TimeSpan.FromDays(1)));
        Assert.Equal(GateVerdict.Gone, Gate.Ask(killed, Audience.Client, at));
    }

    private static Standing Sent => new() { State = StoryState.Published, Version = 1, Status = PubStatus.Usable };
}
