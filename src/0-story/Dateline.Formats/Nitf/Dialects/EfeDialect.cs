using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>EFE: the byline holds initials of the desk; the slugline is a keyword, or the second headline.</summary>
internal sealed class EfeDialect() : Dialect<NitfDraft>(new(
    "efe", "Agencia EFE", "NITF 3.2",
    "Byline holds initials of the desk; keyword or second headline is the slugline; EFE's codes beside IPTC's; story.date to be believed in norm only."))
{
    private const int LongestInitials = 14;

    internal override bool Recognises(NitfDraft item) => item.IsFrom("EFE") || item.IsFrom("Agencia EFE") || item.Guid?.Contains("efe.com", StringComparison.OrdinalIgnoreCase) == true || item.OpensWith("(EFE)");

    internal override void Settle(NitfDraft item)
    {
        if (item.BylineLine is { } line && IsInitials(line)) item.Bylines = null;
        item.Slugline ??= Slugline.From(item.SubHeadline);
        if (item.Dek is not null && item.Dek == item.SubHeadline) item.Dek = null;
    }

    // "jgr", "jrm/ma", "EFE": no blank between a first name and a last.
    private static bool IsInitials(string line) => line.Length <= LongestInitials && !line.Trim().Contains(' ', StringComparison.Ordinal);
}
