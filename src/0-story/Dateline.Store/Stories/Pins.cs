using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>
/// The stories that someone put at the top of a front, in their order. A place is a language and, for the front of a section, its word: "en", "fr/world"; on a further site
/// of the newsroom, with the site's code before it: "courrier:fr/monde".
/// A pin opens nothing: whoever shows it asks the gate, and what is not open takes no place.
/// </summary>
public static class Pins
{
    /// <summary>How many may stand in one place.</summary>
    public const int Most = 20;

    private const string Name = "pins:";

    /// <summary>The stories of a place, the first on top; none where nothing is pinned.</summary>
    public static IReadOnlyList<Guid> In(Db db, string place) => Settings.Get(db, Name + place) is { } ids ? Read(ids) : [];

    /// <summary>Every place that has a pin.</summary>
    public static List<(string Place, IReadOnlyList<Guid> Stories)> All(Db db) =>
        db.Many("select name, value from setting where name like 'pins:%' and value <> '' order by name", static r => (r.Text(0)[Name.Length..], Read(r.Text(1))));

    /// <summary>Pins these stories, and no others, in a place.</summary>
    public static void Set(StoreTransaction tx, string place, IEnumerable<Guid> stories, string by)
    {
        var ids = string.Join(' ', stories.Distinct().Take(Most).Select(s => s.ToString("D", CultureInfo.InvariantCulture)));
        Settings.Set(tx, Name + place, ids);
        tx.Audit(by, "pin", place, ids);
    }

    /// <summary>Whether a text can be a place.</summary>
    public static bool IsPlace(string text)
    {
        var site = text.IndexOf(':', StringComparison.Ordinal);
        var parts = text[(site + 1)..].Split('/');
        return (site < 0 || IsWord(text[..site])) && parts.Length <= 2 && parts[0].Length is 2 or 3 && text.Length <= 80 && parts.All(IsWord);
    }

    private static bool IsWord(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IReadOnlyList<Guid> Read(string ids) => [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => Guid.ParseExact(i, "D"))];
}
