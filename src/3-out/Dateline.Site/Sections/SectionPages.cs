using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Feeds;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;

namespace Dateline.Site.Sections;

/// <summary>
/// The fronts of sections and their feeds. Sections are renamed, added and switched off while the site runs, so their addresses are no fixed ones: a word is looked up among the sections of the moment, and one that a
/// section had before leads to the one it has.
/// </summary>
internal sealed class SectionPages(House house, SiteBook book, ListPage list)
{
    private readonly SectionListings _listings = new(house, book);

    /// <summary>The front of a section; null: the path is no section's.</summary>
    internal PageAnswer? Paint(string path, PublicView view) => Elsewhere(path, "") ?? list.Paint(_listings, path, view);

    /// <summary>A section's feed; null: the path is no section's.</summary>
    internal PageAnswer? Feed(FeedKind feed, string path, PublicView view) => Elsewhere(path, feed.File) ?? list.Feed(_listings, feed, path, view, house.Options.Hub);

    /// <summary>The feeds of every section of the moment, in every language.</summary>
    internal IEnumerable<(string Path, Func<string, PublicView, PageAnswer?> Paint)> Feeds() =>
        from language in house.Languages
        from section in book.All
        from feed in FeedKind.All
        select ($"{language.Root}/{section.Slug}{feed.File}", (Func<string, PublicView, PageAnswer?>)((path, view) => Feed(feed, path, view)));

    private PageAnswer? Elsewhere(string path, string file)
    {
        var root = house.ForPath(path).Root;
        if (path.Length <= root.Length + 1 + file.Length) return null;
        return book.Sections.FindEarlier(path[(root.Length + 1)..^file.Length]) is { } section ? PageAnswer.GoTo($"{root}/{StoryUrl.Encode(section.Slug)}{file}") : null;
    }
}
