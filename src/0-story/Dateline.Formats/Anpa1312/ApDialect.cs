using Dateline.Formats.Text;

namespace Dateline.Formats.Anpa1312;

/// <summary>
/// AP, United States, until its ANPA service was retired; relays still send its shape. Time stamps are signed and in GMT ("AP-NY-08-24-26 1430GMT"); "Eds:" opens a note,
/// "APNewsNow" is one; the agency or a title stands on a line of its own under the byline.
/// </summary>
internal sealed class ApDialect() : AnpaDialect(new(
    "ap", "The Associated Press, and relays of it", "1984", "Signed time stamps in GMT; Eds: and photo lines among the headings; title or agency on a line under the byline."))
{
    internal override string? Agency => "AP";

    private protected override bool Speaks(WireLines text, string trailer) => trailer.Contains("AP-", StringComparison.Ordinal) || Holds(text, "(AP)") || Holds(text, "Associated Press");
}
