using System.Globalization;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Front;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Events;

/// <summary>An event in a list.</summary>
internal sealed record EventLine(string Path, string Headline, Moment At, string? Where, string? Stands, string? TextLanguage);

/// <summary>The events of a day.</summary>
internal sealed record EventDay(string Path, Moment Day, IReadOnlyList<EventLine> Events);

/// <summary>What is to come, day by day.</summary>
internal sealed record EventsView(HouseLanguage Language, string Title, bool IsOneDay, IReadOnlyList<EventDay> Days);

/// <summary>What takes place: all that is to come, and what one day brings; as pages, as feeds, as a calendar. What is over is in none of them, and its own page stays.</summary>
internal sealed class EventPages(House house) : IListings
{
    internal const string Folder = "/events", Calendar = "/events.ics";
    private const int MostDays = 14;

    /// <summary>The page of all that is to come, or of a day.</summary>
    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        var root = language.Root + Folder;
        DateOnly? day = path == root ? null : DayOf(path[(root.Length + 1)..]);
        if (path != root && day is null) return null;
        var days = Days(view, language, root, day).ToList();
        if (day is not null && days.Count == 0) return null;
        var title = day is null ? language.Words.Events : days[0].Day.Text;
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = day is null ? title : $"{language.Words.Events}: {title}",
            Description = Words.Fill(language.Words.EventsDescription, house.Name),
            Path = path,
            SkipTo = "events",
            IsIndexed = days.Count > 0,
            Alternates = day is not null ? [] : [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + Folder))],
            Feed = new(root, language.Words.Events),
            Body = new AspNetCoreGeneratedDocument.Events_Events { Model = new EventsView(language, title, day is not null, days) },
        }));
    }

    /// <summary>The same as a calendar that programs subscribe to.</summary>
    internal PageAnswer? PaintCalendar(string path, PublicView view)
    {
        var language = house.ForPath(path);
        return path != language.Root + Calendar ? null : PageAnswer.Show(EventCalendar.Write(house, language, Coming(view, language)));
    }

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        return path != language.Root + Folder ? null : new Listing
        {
            Language = language,
            Path = path,
            Title = language.Words.Events,
            Description = Words.Fill(language.Words.EventsDescription, house.Name),
            Stories = [.. Coming(view, language).Select(e => e.Story).OrderByDescending(s => s.Published)],
        };
    }

    private List<(OpenStory Story, PageFacts Facts)> Coming(PublicView view, HouseLanguage language) => view.Events(language.Tag, f => EventFacts.EndOf(f, house.Options));

    // An event stands under each of its days that is not over, and the page ends with today. Of a long one the list has the next two weeks, and its first day if that is later; the page of a day has all that the day has.
    private IEnumerable<EventDay> Days(PublicView view, HouseLanguage language, string root, DateOnly? only)
    {
        var today = house.Options.DayOf(view.Now);
        view.EndsAt(house.Options.StartOf(today.AddDays(1)));
        return Coming(view, language)
            .SelectMany(e => DaysOf(e.Facts, today, only).Select(d => (Day: d, e.Story, e.Facts)))
            .GroupBy(e => e.Day).OrderBy(g => g.Key)
            .Select(g => new EventDay($"{root}/{StoryLines.Iso(g.Key)}", new(StoryLines.Iso(g.Key), language.Times.LongDate(house.Options.StartOf(g.Key))), [.. g.Select(e => Line(e.Story, e.Facts, language, g.Key))]));
    }

    private IEnumerable<DateOnly> DaysOf(PageFacts facts, DateOnly today, DateOnly? only)
    {
        var (first, last) = (house.Options.DayOf(facts.Starts!.Value), LastOf(facts));
        if (only is { } day) return day >= today && day >= first && day <= last ? [day] : [];
        var from = first < today ? today : first;
        var listed = last.DayNumber < today.DayNumber + MostDays ? last : today.AddDays(MostDays - 1);
        return Enumerable.Range(0, Math.Max(1, listed.DayNumber - from.DayNumber + 1)).Select(from.AddDays);
    }

    // What ends at midnight has no part in the day that begins then.
    private DateOnly LastOf(PageFacts facts) => house.Options.DayOf(facts.Ends is { } ends && ends > facts.Starts ? ends - TimeSpan.FromMicroseconds(1) : facts.Starts!.Value);

    private EventLine Line(OpenStory story, PageFacts facts, HouseLanguage language, DateOnly day) => new(StoryUrl.Encode(story.Path), story.Headline,
        new(language.Times.Iso(facts.Starts!.Value), On(facts, language, day)),
        facts.Venue ?? facts.Address, EventFacts.Stands(facts, language.Words), story.Standing.Language == language.Tag ? null : story.Language);

    // The day stands above it: on its first, from when and until which other; after that what is still to be known.
    private string On(PageFacts facts, HouseLanguage language, DateOnly day)
    {
        var (first, last) = (house.Options.DayOf(facts.Starts!.Value), LastOf(facts));
        if (first == last) return TimeOf(facts, language);
        if (day == first) return $"{language.Times.Time(facts.Starts.Value)} – {language.Times.DateTime(facts.Ends!.Value)}";
        return Words.Fill(language.Words.EventUntil, day == last ? language.Times.Time(facts.Ends!.Value) : language.Times.DateTime(facts.Ends!.Value));
    }

    private static string TimeOf(PageFacts facts, HouseLanguage language) => language.Times.Time(facts.Starts!.Value) + (facts.Ends is { } ends ? " – " + language.Times.Time(ends) : "");

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}

/// <summary>Obituaries, the last to come out first.</summary>
internal sealed class ObituaryListings(House house) : IListings
{
    internal const string Folder = "/obituaries";

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        return path != language.Root + Folder ? null : new Listing
        {
            Language = language,
            Path = path,
            Title = language.Words.Obituaries,
            Description = Words.Fill(language.Words.ObituariesDescription, house.Name),
            Stories = view.Obituaries(language.Tag),
            NoneText = language.Words.ObituariesEmpty,
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + Folder))],
        };
    }
}
