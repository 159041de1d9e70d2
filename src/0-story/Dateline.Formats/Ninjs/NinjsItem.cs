using System.Globalization;
using System.Runtime.CompilerServices;
using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// The management of an item: what it is, whether it may be used and from when, what it does to the version before. The part that must never be misread.
/// What it says is read by <see cref="NinjsContent"/>, what hangs on it by <see cref="NinjsAssociations"/>.
/// </summary>
internal sealed class NinjsItem
{
    internal JsonValue Json { get; }
    internal NinjsDraft Draft { get; }

    /// <summary>The members that hold its headlines, descriptions and bodies.</summary>
    internal List<JsonValue> Texts { get; } = [];

    /// <summary>Room for those of one kind: most items have one or two of each, and each kind is looked at once.</summary>
    internal List<NinjsContent.Roled> Roled { get; } = [];

    private (string Role, string Value)[]? _altIds;
    private List<string>? _strangers;

    private NinjsItem(JsonValue json, ReadOptions options, Func<JsonValue, string?>? identity)
    {
        Json = json;
        Draft = new NinjsDraft(this, options, identity);
    }

    /// <summary>Reads an item, and puts it right in one of the <paramref name="dialects"/>; the name of that one comes with it.</summary>
    internal static (ReadItem Item, string? Dialect) Read(JsonValue json, ReadOptions options, IReadOnlyList<Dialect<NinjsDraft>> dialects, Func<JsonValue, string?>? identity = null)
    {
        var item = new NinjsItem(json, options, identity);
        item.Read();
        var dialect = json.Kind == JsonKind.Object ? Dialects.Settle(dialects, item.Draft) : null;
        OpeningLines.Read(item.Draft);
        item.NoteAlarm();
        if (item.Draft.MaySpeakOfEmbargo) item.Draft.ListenForEmbargo(json.Position);
        return (item.Draft.ToReadItem(), dialect);
    }

    /// <summary>Reads a picture that hangs on an item: it may go without an identity of its own.</summary>
    internal static ReadItem ReadPart(JsonValue json, NinjsDraft whole)
    {
        var item = new NinjsItem(json, whole.Options with { DefaultLanguage = null }, whole.IsKin ? whole.StatedIdentity : null);
        if (whole.StatedIdentity(json) is null) item.Draft.Guid = "#";
        item.Read();
        item.NoteAlarm();
        return item.Draft.ToReadItem();
    }

    private void Read()
    {
        if (Json.Kind != JsonKind.Object) { Draft.Fail(FailureCodes.WrongType, "An item must be an object.", Json.Position); return; }
        ReadIdentity();
        ReadKind();
        ReadStatus();
        ReadSignals();
        ReadEmbargo();
        LookOverMembers();
        NinjsContent.Read(this);
        NinjsEvents.Read(this);
        NinjsAssociations.Read(this);
        if (_strangers is not null) Draft.Note(NoteCodes.NotRead, "Some members are not read.", Json.Position, string.Join(", ", _strangers));
    }

    // ---- identity ---------------------------------------------------------------------------------------------------

    private void ReadIdentity()
    {
        if (Json["uri", "guid"] is { } stated) Is(stated, JsonKind.String);
        if (Draft.StatedIdentity(Json) is { } uri) Draft.Guid = AltId(NinjsNames.Guid) is { } guid && uri.StartsWith(NinjsNames.GuidPrefix, StringComparison.Ordinal) ? guid : uri;
        else if (Draft.Guid is null) Draft.Fail(FailureCodes.MissingGuid, "The item has no uri.", Json.Position);
        Draft.Version = NewsText.OneLine(Scalar("version"));
        Draft.VersionCreated = Date("versionCreated");
        Draft.FirstCreated = Date("firstCreated");
        Draft.Priority = Number("priority") is { } priority and >= 1 and <= 9 ? priority : null;
    }

    private void ReadKind()
    {
        var stated = WordOf(Json["type"], stackalloc char[32]);
        var word = stated[..(stated.IndexOf('/') is var slash and >= 0 ? slash : stated.Length)].Trim();
        Draft.Kind = word switch
        {
            "" when Json["type"] is null => ItemKind.Text,
            "text" or "story" or "advisory" => ItemKind.Text,
            "composite" or "component" => ItemKind.Composite,
            "planning" => ItemKind.Planning,
            _ => G2Codes.Kind(word),
        };
        if (AltId(NinjsNames.Kind) == "package") Draft.Kind = ItemKind.Package;
        if (Draft.Kind == ItemKind.Other) Draft.Note(NoteCodes.UnknownCode, "The item's type is not known.", At("type"), stated.ToString());
        Draft.IsAdvisory |= StatusWords.IsAdvisory(stated) || StatusWords.IsAdvisory(WordOf(Json["profile"], stackalloc char[32])) || AltId(NinjsNames.Advisory) is not null;
    }

    // ---- status, signals, embargo -------------------------------------------------------------------------------------

    private void ReadStatus()
    {
        if (Json["pubStatus"] is not { } json || !Is(json, JsonKind.String)) return;
        var stated = json.Characters(stackalloc char[32]);
        if (G2Codes.Status(stated.Trim()) is { } status) Draft.Status = status;
        else if (StatusWords.IsEmbargoed(stated)) Draft.StatusIsEmbargo = true;
        else Draft.Fail(FailureCodes.UnknownStatus, $"The publishing status \"{(stated.Length > 60 ? stated[..60] : stated)}\" is not known.", At("pubStatus"));
    }

    // ninjs has no signals of its own; Superdesk writes them beside.
    private void ReadSignals()
    {
        foreach (var (role, value) in AltIds)
            if (role == NinjsNames.Signal) AddSignal(value);
        if (Json["signal", "signals"] is not { } signals) return;
        if (signals.Kind == JsonKind.Array) foreach (var signal in signals.Values) AddSignal(signal);
        else AddSignal(signals);
    }

    private void AddSignal(JsonValue signal)
    {
        var code = signal.Kind == JsonKind.String ? signal : signal["qcode", "code", "uri", "literal", "name"];
        if (code is { Kind: JsonKind.String, Text: var text } && NewsText.OneLine(text) is { } raw) AddSignal(raw);
        else Draft.Note(NoteCodes.OddValue, "A signal says nothing.", signal.Position);
    }

    private void AddSignal(string raw)
    {
        var kind = G2Codes.Signal(raw);
        (Draft.Signals ??= []).Add(new(kind, raw));
        Draft.IsAdvisory |= kind == SignalKind.Advisory;
    }

    /// <summary>Of several embargoes the tightest holds.</summary>
    private void ReadEmbargo()
    {
        Hold(Json["embargoedUntil"]);
        Hold(Json["embargoed"]);
        if (AltId(NinjsNames.Embargo) is { } ours) ReadOurEmbargo(ours);
        if (Draft.StatusIsEmbargo && Draft.Embargo.IsNone) Draft.Embargo = Embargo.FurtherNotice;
    }

    private void Hold(JsonValue? until)
    {
        if (until is { } stated && Is(stated, JsonKind.String)) Draft.Hold(stated.Text, stated.Position);
    }

    // "Until further notice" goes out as withheld: no receiver may take it for usable. Here it becomes what it was.
    private void ReadOurEmbargo(string stated)
    {
        Draft.Embargo = stated == NinjsNames.FurtherNotice ? Embargo.FurtherNotice : Embargo.Unclear;
        if (Draft.Status == PubStatus.Withheld && AltId(NinjsNames.Status) == "usable") Draft.Status = PubStatus.Usable;
    }

    private void NoteAlarm()
    {
        if (Draft.Status == PubStatus.Canceled || Draft.Signals?.Exists(s => s.Kind == SignalKind.Kill) == true) return;
        foreach (var (line, name) in (ReadOnlySpan<(string?, string)>)[(Draft.Slugline?.Text, "slugline"), (Draft.Headline?.Text, "headline"), (Draft.EdNote, "edNote")])
        {
            if (KillWords.In(line) is not { } word) continue;
            (Draft.Signals ??= []).Add(new(SignalKind.Alarm, word));
            Draft.Note(NoteCodes.SoundsLikeKill, $"\"{word}\" sounds like a kill, but there is no signal of one.", At(name), line);
            return;
        }
    }

    // ---- what ninjs doesn't know --------------------------------------------------------------------------------------

    private static readonly JsonNames Known = new(
    [
        "uri", "guid", "type", "mimetype", "contentType", "representationType", "profile", "version", "firstCreated", "versionCreated", "contentCreated", "embargoed", "embargoedUntil", "pubStatus",
        "urgency", "priority", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language", "headline", "headlines", "descriptions", "bodies", "title", "by", "byline", "slugline", "located",
        "person", "people", "organisation", "organisations", "place", "places", "subject", "subjects", "event", "events", "object", "objects", "infoSource", "infoSources", "genre", "genres", "renditions",
        "associations", "altIds", "standard", "$standard", "charCount", "wordCount", "expires", "signal", "signals", "evolvedfrom", "keywords", "source", "creditline", "name", "rel", "authors",
        "service", "firstpublished", "bylines", "editorialtypes", "datelinelocation", "dateline", "provider", "eventDetails", "plannedCoverage", "rightsInfo",
    ]);

    private void LookOverMembers()
    {
        foreach (var member in Json.Values)
        {
            if (member.Kind == JsonKind.Null) continue;
            if (member.NameBegins("headline") || member.NameBegins("description") || member.NameBegins("bod")) Texts.Add(member);
            if (!member.NameIsOf(Known) && !HasRole(member)) (_strangers ??= []).Add(member.Name!);
        }
    }

    private static bool HasRole(JsonValue member) => member.NameBegins("body_") || member.NameBegins("description_") || member.NameBegins("headline_");

    // ---- values -------------------------------------------------------------------------------------------------------

    /// <summary>Where a member stands; the item, where it has no such member.</summary>
    internal WirePosition At(params ReadOnlySpan<string> names) => (Json[names] ?? Json).Position;

    /// <summary>Those of the alternative ids that are Dateline's own: a list of roles and values in generation 2 and 3, an object in 1.</summary>
    internal (string Role, string Value)[] AltIds => _altIds ??= ReadAltIds(Json["altIds"]);

    internal string? AltId(string role)
    {
        foreach (var id in AltIds) if (id.Role == role) return id.Value;
        return null;
    }

    /// <summary>The alternative ids of ours that an item or an association states.</summary>
    internal static (string Role, string Value)[] ReadAltIds(JsonValue? json)
    {
        List<(string, string)>? ids = null;
        foreach (var id in json?.Values ?? default)
        {
            if (id.Kind == JsonKind.Object && id["value"] is { Kind: JsonKind.String } value) Add(id["role"]?.Text, value);
            else if (!id.NameBegins(NinjsNames.Ours)) continue;
            else if (id.Kind == JsonKind.String) Add(id.Name, id);
            else if (id.Kind == JsonKind.Array) foreach (var one in id.Values) Add(id.Name, one);
        }
        return ids is null ? [] : [.. ids];

        void Add(string? role, JsonValue id)
        {
            if (role?.StartsWith(NinjsNames.Ours, StringComparison.Ordinal) == true && id.Kind == JsonKind.String) (ids ??= []).Add((role, id.Text));
        }
    }

    /// <summary>Whether <paramref name="value"/> is of that kind; where it is not, the item fails with its pointer.</summary>
    internal bool Is(JsonValue value, JsonKind kind)
    {
        if (value.Kind == kind) return true;
        Draft.Fail(FailureCodes.WrongType, $"\"{value.Name}\" must be {(kind is JsonKind.Array or JsonKind.Object ? "an " : "a ")}{kind.ToString().ToLowerInvariant()}, and is {(value.Kind is JsonKind.Array or JsonKind.Object ? "an " : "a ")}{value.Kind.ToString().ToLowerInvariant()}.", value.Position);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal string? String(string name) => StringOf(Json[name]);

    private string? StringOf(JsonValue? value) => value is { } stated && Is(stated, JsonKind.String) ? stated.Text : null;

    /// <summary>Whether <paramref name="value"/>, if it is stated at all, is of that kind.</summary>
    internal bool MayBe(JsonValue? value, JsonKind kind) => value is not { } stated || Is(stated, kind);

    /// <summary>A text that is only looked at, in <paramref name="room"/> where it finds room there; empty where it is not stated.</summary>
    private ReadOnlySpan<char> WordOf(JsonValue? value, Span<char> room) => value is { } stated && Is(stated, JsonKind.String) ? stated.Characters(room) : default;

    /// <summary>A text that some feeds write as a number.</summary>
    internal string? Scalar(string name)
    {
        if (Json[name] is not { Kind: JsonKind.Number } number) return String(name);
        if (!Draft.IsKin) Draft.Note(NoteCodes.OddValue, $"\"{name}\" is a number, not a text.", number.Position, number.Text);
        return number.Text;
    }

    /// <summary>A number that some feeds write as a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int? Number(string name) => NumberOf(Json[name], name);

    private int? NumberOf(JsonValue? stated, string name)
    {
        if (stated is not { } value) return null;
        if (value.Kind == JsonKind.String) Draft.Note(NoteCodes.OddValue, $"\"{name}\" is a text, not a number.", value.Position, value.Text);
        else if (!Is(value, JsonKind.Number)) return null;
        if (value.Characters(stackalloc char[8]) is [>= '0' and <= '9' and var digit]) return digit - '0';
        return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? (int)number : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Instant? Date(string name) => DateOf(Json[name], name);

    private Instant? DateOf(JsonValue? stated, string name)
    {
        if (stated is not { } value || !Is(value, JsonKind.String)) return null;
        var text = value.Characters(stackalloc char[40]);
        if (text.IsWhiteSpace()) return null;
        if (IsFarOff(text)) { Draft.Fail(FailureCodes.DateRange, $"\"{name}\" lies outside the years news is made in.", value.Position); return null; }
        var date = WireDate.Read(text, Draft.Options.DefaultZone);
        if (date.At is null) Draft.Note(NoteCodes.DateUnreadable, "The date can't be read and was left out.", value.Position, value.Text);
        else if (date.ZoneAssumed) Draft.Note(NoteCodes.ZoneAssumed, $"The time states no zone: {Draft.Options.DefaultZone?.Id ?? "UTC"} was assumed.", value.Position, value.Text);
        return date.At;
    }

    private static bool IsFarOff(ReadOnlySpan<char> text) =>
        text.Length >= 10 && text[4] == '-' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is < 1900 or > 2199;
}
