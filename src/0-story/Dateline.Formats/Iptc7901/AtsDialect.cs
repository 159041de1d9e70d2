using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// ATS/SDA, Switzerland (Keystone-ATS since 2018): Latin-1, DEL before SOH, LF and CRLF in one file, datelines without a dash ("Berne (ats) Le Conseil ...").
/// The service names the language: bsf French, bsd German, bsi Italian.
/// </summary>
internal sealed class AtsDialect() : Iptc7901Dialect(new(
    "ats", "ATS/SDA, Keystone-ATS", "the first revisions", "Latin-1 with DEL before SOH; datelines without a dash; the service's letters name the language."))
{
    internal override string? Agency => "ats";

    private protected override bool Speaks(string service, WireLines text) =>
        LanguageOf(service) is not null || IsSigned(text, "(ats") || IsSigned(text, "(sda") || IsSigned(text, "Keystone-ATS") || IsSigned(text, "Keystone-SDA");

    // "(SDA-ATS\jb/cp)", "(ats / 24.08.2026 16h05)"
    internal override bool IsSignature(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.Length is > 6 and < 50 && line[^1] == ')' && (line.StartsWith("(SDA-ATS", StringComparison.OrdinalIgnoreCase) || line.StartsWith("(ats /", StringComparison.OrdinalIgnoreCase) || line.StartsWith("(sda /", StringComparison.OrdinalIgnoreCase));
    }

    internal override Language? LanguageOf(string service)
    {
        if (service.Length != 3 || !service.StartsWith("bs", StringComparison.OrdinalIgnoreCase)) return null;
        return char.ToLowerInvariant(service[2]) switch { 'f' => Language.From("fr"), 'd' => Language.From("de"), 'i' => Language.From("it"), _ => null };
    }
}
