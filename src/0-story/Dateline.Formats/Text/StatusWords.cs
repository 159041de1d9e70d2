using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>What the words of IPTC's formats mean for the use of an item, whichever format they stand in and whatever their case.</summary>
internal static class StatusWords
{
    private const int Longest = 24;

    /// <summary>A publishing status; null for one that is not known, which is never taken for usable.</summary>
    internal static PubStatus? Status(ReadOnlySpan<char> word) => Lower(word, stackalloc char[Longest]) switch
    {
        "usable" => PubStatus.Usable,
        "withheld" => PubStatus.Withheld,
        "canceled" or "cancelled" => PubStatus.Canceled,
        _ => null,
    };

    /// <summary>What a version does to the one before.</summary>
    internal static SignalKind Signal(ReadOnlySpan<char> word) => Lower(word, stackalloc char[Longest]) switch
    {
        "new" => SignalKind.New,
        "update" or "updated" or "writethru" or "replace" => SignalKind.Update,
        "correction" or "corrected" or "correct" or "corrective" => SignalKind.Correction,
        "kill" or "killed" or "cancel" or "canceled" or "cancelled" or "delete" or "deleted" or "withdrawn" or "withdrawal" => SignalKind.Kill,
        "embargolift" or "embargo-lift" or "embargolifted" or "lift" => SignalKind.EmbargoLift,
        "refile" or "resend" => SignalKind.Refile,
        "advisory" => SignalKind.Advisory,
        _ => SignalKind.Other,
    };

    /// <summary>Whether a status says that there is an embargo: NITF and NewsML 1.2 have it among the statuses.</summary>
    internal static bool IsEmbargoed(ReadOnlySpan<char> word) => word.Trim().Equals("embargoed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a role, service, genre or name speaks to editors only ("Advisory", "news-advisory").</summary>
    internal static bool IsAdvisory(ReadOnlySpan<char> codeOrName) => codeOrName.TrimEnd().EndsWith("advisory", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a role or a publishing constraint says that a note is for staff only (dpa, STT).</summary>
    internal static bool IsPrivate(string? code) => Has(code, "nonpublic") || Has(code, "private") || Has(code, "internal") || Has(code, "confidential");

    private static bool Has(string? code, string word) => code is not null && code.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> word, Span<char> buffer)
    {
        word = word.Trim();
        return word.Length > buffer.Length ? default : buffer[..word.ToLowerInvariant(buffer)];
    }
}
