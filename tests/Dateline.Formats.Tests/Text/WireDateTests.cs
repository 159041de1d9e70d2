using System.Globalization;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Text;

public class WireDateTests
{
    [Fact]
    public void The_usual_way_to_write_a_moment_means_what_the_long_way_means()
    {
        var chance = new Random(2611);
        for (var round = 0; round < 20_000; round++)
        {
            // Now and then a number that no date has.
            var (year, month, day) = (chance.Next(1890, 2210), chance.Next(0, 14), chance.Next(0, 33));
            var (hour, minute, second) = (chance.Next(0, 26), chance.Next(0, 62), chance.Next(0, 62));
            var moment = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}T{hour:00}:{minute:00}:{second:00}");

            var usual = WireDate.Read(moment + "Z", null);

            Assert.Equal(WireDate.Read(moment + "+00:00", null), usual);
            Assert.False(usual.ZoneAssumed || usual.IsDay);
        }
    }

    [Theory]
    [InlineData("2026-08-24T14:30:00Z", "2026-08-24T14:30:00Z")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")]
    [InlineData(" 2026-08-24T14:30:00Z\n", "2026-08-24T14:30:00Z")]
    [InlineData("2026-08-24T24:00:00Z", "2026-08-25T00:00:00Z")]
    [InlineData("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z")]
    public void What_is_a_moment_is_read(string text, string moment) => Assert.Equal(Instant.From(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)), WireDate.Read(text, null).At);

    [Theory]
    [InlineData("2026-02-29T12:00:00Z")]
    [InlineData("2026-04-31T12:00:00Z")]
    [InlineData("2026-08-24T25:00:00Z")]
    [InlineData("2026-08-24T12:60:00Z")]
    [InlineData("2026-O8-24T12:00:00Z")]
    [InlineData("2026-08-2/T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void What_is_none_is_none(string text) => Assert.Null(WireDate.Read(text, null).At);
}
