using System.Collections.Concurrent;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store.Fronts;
using Dateline.Store.Stories;

namespace Dateline.Site.Front;

/// <summary>The line over a front: what it says, and the open story it leads to, if any.</summary>
internal sealed record FrontBarLine(string Text, OpenStory? Story);

/// <summary>A line over a page as it is shown.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Path">Where it leads; null: nowhere.</param>
/// <param name="TextLanguage">Its language, where it is not the page's.</param>
internal sealed record BarLine(string Text, string? Path, string? TextLanguage)
{
    internal static BarLine? Of(FrontBarLine? bar, HouseLanguage language) => bar is null ? null
        : new(bar.Text, bar.Story is { } story ? StoryUrl.Encode(story.Path) : null, bar.Story is { } told && told.Headline == bar.Text && told.Standing.Language != language.Tag ? told.Language : null);
}

/// <summary>How a front is arranged now: open stories in their slots (null: a slot that fills itself), the line over it, and the rules for the rest.</summary>
internal sealed record FrontLayout(IReadOnlyList<OpenStory?> Slots, FrontBarLine? Bar, FrontFill Fill)
{
    internal static FrontLayout Empty { get; } = new([], null, new());
}

/// <summary>A front with its slots filled: what stands on top, and what is listed below.</summary>
internal sealed record FrontFilled(IReadOnlyList<OpenStory> Top, IReadOnlyList<OpenStory> Stories, FrontBarLine? Bar);

/// <summary>Fills a front by its rules: the newest first, in the slots that nobody took and below them.</summary>
internal static class FrontFilling
{
    private const int MostFilters = 200;
    private static readonly ConcurrentDictionary<(Vocabularies By, string Text), NewsFilter?> Filters = new();

    /// <param name="view">The look.</param>
    /// <param name="book">The site.</param>
    /// <param name="layout">How the front is arranged.</param>
    /// <param name="listed">What may stand there, the newest first.</param>
    /// <param name="most">How many it lists at most.</param>
    /// <param name="block">How many of them are its first block, where no section is to have more than its part.</param>
    internal static FrontFilled Of(PublicView view, SiteBook book, FrontLayout layout, IEnumerable<PublicStanding> listed, int most, int block)
    {
        var chosen = layout.Slots.OfType<OpenStory>().Select(s => s.Standing.Page).ToHashSet(StringComparer.Ordinal);
        var stories = Allowed(view, layout.Fill, listed.Where(s => !chosen.Contains(s.Page))).Take(most).ToList();
        var top = new List<OpenStory>();
        foreach (var slot in layout.Slots)
        {
            if ((slot ?? Next(view, stories, leads: top.Count == 0 && layout.Fill.PhotoLeads)) is not { } story) continue;
            stories.Remove(story);
            top.Add(story);
        }
        if (top.Count == 0 && !layout.Fill.PhotoLeads && stories.Count > 0) { top.Add(stories[0]); stories.RemoveAt(0); }
        return new(top, layout.Fill.MostOfSection is { } part ? Spread(stories, part, block) : stories, layout.Bar);
    }

    private static OpenStory? Next(PublicView view, List<OpenStory> stories, bool leads) => leads ? StoryLines.Lead(view, stories, []).Story : stories.FirstOrDefault();

    private static IEnumerable<OpenStory> Allowed(PublicView view, FrontFill fill, IEnumerable<PublicStanding> listed)
    {
        var (filter, hours) = (fill.Only is { } only ? Filter(only) : null, fill.Hours is { } old ? TimeSpan.FromHours(old) : (TimeSpan?)null);
        foreach (var standing in listed)
        {
            // They come by the moment at which they became public: behind one that is too old there are only older ones.
            if (hours is { } age && standing.Standing.PublicSince + age <= view.Now) yield break;
            if (view.Read(standing) is not { } story || filter is not null && !filter.Takes(SiteBook.Facts(view.Db, story.Standing.Id, story.Content))) continue;
            if (hours is { } stays && standing.Standing.PublicSince is { } since) view.EndsAt(since + stays);
            yield return story;
        }
    }

    // Of no section more than its part in the first block; what is over follows behind it, in its order.
    private static List<OpenStory> Spread(List<OpenStory> stories, int part, int block)
    {
        var (first, rest, taken) = (new List<OpenStory>(), new List<OpenStory>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var story in stories)
        {
            var section = story.Section?.Slug ?? "";
            var has = taken.GetValueOrDefault(section);
            if (first.Count >= block || has >= part) { rest.Add(story); continue; }
            taken[section] = has + 1;
            first.Add(story);
        }
        return [.. first, .. rest];
    }

    // Plans are kept with filters that could be read; one that can't be any more keeps nothing out.
    private static NewsFilter? Filter(string text)
    {
        var key = (Vocabularies.InForce, text);
        if (Filters.TryGetValue(key, out var known)) return known;
        if (Filters.Count >= MostFilters) Filters.Clear();
        var read = NewsFilter.Parse(text, Vocabularies.ForFilters);
        return Filters[key] = read.IsDone ? read.Value : null;
    }
}
