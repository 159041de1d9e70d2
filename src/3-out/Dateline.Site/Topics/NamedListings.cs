using Dateline.News;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Store;
using Dateline.Store.Search;

namespace Dateline.Site.Topics;

/// <summary>
/// The pages of those whom a name alone stands for: writers and places. Their address is the words of the name as the index cuts them, so that everyone who writes the name,
/// with accents or without, comes to the same page.
/// </summary>
internal abstract class NamedListings(House house, NewsStore store, string folder) : IListings
{
    private const int Most = 40;
    private const int Looked = 600;
    private const int LongestName = 120;

    /// <summary>The page's path for a name, decoded; null for one without a letter.</summary>
    internal static string? PathOf(HouseLanguage language, string folder, string name) =>
        Words(name) is { Length: > 0 and <= LongestName } words ? $"{language.Root}/{folder}/{words}" : null;

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        var asked = path[(language.Root.Length + folder.Length + 2)..];
        if (asked.Length > LongestName || Words(asked) is not { Length: > 0 } words) return null;
        var stories = view.WithNewest(Stories(view, Query(words.Replace('-', ' ')) with { Language = language.Tag, Count = 200 }, words), language.Tag, s => view.Read(s) is { } open && IsOf(open.Content, words));
        if (stories.Count == 0) return null;
        if (stories.Count > Most) stories.RemoveRange(Most, stories.Count - Most);
        var name = stories.SelectMany(s => NamesIn(s.Content)).FirstOrDefault(n => Words(n) == words) ?? words.Replace('-', ' ');
        return new Listing
        {
            Language = language,
            Path = $"{language.Root}/{folder}/{words}",
            Title = name,
            Kicker = Kicker(language.Words),
            Description = Theme.Words.Fill(Description(language.Words), name, house.Name),
            Stories = stories,
        };
    }

    private protected abstract SearchQuery Query(string name);

    private protected abstract IEnumerable<string> NamesIn(StoryContent content);

    private protected abstract string Kicker(Words words);

    private protected abstract string Description(Words words);

    // The index finds names that hold these words; those that are no more than these words belong here.
    private List<OpenStory> Stories(PublicView view, SearchQuery query, string words)
    {
        var stories = new List<OpenStory>();
        for (var looked = 0; looked < Looked && stories.Count < Most; looked += query.Count)
        {
            var found = view.Search(store.Search.Public, query);
            if (!found.IsDone) break;
            stories.AddRange(found.Value.Hits.Where(h => IsOf(h.Content, words)).Select(view.Read).OfType<OpenStory>());
            if (found.Value.Next is not { } next) break;
            query = query with { After = next };
        }
        return stories;
    }

    private bool IsOf(StoryContent content, string words) => NamesIn(content).Any(n => Words(n) == words);

    private static string Words(string name) => string.Join('-', PublicSearch.WordsOf(name));
}

/// <summary>A writer's page: what has their name in its byline.</summary>
internal sealed class AuthorListings(House house, NewsStore store) : NamedListings(house, store, Folder)
{
    internal const string Folder = "authors";
    private protected override SearchQuery Query(string name) => new() { Person = name };
    private protected override IEnumerable<string> NamesIn(StoryContent content) => content.Bylines.Select(b => b.Name);
    private protected override string Kicker(Words words) => words.Author;
    private protected override string Description(Words words) => words.AuthorDescription;
}

/// <summary>A place's page: what was filed there or is about it.</summary>
internal sealed class PlaceListings(House house, NewsStore store) : NamedListings(house, store, Folder)
{
    internal const string Folder = "places";
    private protected override SearchQuery Query(string name) => new() { Place = name };
    private protected override IEnumerable<string> NamesIn(StoryContent content) => content.Places.Select(p => p.Name).Concat(content.Located is { } located ? [located.Name] : []);
    private protected override string Kicker(Words words) => words.Place;
    private protected override string Description(Words words) => words.PlaceDescription;
}
