using System.Text.RegularExpressions;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store.Sites;

namespace Dateline.Site;

/// <summary>
/// A section of the site: a name and a choice of news in words. A story stands in the first section that takes it, and in the address of that one;
/// the front of each section it fits lists it.
/// </summary>
public sealed partial record SiteSection
{
    // Words of the site's own addresses, and of the program's.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "api", "archive", "authors", "corrections", "demo", "draft", "events", "feed", "files", "healthz", "intake", "latest", "live", "logo", "media", "metrics", "obituaries", "openapi", "places", "saved", "search", "sitemaps", "staff", "topics",
    };

    private readonly NewsFilter? _filter;

    private SiteSection(string slug, IReadOnlyDictionary<string, string> names, string words, NewsFilter? filter) => (Slug, Key, Names, Filter, _filter) = (slug, slug, names, words, filter);

    /// <summary>Its word in addresses ("world").</summary>
    public string Slug { get; }
    /// <summary>Its name by language ("en", "fr"); never empty.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }
    /// <summary>What it takes, in words.</summary>
    public string Filter { get; }

    /// <summary>By which arrangements and decisions name it, whatever it is renamed.</summary>
    public string Key { get; private init; }

    /// <summary>Whether the menu has it, where the menu is not the settings file's own.</summary>
    internal bool IsInMenu { get; private init; } = true;

    /// <summary>Words it had in addresses before: its front and its feeds are found by them too, and lead on.</summary>
    public IReadOnlyList<string> Former { get; private init; } = [];

    /// <summary>The same section with the words it had before; refused where one can't be a section's word.</summary>
    public Outcome<SiteSection> Known(IReadOnlyList<string> before) => before.FirstOrDefault(w => !IsWord(w)) is { } bad
        ? new Refusal("section-slug", $"\"{bad}\" can't have been a section's word in addresses.", "former")
        : this with { Former = before };

    /// <summary>Whether it takes something.</summary>
    internal bool Takes(FilterFacts facts) => _filter?.Takes(facts) == true;

    /// <summary>As somebody would have written it on the screen.</summary>
    public SectionChoice Choice => new() { Key = Key, Slug = Slug, Names = Names, Filter = Filter, Former = Former };

    /// <summary>What somebody put in force. It could be meant then; a filter that can't be read any more takes nothing.</summary>
    internal static SiteSection Of(SectionChoice kept) =>
        new(kept.Slug, kept.Names, kept.Filter, FilterOf(kept.Filter) is { IsDone: true, Value: var filter } ? filter : null) { Key = kept.Key, Former = kept.Former, IsInMenu = !kept.IsOutOfMenu };

    /// <summary>Its name in a language, or the first there is.</summary>
    public string NameIn(string language) => Names.TryGetValue(language, out var name) ? name : Names.Values.First();

    /// <summary>Whether a word is one of the site's own addresses.</summary>
    internal static bool IsTaken(string word) => Taken.Contains(word);

    /// <summary>Reads one. What can't be meant is refused in a sentence, and nothing is guessed.</summary>
    /// <param name="slug">Its word in addresses: small letters, digits and hyphens.</param>
    /// <param name="names">Its name by language.</param>
    /// <param name="filter">What it takes, in the words of <see cref="NewsFilter"/>; names and trees are those of IPTC's Media Topics.</param>
    public static Outcome<SiteSection> Read(string slug, IReadOnlyDictionary<string, string> names, string filter)
    {
        if (!IsWord(slug))
            return new Refusal("section-slug", $"\"{slug}\" can't be a section's word in addresses: it is small letters, digits and hyphens, three or more, and none of the site's own words.", "slug");
        if (names.Count == 0) return new Refusal("section-name", $"The section \"{slug}\" has no name. Give it one for each language of the site.", "name");
        var read = FilterOf(filter);
        return read.IsDone ? new SiteSection(slug, names, filter, read.Value) : read.Refusal;
    }

    private static Outcome<NewsFilter> FilterOf(string filter) => NewsFilter.Parse(filter, Vocabularies.ForFilters);

    internal static bool IsWord(string slug) => Word().IsMatch(slug) && !Taken.Contains(slug) && slug.Length != 2;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Word();
}
