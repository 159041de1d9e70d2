namespace Dateline.Formats.Feeds;

/// <summary>Words that readers and writers of feeds share.</summary>
internal static class FeedNames
{
    /// <summary>Relation of the link to the entry's own page.</summary>
    internal const string Alternate = "alternate";

    /// <summary>Relation of a file that hangs on an entry.</summary>
    internal const string Enclosure = "enclosure";

    /// <summary>Before a guid that is no address: Atom demands one (RFC 4287 §4.2.6).</summary>
    internal const string GuidPrefix = "urn:x-dateline:guid:";
}
