using Dateline.Site.Notices;
using Dateline.Site.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Caching;

/// <summary>How every address of the site is answered: from the cache where that is true, else by its painter, else with a notice.</summary>
/// <param name="cache">What is kept.</param>
/// <param name="notices">What is told instead of a page.</param>
/// <param name="count">Counts a look at a story's page; null: nothing is counted.</param>
/// <param name="log">The program's log.</param>
internal sealed partial class PageServing(PageCache cache, NoticePages notices, Action<HttpContext, string>? count, ILogger<PageServing> log) : IDisposable
{
    // Who asks the index holds one connection to the database and wants another: were all of them held so, nobody would get the second. And a crowd of questions
    // that nobody has asked before is not to slow down those who read.
    private const int MostAskIndex = 16;
    private readonly SemaphoreSlim _indexTurns = new(MostAskIndex);

    /// <summary>Answers from memory before anything else looks at the request; hands on what it does not have.</summary>
    internal Task FromMemory(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return next(context);
        return cache.Find(KeyOf(request)) is { } page ? Show(context, page) : next(context);
    }

    /// <summary>Answers one address. What <paramref name="paint"/> has no page for is not found, whatever the reason.</summary>
    /// <param name="context">The request.</param>
    /// <param name="paint">Makes the page.</param>
    /// <param name="asksIndex">Whether it asks the search index while it looks at the store.</param>
    internal async Task Answer(HttpContext context, Func<string, PublicView, PageAnswer?> paint, bool asksIndex = false)
    {
        var (path, key) = (context.Request.Path.Value ?? "/", KeyOf(context.Request));
        try
        {
            if (cache.Find(key) is { } kept) { await Show(context, kept); return; }
            if (asksIndex) await _indexTurns.WaitAsync(context.RequestAborted);
            PageAnswer answer;
            try { answer = await cache.Make(key, view => paint(path, view) ?? notices.NotFound(path)); }
            finally { if (asksIndex) _indexTurns.Release(); }
            await Send(context, answer);
        }
        catch (Exception broken) when (broken is not OperationCanceledException && !context.Response.HasStarted)
        {
            Broken(log, broken);
            context.Response.Clear();
            await Sending.Notice(context, StatusCodes.Status500InternalServerError, notices.Broken(path));
        }
    }

    /// <summary>The page at an address as it is now, from the cache where that is true; null: there is none. Not settled: the index had changes still to take in, and the page may be another in a moment.</summary>
    internal async Task<(SitePage? Page, bool IsSettled)> Made(string path, Func<string, PublicView, PageAnswer?> paint)
    {
        if (cache.Find(path) is { } kept) return (kept, true);
        var answer = await cache.Make(path, view => paint(path, view) ?? notices.NotFound(path)).ConfigureAwait(false);
        return (answer is { Status: StatusCodes.Status200OK } ? answer.Page : null, answer.View is not { IsProvisional: true });
    }

    // What an address asks behind its path means something to the search alone; a page with a campaign's name behind it is the same page.
    private static string KeyOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        return request.QueryString.HasValue && path.EndsWith(SearchPath, StringComparison.Ordinal) ? path + request.QueryString.Value : path;
    }

    private const string SearchPath = "/search";

    /// <summary>Says that there is nothing.</summary>
    internal Task NotFound(HttpContext context) => Send(context, notices.NotFound(context.Request.Path.Value ?? "/"));

    public void Dispose() => _indexTurns.Dispose();

    private Task Show(HttpContext context, SitePage page)
    {
        if (page.Story is { } story) count?.Invoke(context, story);
        return Sending.Page(context, page);
    }

    private Task Send(HttpContext context, PageAnswer answer) => answer switch
    {
        { Location: { } location } => Sending.GoTo(context, location),
        { Status: StatusCodes.Status200OK } => Show(context, answer.Page!),
        _ => Sending.Notice(context, answer.Status, answer.Page!),
    };

    // The address may hold a headline that is not public: it is not written down.
    [LoggerMessage(Level = LogLevel.Error, Message = "A page of the site could not be made")]
    private static partial void Broken(ILogger log, Exception broken);
}
