using System.Collections.Concurrent;
using Dateline.Formats.Subjects;
using Dateline.Site.Sections;
using Dateline.Site.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Reading;

/// <summary>What long lists need of a story: where it stands and what it is about.</summary>
/// <param name="Path">Its path, decoded.</param>
/// <param name="Updated">When what the public reads last changed.</param>
/// <param name="Subjects">The codes of its subjects.</param>
/// <param name="Place">Where it stands on this site.</param>
/// <param name="Headline">Its headline.</param>
internal sealed record StoryCard(string Path, News.Instant Updated, IReadOnlyList<string> Subjects, StoryPlace Place, string Headline);

/// <summary>
/// Cards of the stories that a site has, kept by story and version, by how many decisions there were for sites, and by the sections there were: a version never changes, so neither does its card. Nothing here says whether the public may see it;
/// only what the gate has opened is asked for.
/// </summary>
internal sealed class StoryCards(SiteBook book)
{
    private const int Most = 60_000;
    private readonly ConcurrentDictionary<(Guid Story, int Version, News.Instant? Since, long Decisions, Vocabularies By, SectionSet In), StoryCard?> _cards = new();

    private readonly ConcurrentDictionary<(Guid Story, int Version, long Decisions), StoryPlace?> _places = new();

    /// <summary>Where a version stands here, where that was asked before; a null place: nowhere.</summary>
    internal bool TryPlace(Guid story, int version, long decisions, out StoryPlace? place) => _places.TryGetValue((story, version, decisions), out place);

    /// <summary>Keeps where a version stands here.</summary>
    internal void Place(Guid story, int version, long decisions, StoryPlace? place)
    {
        if (_places.Count >= Most) _places.Clear();
        _places[(story, version, decisions)] = place;
    }

    internal StoryCard? Of(PublicView view, PublicStanding story)
    {
        var key = (story.Id, story.Standing.Version, story.Standing.PublicSince, view.Decisions, view.Vocabularies, book.Sections);
        if (_cards.TryGetValue(key, out var known)) return known;
        if (_cards.Count >= Most) _cards.Clear();
        if (view.ReadAnyDay(story, book) is not { } open) return view.IsEntry(story) ? null : _cards[key] = null;
        var card = new StoryCard(open.Path, open.Updated, [.. open.Content.Subjects.Select(s => s.Code)], open.Place, open.Headline);
        // An entry's card is that of its live story, which has versions of its own.
        return open.Standing.Id == story.Id ? _cards[key] = card : card;
    }
}
