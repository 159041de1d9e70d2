using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Outputs;
using Dateline.Store.Database;
using Dateline.Store.Sites;

namespace Dateline.Newsroom.Fronts;

/// <summary>A section as it is typed on its screen.</summary>
internal sealed class SectionForm
{
    /// <summary>By which it is known, whatever it is renamed; empty: it is new.</summary>
    public string? Key { get; set; }
    /// <summary>Its word in addresses.</summary>
    public string? Slug { get; set; }
    /// <summary>Its name by language.</summary>
    public Dictionary<string, string?> Names { get; set; } = [];
    /// <summary>What it takes.</summary>
    public string? Filter { get; set; }
    /// <summary>The words it had, with spaces between them.</summary>
    public string? Former { get; set; }
    /// <summary>Whether the menu has it.</summary>
    public bool Menu { get; set; }
    /// <summary>Whether it is on.</summary>
    public bool On { get; set; }
    /// <summary>Where its addresses lead while it is off: the other's key.</summary>
    public string? LeadsTo { get; set; }

    internal static SectionForm Of(SectionChoice section) => new()
    {
        Key = section.Key,
        Slug = section.Slug,
        Names = section.Names.ToDictionary(n => n.Key, n => (string?)n.Value, StringComparer.Ordinal),
        Filter = section.Filter,
        Former = string.Join(' ', section.Former),
        Menu = !section.IsOutOfMenu,
        On = !section.IsOff,
        LeadsTo = section.LeadsTo,
    };

    /// <summary>
    /// What was typed, as what it means. A section that was renamed keeps the word it had, so that its old address leads on: nobody has to think of it.
    /// </summary>
    /// <param name="typed">The rows, in their order.</param>
    /// <param name="held">The sections that hold now.</param>
    internal static List<SectionChoice> Read(IReadOnlyList<SectionForm> typed, IReadOnlyList<SectionChoice> held)
    {
        var keys = typed.Select(t => t.Key).OfType<string>().Where(k => k.Length > 0).ToHashSet(StringComparer.Ordinal);
        var slugs = typed.Select(t => t.SlugTyped).ToHashSet(StringComparer.Ordinal);
        return [.. typed.Select(t => t.Choice(held, keys, slugs))];
    }

    private string SlugTyped => (Slug ?? "").Trim().TrimStart('/').ToLowerInvariant();

    private SectionChoice Choice(IReadOnlyList<SectionChoice> held, HashSet<string> keys, HashSet<string> slugs)
    {
        var slug = SlugTyped;
        var former = (Former ?? "").Split([' ', ',', ';', '/', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant());
        if (held.FirstOrDefault(s => s.Key == Key) is { } before && before.Slug != slug && !slugs.Contains(before.Slug)) former = former.Append(before.Slug);
        return new()
        {
            Key = string.IsNullOrEmpty(Key) ? NewKey(slug, keys) : Key,
            Slug = slug,
            Names = Names.Where(n => !string.IsNullOrWhiteSpace(n.Value)).ToDictionary(n => n.Key, n => n.Value!.Trim(), StringComparer.Ordinal),
            Filter = (Filter ?? "").Trim(),
            Former = [.. former.Where(w => w != slug).Distinct(StringComparer.Ordinal)],
            IsOutOfMenu = !Menu,
            IsOff = !On,
            LeadsTo = On || string.IsNullOrEmpty(LeadsTo) ? null : LeadsTo,
        };
    }

    // Another section may have had the word first, and keeps its arrangements under it.
    private static string NewKey(string slug, HashSet<string> keys)
    {
        var key = slug;
        for (var n = 2; !keys.Add(key); n++) key = $"{slug}-{n}";
        return key;
    }

    /// <summary>How many versions of the last week each section would take.</summary>
    internal static int[] Weeks(Db db, IEnumerable<string?> filters, Instant now) =>
        ProductSample.Counts(db, [.. filters.Select(f => NewsFilter.Parse(f ?? "", Vocabularies.ForFilters) is { IsDone: true, Value: var filter } ? filter : null)], now);
}
