using Dateline.News;

namespace Dateline.Ingest.Matching;

/// <summary>How two arrivals of one item stand in time.</summary>
internal enum Age
{
    Older,
    Same,
    Newer,
    /// <summary>The version's number says one thing, its time another: not clearly newer.</summary>
    Doubtful,
}

/// <summary>
/// Which of two versions is the newer: by number where both state one, by the time the version was made, else by the version's text
/// (product.md rule 3, formats.md §1). Where number and time disagree nobody can know, and what can't be known is not published by itself.
/// </summary>
internal static class VersionOrder
{
    internal static Age Of(string? version, Instant? created, string? otherVersion, Instant? otherCreated)
    {
        var byNumber = Number(version) is { } a && Number(otherVersion) is { } b ? Compare(a, b) : 0;
        var byTime = created is { } x && otherCreated is { } y ? x.CompareTo(y) : 0;
        if (Math.Sign(byNumber) * Math.Sign(byTime) < 0) return Age.Doubtful;
        var order = byNumber != 0 ? byNumber : byTime != 0 ? byTime : ByText(version, otherVersion);
        return order < 0 ? Age.Older : order > 0 ? Age.Newer : Age.Same;
    }

    /// <summary>Whether both state a version, and the same one, made at the same time.</summary>
    internal static bool IsSameExplicit(string? version, Instant? created, string? otherVersion, Instant? otherCreated) =>
        version is not null && otherVersion is not null && created == otherCreated
        && (version == otherVersion || Number(version) is { } a && Number(otherVersion) is { } b && Compare(a, b) == 0);

    /// <summary>The digits of a version that is a number, without leading zeros; Reuters counts past what a long holds.</summary>
    private static string? Number(string? version) =>
        version is { Length: > 0 } && version.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? version.TrimStart('0') : null;

    private static int Compare(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);

    private static int ByText(string? a, string? b) => a is null || b is null ? 0 : Natural(a, b);

    /// <summary>Runs of digits count as numbers: "1N" before "10N", "2N" before "10N".</summary>
    private static int Natural(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        while (a.Length > 0 && b.Length > 0)
        {
            var order = Compare(Run(ref a), Run(ref b));
            if (order != 0) return order;
        }
        return a.Length.CompareTo(b.Length);

        static int Compare(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
        {
            if (!char.IsAsciiDigit(x[0]) || !char.IsAsciiDigit(y[0])) return x.CompareTo(y, StringComparison.Ordinal);
            x = x.TrimStart('0');
            y = y.TrimStart('0');
            return x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.CompareTo(y, StringComparison.Ordinal);
        }
    }

    private static ReadOnlySpan<char> Run(ref ReadOnlySpan<char> text)
    {
        var digits = char.IsAsciiDigit(text[0]);
        var length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == digits) length++;
        var run = text[..length];
        text = text[length..];
        return run;
    }
}
