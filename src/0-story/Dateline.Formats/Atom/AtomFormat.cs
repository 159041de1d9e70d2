using Dateline.Formats.Feeds;

namespace Dateline.Formats.Atom;

/// <summary>
/// Atom (RFC 4287): a feed, or an entry by itself; Atom 0.3 too. One item for each entry, and a kill for each tombstone (RFC 6721).
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class AtomFormat : IWireFormat
{
    /// <summary>What writers and notes call it.</summary>
    internal const string FormatName = "atom";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) => bytes.XmlRoot is { Name: "feed" or "entry" } root && FeedSpaces.Of(root.Namespace) == FeedSpace.Atom;

    public ReadResult Read(WireBytes bytes, ReadOptions options) => FeedXml.Read(Name, bytes, options, AtomDocument.Read);
}
