using Dateline.News;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Search;

/// <summary>A store, and short ways to publish into it and to search it.</summary>
public abstract class SearchedStore : StoreLaws
{
    protected static StoryContent Text(string headline, string body, string language = "en")
    {
        Assert.True(StoryHtml.TryRead(body, out var html));
        return new StoryContent { Language = Language.From(language), Headline = Headline.From(headline), Body = html };
    }

    protected async Task<Guid> Publish(StoryContent content, Func<Story, Story>? change = null, Func<ReleaseOrder, ReleaseOrder>? order = null)
    {
        var id = await Store.Write(tx =>
        {
            var story = Releases.NewStory(tx, ItemKind.Text, content);
            story = change?.Invoke(story) ?? story;
            StoryTable.Insert(tx, story);
            return story.Id;
        });
        await Release(id, ReleaseAction.Publish, order);
        return id;
    }

    protected List<Guid> Public(string words) => Public(new SearchQuery { Words = words, Count = 200 });

    protected List<Guid> Public(SearchQuery query) => [.. Store.Search.Public.Find(query).Value!.Hits.Select(h => h.Story.Id)];

    protected List<Guid> Newsroom(string words) => Newsroom(new SearchQuery { Words = words, Count = 200 });

    protected List<Guid> Newsroom(SearchQuery query) => [.. Store.Search.Newsroom.Find(query).Value!.Hits.Select(s => s.Id)];

    protected int PublicTotal(string words) => Store.Search.Public.Find(new SearchQuery { Words = words, WithFacets = true }).Value!.Facets!.Total.Value;
}
