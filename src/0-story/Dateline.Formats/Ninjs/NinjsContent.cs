using Dateline.Formats.Html;
using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>What an item says: its lines, its text, who wrote it, what it is about, what may be done with it.</summary>
internal static class NinjsContent
{
    // JSON declares no schemes of its own: one for all documents.
    private static readonly Aliases Schemes = new();

    internal static void Read(NinjsItem item)
    {
        var draft = item.Draft;
        draft.Language = Language.From(item.String("language"));
        draft.Slugline = Slugline.From(item.String("slugline"));
        draft.EdNote = Lines(item.String("edNote"));
        draft.TakeKey = NewsText.OneLine(item.AltId(NinjsNames.TakeKey));
        ReadUrgency(item);
        ReadHeadline(item);
        ReadDescriptions(item);
        ReadBody(item);
        ReadBylines(item);
        ReadPlaces(item);
        ReadSubjects(item);
        ReadSources(item);
        ReadRights(item);
    }

    private static void ReadUrgency(NinjsItem item)
    {
        if (item.Number("urgency") is not { } urgency) return;
        item.Draft.Urgency = Urgency.From(urgency);
        if (item.Draft.Urgency is null) item.Draft.Note(NoteCodes.OddValue, "The urgency is not one of 1 to 9.", item.At("urgency"), item.Json["urgency"]?.Text);
    }

    // ---- lines --------------------------------------------------------------------------------------------------------

    /// <summary>One of several texts that differ by role: a list of objects in generation 2 and 3, keys that end in the role in 1.</summary>
    internal readonly record struct Roled(string Role, string Text, string? ContentType, JsonValue Json);

    /// <summary>The texts of one kind: "headline" finds headline, headline_main and headlines. The list is the item's, and holds until it is asked for another kind.</summary>
    internal static List<Roled> Texts(NinjsItem item, string kind, string plural) => Texts(item.Texts, kind, plural, item.Roled);

    /// <summary>The same of these <paramref name="members"/>, put into <paramref name="texts"/>.</summary>
    internal static List<Roled> Texts(List<JsonValue> members, string kind, string plural, List<Roled> texts)
    {
        texts.Clear();
        foreach (var value in members)
        {
            if (value.Kind == JsonKind.String && value.NameBegins(kind) && Role(value, kind) is { } role)
                texts.Add(new(role, value.Text, null, value));
            else if (value.Kind == JsonKind.Array && value.NameIs(plural))
                foreach (var entry in value.Values)
                    if (entry["value"] is { Kind: JsonKind.String } text) texts.Add(new(entry["role"]?.Text ?? NinjsNames.Main, text.Text, entry["contentType"]?.Text, text));
        }
        return texts;
    }

    // "headline_extended" has the role "extended".
    private static string? Role(JsonValue value, string kind)
    {
        if (value.NameIs(kind)) return NinjsNames.Main;
        return value.Name is { } name && name[kind.Length] == '_' ? name[(kind.Length + 1)..] : null;
    }

    private static string? Pick(List<Roled> texts, params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            foreach (var text in texts)
                if (text.Role.Equals(role, StringComparison.OrdinalIgnoreCase)) return text.Text;
        return null;
    }

    private static void ReadHeadline(NinjsItem item)
    {
        item.MayBe(item.Json["headline"], JsonKind.String);
        var texts = Texts(item, "headline", "headlines");
        texts.RemoveAll(t => string.IsNullOrWhiteSpace(t.Text));
        var line = Pick(texts, NinjsNames.Main) ?? texts.FirstOrDefault().Text ?? item.String("title");
        item.Draft.Headline = Headline.From(WithoutMarkup(line));
        if (SuspiciousText.In(line) is { } why) item.Draft.Note(NoteCodes.SuspiciousText, $"The headline {why}.", item.At("headline", "headlines", "title"), line);
    }

    // Superdesk's headlines may hold markup.
    private static string? WithoutMarkup(string? line) => line is not null && line.Contains("</", StringComparison.Ordinal) ? HtmlText.Read(line, _ => { }).Html?.PlainText ?? line : line;

    private static void ReadDescriptions(NinjsItem item)
    {
        var texts = Texts(item, "description", "descriptions");
        var draft = item.Draft;
        draft.Placeline = Placeline.From(Pick(texts, NinjsNames.Placeline));
        draft.Alt = Lines(Pick(texts, NinjsNames.Alt));
        var isMedia = draft.Kind is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio;
        if (isMedia) draft.Caption = Description(texts, NinjsNames.Text, "caption", NinjsNames.Main);
        draft.Dek = isMedia ? Lines(Pick(texts, NinjsNames.Summary)) : Description(texts, NinjsNames.Text, NinjsNames.Summary, NinjsNames.Main, "caption");
        foreach (var notice in texts) ReadNotice(notice, draft);
    }

    private static string? Description(List<Roled> texts, params ReadOnlySpan<string> roles) => Lines(WithoutMarkup(Pick(texts, roles) ?? texts.Find(t => !IsOurs(t.Role)).Text));

    private static bool IsOurs(string role) => role is NinjsNames.Placeline or NinjsNames.Alt or NinjsNames.Summary || role.StartsWith(NinjsNames.Notice, StringComparison.Ordinal);

    private static void ReadNotice(Roled text, ItemDraft draft)
    {
        var parts = text.Role.Split('_');
        if (parts is not ["notice", var kind, var at] || !Enum.TryParse<NoticeKind>(kind, ignoreCase: true, out var notice) || !long.TryParse(at, out var microseconds)) return;
        (draft.Notices ??= []).Add(new(notice, text.Text, new Instant(microseconds)));
    }

    /// <summary>Text as it is, without the white space around it; null where nothing is left.</summary>
    internal static string? Lines(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");

    // ---- the text -----------------------------------------------------------------------------------------------------

    private static void ReadBody(NinjsItem item)
    {
        item.MayBe(item.Json["body_html"], JsonKind.String);
        item.MayBe(item.Json["body_xhtml"], JsonKind.String);
        item.MayBe(item.Json["body_text"], JsonKind.String);
        item.MayBe(item.Json["bodies"], JsonKind.Array);
        var texts = Texts(item, "body", "bodies");
        if (texts.Count == 0) return;
        // The richest of those that hold anything: markup before plain text.
        var rich = texts.FindIndex(t => !string.IsNullOrWhiteSpace(t.Text) && (t.ContentType is not null ? t.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) : t.Role is "html" or "xhtml" or "richtext"));
        var at = rich >= 0 ? rich : texts.FindIndex(t => !string.IsNullOrWhiteSpace(t.Text));
        if (at < 0) return;
        var (draft, chosen) = (item.Draft, texts[at]);
        var removed = RemovedMarkupNotes.For(draft, chosen.Json.Position);
        var result = rich >= 0 ? HtmlText.Read(chosen.Text, removed) : DataBody.Read(chosen.Text, removed);
        if (result.Html is not { } story) { draft.Fail(result.Failure!.Code, result.Failure.Message, chosen.Json.Position); return; }
        draft.Body = NinjsPlaceline.Unwoven(story, draft.Placeline);
        draft.Preformatted = draft.Body.Markup.Contains("<pre", StringComparison.Ordinal);
    }

    // ---- people and places --------------------------------------------------------------------------------------------

    private static void ReadBylines(NinjsItem item)
    {
        var line = VisibleText.OneLine(item.String("by") ?? item.String("byline"));
        var (draft, rest) = (item.Draft, line ?? "");
        foreach (var person in Array(item, item.Json["people", "person"]))
        {
            if (!IsEntry(person, item)) continue;
            var relation = person["rel"]?.Text;
            if (relation == NinjsNames.Author) AddAuthor(person, ref rest, item);
            else if (relation == NinjsNames.Files && Name(person) is { } name) (draft.WithFilesFrom ??= []).Add(new Contributor(name, Address(person, "locality")));
        }
        foreach (var author in Array(item, item.Json["authors"]))
            if (IsEntry(author, item) && IsWriter(author)) AddAuthor(author, ref rest, item);
        if (line is null || draft.Bylines is { } named && AreIn(line, named)) return;
        // The line is what readers are to see: where it names others than the people do, it is right.
        var (people, printed) = (draft.Bylines, new List<Byline>());
        BylineText.Read(line, printed);
        draft.Bylines = printed.Count > 0 ? printed : people;
    }

    private static bool AreIn(string line, List<Byline> people)
    {
        foreach (var person in people) if (!line.Contains(person.Name, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    // Photographers and editors are authors too where a newsroom counts its people.
    private static bool IsWriter(JsonValue author) =>
        author["role"] is not { Kind: JsonKind.String, Text: var role } || !(role.Contains("photo", StringComparison.OrdinalIgnoreCase) || role.Contains("editor", StringComparison.OrdinalIgnoreCase));

    private static void AddAuthor(JsonValue entry, ref string line, NinjsItem item)
    {
        if (Name(entry) is { } name) (item.Draft.Bylines ??= []).Add(new(name, Title(ref line, name), Code(entry, item)));
    }

    // "Mara Varga, Northern Press; Pavel Dvorin": what stands between a name and the next semicolon.
    private static string? Title(ref string line, string name)
    {
        var at = line.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return null;
        line = line[(at + name.Length)..];
        return line.StartsWith(", ", StringComparison.Ordinal) ? NewsText.OneLine(line[2..].Split("; ")[0]) : null;
    }

    private static string? Address(JsonValue entry, string part)
    {
        foreach (var contact in entry["contactInfo"]?.Values ?? default)
            if (contact["address"]?[part] is { Kind: JsonKind.String, Text: var text }) return NewsText.OneLine(text);
        return null;
    }

    private static void ReadPlaces(NinjsItem item)
    {
        foreach (var entry in Array(item, item.Json["places", "place"]))
        {
            if (!IsEntry(entry, item) || Name(entry) is not { } name) continue;
            var place = new Place(name, Code(entry, item), Address(entry, "country") ?? (entry["country"] is { Kind: JsonKind.String } country ? NewsText.OneLine(country.Text) : null));
            if (entry["rel"]?.Text == NinjsNames.Located) item.Draft.Located = place;
            else (item.Draft.Places ??= []).Add(place);
        }
        if (NewsText.OneLine(item.String("located")) is { } located) item.Draft.Located ??= new Place(located);
        if (item.Json["dateline"] is { } dateline) ReadDateline(dateline, item.Draft);
    }

    // Not of the standard: Superdesk's items have it as an object whose text is the line, others as the line itself.
    private static void ReadDateline(JsonValue stated, NinjsDraft draft)
    {
        var line = stated.Kind == JsonKind.Object ? stated["text"] : stated;
        if (line is { Kind: JsonKind.String, Text: var text }) draft.Placeline ??= Placeline.From(VisibleText.OneLine(text));
        if (stated["located"]?["city"] is { Kind: JsonKind.String, Text: var city } && NewsText.OneLine(city) is { } place) draft.Located ??= new Place(place);
    }

    // ---- codes --------------------------------------------------------------------------------------------------------

    private static void ReadSubjects(NinjsItem item)
    {
        var draft = item.Draft;
        foreach (var entry in Array(item, item.Json["subjects", "subject"]))
            if (entry["rel"]?.Text == NinjsNames.Keyword && Name(entry) is { } keyword) (draft.Keywords ??= []).Add(keyword);
            else AddSubject(entry, item);
        foreach (var entry in Array(item, item.Json["people", "person"]))
            if (entry["rel"]?.Text is not (NinjsNames.Author or NinjsNames.Files)) AddSubject(entry, item);
        foreach (var entry in Array(item, item.Json["organisations", "organisation"])) AddSubject(entry, item);
        foreach (var entry in Array(item, item.Json["events", "event"])) AddSubject(entry, item);
        foreach (var entry in Array(item, item.Json["objects", "object"])) AddSubject(entry, item);
        foreach (var entry in Array(item, item.Json["genres", "genre"]))
        {
            if (ConceptOf(entry, item) is not { } genre) continue;
            (draft.Genres ??= []).Add(genre);
            draft.IsAdvisory |= StatusWords.IsAdvisory(genre.Code) || StatusWords.IsAdvisory(genre.Name);
        }
        foreach (var keyword in Array(item, item.Json["keywords"]))
            if (keyword.Kind == JsonKind.String && NewsText.OneLine(keyword.Text) is { } word) (draft.Keywords ??= []).Add(word);
    }

    private static void AddSubject(JsonValue entry, NinjsItem item)
    {
        if (ConceptOf(entry, item) is { } subject) (item.Draft.Subjects ??= []).Add(subject);
    }

    private static Concept? ConceptOf(JsonValue entry, NinjsItem item)
    {
        if (!IsEntry(entry, item)) return null;
        var name = Name(entry);
        return (Code(entry, item) ?? name) is { } code ? new(code, name) : null;
    }

    private static void ReadSources(NinjsItem item)
    {
        var draft = item.Draft;
        foreach (var entry in Array(item, item.Json["infoSources", "infoSource"]))
        {
            if (!IsEntry(entry, item)) continue;
            var role = entry["role", "rel"]?.Text;
            if (role == NinjsNames.Credit) draft.Credit ??= Name(entry);
            else if (draft.Provider is null || role == NinjsNames.Provider) draft.Provider = new Provider(Code(entry, item), Name(entry));
        }
        if (draft.Provider is null && NewsText.OneLine(item.String("source")) is { } source) draft.Provider = new Provider(null, source);
        draft.Credit ??= NewsText.OneLine(item.String("creditline"));
    }

    private static void ReadRights(NinjsItem item)
    {
        var rights = NinjsRights.ReadExpression(NinjsRights.Read(item.Json, item.AltIds), item.Json["rightsInfo"], item.Draft);
        if (item.Date("expires") is { } expires) rights = rights with { Expires = expires };
        if (rights != Rights.None) item.Draft.Rights = rights;
        item.MayBe(item.Json["copyrightHolder"], JsonKind.String);
        item.MayBe(item.Json["copyrightNotice"], JsonKind.String);
        if (item.Json["usageTerms"] is { Kind: not JsonKind.Array } terms) item.Is(terms, JsonKind.String);
    }

    internal static string? Name(JsonValue entry) => entry.Kind == JsonKind.String ? NewsText.OneLine(entry.Text) : entry["name"] is { Kind: JsonKind.String } name ? NewsText.OneLine(name.Text) : null;

    /// <summary>The code of an entry: a URI or literal in generation 2 and 3, scheme and code in 1. IPTC's schemes get their alias.</summary>
    internal static string? Code(JsonValue entry, NinjsItem item)
    {
        if (entry["uri", "literal"] is { Kind: JsonKind.String } stated) return Schemes.Code(null, entry["uri"]?.Text, entry["literal"]?.Text);
        if (entry["code", "qcode"] is not { Kind: JsonKind.String or JsonKind.Number } code) return null;
        var scheme = NewsText.OneLine(entry["scheme"]?.Text);
        if (scheme is null) return Schemes.Code(code.Text, null, null) is { } own && own.StartsWith("http", StringComparison.Ordinal) ? Schemes.Code(null, own, null) : NewsText.OneLine(code.Text);
        return Schemes.Code(null, scheme.Contains("://", StringComparison.Ordinal) ? scheme + (scheme[^1] is '/' or '#' or ':' ? "" : "/") + code.Text : $"{scheme}:{code.Text}", null);
    }

    private static JsonValues Array(NinjsItem item, JsonValue? stated) =>
        stated is { } list && (list.Kind == JsonKind.Object && list.IsEmpty || item.Is(list, JsonKind.Array)) ? list.Values : default;

    // Real feeds put plain names where the standard has objects: they say as much.
    private static bool IsEntry(JsonValue entry, NinjsItem item) => entry.Kind is JsonKind.String or JsonKind.Object || entry.Kind != JsonKind.Null && item.Is(entry, JsonKind.Object);
}
