using Dateline.News;

namespace Dateline.Formats.Photo;

/// <summary>
/// What a photo says of itself, in IPTC's words (Photo Metadata Standard 2023.2), wherever it stood: in XMP, in IIM, or in both.
/// Null and empty mean "not stated"; for <see cref="PhotoWriter"/> null means "leave what is there", and an empty text "take it out".
/// </summary>
public sealed record PhotoMetadata
{
    /// <summary>Nothing stated.</summary>
    public static PhotoMetadata None { get; } = new();

    /// <summary>The headline (IIM 2:105).</summary>
    public string? Headline { get; init; }
    /// <summary>The short name by which a desk follows it: title, slug (2:05).</summary>
    public string? Title { get; init; }
    /// <summary>The caption (2:120).</summary>
    public string? Caption { get; init; }
    /// <summary>Who wrote the caption (2:122).</summary>
    public string? CaptionWriter { get; init; }
    /// <summary>The text for those who can't see it.</summary>
    public string? Alt { get; init; }
    /// <summary>The photographers (2:80).</summary>
    public IReadOnlyList<string>? Creators { get; init; }
    /// <summary>Their title ("Staff", "Stringer") (2:85).</summary>
    public string? CreatorTitle { get; init; }
    /// <summary>The credit line (2:110).</summary>
    public string? Credit { get; init; }
    /// <summary>Who owned it first (2:115).</summary>
    public string? Source { get; init; }
    /// <summary>The copyright line (2:116).</summary>
    public string? Copyright { get; init; }
    /// <summary>The usage terms in words; IIM has no place for them.</summary>
    public string? UsageTerms { get; init; }
    /// <summary>Instructions to editors (2:40): often an embargo, or "NO SALES".</summary>
    public string? Instructions { get; init; }
    /// <summary>The job's number (2:103).</summary>
    public string? JobId { get; init; }
    /// <summary>Where in the city it was taken (2:92).</summary>
    public string? Sublocation { get; init; }
    /// <summary>The city (2:90).</summary>
    public string? City { get; init; }
    /// <summary>State or province (2:95).</summary>
    public string? State { get; init; }
    /// <summary>The country's name (2:101).</summary>
    public string? Country { get; init; }
    /// <summary>The country's code, ISO 3166-1 (2:100).</summary>
    public string? CountryCode { get; init; }
    /// <summary>Keywords, one each (2:25).</summary>
    public IReadOnlyList<string>? Keywords { get; init; }
    /// <summary>IPTC subject codes of eight digits (2:12).</summary>
    public IReadOnlyList<string>? SubjectCodes { get; init; }
    /// <summary>Who is shown.</summary>
    public IReadOnlyList<string>? People { get; init; }
    /// <summary>The event.</summary>
    public string? Event { get; init; }
    /// <summary>ANPA's category (2:15).</summary>
    public string? Category { get; init; }
    /// <summary>How urgent it is, 1 to 8 (2:10).</summary>
    public Urgency? Urgency { get; init; }
    /// <summary>The language of the text (2:135).</summary>
    public Language? Language { get; init; }
    /// <summary>When it was taken (2:55, 2:60); null where that is no moment.</summary>
    public Instant? Taken { get; init; }
    /// <summary>When it was taken, as stated.</summary>
    public string? TakenText { get; init; }
    /// <summary>Whether what was stated has no zone that can be.</summary>
    public bool TakenZoneAssumed { get; init; }
    /// <summary>When what it says was last changed.</summary>
    public Instant? Changed { get; init; }
    /// <summary>Its identity, as stated: an image GUID, a document's id, or IIM's unique name (1:100).</summary>
    public string? Guid { get; init; }
    /// <summary>How it came about, a URI of IPTC's scheme: <c>…/trainedAlgorithmicMedia</c> is a machine's.</summary>
    public string? DigitalSourceType { get; init; }
    /// <summary>What PLUS says of its licence, property and value, in the order of the file. Carried along, never changed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Plus { get; init; } = [];
}
