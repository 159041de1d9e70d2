using Dateline.Formats;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Staff;

namespace Dateline.Newsroom.Wires;

/// <summary>What was read of an item, field by field: what the wire did not say is not there.</summary>
internal static class ReadFacts
{
    /// <summary>The fields, each by the name of its words.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(ReadItem read)
    {
        if (read.Item is not { } item) return [];
        var content = item.Content;
        return new (string Name, string? Value)[]
        {
            ("code-guid", read.Notes.Any(n => n.Code == NoteCodes.GuidDerived) ? null : item.Guid),
            ("column-version", item.Version),
            ("read-kind", StoryJson.Name(item.Kind)),
            ("read-status", StoryJson.Name(item.Status)),
            ("read-signals", Joined(item.Signals.Select(s => $"{StoryJson.Name(s.Kind)} ({s.Raw})"))),
            ("read-embargo", item.Embargo.IsNone ? null : item.Embargo.Until?.ToString() ?? (item.Embargo.Ambiguous ? "unclear" : "until-further-notice")),
            ("read-created", item.VersionCreated?.ToString()),
            ("read-provider", item.Provider?.Name ?? item.Provider?.Code),
            ("code-slugline", content.Slugline?.Text),
            ("f-headline", content.Headline?.Text),
            ("f-dek", content.Dek),
            ("code-by", Joined(content.Bylines.Select(b => b.Name))),
            ("code-dateline", content.Placeline?.Text),
            ("read-located", content.Located?.Name),
            ("code-language", content.Language?.Tag),
            ("code-urgency", content.Urgency?.ToString()),
            ("code-subjects", Joined(content.Subjects.Select(Named))),
            ("code-genres", Joined(content.Genres.Select(Named))),
            ("code-keywords", Joined(content.Keywords)),
            ("code-places", Joined(content.Places.Select(p => p.Name))),
            ("read-take", content.TakeKey),
            ("code-edNote", content.EdNote),
            ("code-staffNote", content.StaffNote),
            ("read-pictures", Joined(content.Pictures.Select(p => p.Headline ?? p.Caption ?? p.Guid ?? "–"))),
            ("read-links", Joined(item.Links.Select(l => $"{StoryJson.Name(l.Kind)} {l.Guid ?? l.Href}"))),
            ("code-words", content.Body.IsEmpty ? null : content.Body.WordCount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        }.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => (f.Name, f.Value!));
    }

    /// <summary>Where something was met; empty where the format names no place.</summary>
    internal static string At(WirePosition at, StaffWords words) => at switch
    {
        { Line: { } line } => words.Fill("at-line", line, at.Column ?? 1),
        { Offset: { } offset } => words.Fill("at-byte", offset),
        { Pointer: { Length: > 0 } pointer } => pointer,
        _ => "",
    };

    private static string Joined(IEnumerable<string> values) => string.Join(", ", values);

    // A code that comes without a name is told by the vocabularies in force.
    private static string Named(Concept concept) => (concept.Name ?? Vocabularies.InForce.Find(concept.Code)?.Label(Language.From("en")!.Value)) is { } name ? $"{name} ({concept.Code})" : concept.Code;
}
