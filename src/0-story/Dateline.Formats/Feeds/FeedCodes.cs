using Dateline.Formats.NewsMlG2;

namespace Dateline.Formats.Feeds;

/// <summary>How feeds name a code: by its whole address, where there is one.</summary>
internal static class FeedCodes
{
    /// <summary>The address of a code of IPTC's schemes; any other code as it is.</summary>
    internal static string Address(string code) => Split(code) is { } parts ? parts.Scheme + parts.Local : code;

    /// <summary>The address of the scheme, and the code in it; null for what is of no scheme known.</summary>
    internal static (string Scheme, string Local)? Split(string code)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IptcCatalog.UriOf(code.AsSpan(0, colon)) is { } scheme ? (scheme, code[(colon + 1)..]) : null;
    }
}
