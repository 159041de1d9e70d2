using Dateline.Site.Article;
using Dateline.Site.Reading;
using Dateline.Store.Stories;

namespace Dateline.Site.Sites;

/// <summary>
/// The one address of a story that several sites have, for search engines: on the first site that claims it by its contract (<see cref="SiteOptions.Home"/>), else on the first that has it.
/// The other sites show the story and lead there.
/// </summary>
/// <param name="own">The site that asks.</param>
/// <param name="all">All sites, in their order.</param>
internal sealed class HomeBook(SiteBook own, IReadOnlyList<SiteBook> all)
{
    /// <summary>Whether a story of this site has its one address here.</summary>
    internal bool IsHere(PublicView view, PublicStanding story) => HomeOf(view, story).Site == own;

    /// <summary>The whole address of a story of this site that has its one address elsewhere; null: it is here.</summary>
    internal string? AddressElsewhere(PublicView view, PublicStanding story)
    {
        var (site, path) = HomeOf(view, story);
        return site == own ? null : site.Options.BaseUrl.GetLeftPart(UriPartial.Authority) + StoryUrl.Encode(path);
    }

    private (SiteBook Site, string Path) HomeOf(PublicView view, PublicStanding story)
    {
        if (all.Count == 1) return (own, "");
        (SiteBook Site, string Path)? first = null;
        foreach (var site in all)
        {
            if (site.Cards.Of(view, story) is not { } card || !view.IsWithinLimit(site, story, card.Place)) continue;
            if (card.Place.IsClaimed) return (site, card.Path);
            first ??= (site, card.Path);
        }
        return first ?? (own, "");
    }
}
