namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// Turns the QCodes and URIs of one document into the one form the vocabulary keeps: a QCode with IPTC's alias where the scheme is one of IPTC's,
/// else the full URI, else what was stated (NewsML-G2 §"QCodes"). A document may call IPTC's schemes what it likes, if it declares so in a
/// <c>catalog</c> of its own; remote catalogues are never fetched.
/// </summary>
internal sealed class Aliases
{
    private Dictionary<string, string>? _declared;

    /// <summary>Takes note of a scheme that the document declares.</summary>
    internal void Declare(string? alias, string? uri)
    {
        if (string.IsNullOrEmpty(alias) || string.IsNullOrEmpty(uri)) return;
        (_declared ??= new(StringComparer.Ordinal))[alias] = uri;
    }

    /// <summary>The code of a concept identified by one of the three; null where none of them says anything.</summary>
    internal string? Code(string? qcode, string? uri, string? literal)
    {
        if (Stated(qcode) is { } code) return OfQCode(code);
        if (Stated(uri) is { } address) return OfUri(address);
        return Stated(literal);
    }

    private string OfQCode(string qcode)
    {
        var colon = qcode.IndexOf(':', StringComparison.Ordinal);
        if (_declared is null || colon <= 0 || !_declared.TryGetValue(qcode[..colon], out var scheme)) return qcode;
        if (AliasOf(scheme) is { } alias) return qcode.AsSpan(0, colon).SequenceEqual(alias) ? qcode : string.Concat(alias, qcode.AsSpan(colon));
        return scheme + qcode[(colon + 1)..];
    }

    private static string OfUri(string uri)
    {
        var end = uri.LastIndexOfAny(['/', '#', ':']);
        if (end <= 0 || end == uri.Length - 1) return uri;
        return AliasOf(uri.AsSpan(0, end + 1)) is { } alias ? string.Concat(alias, ":", uri.AsSpan(end + 1)) : uri;
    }

    private static string? AliasOf(ReadOnlySpan<char> scheme) => scheme.SequenceEqual(HouseCodes.Scheme) ? HouseCodes.Alias : IptcCatalog.AliasOf(scheme);

    private static string? Stated(string? value)
    {
        if (value is null) return null;
        var trimmed = value.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }
}
