namespace Dateline.Formats.Xml;

/// <summary>What one XML document may cost us (security.md). Bytes are capped by <see cref="ReadOptions.MaxBytes"/>.</summary>
internal static class XmlLimits
{
    /// <summary>Elements in elements. XmlReader has no cap of its own, and a tree of 100,000 levels takes minutes to load.</summary>
    internal const int Depth = 256;
    /// <summary>Attributes of one element.</summary>
    internal const int Attributes = 256;
    /// <summary>Characters that entities may expand to in one document: billion laughs end here.</summary>
    internal const int CharactersFromEntities = 100_000;
    /// <summary>Names of HTML entities that are declared for one document. HTML 4 has 252.</summary>
    internal const int EntityNames = 512;
}
