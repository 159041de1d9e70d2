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

/// <summary>A front: one story with its photo, then the others day by day.</summary>
internal sealed record FrontView(HouseLanguage Language, FrontStory? Lead, IReadOnlyList<FrontDay> Days);

/// <summary>
/// The front of one language: what is latest, the latest first. It leads with the newest story that has a photo, if one is among the latest dozen:
/// a flash of one line tops the list, not the page.
/// </summary>
internal sealed class FrontPage(House house)
{
    private const int MostStories = 40;
    private const int MayLead = 12;

    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Front) return null;
        var stories = view.Latest(language.Tag, MostStories).Select(view.Read).OfType<OpenStory>().ToList();
        var (first, photo) = Lead(view, stories);
        var lead = first is null ? null : Line(first, language, language.Times.DateTime(first.Published), photo);
        var days = stories.Where(s => s != first).GroupBy(s => language.Times.Day(s.Published)).Select(day => Day(day, language));
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
        new(new(day.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), language.Times.LongDate(day.First().Published)), [.. day.Select(s => Line(s, language, language.Times.Time(s.Published), null))]);

    private static (OpenStory? Story, PhotoView? Photo) Lead(PublicView view, List<OpenStory> stories)
    {
        foreach (var story in stories.Take(MayLead))
            if (!story.Content.Body.IsEmpty && Photo(view, story) is { } photo)
                return (story, photo);
        return (stories.FirstOrDefault(), null);
    }

    private static FrontStory Line(OpenStory story, HouseLanguage language, string when, PhotoView? photo)
    {
        var content = story.Content;
        return new FrontStory(StoryUrl.Encode(story.Path), story.Headline, NewsText.OneLine(content.Dek), new(language.Times.Iso(story.Published), when),
            NewsText.OneLine(content.Rights.MandatoryCredit ?? content.Credit), story.Standing.Language == language.Tag ? null : story.Language, photo);
    }

    private static PhotoView? Photo(PublicView view, OpenStory story) =>
        view.Pictures(story, most: 1).Where(p => PhotoViews.IsShown(p.File)).Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: true)).FirstOrDefault();
}
