using Dateline.News;
using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.Bench.Benches;

/// <summary>Fills a store with published stories, straight through the release service.</summary>
internal static class Newsroom
{
    internal static async Task<List<(Guid Id, string Page)>> Publish(NewsStore store, int count, int from = 0)
    {
        var stories = new List<(Guid, string)>(count);
        for (var at = from; at < from + count; at += 100)
        {
            var first = at;
            var batch = await Task.WhenAll(Enumerable.Range(first, Math.Min(100, from + count - first)).Select(n => store.Write(tx => Publish(tx, n))));
            stories.AddRange(batch);
        }
        return stories;
    }

    private static (Guid, string) Publish(Store.Writing.StoreTransaction tx, int n)
    {
        var story = Releases.NewStory(tx, ItemKind.Text, WireSample.Item(n).Content);
        StoryTable.Insert(tx, story);
        var released = Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "bench" } });
        return (story.Id, released.Value![0].Story.Page!);
    }
}
