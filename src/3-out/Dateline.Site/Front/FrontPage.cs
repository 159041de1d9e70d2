using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Media;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Front;

/// <summary>A story on a front.</summary>
internal sealed record FrontStory(string Path, string Headline, string? Dek, Moment At, string? Credit, string? TextLanguage, PhotoView? Photo);

/// <summary>The stories of one day, the latest first.</summary>
internal sealed record FrontDay(Moment Day, IReadOnlyList<FrontStory> Stories);

/// <summary>A front: the latest story with its photo, then the others day by day.</summary>
internal sealed record FrontView(HouseLanguage Language, FrontStory? Lead, IReadOnlyList<FrontDay> Days);

/// <summary>The front of one language: what is latest, the latest first, and nothing else decides.</summary>
internal sealed class FrontPage(House house)
{
    private const int MostStories = 40;

    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Front) return null;
        var stories = view.Latest(language.Tag, MostStories).Select(view.Read).OfType<OpenStory>().ToList();
        var lead = stories.Count > 0 ? Line(stories[0], language, Photo(view, stories[0])) : null;
        var days = stories.Skip(1).GroupBy(s => language.Times.Day(s.Published)).Select(day => Day(day, language));
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = house.Name,
            Description = Words.Fill(language.Words.FeedDescription, house.Name),
            Path = language.Front,
            IsFront = true,
            SkipTo = "latest",
            Alternates = house.Languages.Count == 1 ? [] : [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Front))],
            Photo = lead?.Photo,
            Body = new AspNetCoreGeneratedDocument.Front_Front { Model = new FrontView(language, lead, [.. days]) },
        }));
    }

    private static FrontDay Day(IGrouping<DateOnly, OpenStory> day, HouseLanguage language) =>
        new(new(day.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), language.Times.LongDate(day.First().Published)), [.. day.Select(s => Line(s, language, null))]);

    private static FrontStory Line(OpenStory story, HouseLanguage language, PhotoView? photo)
    {
        var (content, times) = (story.Content, language.Times);
        var when = photo is null ? times.Time(story.Published) : times.DateTime(story.Published);
        return new FrontStory(StoryUrl.Encode(story.Path), story.Headline, NewsText.OneLine(content.Dek), new(times.Iso(story.Published), when),
            NewsText.OneLine(content.Rights.MandatoryCredit ?? content.Credit), story.Standing.Language == language.Tag ? null : story.Language, photo);
    }

    private static PhotoView? Photo(PublicView view, OpenStory story) =>
        view.Pictures(story, most: 1).Where(p => PhotoViews.IsShown(p.File)).Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: true)).FirstOrDefault();
}
