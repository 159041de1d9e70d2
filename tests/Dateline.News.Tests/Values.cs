using Dateline.News;

namespace Dateline.News.Tests;

/// <summary>The small values of the vocabulary: what each takes, what it refuses.</summary>
public class Values
{
    [Theory]
    [InlineData("2026-08-24T19:00:00Z", "2026-08-24T19:00:00Z")]
    [InlineData("2026-08-24T15:00:00-04:00", "2026-08-24T19:00:00Z")]
    [InlineData("2026-08-24T19:00:00.123456Z", "2026-08-24T19:00:00.123456Z")]
    [InlineData("2026-08-24T19:00:00.1234567Z", "2026-08-24T19:00:00.123456Z")]
    [InlineData("2026-08-24T19:00:00", null)]
    [InlineData("2026-08-24", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_instant_is_a_moment_with_its_zone(string? text, string? expected)
    {
        Assert.Equal(expected is not null, Instant.TryParse(text, out var instant));
        if (expected is not null) Assert.Equal(expected, instant.ToString());
    }

    [Fact]
    public void Instants_before_the_epoch_and_at_the_end_of_time_come_back()
    {
        Assert.True(Instant.TryParse("1969-12-31T23:59:59.999999Z", out var before));
        Assert.Equal(-1, before.Microseconds);
        Assert.Equal(before, Instant.From(before.ToDateTimeOffset()));
        Assert.Equal(Instant.FarFuture, Instant.From(Instant.FarFuture.ToDateTimeOffset()));
        Assert.True(before < default(Instant) && Instant.FarFuture > default(Instant));
        Assert.Equal(TimeSpan.FromMicroseconds(1), default(Instant) - before);
        Assert.Equal(before, default(Instant) + TimeSpan.FromMicroseconds(-1));
    }

    [Fact]
    public void An_embargo_opens_at_its_moment_and_not_before()
    {
        var at = new Instant(1_000_000);
        var embargo = Embargo.At(at);
        Assert.False(embargo.IsUsable(at - TimeSpan.FromMicroseconds(1)));
        Assert.True(embargo.IsUsable(at));
        Assert.True(embargo.IsUsable(at + TimeSpan.FromMicroseconds(1)));
    }

    [Fact]
    public void Embargoes_from_loose_to_tight()
    {
        Embargo[] order = [Embargo.None, Embargo.At(new(1)), Embargo.At(new(2)), Embargo.FurtherNotice];
        for (var i = 1; i < order.Length; i++) Assert.True(order[i].IsTighterThan(order[i - 1]) && !order[i - 1].IsTighterThan(order[i]));
        Assert.True(Embargo.None.IsNone && default(Embargo).IsNone && Embargo.None.IsUsable(new(1)));
        Assert.True(Embargo.Unclear is { Ambiguous: true, UntilFurtherNotice: true, IsNone: false });
        Assert.False(Embargo.Unclear.IsUsable(Instant.FarFuture - TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData("KESSEL-TALKS", "kessel talks", true)]
    [InlineData("KESSEL-TALKS", "Kessel/Talks", true)]
    [InlineData("KESSEL-TALKS", "kessel_talks,", true)]
    [InlineData("KESSEL-TALKS", "TALKS-KESSEL", false)]
    [InlineData("KESSEL-TALKS", "KESSEL-TALK", false)]
    [InlineData("KESSEL-TALKS", null, false)]
    public void Sluglines_follow_the_same_story_whatever_their_case_and_separators(string one, string? other, bool same) =>
        Assert.Equal(same, Slugline.From(one)!.SameStoryAs(Slugline.From(other)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(-1, false)]
    public void Urgency_is_one_to_nine(int value, bool exists) => Assert.Equal(exists, Urgency.From(value) is not null);

    [Theory]
    [InlineData("en", "en", "en")]
    [InlineData(" fr_CA ", "fr-CA", "fr")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW", "zh")]
    [InlineData("e", null, null)]
    [InlineData("en us", null, null)]
    [InlineData("<en>", null, null)]
    [InlineData(null, null, null)]
    public void A_language_is_shaped_like_a_tag(string? text, string? tag, string? primary)
    {
        var language = Language.From(text);
        Assert.Equal((tag, primary), (language?.Tag, language?.Primary));
    }

    [Fact]
    public void Languages_are_equal_without_case() => Assert.Equal(Language.From("EN-ca"), Language.From("en-CA"));

    [Theory]
    [InlineData("  A \t headline\r\n of  two lines ", "A headline of two lines")]
    [InlineData("\u0000\u0007a\uFEFF", "a")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData(" \n ", null)]
    [InlineData(null, null)]
    public void A_headline_is_one_tidy_line_or_none(string? text, string? expected) => Assert.Equal(expected, Headline.From(text)?.Text);

    [Theory]
    [InlineData("KESSEL, Aug. 24 (NP) —", "KESSEL, Aug. 24 (NP)")]
    [InlineData("KESSEL -- ", "KESSEL")]
    [InlineData(" — ", null)]
    public void A_placeline_ends_before_its_dash(string text, string? expected) => Assert.Equal(expected, Placeline.From(text)?.Text);

    [Theory]
    [InlineData("medtop:20000638", "medtop")]
    [InlineData("https://np.example/a", null)]
    [InlineData("literal", null)]
    public void A_concept_knows_its_scheme(string code, string? scheme) => Assert.Equal(scheme, new Concept(code).Scheme);
}
