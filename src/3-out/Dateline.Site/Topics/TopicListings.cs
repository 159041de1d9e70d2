using Dateline.Site.Article;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store;
using Dateline.Store.Search;

namespace Dateline.Site.Topics;

/// <summary>The pages of topics: the latest stories about it or about anything below it.</summary>
internal sealed class TopicListings(House house, SiteBook book, NewsStore store) : IListings
{
    private const int Most = 40;

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (TopicTree.Named(path[(language.Root + "/topics/").Length..], language) is not { } topic) return null;
        var codes = TopicTree.WithAllBelow(topic.Code);
        var found = view.Search(store.Search.Public, new SearchQuery { Language = language.Tag, AnySubject = codes, Count = Most, WithFacets = true });
        if (!found.IsDone) return null;
        var stories = view.WithNewest(found.Value.Hits.Select(view.Read).OfType<OpenStory>(), language.Tag, s => book.Cards.Of(view, s)?.Subjects.Any(codes.Contains) == true);
        if (stories.Count > Most) stories.RemoveRange(Most, stories.Count - Most);
        if ((topic.Label ?? NameIn(stories, topic.Code)) is not { } name) return null;
        return new Listing
        {
            Language = language,
            Path = topic.Path,
            Title = char.ToUpper(name[0], System.Globalization.CultureInfo.InvariantCulture) + name[1..],
            Kicker = language.Words.Topic,
            Description = Words.Fill(language.Words.TopicDescription, name, house.Name),
            Stories = stories,
            Trail = [.. TopicTree.Above(topic.Code, language).Select(Link)],
            Parts = [.. Told(topic.Code, language, found.Value.Facets)],
            NoneText = language.Words.TopicEmpty,
            Alternates = topic.Label is null ? [] : [.. house.Languages.Where(l => l != language).Select(l => (Language: l, Topic: TopicTree.Of(topic.Code, l))).Where(t => t.Topic is not null).Select(t => new Alternate(t.Language.Tag, t.Language.Words.Name, StoryUrl.Encode(t.Topic!.Path)))],
        };
    }

    /// <summary>What a subject outside the Media Topics is called: as its newest story says.</summary>
    private static string? NameIn(List<OpenStory> stories, string code) =>
        stories.Count == 0 ? null : stories.SelectMany(s => s.Content.Subjects).FirstOrDefault(s => s.Code == code && s.Name is not null)?.Name ?? code;

    /// <summary>Narrower topics that have stories.</summary>
    private static IEnumerable<ListLink> Told(string code, HouseLanguage language, SearchFacets? facets)
    {
        if (facets?.Facets.GetValueOrDefault("subject") is not { } subjects) return [];
        return TopicTree.DirectlyBelow(code, language).Where(t => subjects.Any(s => TopicTree.IsWithin(s.Value, t.Code))).Select(Link);
    }

    internal static ListLink Link(Topic topic) => new(StoryUrl.Encode(topic.Path), topic.Label ?? topic.Code);
}
