using Dateline.Newsroom.Api;
using Dateline.Store.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Admin;

/// <summary>The newsroom's own search: drafts, embargoed and held stories included.</summary>
internal static class NewsroomSearch
{
    internal static void Map(ApiMap api) => api.Get("search", Scopes.Read, Search, new("search", "Desk", "Search all stories, the newest first")
    {
        Query = [("q", "The words"), ("language", "The primary subtag"), ("limit", "1 to 200; 50 if not stated")],
        Answers = Shape.Page(Shapes.Summary),
        Codes = ["query-bad", "not-set-up"],
    });

    private static Task<Answer> Search(ApiCall call)
    {
        if (call.Http.RequestServices.GetService<INewsroomSearch>() is not { } index) return Task.FromResult<Answer>(new Problem("not-set-up", "The search is not running here."));
        var limit = call.Limit();
        if (!limit.IsDone) return Task.FromResult<Answer>(limit.Refusal);
        if (call.Query("q") is not { Length: <= 400 } words) return Task.FromResult<Answer>(new Problem("query-bad", "\"q\" must hold the words to search for, at most 400 characters."));
        var found = index.Search(words, call.Query("language"), (int)limit.Value);
        return call.Read(db => Answer.List(found.Select(id => StoryTable.Find(db, id)).OfType<Store.Stories.Story>(), new StoryAnswer(db, call.Options, call.Now).Summary));
    }
}
