using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Store.Search;

/// <summary>One entry of an index: by what it is found, and what facets count. None of it is ever shown; what is shown is read from the store, after the gate.</summary>
internal sealed record SearchDocument
{
    // A story may hold a phone book; what is behind this many words is not found, and both databases keep to their limits.
    private const int MostWords = 50_000;

    /// <summary>Its place in the order of time: the newest has the highest, and no two share one.</summary>
    internal required long Id { get; init; }
    /// <summary>What there is one entry for: in the newsroom the story, in public the address.</summary>
    internal required string Key { get; init; }
    /// <summary>The story.</summary>
    internal required Guid Story { get; init; }
    /// <summary>The version whose words it has; 0 in the newsroom, which has the draft's.</summary>
    internal int Version { get; init; }
    /// <summary>The moment that dates it.</summary>
    internal required Instant At { get; init; }
    /// <summary>The language's primary subtag.</summary>
    internal string? Language { get; init; }
    /// <summary>The source's number.</summary>
    internal long? Source { get; init; }
    /// <summary>The desk.</summary>
    internal string? Desk { get; init; }
    /// <summary>Subjects as lines of code, tab, name.</summary>
    internal string? Subjects { get; init; }
    /// <summary>When its usage terms end.</summary>
    internal Instant? Expires { get; init; }
    /// <summary>Changes with anything of the entry but its place: an entry with the same mark need not be written again.</summary>
    internal required string Mark { get; init; }
    /// <summary>The words of headline and slugline, with a space between.</summary>
    internal string Head { get; init; } = "";
    /// <summary>The words of names in the byline, with a space between.</summary>
    internal string People { get; init; } = "";
    /// <summary>The words of places' names, with a space between.</summary>
    internal string Places { get; init; } = "";
    /// <summary>The words of everything else, with a space between.</summary>
    internal string Text { get; init; } = "";
    /// <summary>What it is.</summary>
    internal IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The key of a story in the newsroom's index.</summary>
    internal static string KeyOf(Guid story) => story.ToString("N");

    /// <summary>
    /// A story as the newsroom finds it: draft, notes and captions included. A story that was taken down is found by what it is, never by its words.
    /// </summary>
    internal static SearchDocument OfNewsroom(Story story, long change)
    {
        var content = story.Standing.State == StoryState.TakenDown ? new StoryContent { Language = story.Content.Language } : story.Content;
        var slugline = content.Slugline?.Text;
        return Of(content) with
        {
            Id = change,
            Key = KeyOf(story.Id),
            Story = story.Id,
            At = story.Updated,
            Source = story.Source,
            Desk = story.Desk,
            Mark = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(story.ContentHash)} {(int)story.Standing.State} {(int)story.Kind} {story.Desk} {story.Updated.Microseconds} {story.SourceGuid}"),
            Head = Words(content.Headline?.Text, slugline),
            Text = Words([.. PublicTexts(content), content.TakeKey, content.EdNote, content.StaffNote, content.Credit, .. content.Keywords, .. content.Pictures.SelectMany(p => new[] { p.Headline, p.Caption, p.Credit, p.Alt }), story.Guid, story.SourceGuid]),
            Tags =
            [
                .. Common(content, story.Kind, story.Updated), SearchTags.Desk(story.Desk), SearchTags.State(story.Standing.State),
                .. slugline is null ? [] : new[] { SearchTags.Slugline(slugline) },
                .. story.Source is { } source ? new[] { SearchTags.Source(source) } : [],
            ],
        };
    }

    /// <summary>
    /// A public story as readers find it: by what its page says in its own words. Captions are left out, because a picture may be killed or embargoed by itself;
    /// slugline, notes, desk and source are none of the public's business.
    /// </summary>
    internal static SearchDocument OfPublic(PublicStanding story, long position, int version, StoryContent content)
    {
        var since = story.Standing.PublicSince!.Value;
        return Of(content) with
        {
            Id = position,
            Key = story.Page,
            Story = story.Id,
            Version = version,
            At = since,
            Language = story.Language,
            Expires = story.Standing.Expires,
            Mark = string.Create(CultureInfo.InvariantCulture, $"{story.Id:N} {version} {position} {since.Microseconds} {story.Standing.Expires?.Microseconds} {story.Language}"),
            Head = Words(content.Headline?.Text),
            Text = Words([.. PublicTexts(content)]),
            Tags = [.. Common(content with { Language = News.Language.From(story.Language) }, ItemKind.Text, since)],
        };
    }

    private static SearchDocument Of(StoryContent content) => new()
    {
        Id = 0,
        Key = "",
        Story = default,
        At = default,
        Mark = "",
        Language = content.Language?.Primary,
        Subjects = content.Subjects.Count == 0 ? null : string.Join('\n', content.Subjects.DistinctBy(s => s.Code).Select(s => s.Code.ReplaceLineEndings(" ").Replace('\t', ' ') + "\t" + s.Name?.ReplaceLineEndings(" "))),
        People = Words([.. content.Bylines.SelectMany(b => new[] { b.Name, b.Code }), .. content.WithFilesFrom.Select(c => c.Name)]),
        Places = Words([content.Located?.Name, content.Located?.Code, .. content.Places.SelectMany(p => new[] { p.Name, p.Code }), content.Placeline?.Text]),
    };

    private static IEnumerable<string?> PublicTexts(StoryContent content) =>
        [content.Dek, content.Body.PlainText, .. content.Subjects.Select(s => s.Name)];

    private static IEnumerable<string> Common(StoryContent content, ItemKind kind, Instant at) =>
    [
        SearchTags.Everything, SearchTags.Kind(kind), .. SearchTags.Date(at),
        .. content.Language is { } language ? new[] { SearchTags.Language(language.Primary) } : [],
        .. content.Subjects.Select(s => SearchTags.Subject(s.Code)).Distinct(),
    ];

    /// <summary>A word that no text has (of the private use area): between two texts, so that a phrase does not reach from one into the next.</summary>
    internal const string Between = "\uE000";

    private static string Words(params ReadOnlySpan<string?> texts)
    {
        var (line, count) = (new StringBuilder(), 0);
        foreach (var text in texts)
        {
            if (count >= MostWords) break;
            var before = line.Length;
            if (before > 0) line.Append(' ').Append(Between);
            if (SearchWords.AppendTo(line, text, MostWords - count) is > 0 and var more) count += before > 0 ? more + 1 : more;
            else line.Length = before;
        }
        return line.ToString();
    }
}

/// <summary>What an index knows of one entry beside its words.</summary>
internal sealed record SearchRow(long Id, string Key, Guid Story, int Version, Instant At, string? Language, long? Source, string? Desk, string? Subjects, Instant? Expires);
