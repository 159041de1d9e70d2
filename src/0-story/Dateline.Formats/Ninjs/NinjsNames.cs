namespace Dateline.Formats.Ninjs;

/// <summary>
/// How Dateline says in ninjs what IPTC has no property for: roles of alternative ids, people and descriptions, which every version knows.
/// A receiver who does not know them does nothing wrong: what restricts use also stands in the usage terms and the note to editors, in words.
/// </summary>
internal static class NinjsNames
{
    // Roles of altIds, and how they all begin.
    internal const string Ours = "dateline_";
    internal const string Guid = "dateline_guid", Embargo = "dateline_embargo", Status = "dateline_status", Advisory = "dateline_advisory", TakeKey = "dateline_takekey",
        Signal = "dateline_signal", Kind = "dateline_kind", NoWeb = "dateline_noweb", MandatoryCredit = "dateline_mandatorycredit", Territories = "dateline_territories", NotFor = "dateline_notfor";

    // Values of the embargo's role.
    internal const string FurtherNotice = "until-further-notice", Unclear = "unclear";

    // Relations of people, places, subjects and sources.
    internal const string Author = "author", Files = "with-files-from", Located = "located", Keyword = "keyword", Provider = "provider", Credit = "credit";

    // Roles of headlines, descriptions and bodies: also the end of a key in ninjs 1 ("description_placeline").
    internal const string Main = "main", Text = "text", Summary = "summary", Placeline = "placeline", Alt = "alt", Notice = "notice_";

    /// <summary>Before a guid that is no URI: ninjs demands one.</summary>
    internal const string GuidPrefix = "urn:x-dateline:guid:";
}
