using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats;

/// <summary>
/// An item while it is being read: what the document has said so far, and what was odd about it. Each format that needs to remember more
/// has a draft of its own that inherits this one.
/// </summary>
internal class ItemDraft(ReadOptions options)
{
    private List<ReadNote>? _notes;

    internal ReadOptions Options { get; } = options;
    internal ReadFailure? Failure { get; private set; }

    internal string? Guid { get; set; }
    internal string? Identity { get; set; }
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

    /// <summary>Adds a line to the note for clients' editors; null adds nothing.</summary>
    internal void AddEdNote(string? note)
    {
        if (note is not null) EdNote = EdNote is null ? note : EdNote + "\n" + note;
    }

    /// <summary>Takes over what was odd about a part of it that had a draft of its own.</summary>
    internal void AddNotes(ItemDraft part)
    {
        if (part._notes is { } notes) (_notes ??= []).AddRange(notes);
    }

    /// <summary>Says that there is no item to be had here. The first reason stays.</summary>
    internal void Fail(string code, string message, WirePosition position) => Failure ??= new(code, message, position);

    /// <summary>The text of the element it stands on as a moment; null, with a note, where it is none.</summary>
    internal Instant? Date(XmlCursor xml)
    {
        var position = xml.Position;
        return Date(xml.Text(), position);
    }

    /// <summary><paramref name="text"/> as a moment; null, with a note, where it says something that is none.</summary>
    internal Instant? Date(string? text, WirePosition position)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var date = WireDate.Read(text, Options.DefaultZone);
        if (date.At is null) Note(NoteCodes.DateUnreadable, "The date can't be read and was left out.", position, text);
        else if (date.ZoneAssumed) Note(NoteCodes.ZoneAssumed, $"The time states no zone: {Options.DefaultZone?.Id ?? "UTC"} was assumed.", position, text);
        return date.At;
    }

    /// <summary>
    /// Takes an embargo that the document states; of several the tightest holds. What is empty, unreadable, a mere day or without zone
    /// holds until further notice, unless the source has opted in to its zone (product.md rule 5).
    /// </summary>
    internal void Hold(string? text, WirePosition position)
    {
        var embargo = EmbargoOf(text ?? "", position);
        if (Embargo.IsNone || embargo.IsTighterThan(Embargo)) Embargo = embargo;
    }

    private Embargo EmbargoOf(string text, WirePosition position)
    {
        var date = WireDate.Read(text, Options.DefaultZone);
        if (date is { At: { } moment, ZoneAssumed: false, IsDay: false }) return Embargo.At(moment);
        if (date is { At: { } assumed, IsDay: false } && Options is { ZoneAppliesToEmbargo: true, DefaultZone: { } zone })
        {
            Note(NoteCodes.ZoneAssumed, $"The embargo states no zone: {zone.Id} was assumed, as the source has it.", position, text);
            return Embargo.At(assumed);
        }
        Note(NoteCodes.EmbargoAmbiguous, WhyUnclear(text, date), position, text);
        return Embargo.Unclear;
    }

    private static string WhyUnclear(string text, WireDate date) =>
        "The embargo " + (string.IsNullOrWhiteSpace(text) ? "is empty" : date.At is null ? "can't be read" : date.IsDay ? "states no time of day" : "states no zone") + ": embargoed until further notice.";

    /// <summary>Takes the editorial urgency, a number from 1 to 9; anything else is noted and left out.</summary>
    internal void Urge(string? text, WirePosition position)
    {
        if (NewsText.OneLine(text) is not { } line) return;
        var stated = int.TryParse(line, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? News.Urgency.From(number) : null;
        if (stated is null) Note(NoteCodes.OddValue, "The urgency is not a number from 1 to 9 and was left out.", position, line);
        Urgency ??= stated;
    }

    // More of one kind than this is no news item, and looking each up must not cost the square of a hostile document.
    private const int MostFacts = 2_000;

    /// <summary>Adds a fact to a list of them, unless it stands there.</summary>
    internal static void AddOnce<T>(List<T> facts, T fact)
    {
        if (facts.Count < MostFacts && !facts.Contains(fact)) facts.Add(fact);
    }

    /// <summary>Adds a signal, unless the same was given before.</summary>
    internal void Signal(SignalKind kind, string raw)
    {
        AddOnce(Signals ??= [], new Signal(kind, raw));
    }

    /// <summary>Last of all: what its words say where no field says it.</summary>
    internal void Listen(WirePosition position)
    {
        ListenForKill(position);
        ListenForEmbargo(position);
    }

    /// <summary>Words without a signal ring the bell for the desk; they never act (product.md rule 4).</summary>
    private void ListenForKill(WirePosition position)
    {
        if (Status == PubStatus.Canceled || Signals is { } signals && signals.Exists(s => s.Kind == SignalKind.Kill)) return;
        if ((KillWords.In(Slugline?.Text) ?? KillWords.In(TakeKey) ?? KillWords.In(Headline?.Text) ?? KillWords.In(EdNote)) is not { } word) return;
        Signal(SignalKind.Alarm, word);
        Note(NoteCodes.SoundsLikeKill, "The words sound like a kill, but nothing says so in a way that acts.", position, word);
    }

    private const int LongestOpening = 200;

    /// <summary>
    /// An embargo that stands in words alone, in the note to editors or over the text. It only closes, so it acts: an agency that has no field for it in what it sends means it all the same.
    /// Where a field states one, or the item lifts one, the words say nothing new.
    /// </summary>
    internal void ListenForEmbargo(WirePosition position)
    {
        if (!MaySpeakOfEmbargo) return;
        foreach (var line in EdNote?.Split('\n') ?? []) EmbargoText.TakeFromNote(this, line, position);
        if (!Body.IsEmpty) EmbargoText.TakeFromNote(this, Body.FirstParagraph, position);
    }

    /// <summary>Whether there is anything to listen to: asked first, for most items say nothing of one.</summary>
    internal bool MaySpeakOfEmbargo => Embargo.IsNone && Status == PubStatus.Usable && !IsAdvisory
        && (EdNote is { } note && EmbargoText.MayStand(note) || !Body.IsEmpty && EmbargoText.MayStand(Body.Markup.AsSpan(0, Math.Min(Body.Markup.Length, LongestOpening))))
        && Signals?.Exists(static s => s.Kind == SignalKind.EmbargoLift) != true;

    /// <summary>What is told of markup that is taken out of a text: a note at <paramref name="position"/>.</summary>
    internal Action<RemovedMarkup> Removed(WirePosition position) => removed => Note(
        removed.IsActive ? NoteCodes.ActiveContentRemoved : NoteCodes.MarkupRemoved,
        removed.IsActive ? "Something that could act was taken out of the text." : "An element was taken out of the text; its words stay.", position, removed.Name);

    internal ReadItem ToReadItem() => new(Failure is null ? ToItem() : null, Failure, _notes ?? (IReadOnlyList<ReadNote>)[]);

    private NewsItem ToItem() => new()
    {
        Guid = Guid!,
        Identity = Identity ?? Guid!,
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
        Preformatted = Preformatted || Body.Markup.Contains("<pre>", StringComparison.Ordinal),
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
