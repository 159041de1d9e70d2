namespace Dateline.News;

/// <summary>What kind of thing travels: IPTC's news item nature (NewsCodes scheme <c>ninat</c>), with what is not one kept as what it is.</summary>
public enum ItemKind
{
    /// <summary>A text story (the default).</summary>
    Text,
    /// <summary>A photograph.</summary>
    Picture,
    /// <summary>A drawing, map or chart.</summary>
    Graphic,
    /// <summary>Moving pictures.</summary>
    Video,
    /// <summary>Sound.</summary>
    Audio,
    /// <summary>Several of the above bound into one item (<c>ninat:composite</c>).</summary>
    Composite,
    /// <summary>A package: an ordered set of references to items.</summary>
    Package,
    /// <summary>An event.</summary>
    Event,
    /// <summary>A planning item: coverage to come.</summary>
    Planning,
    /// <summary>A concept, a knowledge item or a catalogue: vocabulary, not news.</summary>
    Concept,
    /// <summary>Stated, but not a kind known here.</summary>
    Other,
}

/// <summary>What its provider says may be done with an item (IPTC <c>stat</c>, NewsML-G2 pubStatus).</summary>
public enum PubStatus
{
    /// <summary>It may be used (the standard's default).</summary>
    Usable,
    /// <summary>Not to be used until the provider says so: a hold.</summary>
    Withheld,
    /// <summary>Never to be used: a kill.</summary>
    Canceled,
}

/// <summary>What a provider says this version does to the one before (formats.md §1).</summary>
public enum SignalKind
{
    /// <summary>A new item.</summary>
    New,
    /// <summary>A newer version of the same story: a writethru.</summary>
    Update,
    /// <summary>It corrects an error of fact.</summary>
    Correction,
    /// <summary>It withdraws the item for good.</summary>
    Kill,
    /// <summary>The embargo is over.</summary>
    EmbargoLift,
    /// <summary>Sent again without a change of fact.</summary>
    Refile,
    /// <summary>It speaks to editors, not to readers.</summary>
    Advisory,
    /// <summary>Words in a slugline, headline or text that sound like a kill ("WITHDRAWN"), with no structural signal: an alarm for the desk, never an act.</summary>
    Alarm,
    /// <summary>A signal kept as stated, with no meaning known here.</summary>
    Other,
}

/// <summary>A signal as meant and as stated.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Raw">The provider's own value ("sig:correction", "edStat:C").</param>
public readonly record struct Signal(SignalKind Kind, string Raw);

/// <summary>A code of a vocabulary with its name: a subject, a genre, a role.</summary>
/// <param name="Code">As a QCode with an IPTC alias where one is known ("medtop:20000350"), else the full URI or the literal as stated. Never empty.</param>
/// <param name="Name">The name in the item's language; null where the wire did not say.</param>
public sealed record Concept(string Code, string? Name = null)
{
    /// <summary>The scheme's alias ("medtop"), or null for a URI or a literal.</summary>
    public string? Scheme => Code.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && !Code.StartsWith("http", StringComparison.Ordinal) ? Code[..colon] : null;
}

/// <summary>A place: where something was filed, or what a story is about.</summary>
/// <param name="Name">Its name in the item's language.</param>
/// <param name="Code">A code or URI for it; null where none was stated.</param>
/// <param name="Country">The country's name or code; null where none was stated.</param>
public sealed record Place(string Name, string? Code = null, string? Country = null);

/// <summary>Who wrote it, as readers see it.</summary>
/// <param name="Name">The person's name, without "By".</param>
/// <param name="Title">Title or organisation ("Northern Press"); null where none was stated.</param>
/// <param name="Code">A code or URI for the person; null where none was stated.</param>
public sealed record Byline(string Name, string? Title = null, string? Code = null);

/// <summary>Someone who added to the story without being in the byline: "with files from".</summary>
/// <param name="Name">The person or organisation.</param>
/// <param name="Place">Where they were; null where none was stated.</param>
public sealed record Contributor(string Name, string? Place = null);

/// <summary>Who sent it.</summary>
/// <param name="Code">A QCode, URI or literal; null where only a name was stated.</param>
/// <param name="Name">The name; null where only a code was stated.</param>
public sealed record Provider(string? Code, string? Name);

/// <summary>
/// Who owns it and what may be done with it. The texts are the provider's; the terms that a machine can hold to are beside them.
/// The default is "nothing stated": usable everywhere.
/// </summary>
public sealed record Rights
{
    /// <summary>Nothing stated.</summary>
    public static Rights None { get; } = new();

    /// <summary>The copyright holder's name.</summary>
    public string? Holder { get; init; }
    /// <summary>The copyright line ("© 2026 Northern Press").</summary>
    public string? Notice { get; init; }
    /// <summary>The usage terms in words.</summary>
    public string? UsageTerms { get; init; }
    /// <summary>Not for the web: never on a public site or in its feeds (product.md rule 10).</summary>
    public bool NoWeb { get; init; }
    /// <summary>From this moment on it may not be shown any more; null: no end.</summary>
    public Instant? Expires { get; init; }
    /// <summary>The credit that must stand wherever it is shown; null: none demanded.</summary>
    public string? MandatoryCredit { get; init; }
    /// <summary>Country codes in which alone it may be used; empty: everywhere.</summary>
    public IReadOnlyList<string> Territories { get; init; } = [];
    /// <summary>Client classes that may not have it ("tv", "magazine"); empty: none.</summary>
    public IReadOnlyList<string> NotForClientClasses { get; init; } = [];
}

/// <summary>One file of a picture.</summary>
/// <param name="Href">Where the provider says it is: a URL, or a name relative to the item.</param>
/// <param name="Name">Which one ("rnd:highRes"); null where none was stated.</param>
/// <param name="ContentType">The media type as stated.</param>
/// <param name="Width">Pixels; null where none was stated.</param>
/// <param name="Height">Pixels; null where none was stated.</param>
/// <param name="Size">Bytes; null where none was stated.</param>
public sealed record Rendition(string Href, string? Name = null, string? ContentType = null, int? Width = null, int? Height = null, long? Size = null);

/// <summary>A picture as a story carries it.</summary>
public sealed record Picture
{
    /// <summary>The picture item's own guid; null where the picture is only part of this story. A kill of that item takes the picture out of every story.</summary>
    public string? Guid { get; init; }
    /// <summary>The caption.</summary>
    public string? Caption { get; init; }
    /// <summary>The credit line ("Northern Press / Pavel Dvorin").</summary>
    public string? Credit { get; init; }
    /// <summary>The alternative text for those who can't see it.</summary>
    public string? Alt { get; init; }
    /// <summary>The picture's own headline.</summary>
    public string? Headline { get; init; }
    /// <summary>Its rights, where they differ from the story's.</summary>
    public Rights Rights { get; init; } = Rights.None;
    /// <summary>Its files, as stated.</summary>
    public IReadOnlyList<Rendition> Renditions { get; init; } = [];
}

/// <summary>How one item relates to another.</summary>
public enum LinkKind
{
    /// <summary>See also (<c>irel:seeAlso</c>), and whatever is not one of the others.</summary>
    SeeAlso,
    /// <summary>This continues that story under a new guid (<c>irel:evolvedFrom</c>, ninjs evolvedfrom).</summary>
    EvolvedFrom,
    /// <summary>This is that story in another language (<c>irel:translatedFrom</c>).</summary>
    TranslatedFrom,
    /// <summary>This is that story for another use: short, broadcast (<c>irel:derivedFrom</c>).</summary>
    DerivedFrom,
    /// <summary>This corrects that story of an earlier day.</summary>
    Corrects,
    /// <summary>This replaces that item.</summary>
    Replaces,
    /// <summary>That is a picture, sound or video that belongs to this.</summary>
    Media,
}

/// <summary>A reference from one item to another.</summary>
/// <param name="Kind">How they relate.</param>
/// <param name="Guid">The other item's guid, without version; null where only an address was stated.</param>
/// <param name="Version">The other's version as stated.</param>
/// <param name="Href">An address; null where only a guid was stated.</param>
/// <param name="Title">The other's title; null where none was stated.</param>
/// <param name="Rel">The relation as stated ("irel:seeAlso").</param>
public sealed record ItemLink(LinkKind Kind, string? Guid, string? Version = null, string? Href = null, string? Title = null, string? Rel = null);

/// <summary>One group of a package, in order.</summary>
/// <param name="Id">The group's id in the package.</param>
/// <param name="Role">Its role ("main", "sidebar").</param>
/// <param name="Items">What it holds, in order.</param>
/// <param name="Groups">The ids of the groups it holds.</param>
/// <param name="IsRoot">Whether the package starts here.</param>
public sealed record PackageGroup(string? Id, string? Role, IReadOnlyList<ItemLink> Items, IReadOnlyList<string> Groups, bool IsRoot = false);

/// <summary>What readers are told of a change.</summary>
public enum NoticeKind
{
    /// <summary>A fact was wrong: always for facts.</summary>
    Correction,
    /// <summary>A fact was right, but could mislead.</summary>
    Clarification,
    /// <summary>Something else a reader should know.</summary>
    EditorsNote,
}

/// <summary>A notice to readers on what was changed. It says what was wrong, never repeats the story.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The words, plain text.</param>
/// <param name="At">When the version that carries it was released.</param>
public sealed record PublicNotice(NoticeKind Kind, string Text, Instant At);
