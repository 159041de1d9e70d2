using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Feeds;

/// <summary>The feeds of each language's latest stories.</summary>
internal sealed class FeedPages(House house)
{
    internal PageAnswer? Paint(FeedKind kind, string path, PublicView view) => PageAnswer.Show(kind.Write(FeedStories.Latest(house, house.ForPath(path), view)));
}
