namespace Dateline.Formats.Feeds;

/// <summary>The vocabularies that meet in a feed. A word means another thing in each: <c>content</c> is a text in Atom and a file in Media RSS.</summary>
internal enum FeedSpace { Plain, Atom, Content, Excerpt, Media, Dc, DcTerms, GeoRss, Geo, Itunes, WordPress, FeedBurner, CreativeCommons, Tombstone, Xhtml, Other }

/// <summary>Tells vocabularies by their namespaces: feeds write them with http and https, with and without the last slash, and in old versions.</summary>
internal static class FeedSpaces
{
    internal const string AtomNamespace = "http://www.w3.org/2005/Atom", ContentNamespace = "http://purl.org/rss/1.0/modules/content/", DcNamespace = "http://purl.org/dc/elements/1.1/",
        DcTermsNamespace = "http://purl.org/dc/terms/", MediaNamespace = "http://search.yahoo.com/mrss/", GeoRssNamespace = "http://www.georss.org/georss", TombstoneNamespace = "http://purl.org/atompub/tombstones/1.0";

    internal static FeedSpace Of(string uri)
    {
        if (uri.Length == 0) return FeedSpace.Plain;
        if (Has(uri, "w3.org/2005/Atom") || Has(uri, "purl.org/atom/ns")) return FeedSpace.Atom;
        if (Has(uri, "modules/content")) return FeedSpace.Content;
        if (Has(uri, "yahoo.com/mrss")) return FeedSpace.Media;
        if (Has(uri, "purl.org/dc/elements")) return FeedSpace.Dc;
        if (Has(uri, "purl.org/dc/terms")) return FeedSpace.DcTerms;
        if (Has(uri, "georss.org/georss")) return FeedSpace.GeoRss;
        if (Has(uri, "2003/01/geo")) return FeedSpace.Geo;
        if (Has(uri, "itunes.com/dtds")) return FeedSpace.Itunes;
        if (Has(uri, "wordpress.org/export")) return Has(uri, "/excerpt") ? FeedSpace.Excerpt : FeedSpace.WordPress;
        if (Has(uri, "feedburner")) return FeedSpace.FeedBurner;
        if (Has(uri, "creativecommons")) return FeedSpace.CreativeCommons;
        if (Has(uri, "atompub/tombstones")) return FeedSpace.Tombstone;
        if (Has(uri, "1999/xhtml")) return FeedSpace.Xhtml;
        return IsRss(uri) ? FeedSpace.Plain : FeedSpace.Other;
    }

    // RSS 0.90, 1.0, and 2.0 as some wrote it before its author decided against a namespace.
    internal static bool IsRss(string uri) => Has(uri, "my.netscape.com") || Has(uri, "purl.org/rss/1.0/") || Has(uri, "backend.userland.com/rss") || Has(uri, "purl.org/net/rss1.1");

    private static bool Has(string uri, string part) => uri.Contains(part, StringComparison.OrdinalIgnoreCase);
}
