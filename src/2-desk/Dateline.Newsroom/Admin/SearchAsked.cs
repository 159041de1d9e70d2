using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Search;

namespace Dateline.Newsroom.Admin;

/// <summary>What a search is asked for, as names and values of an address: the API and the screen read the same.</summary>
internal static class SearchAsked
{
    /// <summary>Longer words are refused.</summary>
    internal const int LongestWords = 400;

    // No source has it: what is asked of one that is not there finds nothing.
    private const long NoSource = -1;

    /// <summary>Reads what is asked for; a refusal names the value that can't be meant. What is no filter (the page, its length, facets) is for the caller.</summary>
    internal static Outcome<SearchQuery> Read(Db db, Func<string, string?> asked, TimeZoneInfo zone)
    {
        var query = new SearchQuery
        {
            Words = asked("q"),
            Language = asked("language")?.ToLowerInvariant(),
            Slugline = asked("slugline"),
            Subject = asked("subject"),
            Place = asked("place"),
            Person = asked("person"),
            Desk = asked("desk"),
            Source = asked("source") is { } code ? Sources.Find(db, code)?.Id ?? NoSource : null,
            Zone = zone,
        };
        if (query.Words is { Length: > LongestWords }) return Bad("q", $"\"q\" may have at most {LongestWords} characters.");
        if (!StoryDesk.TryStates(asked("state"), out var states)) return Bad("state", $"\"state\" takes {string.Join(", ", Shapes.Names<StoryState>())}.");
        if (states.Count > 0) query = query with { States = states };
        if (asked("kind") is { } name)
        {
            if (!StoryJson.TryName<ItemKind>(name, out var kind)) return Bad("kind", $"\"kind\" takes {string.Join(", ", Shapes.Names<ItemKind>())}.");
            query = query with { Kind = kind };
        }
        if (asked("order") is { } order)
        {
            if (!Enum.TryParse<SearchOrder>(order, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(order[0])) return Bad("order", "\"order\" takes latest or relevance.");
            query = query with { Order = known };
        }
        foreach (var edge in new[] { "from", "before" })
        {
            if (asked(edge) is not { } text) continue;
            if (!TryMoment(text, zone, out var moment)) return Bad(edge, $"\"{edge}\" must be a time with its zone (2026-08-24T06:00:00Z) or a day (2026-08-24).");
            query = edge == "from" ? query with { From = moment } : query with { Before = moment };
        }
        return query;
    }

    /// <summary>Whether nothing is asked for: no word, and no filter.</summary>
    internal static bool IsForAll(SearchQuery query) => query == new SearchQuery { Zone = query.Zone, Order = query.Order };

    private static Refusal Bad(string name, string message) => new("query-bad", message + " Nothing was searched.", name);

    private static bool TryMoment(string text, TimeZoneInfo zone, out Instant moment)
    {
        if (Instant.TryParse(text, out moment)) return true;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1900 or > 9000) return false;
        moment = Instant.From(new DateTimeOffset(day, zone.GetUtcOffset(day)));
        return true;
    }
}
