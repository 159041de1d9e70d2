using Dateline.Site.Ads;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Feeds;
using Dateline.Site.Front;
using Dateline.Site.Reading;
using Dateline.Site.Sections;
using Dateline.Site.Theme;
using Dateline.Store.Sites;

namespace Dateline.Site.Lists;

/// <summary>What a list's page shows.</summary>
internal sealed record ListView(Listing List, FrontStory? Lead, IReadOnlyList<FrontStory> Pinned, IReadOnlyList<FrontDay> Days, string Path, PageAds Ads);

/// <summary>The page and the feeds of any list: they read the same list, so neither shows what the other does not.</summary>
internal sealed class ListPage(House house)
{
    internal PageAnswer? Paint(IListings kind, string path, PublicView view)
    {
        if (kind.Find(path, view) is not { } list) return null;
        if (list.Path != path) return PageAnswer.GoTo(StoryUrl.Encode(list.Path));
        var (first, photo) = list.HasLead ? StoryLines.Lead(view, list.Stories, list.Pinned) : default;
        var lead = first is null ? null : StoryLines.Leading(first, list.Language, photo);
        var ads = kind is SectionListings ? AdPlace.On(AdPages.Sections, list.Language, house, view) : PageAds.None;
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = list.Language,
            Title = list.Title,
            Description = list.Description,
            Path = StoryUrl.Encode(list.Path),
            SkipTo = "list",
            IsIndexed = list.Stories.Count + list.Pinned.Count > 0,
            Alternates = list.Alternates,
            Feed = list.HasFeed ? new(StoryUrl.Encode(list.Path), list.Title) : null,
            Section = list.Section,
            Photo = photo,
            Ads = ads,
            Bar = BarLine.Of(list.Bar, list.Language),
            Body = new AspNetCoreGeneratedDocument.Lists_List { Model = new ListView(list, lead, StoryLines.Pinned(list.Pinned, first, list.Language, view), StoryLines.Days(list.Stories.Where(s => s != first), list.Language), StoryUrl.Encode(list.Path), ads) },
        }));
    }

    /// <summary>A feed of a list, at the list's path and the feed's name.</summary>
    internal PageAnswer? Feed(IListings kind, FeedKind feed, string path, PublicView view, Uri? hub = null)
    {
        if (!path.EndsWith(feed.File, StringComparison.Ordinal) || kind.Find(path[..^feed.File.Length], view) is not { HasFeed: true } list) return null;
        if (list.Path + feed.File != path) return PageAnswer.GoTo(StoryUrl.Encode(list.Path) + feed.File);
        return PageAnswer.Show(feed.Write(FeedStories.Of(house, list, view, hub)));
    }
}
