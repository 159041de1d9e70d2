using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Ritzau;

public sealed class RitzauReaderTests
{
    private static IReadOnlyList<ReadItem> Read(string inner) => WireFormats.Read(Encoding.UTF8.GetBytes($"<RBNews><doc-id>rb-2</doc-id><headline>Bro</headline>{inner}</RBNews>")).Items;

    private static NewsItem Item(string inner) => Assert.Single(Read(inner)).Item!;

    [Theory]
    [InlineData("<Annuleret>true</Annuleret>", true)]
    [InlineData("<annuleret>1</annuleret>", true)]
    [InlineData("<flags annuleret=\"true\"/>", true)]
    [InlineData("<flags><flag>Annuleret</flag></flags>", true)]
    [InlineData("<status>Annuleret</status>", true)]
    [InlineData("<Annuleret>false</Annuleret>", false)]
    [InlineData("<Annuleret/>", false)]
    [InlineData("", false)]
    public void A_withdrawal_is_heard_however_it_is_flagged(string inner, bool kills) => Assert.Equal(kills, Item(inner).IsKill);

    [Fact]
    public void A_withdrawal_of_another_story_kills_that_one()
    {
        var items = Read("<Annuleret>true</Annuleret><Replaces>rb-1</Replaces>");
        Assert.Equal(["rb-2", "rb-1"], items.Select(i => i.Item!.Guid));
        Assert.Equal([false, true], items.Select(i => i.Item!.IsKill));
        Assert.True(items[0].Item!.IsAdvisory);
    }

    [Theory]
    [InlineData("<Korrektion>true</Korrektion>", SignalKind.Correction)]
    [InlineData("<NyVersion>true</NyVersion>", SignalKind.Update)]
    public void Corrections_and_new_versions_are_signals(string inner, SignalKind kind) => Assert.True(Item(inner).Has(kind));

    [Theory]
    [InlineData("<embargo>2026-08-25T06:00:00+02:00</embargo>", "2026-08-25T04:00:00Z")]
    [InlineData("<embargo>2026-08-25T06:00:00</embargo>", "until further notice")]
    [InlineData("<embargo>snart</embargo>", "until further notice")]
    [InlineData("<embargo/>", "none")]
    public void An_embargo_is_never_missed(string inner, string embargo) => Assert.Equal(embargo, Item(inner).Embargo.ToString());
}
