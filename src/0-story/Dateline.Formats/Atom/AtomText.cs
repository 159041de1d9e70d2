using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;

namespace Dateline.Formats.Atom;

/// <summary>A text construct (RFC 4287 §3.1) and what content may be besides (§4.1.3): plain, HTML in characters, or XHTML as elements.</summary>
internal static class AtomText
{
    internal static FeedText Read(XmlCursor xml, string? outerBase)
    {
        var address = FeedHtml.Base(xml["xml:base"], outerBase);
        return FeedMarkup.Read(xml, Kind(xml["type"]?.Trim(), xml["mode"]), address);
    }

    // Atom 0.3 says by "mode" how it is written, and by "type" what; there "text/plain" is the default and often a lie.
    private static FeedTextKind Kind(string? type, string? mode)
    {
        if (mode is not null) return FeedTextKind.Unsaid;
        if (type is null || type.Equals("text", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)) return FeedTextKind.Plain;
        return FeedTextKind.Html;
    }
}
