using Dateline.News;
using Dateline.Newsroom.HouseStyle;

namespace Dateline.Newsroom.Tests.HouseStyle;

/// <summary>Places as datelines and stories name them.</summary>
public sealed class NamedPlaceTests
{
    [Theory]
    [InlineData("KESSEL, Vostran, Aug. 24 (NP)", "KESSEL", "Vostran")]
    [InlineData("KESSEL, Aug. 24 (NP) –", "KESSEL", null)]
    [InlineData("KESSEL, Aug. 24 NP –", "KESSEL", null)]
    [InlineData("SAINT-ÉLIE, 1er août (AVP)", "SAINT-ÉLIE", null)]
    [InlineData("KESSEL, 24 Aug. (NP)", "KESSEL", null)]
    [InlineData("KESSEL (NP)", "KESSEL", null)]
    [InlineData("PORT CLARE", "PORT CLARE", null)]
    [InlineData("port cl", null, null)]
    [InlineData("24 août (AVP)", null, null)]
    [InlineData(null, null, null)]
    public void A_dateline_names_its_place(string? dateline, string? town, string? country)
    {
        var place = NamedPlace.In(dateline);
        Assert.Equal((town, country), (place?.Town, place?.Country));
    }

    [Fact]
    public void The_most_frequent_comes_first_and_datelines_decide_how_it_stands()
    {
        StoryContent[] stories =
        [
            new() { Places = [new("Kessel", "x:1", "Mirania"), new("Kesten", null, "MIR")] },
            new() { Placeline = Placeline.From("KESSEL, Vostran, Aug. 24 (NP)"), Places = [new("Kessel")] },
            new() { Placeline = Placeline.From("KESSEL, Vostran, 24 août (NP)"), Located = new("Lund") },
            new() { Places = [new("Keßelstadt"), new("Port Kessel")] },
        ];
        Assert.Equal(["Kessel, Vostran", "Kesten"], NamedPlace.Most(stories, "kes", 2).Select(p => p.ToString()));
        Assert.Equal(["Lund"], NamedPlace.Most(stories, "LÜN", 8).Select(p => p.ToString()));
        Assert.Empty(NamedPlace.Most(stories, "clare", 8));
    }
}
