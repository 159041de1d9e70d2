using Dateline.Formats.Nitf;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;

namespace Dateline.Formats.NewsMlG2;

/// <summary>An item of NewsML-G2 while it is being read.</summary>
internal sealed class G2Draft(ReadOptions options, Aliases aliases) : ItemDraft(options)
{
    /// <summary>What the document calls its schemes.</summary>
    internal Aliases Aliases { get; } = aliases;

    /// <summary>The rtr:msgType that Reuters adds: R, S or D.</summary>
    internal string? MessageType { get; set; }
    /// <summary>altId: what else the item is called, with the kind of name ("tt:refuno").</summary>
    internal List<(string? Type, string Value)>? AltIds { get; set; }
    /// <summary>assert: what the document itself says about a concept it refers to.</summary>
    internal List<G2Assert>? Asserts { get; set; }
    /// <summary>How well the headline that was taken serves: in the item's language (2), and one over the story (1).</summary>
    internal int HeadlineRank { get; set; }
    /// <summary>Whether the slugline that was taken is in the item's language.</summary>
    internal bool SluglineIsInItsLanguage { get; set; }
    /// <summary>Whether the dateline that was taken is in the item's language.</summary>
    internal bool PlacelineIsInItsLanguage { get; set; }
    /// <summary>Whether the text that was taken is in another language than the item: then one in its own goes before it.</summary>
    internal bool BodyIsForeign { get; set; }
    /// <summary>What NITF inside says of itself.</summary>
    internal NitfDraft? Nitf { get; set; }

    /// <summary>Whether it is from who is known by one of <paramref name="names"/>: in its guid, or as its provider.</summary>
    internal bool IsFrom(params ReadOnlySpan<string> names) => AgencyName.IsOneOf(names, Guid, Provider?.Code, Provider?.Name);

    /// <summary>The code of the concept it stands on; null where it has none.</summary>
    internal string? Code(XmlCursor xml) => Aliases.Code(xml["qcode"], xml["uri"], xml["literal"]);
}
