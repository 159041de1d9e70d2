using System.Globalization;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Media;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Front;

/// <summary>A story on a front.</summary>
internal sealed record FrontStory(string Path, string Headline, string? Dek, Moment At, string? Credit, string? TextLanguage, PhotoView? Photo, string? Live = null);

/// <summary>The stories of one day, the latest first.</summary>
internal sealed record FrontDay(Moment Day, IReadOnlyList<FrontStory> Stories);

/// <summary>Stories as fronts and lists show them: one that leads with its photo, the others day by day.</summary>
internal static class StoryLines
{
    private const int MayLead = 12;

    /// <summary>The newest story that has a photo, if one is among the latest dozen, else the newest: a flash of one line tops the list, not the page.</summary>
    /// <remarks>The first pinned story leads, photo or not: someone chose it.</remarks>
    internal static (OpenStory? Story, PhotoView? Photo) Lead(PublicView view, IReadOnlyList<OpenStory> stories, IReadOnlyList<OpenStory> pinned)
    {
        if (pinned is [var chosen, ..]) return (chosen, Photo(view, chosen));
        foreach (var story in stories.Take(MayLead))
            if (!story.Content.Body.IsEmpty && Photo(view, story) is { } photo)
                return (story, photo);
        return (stories.Count > 0 ? stories[0] : null, null);
    }

    /// <summary>The pinned stories below the one that leads.</summary>
    internal static IReadOnlyList<FrontStory> Pinned(IReadOnlyList<OpenStory> pinned, OpenStory? lead, HouseLanguage language, PublicView view) =>
        [.. pinned.Where(p => p != lead).Select(p => Line(p, language, language.Times.DateTime(p.Published), Photo(view, p)))];

    internal static FrontStory Leading(OpenStory story, HouseLanguage language, PhotoView? photo) => Line(story, language, language.Times.DateTime(story.Published), photo);

    internal static FrontStory Line(OpenStory story, HouseLanguage language, string when, PhotoView? photo = null)
    {
        var content = story.Content;
        return new FrontStory(StoryUrl.Encode(story.Path), story.Headline, story.Dek, new(language.Times.Iso(story.Published), when),
            NewsText.OneLine(content.Rights.MandatoryCredit ?? content.Credit), story.Standing.Language == language.Tag ? null : story.Language, photo, Live.LiveStory.IsRunning(content) ? language.Words.Live : null);
    }

    /// <summary>Stories day by day.</summary>
    /// <param name="stories">The stories, the latest first.</param>
    /// <param name="language">The page's language.</param>
    /// <param name="withPhotos">The look by which each is shown with its photo; null: in words alone.</param>
    internal static IReadOnlyList<FrontDay> Days(IEnumerable<OpenStory> stories, HouseLanguage language, PublicView? withPhotos = null) =>
        [.. stories.GroupBy(s => language.Times.Day(s.Published)).Select(day => new FrontDay(
            new(Iso(day.Key), language.Times.LongDate(day.First().Published)),
            [.. day.Select(s => Line(s, language, language.Times.Time(s.Published), withPhotos is null ? null : Photo(withPhotos, s)))]))];

    /// <summary>A day as addresses and machines write it.</summary>
    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A story's first photo that the public may see; null: it has none.</summary>
    internal static PhotoView? Photo(PublicView view, OpenStory story) =>
        view.Pictures(story, most: 1).Where(p => PhotoViews.IsShown(p.File)).Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: true, story.Language)).FirstOrDefault();
}
