using System.Text.Json;
using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>
/// Reads the members of a JSON object that a request brought, keeping the first problem met. What was not asked for by the time of
/// <see cref="End"/> is unknown, and refused: a misspelt member must not be lost in silence.
/// </summary>
internal sealed class BodyReader
{
    private static readonly Instant Earliest = Instant.From(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Instant Latest = Instant.From(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly JsonElement _json;
    private readonly string _at;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<BodyReader> _inner = [];
    private Problem? _problem;

    internal BodyReader(JsonElement? json, string at = "")
    {
        (_json, _at) = (json ?? default, at);
        if (json is { ValueKind: not JsonValueKind.Object }) Fail(at, "an object is needed");
    }

    /// <summary>The first problem so far, here or inside.</summary>
    internal Problem? Problem => _problem ?? _inner.Select(i => i.Problem).FirstOrDefault(p => p is not null);

    /// <summary>Ends the reading: the first problem, or the first member that nobody asked for.</summary>
    internal Problem? End()
    {
        if (Problem is not null) return Problem;
        if (_json.ValueKind == JsonValueKind.Object)
            foreach (var member in _json.EnumerateObject())
                if (!_asked.Contains(member.Name)) return new("unknown-member", $"\"{member.Name}\" is not known here. Nothing was done. Known are: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.", _at + "/" + member.Name);
        return _inner.Select(i => i.End()).FirstOrDefault(p => p is not null);
    }

    internal bool Has(string name) => Element(name) is { ValueKind: not JsonValueKind.Null };

    internal string? Text(string name, int longest = 4000)
    {
        if (Element(name) is not { ValueKind: not JsonValueKind.Null } value) return null;
        if (value.ValueKind != JsonValueKind.String) { Fail(At(name), "a text is needed"); return null; }
        var text = value.GetString()!;
        if (text.Length > longest) Fail(At(name), $"at most {longest} characters can be taken");
        return text;
    }

    internal string? Line(string name, int longest = 400) => NewsText.OneLine(Text(name, longest));

    internal string Required(string name, int longest = 400)
    {
        var line = Line(name, longest);
        if (line is null && Problem is null) Fail(At(name), "a text is needed");
        return line ?? "";
    }

    /// <summary>A short name of lower-case letters, digits and hyphens.</summary>
    internal string? Slug(string name)
    {
        var text = Text(name, 40);
        if (text is null || IsSlug(text)) return text;
        Fail(At(name), "a short name of lower-case letters, digits and hyphens is needed");
        return null;
    }

    /// <summary>Whether it is a short name of lower-case letters, digits and hyphens.</summary>
    internal static bool IsSlug(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal bool Flag(string name)
    {
        if (Element(name) is not { ValueKind: not JsonValueKind.Null } value) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fail(At(name), "true or false is needed");
        return false;
    }

    internal int? Number(string name)
    {
        if (Element(name) is not { ValueKind: not JsonValueKind.Null } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0) return number;
        Fail(At(name), "a whole number is needed");
        return null;
    }

    internal Instant? Time(string name)
    {
        if (Text(name, 60) is not { } text) return null;
        if (!Instant.TryParse(text, out var instant)) { Fail(At(name), "a time with a zone (RFC 3339) is needed"); return null; }
        return InRange(instant, At(name));
    }

    /// <summary>An embargo: a time, "until-further-notice", or "none"; null where nothing is stated.</summary>
    internal Embargo? Embargo(string name)
    {
        if (Text(name, 60) is not { } text) return null;
        if (text == "none") return News.Embargo.None;
        if (text == "until-further-notice") return News.Embargo.FurtherNotice;
        if (Instant.TryParse(text, out var instant)) return InRange(instant, At(name)) is { } moment ? News.Embargo.At(moment) : null;
        Fail(At(name), "a time with a zone (RFC 3339), \"until-further-notice\" or \"none\" is needed");
        return null;
    }

    internal T? Member<T>(string name) where T : struct, Enum
    {
        if (Text(name, 60) is not { } text) return null;
        if (StoryJson.TryName<T>(text, out var value)) return value;
        Fail(At(name), "one of " + string.Join(", ", Enum.GetValues<T>().Select(StoryJson.Name)) + " is needed");
        return null;
    }

    internal List<T> List<T>(string name, Func<JsonElement, string, T?> read, int most = 500)
    {
        var list = new List<T>();
        if (Element(name) is not { ValueKind: not JsonValueKind.Null } value) return list;
        if (value.ValueKind != JsonValueKind.Array) { Fail(At(name), "a list is needed"); return list; }
        if (value.GetArrayLength() > most) { Fail(At(name), $"at most {most} can be taken"); return list; }
        foreach (var element in value.EnumerateArray())
            if (read(element, $"{At(name)}/{list.Count}") is { } item) list.Add(item);
            else return list;
        return list;
    }

    /// <summary>A list of objects, each read with a reader of its own: what is wrong in one of them is as wrong as anywhere.</summary>
    internal List<T> Objects<T>(string name, Func<BodyReader, T> read, int most) => List(name, (element, at) =>
    {
        var inner = new BodyReader(element, at);
        _inner.Add(inner);
        return read(inner);
    }, most);

    internal List<string> Texts(string name) => List(name, (element, at) =>
    {
        if (element.ValueKind == JsonValueKind.String && NewsText.OneLine(element.GetString()) is { } line) return line;
        Fail(at, "a text is needed");
        return null;
    });

    internal List<Guid> Ids(string name) => List<Guid?>(name, (element, at) =>
    {
        if (element.ValueKind == JsonValueKind.String && ApiCall.TryId(element.GetString(), out var id)) return id;
        Fail(at, "a story's id is needed");
        return null;
    }).ConvertAll(id => id!.Value);

    internal BodyReader Object(string name)
    {
        var inner = new BodyReader(Element(name) is { ValueKind: not JsonValueKind.Null } value ? value : null, At(name));
        _inner.Add(inner);
        return inner;
    }

    /// <summary>An object as it stands, for those who know its form.</summary>
    internal JsonElement? Raw(string name)
    {
        if (Element(name) is not { ValueKind: not JsonValueKind.Null } value) return null;
        if (value.ValueKind != JsonValueKind.Object) Fail(At(name), "an object is needed");
        return value;
    }

    /// <summary>
    /// What a story says; null where it is not stated. A text that is not clean is cleaned, and <paramref name="notes"/> says what was taken out.
    /// </summary>
    internal StoryContent? Content(string name, List<ContentNote> notes) => Raw(name) is { } json && Problem is null ? ContentAt(json, At(name), notes) : null;

    /// <summary>This whole object as what a story says.</summary>
    internal StoryContent? WholeContent(List<ContentNote> notes)
    {
        if (Problem is not null || _json.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in _json.EnumerateObject()) _asked.Add(member.Name);
        return ContentAt(_json, _at, notes);
    }

    private StoryContent? ContentAt(JsonElement json, string at, List<ContentNote> notes)
    {
        var clean = StoryMarkup.Cleaned(json, at, notes, out var refused);
        if (refused is not null) { _problem ??= refused; return null; }
        if (!StoryJson.TryReadContent(clean, out var content, out var problem))
        {
            var unknown = problem!.Message.Contains("not known", StringComparison.Ordinal);
            _problem ??= new(unknown ? "unknown-member" : "wrong-type", $"{Sentence(problem.Message)} at {at}{problem.Pointer}. Nothing was done.", at + problem.Pointer);
            return null;
        }
        if (content.Rights.Expires is { } expires) InRange(expires, at + "/rights/expires");
        notes.AddRange(SuspiciousText.In(content, at));
        return content;
    }

    private Instant? InRange(Instant instant, string at)
    {
        if (instant >= Earliest && instant < Latest) return instant;
        _problem ??= new("date-range", "The time lies outside the years 1900 to 2199. Nothing was done.", at);
        return null;
    }

    private JsonElement? Element(string name)
    {
        _asked.Add(name);
        return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) ? value : null;
    }

    private string At(string name) => _at + "/" + name;

    private void Fail(string at, string what) => _problem ??= new("wrong-type", $"{Sentence(what)} at {(at.Length == 0 ? "the top" : at)}. Nothing was done.", at);

    private static string Sentence(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}

/// <summary>Something about a text that was taken, but that its writer should look at.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Pointer">Where.</param>
/// <param name="Detail">What, in a sentence.</param>
internal sealed record ContentNote(string Code, string Pointer, string Detail);
