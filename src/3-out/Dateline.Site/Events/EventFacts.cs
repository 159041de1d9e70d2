using System.Globalization;
using Dateline.News;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Events;

/// <summary>A line of what is to be known of a page.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Iso">The same for machines, where it is a time; null: it is none.</param>
/// <param name="Link">Where it leads; null: nowhere.</param>
internal sealed record FactLine(string Label, string Text, string? Iso = null, string? Link = null);

/// <summary>The facts of pages that are more than articles, as readers read them.</summary>
internal static class EventFacts
{
    /// <summary>When an event is over: when it ends, else with its day where the site is.</summary>
    internal static Instant EndOf(PageFacts facts, SiteOptions site) => facts.Ends ?? site.StartOf(site.DayOf(facts.Starts!.Value).AddDays(1));

    /// <summary>"Aug. 24, 2026, 3:00 p.m. ET – 5:00 p.m. ET".</summary>
    internal static string When(PageFacts facts, TimeText times) =>
        times.DateTime(facts.Starts!.Value) + (facts.Ends is { } ends ? " – " + times.After(ends, facts.Starts.Value) : "");

    /// <summary>The lines of a page, in their order; none for an article.</summary>
    internal static IReadOnlyList<FactLine> Lines(PageFacts? facts, HouseLanguage language) => facts?.Kind switch
    {
        PageKind.Event => [.. Event(facts, language)],
        PageKind.Obituary => [.. Obituary(facts, language)],
        _ => [],
    };

    private static IEnumerable<FactLine> Event(PageFacts facts, HouseLanguage language)
    {
        var (words, times) = (language.Words, language.Times);
        if (Stands(facts, words) is { } stands) yield return new(words.EventState, stands);
        yield return new(words.EventWhen, When(facts, times), times.Iso(facts.Starts!.Value));
        if (facts.Venue is not null || facts.Address is not null) yield return new(words.EventWhere, string.Join(words.Comma, new[] { facts.Venue, facts.Address }.OfType<string>()));
        if (facts.Organiser is { } who) yield return new(words.EventOrganiser, who);
        if (facts.Price is { } price) yield return new(words.EventPrice, price);
        if (facts.Link is { } link) yield return new(words.EventMore, new Uri(link).Host, Link: link);
    }

    private static IEnumerable<FactLine> Obituary(PageFacts facts, HouseLanguage language)
    {
        var words = language.Words;
        if (facts.Born is { } born) yield return new(words.ObituaryBorn, language.Times.Date(born), Iso(born));
        if (facts.Died is { } died) yield return new(words.ObituaryDied, language.Times.Date(died), Iso(died));
        if (facts.Farewell is { } farewell) yield return new(words.ObituaryFarewell, farewell);
    }

    /// <summary>What readers must know before they go; null: it takes place.</summary>
    internal static string? Stands(PageFacts facts, Words words) => facts.State switch { EventState.Cancelled => words.EventCancelled, EventState.Postponed => words.EventPostponed, _ => null };

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
