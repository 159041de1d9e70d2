using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Corrections;
using Dateline.Site.Counting;
using Dateline.Site.Events;
using Dateline.Site.Feeds;
using Dateline.Site.Front;
using Dateline.Site.Lists;
using Dateline.Site.Live;
using Dateline.Site.Machines;
using Dateline.Site.Media;
using Dateline.Site.Notices;
using Dateline.Site.Pages;
using Dateline.Site.Reading;
using Dateline.Site.Search;
using Dateline.Site.Sections;
using Dateline.Site.Theme;
using Dateline.Site.Tips;
using Dateline.Site.Topics;
using Dateline.Store;
using Dateline.Store.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Sites;

/// <summary>One site: its words and looks, its pages, the bytes it keeps, and the addresses it answers at. What sites share is the store, and the gate.</summary>
internal sealed class OneSite : IDisposable
{
    private const int MostTried = 12;
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // Programs look for these beside the pages; each is there where the site has a file of that name.
    private static readonly string[] AtRoot = ["/favicon.ico", "/app-ads.txt"];

    private readonly NewsStore _store;
    private readonly NoticePages _notices;
    private readonly HomeBook _homes;
    private readonly LiveStream _live;
    private readonly PhotoLab _lab;
    private readonly ReaderCounts _counts;
    private readonly TipLimits _tipLimits;
    private readonly SectionPages _sections;
    private readonly IReadOnlyList<SiteBook> _books;
    private readonly List<(string Path, Func<string, PublicView, PageAnswer?> Paint)> _fixedFeeds = [];

    internal OneSite(SiteBook book, IReadOnlyList<SiteBook> all, PageRoom room, NewsStore store, PhotoLab lab, ReaderCounts counts, ILogger<PageServing> log, IHostApplicationLifetime? lifetime)
    {
        (Book, _store, _lab, _counts, _homes) = (book, store, lab, counts, new HomeBook(book, all));
        House = new House(book);
        _sections = new SectionPages(House, book, new ListPage(House));
        Followed = new FollowedFeeds(House);
        _tipLimits = new TipLimits(store);
        _notices = new NoticePages(House);
        _books = all;
        Cache = new PageCache(store, book, room, Follow);
        Pages = new PageServing(Cache, _notices, book.Options.MostRead > 0 ? (context, page) => counts.Note(context, book.Options.CodeOrMain, page) : null, log);
        _live = new LiveStream(store, book, Pages, lifetime);
    }

    internal SiteBook Book { get; }
    internal House House { get; }
    internal ReaderCounts Counts => _counts;
    internal PageCache Cache { get; }
    internal PageServing Pages { get; }
    internal LiveStream Live => _live;

    /// <summary>The feeds that the site's hub is told of: those of each language and of each section.</summary>
    internal IEnumerable<(string Path, Func<string, PublicView, PageAnswer?> Paint)> AnnouncedFeeds => _fixedFeeds.Concat(_sections.Feeds());

    /// <summary>Takes over what people changed of the sites, from the look at the store that a page is made from: this one's looks, and every one's sections, for a story's one address may be on any.</summary>
    internal void Follow(Db db, SiteMark mark)
    {
        House.Follow(db, mark.Changes);
        foreach (var book in _books) book.Follow(db, mark.Sections);
    }

    /// <summary>The feeds of topics, writers and places, of which it is told once somebody has fetched them.</summary>
    internal FollowedFeeds Followed { get; }

    /// <summary>Maps every address of the site. What nothing else is mapped to is the site's "not found".</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        foreach (var language in House.Languages) MapLanguage(routes, language);
        var pages = new StaticPages(House);
        foreach (var page in House.Folder.Pages) Map(routes, page.Path, pages.Paint);
        MapMachines(routes);
        var media = new MediaEndpoint(_store, Book.Options, Pages, _lab);
        Own(routes.MapMethods("/media/{name}", Methods, (RequestDelegate)(context => media.Serve(context, (string)context.Request.RouteValues["name"]!))));
        var articles = new ArticlePage(House, _notices, Book, _homes);
        Own(routes.MapMethods("/live/{story}", Methods, (RequestDelegate)_live.Serve));
        Map(routes, "/{story}", (path, view) => _sections.Paint(path, view) ?? articles.Paint(path, view));
        foreach (var language in House.Languages.Where(l => l.Root.Length > 0)) Map(routes, language.Root + "/{section}", (path, view) => _sections.Paint(path, view) ?? articles.Paint(path, view));
        Map(routes, "/{section}/{story}", articles.Paint);
        Own(routes.MapFallback("{**path}", (RequestDelegate)Pages.NotFound));
    }

    private void MapLanguage(IEndpointRouteBuilder routes, HouseLanguage language)
    {
        var (root, list, days, feeds, search) = (language.Root, new ListPage(House), new DayListings(House), new FeedPages(House), new SearchPage(House, Book, _store));
        Map(routes, language.Front, new FrontPage(House, Book, _counts).Paint);
        foreach (var feed in FeedKind.All) MapAnnounced(routes, root + feed.File, (path, view) => feeds.Paint(feed, path, view));
        foreach (var feed in FeedKind.All) Map(routes, root + "/{section}" + feed.File, (path, view) => _sections.Feed(feed, path, view));
        Map(routes, root + "/topics", new TopicIndex(House).Paint);
        MapList(routes, list, new TopicListings(House, Book, _store), root + "/topics/{topic}");
        MapList(routes, list, new AuthorListings(House, _store), $"{root}/{AuthorListings.Folder}/{{name}}");
        MapList(routes, list, new PlaceListings(House, _store), $"{root}/{PlaceListings.Folder}/{{name}}");
        Map(routes, root + "/archive", (path, view) => list.Paint(days, path, view));
        Map(routes, root + "/archive/{day}", (path, view) => list.Paint(days, path, view));
        Own(routes.MapMethods(root + "/search", Methods, (RequestDelegate)(context => Pages.Answer(context, (path, view) => search.Paint(path, context.Request.Query, view), asksIndex: true))));
        MapEvents(routes, list, root);
        if (House.Options.TipDesk is not null) MapTips(routes, root);
        Map(routes, root + "/saved", new SavedPage(House).Paint);
        Map(routes, root + "/corrections", new CorrectionsPage(House).Paint);
    }

    /// <summary>A front, or the front of a section, as a look at the store has it.</summary>
    internal PageAnswer? PaintFront(string path, bool isSection, PublicView view) =>
        isSection ? _sections.Paint(path, view) : new FrontPage(House, Book, _counts).Paint(path, view);

    /// <summary>A front, or the newest story that has a photo, in other clothes; null: there is nothing to show.</summary>
    internal PageAnswer? PaintTried(House tried, HouseLanguage language, bool isStory, PublicView view)
    {
        if (!isStory) return new FrontPage(tried, Book, _counts).Paint(language.Front, view);
        var stories = view.Latest(language.Tag, MostTried).Select(view.Read).OfType<OpenStory>().Where(s => !s.Content.Body.IsEmpty).ToList();
        return StoryLines.Lead(view, stories, []).Story is { } story ? new ArticlePage(tried, new NoticePages(tried), Book, _homes).Paint(story.Path, view) : null;
    }

    private void MapEvents(IEndpointRouteBuilder routes, ListPage list, string root)
    {
        var (events, obituaries) = (new EventPages(House), new ObituaryListings(House));
        Map(routes, root + EventPages.Folder, events.Paint);
        Map(routes, root + EventPages.Folder + "/{day}", events.Paint);
        Map(routes, root + EventPages.Calendar, events.PaintCalendar);
        Map(routes, root + ObituaryListings.Folder, (path, view) => list.Paint(obituaries, path, view));
        foreach (var feed in FeedKind.All)
        {
            Map(routes, root + EventPages.Folder + feed.File, (path, view) => list.Feed(events, feed, path, view));
            Map(routes, root + ObituaryListings.Folder + feed.File, (path, view) => list.Feed(obituaries, feed, path, view));
        }
    }

    private void MapTips(IEndpointRouteBuilder routes, string root)
    {
        var tips = new TipPage(House, _store, _tipLimits);
        Map(routes, root + TipPage.Name, tips.Paint);
        Map(routes, root + TipPage.Thanks, tips.PaintThanks);
        Own(routes.MapPost(root + TipPage.Name, (RequestDelegate)tips.Take));
    }

    private void MapMachines(IEndpointRouteBuilder routes)
    {
        var (sitemaps, files) = (new Sitemaps(House, Book, _homes), new WellKnown(House));
        Map(routes, "/sitemap.xml", sitemaps.Index);
        Map(routes, Sitemaps.Folder + "{month}", sitemaps.File);
        Map(routes, "/robots.txt", files.Robots);
        Map(routes, "/ads.txt", files.Ads);
        Map(routes, "/.well-known/security.txt", files.Security);
        Map(routes, "/.well-known/tdmrep.json", files.TdmRep);
        Map(routes, "/favicon.svg", files.Mark);
        if (House.Options.Logo is { } logo) Map(routes, logo.Path, files.Logo);
        Map(routes, SiteLogo.Folder + "{file}", files.OwnLogo);
        Map(routes, LogoPictures.PublisherPath, files.PublisherLogo);
        Map(routes, LogoPictures.TouchPath, files.Touch);
        foreach (var own in AtRoot) Map(routes, own, files.Own);
        Map(routes, OwnFiles.Folder + "{file}", House.Files.Paint);
    }

    private void Map(IEndpointRouteBuilder routes, string pattern, Func<string, PublicView, PageAnswer?> paint, bool asksIndex = false) =>
        Own(routes.MapMethods(pattern, Methods, (RequestDelegate)(context => Pages.Answer(context, paint, asksIndex))));

    private void MapAnnounced(IEndpointRouteBuilder routes, string path, Func<string, PublicView, PageAnswer?> paint)
    {
        Map(routes, path, paint);
        _fixedFeeds.Add((path, paint));
    }

    private void MapList(IEndpointRouteBuilder routes, ListPage list, IListings kind, string pattern)
    {
        Map(routes, pattern, (path, view) => list.Paint(kind, path, view), asksIndex: true);
        var under = pattern[..pattern.IndexOf('{', StringComparison.Ordinal)];
        foreach (var feed in FeedKind.All) Map(routes, pattern + feed.File, Followed.Add(under, feed, (path, view) => list.Feed(kind, feed, path, view, House.Options.Hub)), asksIndex: true);
    }

    private void Own(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(this);

    public void Dispose()
    {
        _live.Dispose();
        House.Files.Dispose();
        Cache.Dispose();
        Pages.Dispose();
    }
}
