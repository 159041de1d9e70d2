using Dateline.Formats.Text;

namespace Dateline.Formats.Anpa1312;

/// <summary>
/// Kyodo, Japan, English service: no pair of SYN before SOH; the bare time stamp of the standard, which is Japan's time (UTC+9, without summer time) and not UTC;
/// datelines "TOKYO, Aug. 24, Kyodo - ".
/// </summary>
internal sealed class KyodoDialect() : AnpaDialect(new(
    "kyodo", "Kyodo News, English service", "before 2018", "No pair of SYN before SOH; bare time stamps in the time of Japan."))
{
    internal override string? Agency => "Kyodo";

    internal override TimeSpan? Zone => TimeSpan.FromHours(9);

    private protected override bool Speaks(WireLines text, string trailer) => trailer.Contains("Kyodo", StringComparison.OrdinalIgnoreCase) || Holds(text, "Kyodo") || Holds(text, "KYODO");
}
