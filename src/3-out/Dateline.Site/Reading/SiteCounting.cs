using Dateline.Site.Sites;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Site.Reading;

/// <summary>
/// Says of each match of a search whether this site has it, so that counts are of what is here. Where a story stands is known by its version, so a match costs a look into memory; one that was never looked at costs a read,
/// and of those there are so many at most in one search.
/// </summary>
/// <param name="view">The look.</param>
/// <param name="book">What the site has.</param>
/// <param name="isStrict">Whether what was not looked at counts for nothing; else the site has all there is, and it counts.</param>
/// <param name="within">The section whose stories alone count; null: all.</param>
/// <param name="sections">Where it is told how many matches each section has; null: nobody asks.</param>
internal sealed class SiteCounting(PublicView view, SiteBook? book, bool isStrict, SiteSection? within = null, Dictionary<SiteSection, int>? sections = null)
{
    private const int MostReads = 1000;
    private int _reads;

    /// <summary>Whether more of it was unknown than one search may read.</summary>
    internal bool IsTired { get; private set; }

    internal bool Counts(CountedMatch match)
    {
        if (IsTired || book is null) return !isStrict;
        if (!book.Cards.TryPlace(match.Story, match.Version, view.Decisions, out var place))
        {
            if (++_reads > MostReads) { IsTired = true; return !isStrict; }
            place = Look(match, book);
        }
        if (place is null || !view.IsWithinLimit(book, match.Story, match.At, place)) return false;
        if (sections is not null)
            foreach (var section in place.Sections) sections[section] = sections.GetValueOrDefault(section) + 1;
        return within is null || place.Sections.Contains(within);
    }

    // An entry of a live story stands where that one does, which has versions of its own: it is looked at each time.
    private StoryPlace? Look(CountedMatch match, SiteBook site)
    {
        if (PublicStories.Showing(view.Db, match.Key, view.Now) is not { } story || story.Id != match.Story) return null;
        var open = view.ReadAnyDay(story, site);
        if (open is null ? !view.IsEntry(story) : open.Standing.Id == story.Id) site.Cards.Place(match.Story, match.Version, view.Decisions, open?.Place);
        return open?.Place;
    }
}
