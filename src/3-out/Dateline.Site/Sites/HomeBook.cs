using Dateline.Site.Article;
using Dateline.Site.Reading;
using Dateline.Store.Stories;

namespace Dateline.Site.Sites;

/// <summary>
/// The one address of a story that several sites have, for search engines: on the first site that claims it by its contract (<see cref="SiteOptions.Home"/>), else on the first that has it.
/// The other sites show the story and lead there. Where a site's contract says so (<see cref="SiteOptions.AtSource"/>), it is at the source's own address, and all sites lead there.
/// </summary>
/// <param name="own">The site that asks.</param>
/// <param name="all">All sites, in their order.</param>
internal sealed class HomeBook(SiteBook own, IReadOnlyList<SiteBook> all)
{
    /// <summary>Whether a story of this site has its one address here.</summary>
    internal bool IsHere(PublicView view, PublicStanding story) => AddressElsewhere(view, story) is null;

    /// <summary>The whole address of a story of this site that has its one address elsewhere; null: it is here.</summary>
    internal string? AddressElsewhere(PublicView view, PublicStanding story)
    {
        if (all.Count == 1 && own.Options.AtSource is null) return null;
        (SiteBook Site, string Path)? first = null;
        foreach (var site in all)
        {
            if (site.Cards.Of(view, story) is not { } card || !view.IsWithinLimit(site, story, card.Place)) continue;
            if (card.Place.IsClaimed) return Address(site, card.Path);
            if (card.Place.AtSource is { } there) return there;
            first ??= (site, card.Path);
        }
        return first is { } shown ? Address(shown.Site, shown.Path) : null;
    }

    private string? Address(SiteBook site, string path) => site == own ? null : site.Options.BaseUrl.GetLeftPart(UriPartial.Authority) + StoryUrl.Encode(path);
}
