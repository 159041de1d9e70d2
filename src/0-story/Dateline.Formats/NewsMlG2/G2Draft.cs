using Dateline.Formats.Xml;

namespace Dateline.Formats.NewsMlG2;

/// <summary>An item of NewsML-G2 while it is being read.</summary>
internal sealed class G2Draft(ReadOptions options, Aliases aliases) : ItemDraft(options)
{
    /// <summary>What the document calls its schemes.</summary>
    internal Aliases Aliases { get; } = aliases;

    /// <summary>The code of the concept it stands on; null where it has none.</summary>
    internal string? Code(XmlCursor xml) => Aliases.Code(xml["qcode"], xml["uri"], xml["literal"]);
}
