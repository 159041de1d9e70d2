using System.Collections.Concurrent;
using Dateline.Store.Stories;

namespace Dateline.Site.Reading;

/// <summary>What long lists need of a story: where it stands and what it is about.</summary>
/// <param name="Path">Its path, decoded.</param>
/// <param name="Updated">When what the public reads last changed.</param>
/// <param name="Subjects">The codes of its subjects.</param>
/// <param name="Sections">The sections that take it.</param>
/// <param name="Headline">Its headline.</param>
internal sealed record StoryCard(string Path, News.Instant Updated, IReadOnlyList<string> Subjects, IReadOnlyList<SiteSection> Sections, string Headline);

/// <summary>
/// Cards of stories, kept by story and version: a version never changes, so neither does its card. Nothing here says whether the public may see it;
/// only what the gate has opened is asked for.
/// </summary>
internal sealed class StoryCards
{
    private const int Most = 60_000;
    private readonly ConcurrentDictionary<(Guid Story, int Version, News.Instant? Since), StoryCard?> _cards = new();

    internal StoryCard? Of(PublicView view, PublicStanding story)
    {
        var key = (story.Id, story.Standing.Version, story.Standing.PublicSince);
        if (_cards.TryGetValue(key, out var known)) return known;
        if (_cards.Count >= Most) _cards.Clear();
        return _cards[key] = view.Read(story) is { } open ? new StoryCard(open.Path, open.Updated, [.. open.Content.Subjects.Select(s => s.Code)], open.Sections, open.Headline) : null;
    }
}
