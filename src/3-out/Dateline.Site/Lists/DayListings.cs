using System.Globalization;
using Dateline.News;
using Dateline.Site.Front;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Lists;

/// <summary>The archive: everything that became public on one day, as days are counted where the site is. A day without a story has no page.</summary>
internal sealed class DayListings(House house) : IListings
{
    private const int Most = 1000;

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        var root = language.Root + "/archive";
        if ((path == root ? Newest(view, language) : DayOf(path[(root.Length + 1)..])) is not { } day) return null;
        var (from, before) = (house.Options.StartOf(day), house.Options.StartOf(day.AddDays(1)));
        var stories = view.Between(language.Tag, from, before, Most).Select(view.Read).OfType<OpenStory>().ToList();
        if (stories.Count == 0) return null;
        return new Listing
        {
            Language = language,
            Path = Path(day),
            Title = language.Times.LongDate(from),
            Kicker = language.Words.Archive,
            Description = Words.Fill(language.Words.DayDescription, language.Times.LongDate(from), house.Name),
            Stories = stories,
            Newer = Link(view.OldestFrom(language.Tag, before)),
            Older = Link(view.NewestBefore(language.Tag, from)),
            IsOneDay = true,
            HasFeed = false,
        };

        string Path(DateOnly at) => root + "/" + StoryLines.Iso(at);
        ListLink? Link(Instant? at) => at is { } moment ? new(Path(language.Times.Day(moment)), language.Times.Date(moment)) : null;
    }

    private static DateOnly? Newest(PublicView view, HouseLanguage language) =>
        view.NewestBefore(language.Tag, view.Now + TimeSpan.FromMicroseconds(1)) is { } newest ? language.Times.Day(newest) : null;

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}
