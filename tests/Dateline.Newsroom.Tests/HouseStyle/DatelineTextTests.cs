using Dateline.News;
using Dateline.Newsroom.HouseStyle;

namespace Dateline.Newsroom.Tests.HouseStyle;

/// <summary>Datelines as the house writes them, in each language.</summary>
public sealed class DatelineTextTests
{
    [Theory]
    [InlineData("Kessel", "2026-08-24", "en", "NP", "KESSEL, Aug. 24 (NP)")]
    [InlineData("Kessel, Vostran", "2026-06-01", "en-CA", "NP", "KESSEL, Vostran, June 1 (NP)")]
    [InlineData("Kessel", "2026-08-24", "en-GB", "NP", "KESSEL, 24 Aug. (NP)")]
    [InlineData("Saint-Élie", "2026-08-01", "fr", "AVP", "SAINT-ÉLIE, 1er août (AVP)")]
    [InlineData(" Kessel, ", "2026-09-24", null, "The Harbour Ledger", "KESSEL, Sept. 24")]
    [InlineData("  ", "2026-09-24", "en", "NP", null)]
    public void A_place_becomes_a_dateline(string place, string day, string? language, string agency, string? written) =>
        Assert.Equal(written, DatelineText.Of(place, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Language.From(language), agency));
}
