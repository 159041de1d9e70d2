using System.Text;
using System.Text.RegularExpressions;
using Dateline.Formats.Xml;

namespace Dateline.Formats.Feeds;

/// <summary>
/// Opens feeds of XML. What feeds get wrong most often would cost the whole feed: a bare "&amp;" in an address, a vocabulary that was never declared,
/// an empty line before the declaration. Where the XML is broken, these three are mended, said, and it is read once more.
/// </summary>
internal static partial class FeedXml
{
    internal static ReadResult Read(string format, WireBytes bytes, ReadOptions options, Func<XmlCursor, List<ReadNote>, ReadOptions, ReadResult> read)
    {
        if (WebPage.Is(bytes)) return ReadResult.Failed(format, WebPage.Failure);
        var result = WireXml.Read(format, bytes, options, read);
        if (result.Failure is not { Code: FailureCodes.Malformed or FailureCodes.Incomplete } failure || Mended(bytes.Span) is not { } mended) return result;
        var again = WireXml.Read(format, new WireBytes(mended), options, read);
        if (again.Failure is not null) return result;
        return again with { Notes = [.. again.Notes, new(NoteCodes.OddValue, "The XML is broken; it was mended and read. Positions are those of the mended text.", failure.Position)] };
    }

    // Byte by byte, in whatever encoding the feed is: what is mended is ASCII. UTF-16 is not mended.
    private static byte[]? Mended(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0)) return null;
        var text = Encoding.Latin1.GetString(bytes);
        var mended = Markup().Replace(text.TrimStart(' ', '\t', '\r', '\n'), piece => piece.Value[0] == '&' ? "&amp;" : piece.Value);
        mended = Declared(mended);
        return mended == text ? null : Encoding.Latin1.GetBytes(mended);
    }

    private static string Declared(string text)
    {
        var root = RootTag().Match(text);
        if (!root.Success) return text;
        var missing = new StringBuilder();
        foreach (var (prefix, uri) in Usual)
            if (text.Contains($"<{prefix}:", StringComparison.Ordinal) && !text.Contains($"xmlns:{prefix}", StringComparison.Ordinal)) missing.Append(" xmlns:").Append(prefix).Append("=\"").Append(uri).Append('"');
        return missing.Length == 0 ? text : text.Insert(root.Index + root.Length, missing.ToString());
    }

    private static readonly (string Prefix, string Uri)[] Usual =
    [
        ("content", FeedSpaces.ContentNamespace), ("dc", FeedSpaces.DcNamespace), ("dcterms", FeedSpaces.DcTermsNamespace), ("media", FeedSpaces.MediaNamespace), ("atom", FeedSpaces.AtomNamespace),
        ("georss", FeedSpaces.GeoRssNamespace), ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"), ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"), ("wfw", "urn:x-dateline:unread"),
        ("slash", "urn:x-dateline:unread"), ("sy", "urn:x-dateline:unread"), ("thr", "urn:x-dateline:unread"), ("gd", "urn:x-dateline:unread"),
    ];

    // CDATA and comments are walked over; an ampersand that begins no reference is matched alone.
    [GeneratedRegex(@"<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{0,30};)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"<(rss|feed|rdf:RDF)(?=[\s>])", RegexOptions.CultureInvariant)]
    private static partial Regex RootTag();
}
