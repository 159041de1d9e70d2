using Dateline.Formats.NewsMlG2;

namespace Dateline.Formats.Subjects;

/// <summary>The two ways to write a code of IPTC's schemes: as a QCode ("medtop:20000638") and as an address ("http://cv.iptc.org/newscodes/mediatopic/20000638").</summary>
public static class QCodes
{
    /// <summary>The address of a QCode; null where its alias is none of IPTC's catalogue (version 41).</summary>
    public static string? ToUri(string qcode)
    {
        var colon = qcode.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < qcode.Length - 1 && IptcCatalog.UriOf(qcode.AsSpan(0, colon)) is { } scheme ? scheme + qcode[(colon + 1)..] : null;
    }

    /// <summary>The QCode of an address; null where it is in none of the schemes of IPTC's catalogue.</summary>
    public static string? FromUri(string uri)
    {
        var end = uri.LastIndexOfAny(['/', '#']);
        return end > 0 && end < uri.Length - 1 && IptcCatalog.AliasOf(uri.AsSpan(0, end + 1)) is { } alias ? $"{alias}:{uri[(end + 1)..]}" : null;
    }
}
