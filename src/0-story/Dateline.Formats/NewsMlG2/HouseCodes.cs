using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// The codes by which Dateline says in NewsML-G2 what IPTC has no code for. Each is put so that a receiver who does not know it
/// does nothing wrong: what readers may not see stands where only editors look, what restricts use stands in the usage terms, in words.
/// </summary>
internal static class HouseCodes
{
    internal const string Alias = "dateline";
    /// <summary>A name, not an address: it is the same for every newsroom that runs Dateline, whoever owns which domain.</summary>
    internal const string Scheme = "urn:x-dateline:g2:";

    /// <summary>Role of an edNote: the take key.</summary>
    internal const string TakeKey = "dateline:takeKey";
    /// <summary>Role of an item that speaks to editors.</summary>
    internal const string Advisory = "dateline:advisory";
    /// <summary>Role of a contributor: with files from.</summary>
    internal const string WithFilesFrom = "dateline:withFilesFrom";
    /// <summary>Role of a description: the text for those who can't see the picture.</summary>
    internal const string AltText = "dateline:altText";
    /// <summary>Relations that IPTC has no code for.</summary>
    internal const string Corrects = "dateline:corrects", Replaces = "dateline:replaces", Media = "dateline:media";
    /// <summary>Signals that IPTC has no code for.</summary>
    internal const string New = "dateline:new", Kill = "dateline:kill", EmbargoLift = "dateline:embargoLift", Refile = "dateline:refile";
    /// <summary>Roles of usageTerms that a machine can hold to.</summary>
    internal const string NoWeb = "dateline:noWeb", Expires = "dateline:expires", MandatoryCredit = "dateline:mandatoryCredit", Territory = "dateline:territory", NotFor = "dateline:notFor";

    private const string Correction = "dateline:noticeCorrection", Clarification = "dateline:noticeClarification", EditorsNote = "dateline:noticeEditorsNote";

    internal static bool IsOurs(string code) => code.StartsWith("dateline:", StringComparison.Ordinal);

    /// <summary>Role of an edNote that is a notice to readers.</summary>
    internal static string Of(NoticeKind kind) => kind switch { NoticeKind.Correction => Correction, NoticeKind.Clarification => Clarification, _ => EditorsNote };

    internal static NoticeKind? Notice(string role) => role switch
    {
        Correction => NoticeKind.Correction,
        Clarification => NoticeKind.Clarification,
        EditorsNote => NoticeKind.EditorsNote,
        _ => null,
    };
}
