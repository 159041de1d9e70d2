using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>An item while it is being read: what its blocks have said so far.</summary>
internal sealed class ItemDraft(ReadOptions options, Aliases aliases)
{
    private List<ReadNote>? _notes;

    internal ReadOptions Options { get; } = options;
    internal Aliases Aliases { get; } = aliases;
    internal ReadFailure? Failure { get; private set; }

    internal string? Guid { get; set; }
    internal string? Version { get; set; }
    internal string RootLanguage { get; set; } = "";
    internal ItemKind Kind { get; set; }
    internal string? Title { get; set; }
    internal Instant? VersionCreated { get; set; }
    internal Instant? FirstCreated { get; set; }
    internal Provider? Provider { get; set; }
    internal PubStatus Status { get; set; }
    internal Embargo Embargo { get; set; }
    internal bool IsAdvisory { get; set; }
    internal int? Priority { get; set; }
    internal List<Signal>? Signals { get; set; }
    internal List<ItemLink>? Links { get; set; }
    internal List<PublicNotice>? Notices { get; set; }

    internal Language? Language { get; set; }
    internal Headline? Headline { get; set; }
    internal bool HeadlineIsInItsLanguage { get; set; }
    internal string? Dek { get; set; }
    internal Slugline? Slugline { get; set; }
    internal string? TakeKey { get; set; }
    internal List<Byline>? Creators { get; set; }
    internal List<Byline>? Bylines { get; set; }
    internal string? PrintedBy { get; set; }
    internal Placeline? Placeline { get; set; }
    internal Place? Located { get; set; }
    internal List<Place>? Places { get; set; }
    internal Urgency? Urgency { get; set; }
    internal List<Concept>? Genres { get; set; }
    internal List<Concept>? Subjects { get; set; }
    internal List<string>? Keywords { get; set; }
    internal StoryHtml Body { get; set; } = StoryHtml.Empty;
    internal bool Preformatted { get; set; }
    internal string? EdNote { get; set; }
    internal string? StaffNote { get; set; }
    internal string? Credit { get; set; }
    internal List<Contributor>? WithFilesFrom { get; set; }
    internal Rights Rights { get; set; } = Rights.None;
    internal List<Picture>? Pictures { get; set; }
    internal List<PackageGroup>? Groups { get; set; }

    internal string? Caption { get; set; }
    internal string? Alt { get; set; }
    internal List<Rendition>? Renditions { get; set; }

    internal void Note(string code, string message, WirePosition position, string? text = null) =>
        (_notes ??= []).Add(new(code, message, position, text is { Length: > 200 } ? text[..200] : text));

    /// <summary>Says that there is no item to be had here. The first reason stays.</summary>
    internal void Fail(string code, string message, WirePosition position) => Failure ??= new(code, message, position);

    /// <summary>The text of the element it stands on as a moment; null, with a note, where it is none.</summary>
    internal Instant? Date(XmlCursor xml)
    {
        var position = xml.Position;
        var text = xml.Text();
        if (string.IsNullOrWhiteSpace(text)) return null;
        var date = WireDate.Read(text, Options.DefaultZone);
        if (date.At is null) Note(NoteCodes.DateUnreadable, "The date can't be read and was left out.", position, text);
        else if (date.ZoneAssumed) Note(NoteCodes.ZoneAssumed, $"The time states no zone: {Options.DefaultZone?.Id ?? "UTC"} was assumed.", position, text);
        return date.At;
    }

    /// <summary>The code of the concept it stands on; null where it has none.</summary>
    internal string? Code(XmlCursor xml) => Aliases.Code(xml["qcode"], xml["uri"], xml["literal"]);

    internal ReadItem ToReadItem() => new(Failure is null ? ToItem() : null, Failure, _notes ?? (IReadOnlyList<ReadNote>)[]);

    private NewsItem ToItem() => new()
    {
        Guid = Guid!,
        Kind = Kind,
        Version = Version,
        VersionCreated = VersionCreated,
        FirstCreated = FirstCreated,
        Provider = Provider,
        Status = Status,
        Signals = List(Signals),
        Embargo = Embargo,
        IsAdvisory = IsAdvisory,
        Priority = Priority,
        Links = List(Links),
        Notices = List(Notices),
        Content = ToContent(),
    };

    private StoryContent ToContent() => new()
    {
        Language = Language ?? News.Language.From(RootLanguage) ?? Options.DefaultLanguage,
        Headline = Headline,
        Dek = Dek,
        Slugline = Slugline,
        TakeKey = TakeKey,
        Bylines = List(Bylines),
        Placeline = Placeline,
        Located = Located,
        Places = List(Places),
        Urgency = Urgency,
        Genres = List(Genres),
        Subjects = List(Subjects),
        Keywords = List(Keywords),
        Body = Body,
        Preformatted = Preformatted,
        EdNote = EdNote,
        StaffNote = StaffNote,
        Credit = Credit,
        WithFilesFrom = List(WithFilesFrom),
        Rights = Rights,
        Pictures = List(Pictures),
        Groups = List(Groups),
    };

    private static IReadOnlyList<T> List<T>(List<T>? list) => list ?? (IReadOnlyList<T>)[];
}
