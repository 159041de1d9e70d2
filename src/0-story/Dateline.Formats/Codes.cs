namespace Dateline.Formats;

/// <summary>The codes of failures: stable, named in docs, shown to the desk with a quarantined item.</summary>
public static class FailureCodes
{
    /// <summary>No format recognised the bytes.</summary>
    public const string UnknownFormat = "unknown-format";
    /// <summary>There are no bytes.</summary>
    public const string Empty = "empty";
    /// <summary>The document is larger than the cap.</summary>
    public const string TooLarge = "too-large";
    /// <summary>The document ends too early.</summary>
    public const string Incomplete = "incomplete";
    /// <summary>The document breaks the rules of its syntax.</summary>
    public const string Malformed = "malformed";
    /// <summary>A general external entity is declared or used.</summary>
    public const string Xxe = "xxe";
    /// <summary>Entities expand past the cap.</summary>
    public const string EntityLimit = "entity-limit";
    /// <summary>Elements or objects are nested past the cap (256 for XML, 64 for JSON).</summary>
    public const string Depth = "depth-limit";
    /// <summary>An element has more attributes than the cap.</summary>
    public const string AttributeLimit = "attribute-limit";
    /// <summary>The bytes are not in the encoding they claim, and in none that fits.</summary>
    public const string Encoding = "encoding";
    /// <summary>A control character that the format forbids.</summary>
    public const string ControlCharacter = "control-char";
    /// <summary>The item states no identity.</summary>
    public const string MissingGuid = "missing-guid";
    /// <summary>The item states a publishing status that is not known: never taken for usable.</summary>
    public const string UnknownStatus = "unknown-pubstatus";
    /// <summary>A key stands twice in one JSON object.</summary>
    public const string DuplicateKey = "duplicate-key";
    /// <summary>A value is not of the type that the format demands.</summary>
    public const string WrongType = "wrong-type";
    /// <summary>A string holds half a surrogate pair.</summary>
    public const string LoneSurrogate = "lone-surrogate";
    /// <summary>A number is not a finite one in range.</summary>
    public const string NumberRange = "number-range";
    /// <summary>A date lies outside the years news is made in.</summary>
    public const string DateRange = "date-range";
    /// <summary>Something follows the end of the document.</summary>
    public const string TrailingContent = "trailing-content";
    /// <summary>The header of a mail is larger than the cap.</summary>
    public const string HeaderTooLarge = "header-too-large";
    /// <summary>A mail has more parts than the cap.</summary>
    public const string PartLimit = "part-limit";
    /// <summary>A feed's address answered with a web page.</summary>
    public const string NotAFeed = "not-a-feed";
}

/// <summary>The codes of notes: stable, one for each oddity that is read past.</summary>
public static class NoteCodes
{
    /// <summary>An embargo is empty, unreadable or without a zone: embargoed until further notice.</summary>
    public const string EmbargoAmbiguous = "embargo-ambiguous";
    /// <summary>A time without zone was read in the source's default zone, or UTC.</summary>
    public const string ZoneAssumed = "zone-assumed";
    /// <summary>A date can't be read and was left out.</summary>
    public const string DateUnreadable = "date-unreadable";
    /// <summary>The declared encoding is not the one used.</summary>
    public const string EncodingMismatch = "encoding-mismatch";
    /// <summary>Elements outside the allow-list were taken out of the text; their words stay.</summary>
    public const string MarkupRemoved = "markup-removed";
    /// <summary>Active content (script, frame, event handler) was taken out of the text.</summary>
    public const string ActiveContentRemoved = "active-content-removed";
    /// <summary>A code or alias is not known.</summary>
    public const string UnknownCode = "unknown-code";
    /// <summary>Words that sound like a kill without a structural signal.</summary>
    public const string SoundsLikeKill = "sounds-like-kill";
    /// <summary>A part of the document is not read by this version of Dateline.</summary>
    public const string NotRead = "not-read";
    /// <summary>The target format can't say this.</summary>
    public const string CannotSay = "cannot-say";
    /// <summary>The document states no identity: one was made of what it says.</summary>
    public const string GuidDerived = "guid-derived";
    /// <summary>Text mixes writing directions or look-alike letters.</summary>
    public const string SuspiciousText = "suspicious-text";
    /// <summary>A mail that a program wrote in answer to another: to answer it would begin a loop.</summary>
    public const string AutoReply = "auto-reply";
    /// <summary>Something that hangs on a mail was not opened.</summary>
    public const string AttachmentRefused = "attachment-refused";
    /// <summary>A signature or disclaimer stands in the text, and was kept there.</summary>
    public const string MailSignature = "mail-signature";
    /// <summary>A text has no end mark where the format has one: it may be cut short.</summary>
    public const string CutShort = "cut-short";
    /// <summary>A value is not what the standard demands; what was made of it is in the message.</summary>
    public const string OddValue = "odd-value";
}
