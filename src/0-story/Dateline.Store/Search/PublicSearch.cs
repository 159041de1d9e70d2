using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Search;

/// <summary>A public story that was found. The gate was asked a moment ago; whoever keeps it longer asks again.</summary>
/// <param name="Story">How it stands, and its address.</param>
/// <param name="Version">The version whose text this is.</param>
/// <param name="Changed">When that text was sent.</param>
/// <param name="Content">What it says.</param>
public sealed record PublicHit(PublicStanding Story, int Version, Instant Changed, StoryContent Content);

/// <summary>
/// The readers' search: one hit for each address, and nothing that the public may not see at this instant. An entry that the indexer has not yet taken out
/// after a kill, a hold, a tightened embargo or a correction is dropped here, so words that were withdrawn find nothing from that commit on.
/// </summary>
public sealed class PublicSearch : IndexedSearch<PublicHit>
{
    // A second or two of lag is a few rows. With more, counts wait until the index has caught up; hits do not.
    private const int MostUnsettled = 2000;

    internal PublicSearch(NewsStore store, PublicFeed feed) : base(store, feed)
    {
    }

    /// <summary>The words by which a text is found, as both indexes cut it: in lower case, without accents. A name's words, joined, are the same for everyone who writes it.</summary>
    public static IReadOnlyList<string> WordsOf(string? text, int most = 40) => SearchWords.Of(text, most);

    /// <summary>
    /// Words of headlines, names and places that are spelt nearly like one, as <see cref="WordsOf"/> gives words; the likeliest first. They are proposals of the index, which follows a little later:
    /// none may be shown unless <see cref="IndexedSearch{T}.Find"/> finds something by it now.
    /// </summary>
    public IReadOnlyList<string> Near(string word, int most = 3) => Index.Read(db => Index.Spelling?.Near(db, word, most) ?? [], []);

    private protected override PublicHit? Show(Db db, SearchRow row, SearchExpression what, Instant now)
    {
        if (PublicStories.Showing(db, row.Key, now) is not { } story || story.Id != row.Story) return null;
        return PublicStories.Text(db, story.Id) is var (version, changed, content) && version == row.Version ? new PublicHit(story, version, changed, content) : null;
    }

    // Never the log position: a gap between two of them would tell of what is not public.
    private protected override string PlaceOf(SearchRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.At.Microseconds}.{row.Key}");

    private protected override long? Below(string place)
    {
        var dot = place.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !long.TryParse(place.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return null;
        var key = place[(dot + 1)..];
        return key.Length is > 0 and <= 40 && key.All(char.IsAsciiLetterOrDigit) ? Index.Read(db => Index.Below(db, key, new Instant(at)), 0) : null;
    }

    private protected override HashSet<string>? Unsettled(Db db, long cursor)
    {
        var rows = WireLog.PagesAfter(db, cursor, MostUnsettled + 1);
        return rows.Count > MostUnsettled ? null : rows.Select(r => r.Page).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private protected override IEnumerable<(string Facet, string? Value, string? Name)> FacetsOf(SearchRow row, TimeZoneInfo zone) => CommonFacets(row, zone);
}
